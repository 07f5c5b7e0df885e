//! Changes to the HTML of real pages that no reader sees leave the labels as they are: what share they change is printed,
//! and may be [`MOST`].
//!
//! Real pages are looked at where the variable `UNPITCH_CORPUS` names their folder, every so manyth. All of them:
//!
//! ```sh
//! UNPITCH_CORPUS=FOLDER cargo test --release --test metamorphic all_real_pages -- --ignored --nocapture
//! ```
#![cfg(all(feature = "html", feature = "train", feature = "default-model"))]

mod changed;
mod changes;
mod tokens;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use changed::{Changed, Labelled};
use flate2::read::MultiGzDecoder;
use unpitch::Page;

/// The largest share of paragraphs, or of characters, that a change may have labelled otherwise.
const MOST: f64 = 0.005;

/// The same of more elements around pages of few: paths name the six nearest elements, and where a text is five deep, three more
/// around it take the place of `body` and `html`. Real pages are deeper.
const MOST_OF_SHALLOW: f64 = 0.012;

/// How far above an offer labels are to stay: features look for long paragraphs among 64, count in paragraphs 2 away, and the
/// second pass looks at 3 on each side.
const FAR: usize = 64 + 2 + 3;

/// How many real pages are looked at in every run: more would take minutes.
const REAL_PAGES: usize = 24;

/// The made-up pages of the repository.
const FOLDERS: [&str; 3] = ["data/html", "data/languages", "tests/properties/pages"];

/// The files of a folder whose names end so, sorted.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = files
        .filter(|file| file.to_string_lossy().ends_with(end))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{}: no pages", folder.display());
    files
}

fn real_pages(test: &str) -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("UNPITCH_CORPUS") else {
        notice(&format!("{test}: SKIPPED, UNPITCH_CORPUS is not set"));
        return Vec::new();
    };
    files(&Path::new(&folder).join("pages"), ".html.gz")
}

/// A page's HTML; `None` if it is in another encoding than UTF-8, of which there are few.
fn html(file: &Path) -> Option<String> {
    let bytes = fs::read(file).expect("a page");
    let bytes = if file.extension().is_some_and(|extension| extension == "gz") {
        let mut html = Vec::new();
        let mut packed = MultiGzDecoder::new(File::open(file).expect("a page"));
        packed.read_to_end(&mut html).expect("gzip");
        html
    } else {
        bytes
    };
    String::from_utf8(bytes).ok()
}

/// What each change to these pages changes of their labels, in the order of [`changes::ALL`].
fn changed(files: &[PathBuf]) -> Vec<Changed> {
    let mut sums = vec![Changed::default(); changes::ALL.len()];
    for html in files.iter().filter_map(|file| html(file)) {
        let before = Labelled::new(&Page::from_html(&html));
        let pieces = tokens::pieces(&html);
        for (sum, change) in sums.iter_mut().zip(changes::ALL) {
            if let Some(html) = (change.apply)(pieces.clone()) {
                *sum += before.changed(&Labelled::new(&Page::from_html_bytes(&html)));
            }
        }
    }
    sums
}

/// What an offer at the end of these pages changes of the labels of paragraphs [`FAR`] above it.
fn changed_far_away(files: &[PathBuf]) -> Changed {
    let mut sum = Changed::default();
    for html in files.iter().filter_map(|file| html(file)) {
        let before = Labelled::new(&Page::from_html(&html));
        if let Some(n) = before.len().checked_sub(FAR).filter(|n| *n > 0) {
            let html = changes::with_pitch(tokens::pieces(&html));
            let after = Labelled::new(&Page::from_html_bytes(&html));
            sum += before.first(n).changed(&after.first(n));
        }
    }
    sum
}

/// Prints what a far offer changes, and fails if it is too much.
fn check_far_away(test: &str, files: &[PathBuf]) {
    let changed = changed_far_away(files);
    let said = format!("{test}: labelled otherwise\n  an offer far below    {changed}");
    assert!(changed.pages > 0, "no page is long enough");
    notice(&said);
    let is_much = changed.shares().into_iter().any(|share| share > MOST);
    assert!(!is_much, "more than {MOST}:\n{said}");
}

/// Prints what changes, and fails if it is too much.
fn check(test: &str, files: &[PathBuf], most: impl Fn(&str) -> f64) {
    let (mut said, mut faults) = (format!("{test}: labelled otherwise"), 0);
    for (changed, change) in changed(files).iter().zip(changes::ALL) {
        said += &format!("\n  {:<22}{changed}", change.name);
        let is_much = |share| share > most(change.name);
        faults += usize::from(changed.shares().into_iter().any(is_much));
        assert!(changed.pages > 0, "{}: no page was changed", change.name);
    }
    notice(&said);
    assert_eq!(faults, 0, "too much is labelled otherwise:\n{said}");
}

#[test]
fn our_pages_keep_their_labels() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = FOLDERS.map(|folder| root.join(folder));
    // What is only for the repository is not there in the package.
    let folders = folders.iter().filter(|folder| folder.is_dir());
    let files: Vec<_> = folders.flat_map(|folder| files(folder, ".html")).collect();
    check(
        "our_pages_keep_their_labels",
        &files,
        |change| match change {
            "body in three divs" => MOST_OF_SHALLOW,
            _ => MOST,
        },
    );
}

#[test]
fn real_pages_keep_their_labels() {
    let files = real_pages("real_pages_keep_their_labels");
    let every = files.len().div_ceil(REAL_PAGES).max(1);
    let files: Vec<_> = files.into_iter().step_by(every).collect();
    if !files.is_empty() {
        check("real_pages_keep_their_labels", &files, |_| MOST);
        check_far_away("real_pages_keep_their_labels", &files);
    }
}

#[test]
#[ignore = "takes several minutes"]
fn all_real_pages_keep_their_labels() {
    let files = real_pages("all_real_pages_keep_their_labels");
    check("all_real_pages_keep_their_labels", &files, |_| MOST);
    check_far_away("all_real_pages_keep_their_labels", &files);
}

/// Says something in every run: of a test that passes, the harness swallows what `eprintln` prints, but not this.
fn notice(text: &str) {
    let line = format!("\n{text}\n");
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("stderr");
}
