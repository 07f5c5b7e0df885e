//! What is the same for all files of a run.

use std::io;

use super::container::Container;
use super::pages::Render;

/// What is the same for all files of a run.
#[derive(Clone)]
pub struct Shape {
    pub container: Container,
    header: Vec<u8>,
    separator: &'static [u8],
}

impl Shape {
    pub fn new(render: &dyn Render) -> io::Result<Shape> {
        Ok(Shape {
            container: render.container(),
            header: render.header()?,
            separator: render.separator(),
        })
    }

    /// What stands between pages.
    pub fn separator(&self) -> &'static [u8] {
        self.separator
    }

    /// What stands before the first page.
    pub fn header(&self) -> &[u8] {
        &self.header
    }
}
