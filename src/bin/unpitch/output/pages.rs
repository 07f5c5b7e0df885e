//! What a format makes of labelled pages.

use std::io;

use unpitch::corpora::Reject;
use unpitch::records::Labelled;

use super::container::Container;

/// Makes bytes of labelled pages. Pages are named in their order; then they are rendered on any thread, in any order.
pub trait Render: Sync {
    /// What kind of file the bytes make.
    fn container(&self) -> Container {
        Container::Bytes
    }

    /// Says that the pages named from now on go into another file.
    fn begin_file(&mut self) {}

    /// What stands before the first page.
    fn header(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    /// What stands between pages that have something to write.
    fn separator(&self) -> &'static [u8] {
        b""
    }

    /// Whether a page's name depends on the names before.
    fn is_renaming(&self) -> bool {
        false
    }

    /// The name under which a page is rendered.
    fn name(&mut self, name: &str) -> String {
        name.to_owned()
    }

    /// What stands in the place of a record that is no page.
    fn rejected(&self, _reject: &Reject) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    /// What stands behind the last page.
    fn footer(&self) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    /// A page as bytes.
    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>>;
}
