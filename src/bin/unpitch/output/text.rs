//! Texts alone, as the library gives them: two empty lines between pages.

use std::io;

use unpitch::records::Labelled;
use unpitch::{ArticleOptions, CleanOptions};

use super::pages::Render;

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

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let mut text = match self {
            Text::Kept => {
                let options = ArticleOptions::default().keep(page.keep);
                let text = page.predictions.article_text(page.page, &options);
                text.map_err(io::Error::other)?
            }
            Text::Article(options) => page.text(options).map_err(io::Error::other)?,
        };
        // Markdown ends its last line itself.
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text.into_bytes())
    }
}
