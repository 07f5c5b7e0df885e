//! The article's text as the library gives it, with an empty line between paragraphs, and two between pages.

use std::io;

use unpitch::ArticleOptions;

use super::pages::{Render, RenderedPage};

/// Renders paragraphs.
pub struct Text;

impl Render for Text {
    fn separator(&self) -> &'static [u8] {
        b"\n\n"
    }

    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>> {
        let options = ArticleOptions::default().keep(page.keep);
        let text = page.predictions.article_text(page.page, &options);
        let mut text = text.map_err(io::Error::other)?;
        if !text.is_empty() {
            text.push('\n');
        }
        Ok(text.into_bytes())
    }
}
