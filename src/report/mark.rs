//! What tells labels apart: a colour, and for eyes that see some colours alike a letter and a kind of line besides.

use maud::{Markup, html};

use crate::Label;

/// The label's letter, as on the keys of the labelling page.
pub(super) fn letter(label: Label) -> &'static str {
    match label {
        Label::Article => "A",
        Label::SubscriptionPitch => "P",
        Label::Navigation => "N",
        Label::RelatedContent => "R",
    }
}

/// The letter on the label's colour, for the eye alone.
pub(super) fn mark(label: Label) -> Markup {
    html! { span class={"mark " (label)} aria-hidden="true" { (letter(label)) } }
}

/// The mark and the name.
pub(super) fn named(label: Label) -> Markup {
    html! { span.named { (mark(label)) " " span.word { (label) } } }
}

/// A probability or share, 0 to 1, in whole percent; 100 % only where nothing is missing.
pub(super) fn percent(share: f64) -> String {
    let rounded = (100.0 * share).round();
    let shown = if share < 1.0 {
        rounded.min(99.0)
    } else {
        rounded
    };
    format!("{shown:.0} %")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_differ_and_almost_all_is_not_all() {
        let letters: std::collections::BTreeSet<&str> = Label::ALL.map(letter).into();
        assert_eq!(letters.len(), Label::COUNT);
        assert_eq!(
            [0.999, 1.0, 0.0, 0.424].map(percent),
            ["99 %", "100 %", "0 %", "42 %"]
        );
    }
}
