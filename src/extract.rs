//! What becomes of an article: which part of it each paragraph is, and its Markdown.

mod markdown;
mod parts;

use crate::model::Predictions;
use crate::page::Page;
use crate::{ArticleOptions, Label, Result};

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

    /// The page's article as [CommonMark](https://spec.commonmark.org), with tables as GitHub writes them: the paragraphs
    /// of [`Predictions::article_text`], as headings, lists, quotes, code, tables and links by their parts and marks.
    ///
    /// Nothing that the page says becomes markup, and no HTML is in it. Links lead where [`Link::target`](crate::Link)
    /// says, relative to the page; only those to the web and to mailboxes are kept. Empty if no paragraph qualifies.
    ///
    /// ```
    /// # #[cfg(feature = "default-model")] {
    /// use unpitch::{ArticleOptions, Model, Page};
    ///
    /// let page = Page::from_text("Ferries sail *again* from Monday, the harbour master said.\n");
    /// let options = ArticleOptions::default().least_probability(0.0);
    /// let markdown = Model::embedded().predict(&page).article_markdown(&page, &options)?;
    /// assert_eq!(markdown, "Ferries sail \\*again\\* from Monday, the harbour master said.\n");
    /// # }
    /// # Ok::<(), unpitch::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OtherPage`](crate::Error::OtherPage) if `page` is not the page that was labelled.
    pub fn article_markdown(&self, page: &Page, options: &ArticleOptions) -> Result<String> {
        let kept = self.article_paragraphs(page, options)?;
        let parts = parts::parts_of(page, &kept);
        Ok(markdown::markdown(page, &kept, &parts))
    }
}

/// [`Predictions::parts`] of labels from elsewhere: for each paragraph of the page, whether it is article. What
/// `is_article` is too short for is not.
#[must_use]
pub fn article_parts(page: &Page, is_article: &[bool]) -> Vec<Option<Part>> {
    parts::parts_of(page, is_article)
}
//! What can be taken out of a page once its article is known.

mod metadata;

pub use metadata::{Found, PageDate, PageMetadata, page_metadata};
