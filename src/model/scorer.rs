//! Labels one page after another with a model: what the pages share is cached, so that a page costs little memory and time.

use super::sums::{FamilyPlace, Sums};
use super::{Model, Prediction, Predictions};
use crate::features::{Family, Lexicons, Prepared};
use crate::first_pass::{Scores, softmax};
use crate::page::Page;

/// Labels pages with a model, one at a time; use one per thread.
///
/// ```no_run
/// # let pages: Vec<unpitch::Page> = Vec::new();
/// let model = unpitch::Model::load("site.unpitch")?;
/// let mut scorer = model.scorer();
/// for page in &pages {
///     let predictions = scorer.predict(page);
///     println!("{}", predictions.iter().len());
/// }
/// # Ok::<(), unpitch::Error>(())
/// ```
pub struct Scorer<'m> {
    model: &'m Model,
    lexicons: Lexicons,
    places: [FamilyPlace; Family::ALL.len()],
}

impl<'m> Scorer<'m> {
    pub(super) fn new(model: &'m Model) -> Scorer<'m> {
        Scorer {
            model,
            lexicons: Lexicons::default(),
            places: FamilyPlace::all(model.vectorizer.vocabulary()),
        }
    }

    /// Labels every paragraph of a page.
    pub fn predict(&mut self, page: &Page) -> Predictions {
        let prepared = Prepared::new(page, &mut self.lexicons);
        let sums = Sums::of(
            &prepared,
            &self.model.vectorizer,
            &self.model.first_pass,
            &self.places,
        );
        let first: Vec<Scores> = sums.scores().iter().copied().map(softmax).collect();
        let structure = prepared.structure();
        let probabilities = self.model.second_pass.probabilities(&first, structure);
        let predictions = probabilities.into_iter().zip(sums.known());
        let predictions = predictions.map(|(p, known)| Prediction::new(p, *known));
        Predictions::new(page, prepared.language(), predictions.collect())
    }
}

#[cfg(all(test, feature = "default-model", feature = "html"))]
mod tests {
    use super::super::sums::tests::PAGE;
    use super::*;

    #[test]
    fn a_page_after_others_is_labelled_as_by_itself() {
        let model = Model::embedded();
        let (english, german) = (
            Page::from_html(PAGE),
            Page::from_text(
                "Die Fähre legt ab Montag wieder ab\nJetzt abonnieren und weiterlesen\n",
            ),
        );
        let mut scorer = model.scorer();
        for page in [&english, &german, &english] {
            assert_eq!(scorer.predict(page), model.predict(page));
        }
    }
}
