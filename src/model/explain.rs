//! Why a paragraph was scored as it was: the exact terms of its linear score in the first pass.

use super::Model;
use crate::Label;
use crate::features::{Family, Prepared, TokenCaches};
use crate::first_pass::unpack;
use crate::page::Page;
use crate::rows::Rows;

/// One term of a paragraph's score for a label: `value * weight`.
///
/// The first pass's score is the sum of all contributions and the label's intercept; the second pass then weighs it with
/// those of the surroundings.
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

/// A page whose paragraphs can be explained, from [`Model::explanation`].
///
/// ```
/// # #[cfg(feature = "default-model")] {
/// use unpitch::{Label, Model, Page};
///
/// let page = Page::from_text("Ferries sail again.\n\nSubscribe now and read on\n");
/// let explanation = Model::embedded().explanation(&page);
/// for term in explanation.strongest(1, Label::SubscriptionPitch, 3) {
///     println!("{:+.2} {} {}", term.amount(), term.family.name(), term.feature);
/// }
/// # assert_eq!(explanation.strongest(1, Label::SubscriptionPitch, 3).len(), 3);
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    model: &'a Model,
    rows: Rows,
}

impl Model {
    /// Which features spoke for and against a label for paragraph `index` of a page, strongest first.
    ///
    /// Empty if the page has no such paragraph. To ask about many paragraphs, use [`Model::explanation`].
    #[must_use]
    pub fn explain(&self, page: &Page, index: usize, label: Label) -> Vec<Contribution> {
        self.explanation(page).contributions(index, label)
    }

    /// Explains a whole page: prepared once, then asked about any paragraph and label.
    #[must_use]
    pub fn explanation(&self, page: &Page) -> Explanation<'_> {
        let mut rows = Rows::default();
        let mut caches = TokenCaches::default();
        let prepared = Prepared::new(page, &mut caches);
        self.vectorizer.transform(&prepared, &mut rows);
        Explanation { model: self, rows }
    }

    /// The label's intercept, the part of every score that no feature adds.
    #[must_use]
    pub fn intercept(&self, label: Label) -> f32 {
        self.first_pass.intercepts()[label.index()]
    }
}

impl Explanation<'_> {
    /// The terms of a paragraph's score for a label, strongest first; empty if the page has no such paragraph.
    #[must_use]
    pub fn contributions(&self, index: usize, label: Label) -> Vec<Contribution> {
        if index >= self.rows.n_paragraphs() {
            return Vec::new();
        }
        let reach = Family::WIDEST;
        let end = (index + reach + 1).min(self.rows.n_paragraphs());
        let mut contributions: Vec<_> = (index.saturating_sub(reach)..end)
            .flat_map(|source| self.between(source, index, label))
            .collect();
        contributions.sort_by(|a, b| b.amount().abs().total_cmp(&a.amount().abs()));
        contributions
    }

    /// The strongest `n` of [`Explanation::contributions`].
    #[must_use]
    pub fn strongest(&self, index: usize, label: Label, n: usize) -> Vec<Contribution> {
        let mut contributions = self.contributions(index, label);
        contributions.truncate(n);
        contributions
    }

    /// The contributions of paragraph `source`'s features to paragraph `index`.
    fn between(&self, source: usize, index: usize, label: Label) -> Vec<Contribution> {
        let Model {
            vectorizer,
            first_pass,
            ..
        } = self.model;
        let offset = source as i32 - index as i32;
        let entries = self.rows.paragraph(source).iter();
        let seen = entries.filter_map(|&(feature, value)| {
            let family = vectorizer.vocabulary().family(feature);
            let weights = || {
                let column = first_pass.layout().column(feature, offset as isize);
                unpack(&first_pass.weights()[column])
            };
            (offset.unsigned_abs() <= family.reach()).then(|| Contribution {
                family,
                feature: vectorizer.vocabulary().name(feature).to_owned(),
                offset,
                value,
                weight: weights()[label.index()],
            })
        });
        seen.collect()
    }
}

#[cfg(all(test, feature = "train"))]
mod tests {

    use super::*;
    use crate::dataset::DatasetReader;
    use crate::train::TrainParams;

    #[test]
    fn contributions_and_intercept_add_up_to_the_first_pass_score() {
        let csv = "text,label\nFerries sail again,article\nSign in,navigation\nSubscribe,article\n";
        let (data, _) = DatasetReader::new().read(csv.as_bytes(), "a.csv").unwrap();
        let params = TrainParams::default().min_df(1).check().unwrap();
        let model = params.train(&data).unwrap().model;
        let page = Page::from_text("Subscribe now\n\nFerries sail\n\nSign in");
        let explanation = model.explanation(&page);
        let scores = model.first_pass.scores(&explanation.rows);
        for label in Label::ALL {
            let contributions = explanation.contributions(1, label);
            let amounts: f32 = contributions.iter().map(Contribution::amount).sum();
            let sum = amounts + model.intercept(label);
            assert!((sum - scores[1][label.index()]).abs() < 1e-4);
        }
        assert!(explanation.contributions(3, Label::Article).is_empty());
        let all = explanation.contributions(1, Label::Article);
        assert_eq!(explanation.strongest(1, Label::Article, 2), all[..2]);
        assert_eq!(explanation.strongest(1, Label::Article, 999), all);
    }
}
