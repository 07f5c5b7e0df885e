//! JSON lines on their way into a Parquet file, which makes rows of them.

use std::io;

use unpitch::records::Labelled;

use super::container::Container;
use super::pages::Render;
use super::parquet::Rows;

/// Renders lines, of which a file makes rows.
pub struct AsRows {
    pub lines: Box<dyn Render>,
    pub rows: Rows,
}

impl Render for AsRows {
    fn container(&self) -> Container {
        Container::Parquet(self.rows)
    }

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        self.lines.render(page)
    }
}
