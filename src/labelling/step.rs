//! What a person does, as the browser sends it and as a line of the journal.

use serde::{Deserialize, Serialize};

use crate::label::Label;

/// Paragraphs from the first up to the second, which is not among them.
pub type Run = (u32, u32);

/// Something done to a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The page's id.
    pub page: String,
    #[serde(flatten)]
    pub act: Act,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub enum Act {
    /// These paragraphs have that label.
    Label { at: Vec<Run>, label: Label },
    /// These paragraphs have the label that they are shown with.
    Confirm {
        at: Vec<Run>,
        /// A letter for each of them, filled in here. Journals of old have none: then it is what the same model says.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        labels: String,
    },
    /// The page is done.
    Finish {
        /// A letter for each paragraph, filled in here: what another model would say later changes nothing.
        #[serde(default)]
        labels: String,
        /// How long it took, pauses counted as a minute at most; filled in here.
        #[serde(default)]
        seconds: f32,
    },
    /// The page is not to be labelled in this sitting.
    Skip,
    /// The last step that is not undone yet is taken back.
    Undo,
}

/// The paragraphs of runs, if they come one behind the other and the page has that many.
pub fn paragraphs(runs: &[Run], n: usize) -> Option<Vec<usize>> {
    let mut all = Vec::new();
    for (from, to) in runs.iter().map(|(from, to)| (*from as usize, *to as usize)) {
        let is_behind = all.last().is_none_or(|last| *last < from);
        if !(is_behind && from < to && to <= n) {
            return None;
        }
        all.extend(from..to);
    }
    (!all.is_empty()).then_some(all)
}

/// The letter of a label, which is its key, too.
pub fn letter(label: Label) -> char {
    match label {
        Label::Article => 'a',
        Label::SubscriptionPitch => 'p',
        Label::Navigation => 'n',
        Label::RelatedContent => 'r',
    }
}

/// The labels of their letters, if each is one.
pub fn labels(letters: &str) -> Option<Vec<Label>> {
    let find = |c: char| Label::ALL.into_iter().find(|label| letter(*label) == c);
    letters.chars().map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_lines_that_read_back() {
        let step = Step {
            page: "ab".to_owned(),
            act: Act::Label {
                at: vec![(3, 5)],
                label: Label::SubscriptionPitch,
            },
        };
        let line = serde_json::to_string(&step).unwrap();
        assert_eq!(
            line,
            r#"{"page":"ab","do":"label","at":[[3,5]],"label":"subscription-pitch"}"#
        );
        assert_eq!(serde_json::from_str::<Step>(&line).unwrap(), step);
        let finish = r#"{"page":"ab","do":"finish"}"#;
        assert!(serde_json::from_str::<Step>(finish).is_ok());
        assert!(serde_json::from_str::<Step>(r#"{"page":"ab","do":"dance"}"#).is_err());
    }

    #[test]
    fn runs_stand_on_the_page_one_behind_the_other() {
        assert_eq!(paragraphs(&[(0, 2), (3, 4)], 4), Some(vec![0, 1, 3]));
        for wrong in [&[(0, 5)][..], &[(2, 2)], &[(2, 3), (1, 2)], &[(3, 1)], &[]] {
            assert_eq!(paragraphs(wrong, 4), None, "{wrong:?}");
        }
    }

    #[test]
    fn letters_are_labels() {
        let all: String = Label::ALL.map(letter).iter().collect();
        assert_eq!(labels(&all), Some(Label::ALL.to_vec()));
        assert_eq!(labels("ax"), None);
    }
}
