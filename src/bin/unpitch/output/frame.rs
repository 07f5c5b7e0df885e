//! What stands around the pages of one file: before the first, between them, after the last.

use std::borrow::Cow;

use unpitch::report::PagesReport;

use super::container::Container;
use super::shape::Shape;

/// What one file has had so far.
pub struct Frame {
    separator: &'static [u8],
    /// Whether a page was written already.
    is_begun: bool,
    /// Of a document, what its index will name.
    document: Option<PagesReport>,
}

impl Frame {
    /// The frame of a file of this shape, of which nothing but the header is written.
    pub fn new(shape: &Shape) -> Frame {
        let is_document = shape.container == Container::Document;
        Frame {
            separator: shape.separator(),
            is_begun: false,
            document: is_document.then(PagesReport::default),
        }
    }

    /// What stands before a page that has something to write.
    pub fn before(&mut self, name: &str) -> Cow<'static, [u8]> {
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        match &mut self.document {
            Some(document) => document.before(name).into_bytes().into(),
            None if is_first => Cow::Borrowed(b""),
            None => Cow::Borrowed(self.separator),
        }
    }

    /// What stands after the last page.
    pub fn end(&self) -> Vec<u8> {
        let end = self.document.as_ref().map(PagesReport::end);
        end.map_or_else(Vec::new, String::into_bytes)
    }

    /// Whether a page was written.
    pub fn is_begun(&self) -> bool {
        self.is_begun
    }
}
