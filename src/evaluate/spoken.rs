//! What speaks for each label in each language: the words of labelled pages, by what they add to the scores.

use std::collections::BTreeMap;

use crate::Label;
use crate::dataset::Dataset;
use crate::features::Family;
use crate::model::{Contribution, Model};

/// What spoke for a label on the pages of a language.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Spoken {
    /// The language's code; `unknown` for pages of none that is known.
    pub language: String,
    /// The label.
    pub label: Label,
    /// The words and pairs that added most to the score of paragraphs that have the label, strongest first, with the sum of what
    /// each added.
    pub words: Vec<(String, f32)>,
}

/// The `n` strongest words of each language and label of labelled pages, sorted by language.
#[must_use]
pub fn spoken(model: &Model, dataset: &Dataset, n: usize) -> Vec<Spoken> {
    let mut sums: BTreeMap<(String, Label), BTreeMap<String, f32>> = BTreeMap::new();
    for labelled in dataset.pages() {
        let page = labelled.page();
        let language = page.language_or_detected();
        let language = language.map_or_else(
            || super::UNKNOWN_LANGUAGE.to_owned(),
            |code| code.to_string(),
        );
        let explanation = model.explanation(page);
        for (index, label) in labelled.labels().iter().enumerate() {
            let why = explanation
                .why(index, *label)
                .expect("a label per paragraph");
            let sums = sums.entry((language.clone(), *label)).or_default();
            for term in why.features.terms.iter().filter(|term| is_own_word(term)) {
                *sums.entry(term.to_string()).or_default() += term.amount();
            }
        }
    }
    let spoken = sums.into_iter().map(|((language, label), sums)| Spoken {
        language,
        label,
        words: strongest(sums, n),
    });
    spoken.collect()
}

fn is_own_word(term: &Contribution) -> bool {
    term.offset == 0 && matches!(term.family, Family::Word | Family::Pair)
}

/// The largest sums above 0, of equals the first by name.
fn strongest(sums: BTreeMap<String, f32>, n: usize) -> Vec<(String, f32)> {
    let mut words: Vec<(String, f32)> = sums.into_iter().filter(|(_, sum)| *sum > 0.0).collect();
    words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(n);
    words
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;
    use crate::dataset::DatasetReader;

    #[test]
    fn words_are_told_by_language_and_label() {
        let csv = "page,language,text,label\na,en,Subscribe now,subscription-pitch\na,en,Imprint,navigation\n\
                   b,de,Jetzt abonnieren,subscription-pitch\n";
        let (dataset, _) = DatasetReader::new().read(csv.as_bytes(), "a.csv").unwrap();
        let spoken = spoken(Model::embedded(), &dataset, 2);
        let of: Vec<_> = spoken
            .iter()
            .map(|s| (s.language.as_str(), s.label))
            .collect();
        assert_eq!(
            of,
            [
                ("de", Label::SubscriptionPitch),
                ("en", Label::SubscriptionPitch),
                ("en", Label::Navigation),
            ]
        );
        assert!(spoken.iter().all(|spoken| spoken.words.len() <= 2));
        let german = &spoken[0].words[0].0;
        assert!(
            german.contains("abonni") || german.contains("jetzt"),
            "{german}"
        );
    }
}
