//! Every feature of two fixed pages, kept in files: whatever changes what features mean shows there.

use std::fmt::Write;
use std::path::PathBuf;

use super::{Family, Name, Prepared, TokenCaches};
use crate::page::{Marks, Page, Paragraph};

/// One paragraph per line: its path, its link density and its text.
const MARKED: &str = include_str!("../../tests/golden/page-html.tsv");
const TEXT: &str = include_str!("../../tests/golden/page-text.txt");

fn marked_page() -> Page {
    let paragraphs = MARKED.lines().map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, link_density, text] = fields[..] else {
            panic!("three fields: {line}")
        };
        let tag = path.split(['.', ' ']).next().expect("a first piece");
        Paragraph::new(text).with_marks(Marks::new(
            tag,
            link_density.parse().expect("a link density"),
            path,
        ))
    });
    Page::new(paragraphs.collect())
}

fn text_page() -> Page {
    Page::new(TEXT.lines().map(Paragraph::new).collect())
}

/// The features of each paragraph, one line per family, sorted: in which order they are emitted means nothing.
fn stream(page: &Page) -> String {
    let mut caches = TokenCaches::default();
    let prepared = Prepared::new(page, &mut caches);
    let mut stream = format!("language {:?}\n", prepared.language());
    for (index, paragraph) in page.paragraphs().iter().enumerate() {
        let mut names: [Vec<String>; Family::ALL.len()] = Default::default();
        prepared.emit(index, &mut |family, name: Name<'_>| {
            let mut text = String::new();
            name.write(&mut text);
            names[family as usize].push(text);
        });
        let start: String = paragraph.text().chars().take(40).collect();
        writeln!(stream, "\n{index}: {start}").expect("memory");
        for (family, mut names) in Family::ALL.into_iter().zip(names) {
            names.sort_unstable();
            if !names.is_empty() {
                let names = names.join(", ");
                writeln!(stream, "  {}: {names}", family.name()).expect("memory");
            }
        }
    }
    stream
}

/// Compares a page's features with those kept in a file, and names the first line that differs.
#[track_caller]
fn is_as_kept(file: &str, page: &Page) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(file);
    let found = stream(page);
    if std::env::var_os("RENEW_GOLDEN").is_some() {
        std::fs::write(&path, &found).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if found != kept {
        let lines = found.lines().zip(kept.lines());
        let same = lines.take_while(|(found, kept)| found == kept).count();
        panic!(
            "the features are not those of {file}, from line {} on:\nfound    {:?}\nexpected {:?}\nIf features are meant to \
             change, run `RENEW_GOLDEN=1 cargo test --lib golden`, look at the difference, and retrain the models.",
            same + 1,
            found.lines().nth(same),
            kept.lines().nth(same),
        );
    }
}

#[test]
fn the_features_of_a_page_with_marks() {
    is_as_kept("features-html.txt", &marked_page());
}

#[test]
fn the_features_of_a_page_of_text() {
    is_as_kept("features-text.txt", &text_page());
}

#[test]
fn the_pages_have_features_of_every_family() {
    let stream = stream(&marked_page());
    for family in Family::ALL {
        assert!(stream.contains(&format!("\n  {}: ", family.name())));
    }
}
