//! The article alone: as text or Markdown, two empty lines between pages.

use std::io;

use unpitch::CleanOptions;

use crate::output::pages::{Render, RenderedPage};

/// Renders articles.
pub struct Text(pub CleanOptions);

impl Render for Text {
    fn separator(&self) -> &'static [u8] {
        b"\n\n"
    }

    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>> {
        let text = page.predictions.clean(page.page, &self.0);
        let mut text = text.map_err(io::Error::other)?;
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text.into_bytes())
    }
}
