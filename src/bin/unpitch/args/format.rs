//! The format of answers, where it is not given.

use std::io::{self, IsTerminal};
use std::path::Path;

use clap::ValueEnum;

use super::PageArgs;

impl PageArgs {
    /// The format that is asked for, or that the name of the output ends with; else a table for people, something else for
    /// programs and files.
    pub fn format<F: ValueEnum + Copy>(
        &self,
        asked: Option<F>,
        for_people: F,
        for_programs: F,
    ) -> F {
        let named = || self.output.as_deref().and_then(by_name);
        asked.or_else(named).unwrap_or_else(|| {
            if !self.is_kept() && io::stdout().is_terminal() {
                for_people
            } else {
                for_programs
            }
        })
    }
}

/// The format of which a file's name has the ending, packed or not.
fn by_name<F: ValueEnum + Copy>(path: &Path) -> Option<F> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or(name.strip_suffix(".zst"))
        .unwrap_or(&name);
    let (_, ending) = name.rsplit_once('.')?;
    let is_named = |format: &&F| {
        let value = format.to_possible_value();
        value.is_some_and(|value| value.matches(ending, false))
    };
    F::value_variants().iter().find(is_named).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{CleanFormat, PageFormat};

    #[test]
    fn a_file_says_its_format_by_its_name() {
        let page = |name: &str| by_name::<PageFormat>(Path::new(name));
        assert_eq!(page("a/labels.parquet"), Some(PageFormat::Parquet));
        assert_eq!(page("labels.CSV.gz"), Some(PageFormat::Csv));
        assert_eq!(page("a.csv.json"), Some(PageFormat::Jsonl));
        assert_eq!(page("labels.html"), Some(PageFormat::Html));
        assert_eq!((page("csv"), page("labels.xml")), (None, None));
        let clean = by_name(Path::new("articles.wet.gz"));
        assert_eq!(clean, Some(CleanFormat::Wet));
    }
}
