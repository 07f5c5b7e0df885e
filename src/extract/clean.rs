//! The article's text: which paragraphs it is made of, and how they are written.
//!
//! ```text
//! which are kept    the set of greatest expected F1, or all but what a promised loss allows to drop
//! which parts       those that count as text: all, or the ones chosen
//! how               paragraphs with an empty line between, or Markdown
//! ```

use super::markdown::markdown;
use super::parts::{Part, parts_of};
use crate::model::{ArticleOptions, Predictions};
use crate::page::Page;
use crate::{Error, Result};

/// What makes up an article's text, and how it is written.
///
/// ```
/// use unpitch::{CleanOptions, Part};
///
/// let balanced = CleanOptions::default();
/// let whole = CleanOptions::default().max_loss(0.005);
/// let body_alone = whole.parts(&[Part::Body, Part::Heading, Part::ListItem, Part::Quote]).markdown(true);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CleanOptions {
    max_loss: Option<f32>,
    parts: [bool; Part::ALL.len()],
    is_markdown: bool,
}

impl Default for CleanOptions {
    /// The set of paragraphs of greatest expected F1, all parts of the article, plain text.
    fn default() -> CleanOptions {
        CleanOptions {
            max_loss: None,
            parts: [true; Part::ALL.len()],
            is_markdown: false,
        }
    }
}

impl CleanOptions {
    /// Drops what it can while at most this share of the article's characters is expected to be lost, 0 to 1: 0.005 is half a
    /// per cent. The model has measured what that means ([`Predictions::losses`]).
    #[must_use]
    pub fn max_loss(mut self, share: f32) -> CleanOptions {
        self.max_loss = Some(share);
        self
    }

    /// The parts that count as text; the others are left out.
    #[must_use]
    pub fn parts(mut self, parts: &[Part]) -> CleanOptions {
        self.parts = Part::ALL.map(|part| parts.contains(&part));
        self
    }

    /// Whether the text is written as [CommonMark](https://spec.commonmark.org): headings, lists, quotes, tables, code and
    /// links.
    #[must_use]
    pub fn markdown(mut self, is_markdown: bool) -> CleanOptions {
        self.is_markdown = is_markdown;
        self
    }

    /// The text of some of a page's paragraphs: those that have a part in `parts`, such as [`Predictions::clean_paragraphs`]
    /// without those that are not wanted. What `parts` is too short for is left out.
    #[must_use]
    pub fn text(&self, page: &Page, parts: &[Option<Part>]) -> String {
        let mut parts = parts.to_vec();
        parts.resize(page.paragraphs().len(), None);
        let kept: Vec<bool> = parts.iter().map(Option::is_some).collect();
        match self.is_markdown {
            true => markdown(page, &kept, &parts),
            false => page.text_of(&kept, "\n\n"),
        }
    }

    fn wants(&self, part: Part) -> bool {
        let mut wanted = Part::ALL.into_iter().zip(self.parts);
        wanted.any(|(own, is_wanted)| is_wanted && own == part)
    }
}

impl Predictions {
    /// The article's text. Empty if nothing qualifies.
    ///
    /// Of Markdown nothing that the page says becomes markup, and no HTML is in it; of its links only those to the web and to
    /// mailboxes are kept.
    ///
    /// ```
    /// # #[cfg(feature = "default-model")] {
    /// use unpitch::{CleanOptions, Model, Page};
    ///
    /// let page = Page::from_html("<h1>Harbour reopens</h1><p>Ferries sail <em>again</em> from Monday, the harbour master said.");
    /// let labels = Model::embedded().predict(&page);
    /// let markdown = labels.clean(&page, &CleanOptions::default().max_loss(0.005).markdown(true))?;
    /// assert_eq!(markdown, "# Harbour reopens\n\nFerries sail again from Monday, the harbour master said.\n");
    /// # }
    /// # Ok::<(), unpitch::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Predictions::clean_paragraphs`].
    pub fn clean(&self, page: &Page, options: &CleanOptions) -> Result<String> {
        // Which part a paragraph is takes time, and is nobody's question where all are wanted.
        if options.is_markdown || options.parts.contains(&false) {
            return Ok(options.text(page, &self.clean_paragraphs(page, options)?));
        }
        Ok(page.text_of(&self.kept(page, options)?, "\n\n"))
    }

