//! What a model says of a page: values of their own, which borrow neither the model nor the page.

mod stored;

use std::sync::Arc;

use rapidhash::v3::rapidhash_v3;
use serde::{Deserialize, Serialize};

use super::article::{self, ArticleOptions};
use super::losses::LossTable;
use super::prediction::Prediction;
#[cfg(doc)]
use crate::Label;
use crate::features::Meanings;
use crate::page::{Page, Paragraph};
use crate::{Error, Language, Result};

/// What a model says of each paragraph of a page, in the order of the page's paragraphs.
///
/// It owns what it holds, so it can be kept, sent to another thread or stored without the page. What needs the
/// paragraphs' texts takes the page once more and checks that it is the one that was labelled.
///
/// ```
/// # #[cfg(feature = "default-model")] {
/// use unpitch::{Label, Model, Page};
///
/// let page = Page::from_text("Ferries sail again from Monday.\n\nAlready a subscriber? Sign in\n");
/// let labels = Model::embedded().predict(&page);
/// for (paragraph, prediction) in labels.zip(&page)? {
///     println!("{:.2} {} {}", prediction.probability(), prediction.label(), paragraph.text());
/// }
/// assert!(labels.zip(&Page::from_text("Another page")).is_err());
/// # }
/// # Ok::<(), unpitch::Error>(())
/// ```
/// As JSON they are an object with `language`, `page` (what tells the page from others), `predictions` and, where the model
/// promises any, `losses`. Read back, with the page, they give the same text, metadata and verdict as before.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(
    into = "stored::StoredPredictions",
    try_from = "stored::StoredPredictions"
)]
pub struct Predictions {
    language: Option<Language>,
    predictions: Vec<Prediction>,
    /// What the model promises for pages of this kind.
    losses: Option<Arc<LossTable>>,
    /// What the paragraphs mean in the page's language and in English, which labelling them has found out. Not kept when
    /// predictions are stored: it follows from the page.
    meanings: Option<Vec<Meanings>>,
    /// [`fingerprint`] of the page.
    page: u64,
}

impl PartialEq for Predictions {
    /// Of the same page, and the same predictions and promises.
    fn eq(&self, other: &Predictions) -> bool {
        let same_page = self.page == other.page && self.language == other.language;
        same_page && self.predictions == other.predictions && self.losses == other.losses
    }
}

impl Predictions {
    pub(super) fn new(
        page: &Page,
        language: Option<Language>,
        predictions: Vec<Prediction>,
        losses: Option<Arc<LossTable>>,
        meanings: Vec<Meanings>,
    ) -> Predictions {
        Predictions {
            language,
            predictions,
            losses,
            meanings: Some(meanings),
            page: fingerprint(page),
        }
    }

    /// The language the page was taken to be in: given, or detected, if either.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.language
    }

    /// What the model promises for pages of this kind, text or HTML; `None` of a model that was trained on too little to
    /// promise anything.
    #[must_use]
    pub fn losses(&self) -> Option<&LossTable> {
        self.losses.as_deref()
    }

    /// What the paragraphs mean, in the page's language and in English, if it need not be read again.
    pub(crate) fn meanings(&self) -> Option<&[Meanings]> {
        self.meanings.as_deref()
    }

    /// Number of paragraphs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.predictions.len()
    }

    /// Whether the page has no paragraph.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.predictions.is_empty()
    }

    /// The predictions alone, top to bottom.
    pub fn iter(&self) -> std::slice::Iter<'_, Prediction> {
        self.predictions.iter()
    }

    /// The predictions alone, top to bottom.
    #[must_use]
    pub fn as_slice(&self) -> &[Prediction] {
        &self.predictions
    }

    /// Each paragraph of the page with its prediction, top to bottom.
    ///
    /// # Errors
    /// [`Error::OtherPage`] if `page` is not the page that was labelled: its paragraphs have other texts.
    pub fn zip<'a>(
        &'a self,
        page: &'a Page,
    ) -> Result<impl ExactSizeIterator<Item = (&'a Paragraph, &'a Prediction)> + Clone> {
        let is_same_length = page.paragraphs().len() == self.predictions.len();
        if !is_same_length || fingerprint(page) != self.page {
            return Err(Error::OtherPage);
        }
        Ok(page.paragraphs().iter().zip(&self.predictions))
    }

    /// The text of the page's article, its paragraphs separated by an empty line.
    ///
    /// By default it consists of the paragraphs whose expected F1 over words is greatest: on a clear page those labelled
    /// [`Label::Article`], except for a few that are in doubt; on a page without a clear article, whatever comes nearest
    /// to one. [`ArticleOptions`] changes the rule. Empty if no paragraph qualifies.
    ///
    /// # Errors
    /// [`Error::OtherPage`] if `page` is not the page that was labelled.
    pub fn article_text(&self, page: &Page, options: &ArticleOptions) -> Result<String> {
        let kept = self.article_paragraphs(page, options)?;
        Ok(page.text_of(&kept, options.between_paragraphs()))
    }

    /// For each paragraph of the page, whether [`Predictions::article_text`] keeps it.
    ///
    /// # Errors
    /// [`Error::OtherPage`] if `page` is not the page that was labelled.
    pub fn article_paragraphs(&self, page: &Page, options: &ArticleOptions) -> Result<Vec<bool>> {
        let weighed: Vec<(usize, f32)> = self
            .zip(page)?
            .map(|(paragraph, prediction)| {
                let n_words = paragraph.text().split_whitespace().count();
                (n_words, options.probability(prediction))
            })
            .collect();
        Ok(article::kept(&weighed, options))
    }
}

impl<'a> IntoIterator for &'a Predictions {
    type Item = &'a Prediction;
    type IntoIter = std::slice::Iter<'a, Prediction>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Tells pages apart by the texts of their paragraphs.
fn fingerprint(page: &Page) -> u64 {
    let paragraphs = page.paragraphs().iter();
    paragraphs.fold(0, |hash: u64, paragraph| {
        // Rotated, so that the order of the paragraphs counts.
        hash.rotate_left(7) ^ rapidhash_v3(paragraph.text().as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(page: &Page) -> Predictions {
        let article = |_| Prediction::new([0.75, 0.0, 0.25, 0.0], 1);
        let predictions = page.paragraphs().iter().map(article).collect();
        Predictions::new(page, None, predictions, None, Vec::new())
    }

    #[test]
    fn predictions_go_with_their_own_page_only() {
        let page = Page::from_text("Tides\n\nNews");
        let labels = labelled(&page);
        assert_eq!(labels.zip(&page.clone()).unwrap().len(), 2);
        for other in ["Tides", "News\n\nTides", "Tides\n\nNew\n\ns", ""] {
            let other = Page::from_text(other);
            assert!(matches!(labels.zip(&other), Err(Error::OtherPage)));
            let text = labels.article_text(&other, &ArticleOptions::default());
            assert!(text.is_err());
        }
        let text = labels.article_text(&page, &ArticleOptions::default().separator(" / "));
        assert_eq!(text.unwrap(), "Tides / News");
    }

    #[test]
    fn predictions_outlive_page_and_model() {
        fn is_free<T: Clone + Send + Sync + 'static>(_: &T) {}
        let labels = labelled(&Page::from_text("Tides"));
        is_free(&labels);
        assert_eq!(labels.iter().len(), labels.len());
        assert!(labelled(&Page::default()).is_empty());
    }
}
