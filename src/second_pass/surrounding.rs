//! What a paragraph's surroundings are called, for people who ask why.

use std::fmt;

use super::inputs::{DECAYS, REACH};
use crate::structure::Structure;

/// Something around a paragraph whose labels speak for or against its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Surrounding {
    /// What its own words, shapes and marks say, and those of its neighbours: the first pass's score.
    Itself,
    /// The paragraph so many above (negative) or below, at most three away.
    Neighbour(i32),
    /// What stands above, the nearer the more.
    Above,
    /// What stands below, the nearer the more.
    Below,
    /// The page as a whole.
    Page,
    /// The lines above and below the run of like lines that it stands in.
    BesideRun,
    /// The heading above.
    Heading,
    /// The line above the list that it stands in a card of.
    AboveList,
    /// Paragraphs of the same text.
    SameText,
    /// Lines between the same long paragraphs.
    Stretch,
    /// The run of lines as long as it.
    Run,
    /// Lines that begin or end with its word, that stand where it does between repeated lines, or that differ in numbers alone.
    /// Only of pages without marks.
    Records,
    /// Paragraphs in elements like its own.
    Path,
    /// The block that it stands in.
    Block,
    /// The card that it stands in.
    Card,
    /// The list of cards that it stands in.
    List,
    /// The part of the page: `main`, `nav`, `footer`.
    Landmark,
}

impl Surrounding {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Surrounding::Itself => "itself",
            Surrounding::Neighbour(_) => "neighbour",
            Surrounding::Above => "above",
            Surrounding::Below => "below",
            Surrounding::Page => "page",
            Surrounding::BesideRun => "beside-run",
            Surrounding::Heading => "heading",
            Surrounding::AboveList => "above-list",
            Surrounding::SameText => "same-text",
            Surrounding::Stretch => "stretch",
            Surrounding::Run => "run",
            Surrounding::Records => "records",
            Surrounding::Path => "path",
            Surrounding::Block => "block",
            Surrounding::Card => "card",
            Surrounding::List => "list",
            Surrounding::Landmark => "landmark",
        }
    }

    /// Whose each group of four inputs is, in the order of [`super::inputs::StackedInputs::groups_of`].
    pub(super) fn of_groups(is_marked: bool) -> Vec<Surrounding> {
        let reach = REACH as i32;
        let mut groups: Vec<Surrounding> = (-reach..=reach)
            .map(|offset| match offset {
                0 => Surrounding::Itself,
                _ => Surrounding::Neighbour(offset),
            })
            .collect();
        let mut push = |surrounding, n| groups.extend(std::iter::repeat_n(surrounding, n));
        push(Surrounding::Above, DECAYS.len());
        push(Surrounding::Below, DECAYS.len());
        push(Surrounding::Page, 1);
        push(Surrounding::BesideRun, 4);
        push(Surrounding::Heading, 1);
        push(Surrounding::AboveList, 1);
        // Two each: mean evidence and mean probability.
        push(Surrounding::SameText, 2);
        push(Surrounding::Stretch, 2);
        push(Surrounding::Run, 2);
        if is_marked {
            push(Surrounding::Path, 2 * 4);
            push(Surrounding::Block, 2 * 4);
            push(Surrounding::Card, 2);
            push(Surrounding::List, 2);
            push(Surrounding::Landmark, 2);
        } else {
            push(Surrounding::Records, 2 * Structure::RECORDS);
        }
        groups
    }
}

/// What a person calls it.
impl fmt::Display for Surrounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Surrounding::Itself => "what it says itself",
            Surrounding::Neighbour(-1) => "the paragraph above",
            Surrounding::Neighbour(1) => "the paragraph below",
            Surrounding::Neighbour(offset) => {
                let side = if *offset < 0 { "above" } else { "below" };
                return write!(f, "the paragraph {} {side}", offset.unsigned_abs());
            }
            Surrounding::Above => "what stands above",
            Surrounding::Below => "what stands below",
            Surrounding::Page => "the page as a whole",
            Surrounding::BesideRun => "the lines above and below its run",
            Surrounding::Heading => "its heading",
            Surrounding::AboveList => "the line above its list",
            Surrounding::SameText => "its text, wherever it stands on the page",
            Surrounding::Stretch => "the stretch between long paragraphs",
            Surrounding::Run => "its run of lines of one length",
            Surrounding::Records => "lines of its kind",
            Surrounding::Path => "elements like its own",
            Surrounding::Block => "the block it stands in",
            Surrounding::Card => "the card it stands in",
            Surrounding::List => "the list it stands in",
            Surrounding::Landmark => "its part of the page",
        };
        f.write_str(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label;
    use crate::second_pass::n_inputs;

    #[test]
    fn every_group_of_inputs_is_somebodys() {
        for is_marked in [false, true] {
            let groups = Surrounding::of_groups(is_marked);
            assert_eq!(groups.len() * Label::COUNT, n_inputs(is_marked));
            assert_eq!(groups[REACH], Surrounding::Itself);
        }
        assert_eq!(
            Surrounding::Neighbour(-2).to_string(),
            "the paragraph 2 above"
        );
    }
}
