//! The four roles a paragraph can play, their names and their order.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a paragraph is for, on its page.
///
/// The order is fixed: it numbers the labels in model files and breaks ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// The text that the page exists for.
    Article,
    /// Asks the reader to subscribe, register, donate, sign up or follow, or is part of such an offer.
    SubscriptionPitch,
    /// The site's furniture: menus, buttons, legal small print.
    Navigation,
    /// Other content: teasers for other articles, sponsored teasers, reader comments.
    RelatedContent,
}

impl Label {
    /// How many labels there are.
    pub const COUNT: usize = 4;

    /// Every label, in order.
    pub const ALL: [Label; Label::COUNT] = [
        Label::Article,
        Label::SubscriptionPitch,
        Label::Navigation,
        Label::RelatedContent,
    ];

    /// The label's name, as files and the command line spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Label::Article => "article",
            Label::SubscriptionPitch => "subscription-pitch",
            Label::Navigation => "navigation",
            Label::RelatedContent => "related-content",
        }
    }

    /// The label's index in [`Label::ALL`], 0 to 3.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The label with the largest of four values; the first one where values tie.
    ///
    /// A NaN never wins, unless all four are.
    #[must_use]
    pub fn argmax<T: PartialOrd + Copy>(values: [T; Label::COUNT]) -> Label {
        // Only a NaN differs from itself.
        let is_number = |value: T| value.partial_cmp(&value).is_some();
        let mut best = 0;
        for (i, value) in values.into_iter().enumerate() {
            if value > values[best] || (!is_number(values[best]) && is_number(value)) {
                best = i;
            }
        }
        Label::ALL[best]
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is not one of the four labels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown label {0:?}, expected one of article, subscription-pitch, navigation, related-content"
)]
pub struct UnknownLabel(pub String);

impl FromStr for Label {
    type Err = UnknownLabel;

    /// Accepts exactly the four names.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Label::ALL
            .into_iter()
            .find(|label| label.name() == name)
            .ok_or_else(|| UnknownLabel(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_order_is_fixed() {
        for (i, label) in Label::ALL.into_iter().enumerate() {
            assert_eq!(label.index(), i);
            assert_eq!(label.name().parse(), Ok(label));
            assert_eq!(
                serde_json::to_string(&label).unwrap(),
                format!("\"{}\"", label.name())
            );
        }
        assert_eq!(
            "Article".parse::<Label>(),
            Err(UnknownLabel("Article".into()))
        );
    }

    #[test]
    fn the_first_of_tied_labels_wins_and_nan_never_does() {
        let nan = f64::NAN;
        assert_eq!(Label::argmax([0.2f32, 0.4, 0.4, 0.0]).index(), 1);
        assert_eq!(Label::argmax([nan, 0.1, 0.3, 0.2]).index(), 2);
        assert_eq!(Label::argmax([nan, nan, -3.0, nan]).index(), 2);
        assert_eq!(Label::argmax([0.3, nan, 0.1, 0.3]).index(), 0);
        assert_eq!(Label::argmax([nan; 4]), Label::Article);
        assert_eq!(Label::argmax([0, 2, 5, 5]).index(), 2);
    }
}
