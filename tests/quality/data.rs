//! The pages that the floors are of.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;
use unpitch::dataset::{Dataset, DatasetReader};

use crate::corpus::rebuild::Rebuild;
use crate::notice;

/// The made-up pages.
pub const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// The variable that says that real pages must be there: `.ci/run` sets it.
const REQUIRED: &str = "UNPITCH_CORPUS_REQUIRED";

/// The folder of real pages, or a notice that the test is skipped.
///
/// # Panics
/// If it is named and not there, or not named and required.
pub fn real_pages(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("UNPITCH_CORPUS").map(PathBuf::from);
    let is_required = std::env::var_os(REQUIRED).is_some();
    match &folder {
        Some(folder) => {
            let there = folder.join("pages").is_dir() && folder.join("example.csv").is_file();
            assert!(
                there,
                "{}: no pages, or no example.csv, of which there are floors",
                folder.display()
            );
        }
        None if is_required => panic!("{test}: UNPITCH_CORPUS is not set, and {REQUIRED} is"),
        None => notice(&format!("{test}: SKIPPED, UNPITCH_CORPUS is not set")),
    }
    folder
}

/// The folder of the labelled pages of validation, rebuilt once for all tests.
pub fn rebuilt(pages: &Path) -> &'static Path {
    static REBUILT: OnceLock<TempDir> = OnceLock::new();
    let rebuild = || {
        let out = TempDir::new().expect("a folder");
        let rebuild = Rebuild {
            corpus: Path::new(DATA).join("corpus"),
            clones: None,
            pages: Some(pages.join("pages")),
            parts: vec!["validation".to_owned()],
            out: out.path().to_owned(),
        };
        let report = rebuild.run().expect("labels and pages");
        assert!(report.is_whole(), "{report}");
        out
    };
    REBUILT.get_or_init(rebuild).path()
}

pub fn read(folder: &Path, file: &str) -> Dataset {
    let path = folder.join(file);
    DatasetReader::new()
        .read_path(path)
        .expect("labelled CSV")
        .0
}

/// The pages of a file as text, and with their marks if they have some.
pub fn views(folder: &Path, file: &str) -> Vec<Dataset> {
    let whole = read(folder, file);
    let mut views = vec![whole.clone().without_marks()];
    if whole.has_marks() {
        views.push(whole);
    }
    views
}
