//! Rows of the paragraphs in doubt, of all pages in one order: they are written once the last page is read.

use std::io;
use std::sync::{Mutex, PoisonError};

use unpitch::labelling::Uncertain;
use unpitch::records::Labelled;

use super::csv;
use super::pages::Render;

/// Gathers rows.
pub struct Rows {
    /// Gives pages their names.
    names: csv::Rows,
    gathered: Mutex<Uncertain>,
}

impl Rows {
    /// So many at most.
    pub fn new(most: usize) -> Rows {
        Rows {
            names: csv::Rows::default(),
            gathered: Mutex::new(Uncertain::new(most)),
        }
    }
}

impl Render for Rows {
    fn is_renaming(&self) -> bool {
        true
    }

    fn name(&mut self, name: &str) -> String {
        self.names.name(name)
    }

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let gathered = self.gathered.lock();
        let mut gathered = gathered.unwrap_or_else(PoisonError::into_inner);
        gathered.add(page.name, page.site, page.page, page.predictions);
        Ok(Vec::new())
    }

    fn footer(&self) -> io::Result<Vec<u8>> {
        let gathered = self.gathered.lock();
        gathered
            .unwrap_or_else(PoisonError::into_inner)
            .write(Vec::new())
    }
}
