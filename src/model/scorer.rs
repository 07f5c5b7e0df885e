//! Labels one page after another with a model: what the pages share is cached, so that a page costs little memory and time.

use std::sync::Arc;

use super::losses::LossTable;
use super::{Model, Prediction, Predictions};
use crate::deadline::Deadline;
use crate::error::Result;
use crate::features::{Caches, Prepared};
use crate::first_pass::fused::FusedPass;
use crate::page::Page;
use crate::scores::{Scores, softmax};

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
    caches: Caches,
    first_pass: FusedPass<'m>,
    /// Of pages without marks and with, for the predictions to carry.
    losses: [Option<Arc<LossTable>>; 2],
}

impl<'m> Scorer<'m> {
    pub(super) fn new(model: &'m Model) -> Scorer<'m> {
        Scorer {
            model,
            caches: Caches::default(),
            first_pass: FusedPass::new(&model.vectorizer, &model.first_pass, model.columns.clone()),
            losses: [false, true].map(|is_marked| {
                let table = model.metadata.losses.of_kind(is_marked)?;
                Some(Arc::new(table.clone()))
            }),
        }
    }

    /// Labels every paragraph of a page.
    pub fn predict(&mut self, page: &Page) -> Predictions {
        self.predict_until(page, Deadline::NEVER)
            .expect("there is time")
    }

    /// [`Scorer::predict`] that gives up once a deadline has passed.
    ///
    /// # Errors
    /// [`Error::OutOfTime`](crate::Error::OutOfTime).
    pub fn predict_until(&mut self, page: &Page, deadline: Deadline) -> Result<Predictions> {
        deadline.check()?;
        let prepared = Prepared::new(page, &mut self.caches);
        let sums = self.first_pass.scores(&prepared, deadline)?;
        let first: Vec<Scores> = sums.scores().iter().copied().map(softmax).collect();
        let structure = prepared.structure();
        let probabilities = self.model.second_pass.probabilities(&first, structure);
        let predictions = probabilities.into_iter().zip(sums.known());
        let predictions = predictions.map(|(p, known)| Prediction::new(p, *known));
        let losses = &self.losses[usize::from(structure.is_marked())];
        Ok(Predictions::new(
            page,
            prepared.language(),
            predictions.collect(),
            losses.clone(),
            prepared.meanings(),
        ))
    }
}

#[cfg(all(test, feature = "default-model", feature = "html"))]
mod tests {
    use super::*;

    const PAGE: &str = "<nav><ul><li><a href=/>News</a><li><a href=/>Sport</a></ul></nav><h1>Ferries sail \
        again</h1><p class=lead>Ferries sail again from the old harbour, sail after sail, said the company.\
        <h2>Subscribe, subscribe</h2><p>$1 a month<p>Cancel anytime<p>Log in";

    #[test]
    fn a_page_after_others_is_labelled_as_by_itself() {
        let model = Model::embedded();
        let (english, german) = (
            Page::from_html(PAGE),
            Page::from_text(
                "Die Fähre legt ab Montag wieder ab\nJetzt abonnieren und weiterlesen\n",
            ),
        );
        // The same lines in three languages: what they add is kept for each.
        let [lines_in_french, lines_in_german, lines_in_none] = ["fr", "de", ""].map(|code| {
            let page = Page::from_text("Newsletter\nde\nfr\nDie Tide\nAbonnement\nNewsletter\n");
            page.with_language(code.parse().ok())
        });
        let mut scorer = model.scorer();
        let pages = [
            &english,
            &german,
            &english,
            &lines_in_french,
            &lines_in_german,
        ];
        for page in pages
            .into_iter()
            .chain([&lines_in_none, &lines_in_french, &german])
        {
            assert_eq!(scorer.predict(page), model.predict(page));
        }
    }
}