    /// For each paragraph of the page that [`Predictions::clean`] keeps, its part of the article.
    ///
    /// # Errors
    /// [`Error::OtherPage`] if `page` is not the page that was labelled, [`Error::NoPromise`] if a loss is asked for that the
    /// model has not measured, [`Error::Param`] if it is not a share.
    pub fn clean_paragraphs(
        &self,
        page: &Page,
        options: &CleanOptions,
    ) -> Result<Vec<Option<Part>>> {
        let kept = self.kept(page, options)?;
        let parts = parts_of(page, &kept).into_iter();
        let wanted = parts.map(|part| part.filter(|part| options.wants(*part)));
        Ok(wanted.collect())
    }

    /// For each paragraph, whether it is the article's.
    fn kept(&self, page: &Page, options: &CleanOptions) -> Result<Vec<bool>> {
        match options.max_loss {
            None => self.article_paragraphs(page, &ArticleOptions::default()),
            Some(max_loss) => self.kept_within(page, max_loss),
        }
    }

    /// For each paragraph, whether it has to be kept for no more than that share of the article to be lost.
    fn kept_within(&self, page: &Page, max_loss: f32) -> Result<Vec<bool>> {
        let paragraphs = self.zip(page)?;
        if !(0.0..=1.0).contains(&max_loss) {
            return Err(Error::Param {
                name: "max_loss",
                found: max_loss.to_string(),
                expected: "a share, 0 to 1".to_owned(),
            });
        }
        let losses = self.losses().ok_or(Error::NoPromise)?;
        let weighed: Vec<_> = paragraphs
            .map(|(paragraph, prediction)| {
                (prediction.probabilities(), paragraph.text().chars().count())
            })
            .collect();
        Ok(losses.kept(&weighed, max_loss))
    }
}

#[cfg(all(test, feature = "default-model", feature = "html"))]
mod tests {
    use super::*;
    use crate::Model;

    const PAGE: &str = "<nav><a href=/>News</a></nav><main><h1>Harbour reopens</h1><p>By Ada Marsh</p>\
        <p>Ferries sail again from Monday, the harbour master said, after two weeks of storms.</p>\
        <p>The old pier, which the waves had broken, was mended by the town and by its fishermen.</p></main>\
        <aside><p>Subscribe now for $1 a month and read all our stories without limits.</p></aside>";

    #[test]
    fn the_text_is_made_of_the_parts_that_are_wanted() {
        let page = Page::from_html(PAGE);
        let labels = Model::embedded().predict(&page);
        let clean = |options: &CleanOptions| labels.clean(&page, options).expect("a text");
        let all = clean(&CleanOptions::default());
        assert!(
            all.starts_with("Harbour reopens\n\nBy Ada Marsh\n\nFerries"),
            "{all}"
        );
        assert!(!all.contains("Subscribe"), "{all}");
        let body = clean(&CleanOptions::default().parts(&[Part::Body]));
        assert!(
            body.starts_with("Ferries sail") && body.ends_with("fishermen."),
            "{body}"
        );
        assert_eq!(clean(&CleanOptions::default().parts(&[])), "");
    }

    #[test]
    fn a_smaller_loss_keeps_more() {
        let page = Page::from_html(PAGE);
        let labels = Model::embedded().predict(&page);
        let kept = |max_loss| {
            let options = CleanOptions::default().max_loss(max_loss);
            let parts = labels.clean_paragraphs(&page, &options).expect("parts");
            parts.iter().flatten().count()
        };
        assert!(kept(0.001) >= kept(0.01) && kept(0.01) >= kept(0.05));
        assert!(kept(0.01) >= 4);
    }

    #[test]
    fn what_cannot_be_promised_is_refused() {
        let page = Page::from_html(PAGE);
        let labels = Model::embedded().predict(&page);
        for share in [-0.1, 1.5, f32::NAN] {
            let refused = labels.clean(&page, &CleanOptions::default().max_loss(share));
            assert!(matches!(refused, Err(Error::Param { .. })));
        }
        let other = Page::from_text("Another page");
        for options in [
            CleanOptions::default(),
            CleanOptions::default().max_loss(0.01),
        ] {
            assert!(matches!(
                labels.clean(&other, &options),
                Err(Error::OtherPage)
            ));
        }
    }
}
