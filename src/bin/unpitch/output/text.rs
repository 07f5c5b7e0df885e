//! The text of the paragraphs kept, with an empty line between them, and two between pages.

use std::io;

use super::pages::{Render, RenderedPage};

/// Renders paragraphs.
pub struct Text;

impl Render for Text {
    fn separator(&self) -> &'static [u8] {
        b"\n\n"
    }

    fn render(&self, page: &RenderedPage<'_>) -> io::Result<Vec<u8>> {
        let texts: Vec<&str> = page
            .kept()
            .map(|(_, paragraph, _)| paragraph.text())
            .collect();
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        Ok((texts.join("\n\n") + "\n").into_bytes())
    }
}
