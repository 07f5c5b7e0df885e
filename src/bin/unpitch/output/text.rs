//! Texts alone, as the library gives them: two empty lines between pages.

use std::io;

use unpitch::{ArticleOptions, CleanOptions};

use super::pages::{Render, RenderedPage};

/// Renders a text of each page.
pub enum Text {
    /// The paragraphs of the labels that are kept, with an empty line between them.
    Kept,
    /// The article, as text or Markdown.
    Article(CleanOptions),
}

impl Render for Text {
    fn separator(&self) -> &'static [u8] {
        b"\n\n"
    }

    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>> {
        let text = match self {
            Text::Kept => {
                let options = ArticleOptions::default().keep(page.keep);
                page.predictions.article_text(page.page, &options)
            }
            Text::Article(options) => page.predictions.clean(page.page, options),
        };
        let mut text = text.map_err(io::Error::other)?;
        // Markdown ends its last line itself.
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text.into_bytes())
    }
}
