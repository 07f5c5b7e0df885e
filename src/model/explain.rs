//! Why a paragraph was scored as it was: the exact terms of its linear score.

use super::Model;
use crate::Label;
use crate::features::{Family, Prepared};
use crate::page::Page;
use crate::rows::Rows;

/// One term of a paragraph's score for a label: `value * weight`.
///
/// The score is the sum of all contributions and the label's intercept.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The feature's family.
    pub family: Family,
    /// The feature's name within its family, such as a stemmed word.
    pub feature: String,
    /// The paragraph the feature stands in, relative to the one explained: -1 is the one above.
    pub offset: i32,
    /// The feature's value there; above 0, at most 1.
    pub value: f32,
    /// The weight for the label and offset.
    pub weight: f32,
}

impl Contribution {
    /// What the feature adds to the score; negative where it speaks against the label.
    #[must_use]
    pub fn amount(&self) -> f32 {
        self.value * self.weight
    }
}

impl Model {
    /// Which features spoke for and against a label for paragraph `index` of a page, strongest first.
    ///
    /// Empty if the page has no such paragraph.
    #[must_use]
    pub fn explain(&self, page: &Page, index: usize, label: Label) -> Vec<Contribution> {
        let mut rows = Rows::default();
        self.vectorizer.transform(&Prepared::new(page), &mut rows);
        let mut contributions: Vec<_> = (0..rows.n_paragraphs())
            .flat_map(|source| self.contributions(&rows, source, index, label))
            .collect();
        contributions.sort_by(|a, b| b.amount().abs().total_cmp(&a.amount().abs()));
        contributions
    }

    /// The contributions of paragraph `source`'s features to paragraph `index`.
    fn contributions(
        &self,
        rows: &Rows,
        source: usize,
        index: usize,
        label: Label,
    ) -> Vec<Contribution> {
        let vocabulary = self.vectorizer.vocabulary();
        let entries = rows.paragraph(source).iter();
        let seen = entries.filter_map(|&(feature, value)| {
            let family = vocabulary.family(feature);
            let reach = family.reach() as i32;
            let offset = i32::try_from(source as i64 - index as i64).ok()?;
            let columns = self.first_pass.layout().columns(feature);
            (offset.abs() <= reach).then(|| Contribution {
                family,
                feature: vocabulary.names()[feature as usize].clone(),
                offset,
                value,
                weight: self.first_pass.weights()[columns.start + (offset + reach) as usize]
                    [label.index()],
            })
        });
        seen.collect()
    }

    /// The label's intercept, the part of every score that no feature adds.
    #[must_use]
    pub fn intercept(&self, label: Label) -> f32 {
        self.first_pass.intercepts()[label.index()]
    }
}
