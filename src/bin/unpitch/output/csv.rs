//! Rows of the training schema, so that the output, corrected by hand, is training data.

use std::collections::HashMap;
use std::io;

use rapidhash::v3::rapidhash_v3;
use unpitch::dataset::{DatasetRow, DatasetWriter};
use unpitch::records::Labelled;

use super::pages::Render;

/// Renders one row per paragraph.
#[derive(Default)]
pub struct Rows {
    /// How often each page name came in this file, by its hash: the rows of two pages of one name would be read as one page.
    names: HashMap<u64, usize>,
}

impl Render for Rows {
    fn header(&self) -> io::Result<Vec<u8>> {
        DatasetWriter::new(Vec::new())?.finish()
    }

    fn begin_file(&mut self) {
        self.names.clear();
    }

    /// The name, numbered from its second page on.
    fn is_renaming(&self) -> bool {
        true
    }

    fn name(&mut self, name: &str) -> String {
        let times = self.names.entry(rapidhash_v3(name.as_bytes())).or_default();
        *times += 1;
        if *times == 1 {
            name.to_owned()
        } else {
            format!("{name} ({times})")
        }
    }

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        let mut records = DatasetWriter::without_header(Vec::new());
        let mut facts = Some(page.page.facts());
        for (position, paragraph, prediction) in page.kept() {
            let row = DatasetRow::new(page.name, position, prediction.label(), paragraph)
                .site(page.site)
                .language(page.predictions.language())
                .probability(Some(prediction.probability()))
                .facts(facts.take());
            records.write(row)?;
        }
        records.finish()
    }
}
