//! Pages read from HTML, written as labelled CSV and read back, are the same pages: texts, marks and facts.
//!
//! Spans are not among them: those of a page from HTML count in its whole text, which a CSV has not. Real pages are looked
//! at where the variable `UNPITCH_CORPUS` names their folder.
#![cfg(all(feature = "html", feature = "train"))]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use proptest::prelude::*;
use unpitch::dataset::{DatasetReader, DatasetRow, DatasetWriter};
use unpitch::{Label, Page, Paragraph};

/// How many real pages are looked at: more would take longer than all other tests.
const REAL_PAGES: usize = 30;

/// The page as a CSV, its facts on its first row.
fn written(page: &Page) -> Vec<u8> {
    let mut writer = DatasetWriter::new(Vec::new()).expect("a header");
    for (position, paragraph) in page.paragraphs().iter().enumerate() {
        let row = DatasetRow::new("page", position, Label::Article, paragraph);
        let facts = (position == 0).then(|| page.facts());
        writer.write(row.facts(facts)).expect("a row");
    }
    writer.finish().expect("a CSV")
}

/// The page that a CSV has.
fn read(csv: &[u8]) -> Page {
    let (dataset, report) = DatasetReader::new().read(csv, "page.csv").expect("rows");
    assert_eq!(report.n_partly_marked, 0);
    let [page] = dataset.pages() else {
        panic!("{} pages", dataset.pages().len());
    };
    page.page().clone()
}

/// A page as a CSV can have it: each span that of its text alone.
fn as_read(page: &Page) -> Page {
    let paragraphs = page.paragraphs().iter().map(|paragraph| {
        let marks = paragraph.marks().expect("HTML has marks").clone();
        Paragraph::new(paragraph.text()).with_marks(marks)
    });
    Page::new(paragraphs.collect()).with_facts(page.facts().clone())
}

/// Holds a page against what a CSV makes of it; one without paragraphs has no rows.
fn check(name: &str, page: &Page) {
    if page.paragraphs().is_empty() {
        return;
    }
    let (read, expected) = (read(&written(page)), as_read(page));
    assert_eq!(read.facts(), expected.facts(), "{name}");
    for (read, expected) in read.paragraphs().iter().zip(expected.paragraphs()) {
        assert_eq!(read, expected, "{name}");
    }
    assert_eq!(read, expected, "{name}");
}

/// Tags, attributes and texts that could be cells, parts of cells or ends of cells.
fn soup() -> impl Strategy<Value = String> {
    let words = "([a-zA-Zé \"',;:=/.<\n\r\t\u{1}\u{A0}\u{AD}\u{200D}-]|\u{1}<\u{1}){0,9}";
    let name = "id|class|href|rel|action|type|name|role|itemprop|itemtype|aria-label|data-tide|content|property|lang";
    let attribute = (name, words).prop_map(|(name, value)| {
        let value = value.replace('"', "&quot;");
        format!(" {name}=\"{value}\"")
    });
    let tags = "p|div|a|b|pre|ul|li|table|tr|td|form|input|button|select|textarea|img|time|br|nav|svg|base|x[A-Z<.\u{1}\u{A0}]{0,3}";
    let start = (tags, prop::collection::vec(attribute, 0..3))
        .prop_map(|(name, attributes)| format!("<{name}{}>", attributes.concat()));
    let json = words.prop_map(|words| {
        let words = serde_json::to_string(&words).expect("JSON");
        format!(
            "<script type=application/ld+json>{{\"headline\":{words},\"author\":{words}}}</script>"
        )
    });
    let piece = prop_oneof![
        4 => start,
        1 => tags.prop_map(|name| format!("</{name}>")),
        4 => words,
        1 => any::<char>().prop_map(String::from),
        1 => words.prop_map(|words| format!("<title>{words}</title><meta property=og:title content='{words}")),
        1 => words.prop_map(|words| format!("<link rel=canonical href='https://{words}'>")),
        1 => json,
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_page_comes_back(html in soup()) {
        check(&html, &Page::from_html(&html));
    }
}

#[test]
fn a_page_of_all_marks_comes_back() {
    let page = Page::from_html(
        "<link rel=canonical href=https://quay.example/><title>Quay, \"the\" paper</title><form action=/q>\
         <nav role=navigation aria-label='Main menu'><a rel='nofollow ugc' href=/a?b=1,2>Ferries</a> <img>\
         <a href=//mole.example>Mole</a></nav><input name=q></form><pre>\r\n  a,\t\"b\"\r\n\n c\n</pre>",
    );
    let [menu, code] = page.paragraphs() else {
        panic!("{page:?}");
    };
    let (menu, code) = (menu.marks().unwrap(), code.marks().unwrap());
    assert!(menu.links().len() == 2 && !menu.form().is_empty() && !menu.place().is_empty());
    assert!(menu.beside() == "img" && code.raw().is_some() && page.facts().title.is_some());
    check("page", &page);
}

#[test]
fn the_longest_raw_text_fits_into_a_row() {
    let page = Page::from_html(&format!("<pre>{}", "ferry \"\n\" sails ".repeat(200_000)));
    assert!(page.paragraphs()[0].marks().unwrap().raw().unwrap().len() > 1_000_000);
    check("raw", &page);
}

/// The files of a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

#[test]
fn made_up_pages_come_back() {
    let files = files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/html")));
    assert!(!files.is_empty());
    for file in files {
        let html = fs::read(&file).expect("a page");
        check(&file.display().to_string(), &Page::from_html_bytes(&html));
    }
}

#[test]
fn real_pages_come_back() {
    let Some(folder) =
        std::env::var_os("UNPITCH_CORPUS").map(|folder| Path::new(&folder).join("pages"))
    else {
        notice("real_pages_come_back: SKIPPED, UNPITCH_CORPUS is not set");
        return;
    };
    if !folder.is_dir() {
        notice("real_pages_come_back: SKIPPED, the folder in UNPITCH_CORPUS has no pages");
        return;
    }
    let mut files = files(&folder);
    files.retain(|file| file.to_string_lossy().ends_with(".html.gz"));
    for file in files
        .iter()
        .step_by(files.len().div_ceil(REAL_PAGES).max(1))
    {
        let mut html = Vec::new();
        let mut packed = MultiGzDecoder::new(File::open(file).expect("a page"));
        packed.read_to_end(&mut html).expect("gzip");
        check(&file.display().to_string(), &Page::from_html_bytes(&html));
    }
}

/// Says something in every run: of a test that passes, the harness swallows what `eprintln` prints, but not this.
fn notice(text: &str) {
    let line = format!("\n{text}\n");
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("stderr");
}
