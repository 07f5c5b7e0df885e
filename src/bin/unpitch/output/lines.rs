//! One JSON object per page: its paragraphs, its article or the verdict on it.

use std::io;

use unpitch::CleanOptions;
use unpitch::records::Labelled;

use super::pages::Render;

/// Renders one line per page.
pub enum JsonLines {
    Paragraphs,
    Article(CleanOptions),
    Verdict,
}

impl Render for JsonLines {
    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let line = match self {
            JsonLines::Paragraphs => page.paragraphs(),
            JsonLines::Article(options) => page.article(options),
            JsonLines::Verdict => page.verdict(),
        };
        line.map_err(io::Error::other)
    }
}
