//! `left-out.csv`: pages that are not to be learned from, each with its reason.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use unpitch::Result;

use super::table::Table;

/// Pages and why each is left out.
#[derive(Clone, Debug, Default)]
pub struct LeftOut(BTreeMap<String, String>);

impl LeftOut {
    /// Reads `left-out.csv` (`page,why`).
    ///
    /// # Errors
    /// A file that cannot be read, a page named twice, and a reason that is empty.
    pub fn read(path: &Path) -> Result<LeftOut> {
        let mut pages = BTreeMap::new();
        for row in Table::read(path)?.rows() {
            let (page, why) = (row.cell("page")?, row.cell("why")?);
            if why.trim().is_empty() {
                return Err(row.error("why", "nothing", "a reason", "say why, or keep the page"));
            }
            if pages.insert(page.to_owned(), why.to_owned()).is_some() {
                let found = format!("{page:?}, named before");
                return Err(row.error("page", found, "each page once", "remove one of the two"));
            }
        }
        Ok(LeftOut(pages))
    }

    /// Whether this page is left out.
    pub fn contains(&self, page: &str) -> bool {
        self.0.contains_key(page)
    }

    /// The pages, in order.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// A line a page.
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (page, why) in &self.0 {
            writeln!(f, "page {page}: left out on purpose: {why}")?;
        }
        Ok(())
    }
}
