//! What becomes of a page once it is labelled: its article's text, the parts of that, and what is known of it.

mod clean;
mod markdown;
mod metadata;
mod parts;
mod words;

use crate::model::Predictions;
use crate::page::Page;
use crate::{Label, Result};

pub use clean::CleanOptions;
pub use metadata::{Found, PageDate, PageMetadata, page_metadata};
pub use parts::{Part, UnknownPart};

impl Predictions {
    /// For each paragraph of the page, which part of the article it is; `None` if it is not labelled
    /// [`Label::Article`].
    ///
    /// ```
    /// # #[cfg(feature = "default-model")] {
    /// let page = unpitch::Page::from_html("<h1>Harbour reopens</h1><p>By Ada Marsh<p>Ferries sail again from Monday.");
    /// let parts = unpitch::Model::embedded().predict(&page).parts(&page)?;
    /// assert_eq!(parts.len(), 3);
    /// # }
    /// # Ok::<(), unpitch::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OtherPage`](crate::Error::OtherPage) if `page` is not the page that was labelled.
    pub fn parts(&self, page: &Page) -> Result<Vec<Option<Part>>> {
        let labelled = self.zip(page)?;
        let is_article: Vec<bool> = labelled
            .map(|(_, prediction)| prediction.label() == Label::Article)
            .collect();
        Ok(parts::parts_of(page, &is_article))
    }
}

/// [`Predictions::parts`] of labels from elsewhere: for each paragraph of the page, whether it is article. What
/// `is_article` is too short for is not.
#[must_use]
pub fn article_parts(page: &Page, is_article: &[bool]) -> Vec<Option<Part>> {
    parts::parts_of(page, is_article)
}
