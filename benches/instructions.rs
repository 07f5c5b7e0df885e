//! One piece of work at a time, for a count of its instructions: `tests/instructions.rs` runs it under valgrind.
//!
//! Only what runs inside of [`counted_work`] counts: one page, from its source to its labels, by a scorer that has labelled
//! the other pages before it, so that all tables are set up and common words known, as in the midst of a crawl.
#![allow(missing_docs)]

use std::hint::black_box;
use std::path::Path;

use unpitch::dataset::DatasetReader;
use unpitch::train::TrainParams;
use unpitch::{Model, Page};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// Text: a file, or a page of a labelled CSV.
const TEXTS: [&str; 4] = [
    "example.txt",
    "validation.csv#en-12-grain-traders",
    "validation.csv#de-08-werft-uebernahme",
    "validation.csv#fr-06-val-lorin-ecole",
];

/// HTML: plain and rich, with spaces between words and without, from left to right and from right to left.
const HTML: [&str; 6] = [
    "html/harbour.html",
    "html/faehre.html",
    "tides/friday.html",
    "languages/pl-1.html",
    "languages/ja-1.html",
    "languages/ar-1.html",
];

const FIT: &str = "fit";

/// So many lines of `train.csv`, of the file's first pages, are fitted in less than a second.
const FIT_LINES: usize = 101;

fn main() {
    // Cargo brings `--bench` along.
    match std::env::args().skip(1).find(|word| !word.starts_with('-')) {
        Some(name) => run(&name),
        None => names().for_each(|name| println!("{name}")),
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    TEXTS.into_iter().chain(HTML).chain([FIT])
}

fn run(name: &str) {
    if name == FIT {
        return fit();
    }
    let mut scorer = Model::embedded().scorer();
    let others = TEXTS.into_iter().chain(HTML);
    for other in others.filter(|other| *other != name) {
        black_box(scorer.predict(&source(other).page()));
    }
    let source = source(name);
    counted_work(&mut || {
        black_box(scorer.predict(&source.page()));
    });
}

/// A whole training on one thread.
fn fit() {
    let csv = read("train.csv");
    let lines: String = csv.split_inclusive('\n').take(FIT_LINES).collect();
    let read = DatasetReader::new().read(lines.as_bytes(), "train.csv");
    let (dataset, _) = read.expect("part of the project");
    counted_work(&mut || {
        let trained = TrainParams::default().train(black_box(&dataset));
        black_box(trained.expect("a training"));
    });
}

/// valgrind counts from where this is entered to where it is left: it must stay a function of its own.
#[inline(never)]
fn counted_work(work: &mut dyn FnMut()) {
    work();
    black_box(());
}

enum Source {
    Text(String),
    Html(Vec<u8>),
}

impl Source {
    fn page(&self) -> Page {
        match self {
            Source::Text(text) => Page::from_text(text),
            Source::Html(bytes) => Page::from_html_bytes(bytes),
        }
    }
}

fn source(name: &str) -> Source {
    match name.split_once('#') {
        Some((file, page)) => Source::Text(text_of(file, page)),
        None if name.ends_with(".html") => Source::Html(read(name).into_bytes()),
        None => Source::Text(read(name)),
    }
}

/// The text of a page in a labelled CSV, a paragraph a line.
fn text_of(file: &str, page: &str) -> String {
    let dataset = DatasetReader::new().read_path(Path::new(DATA).join(file));
    let (dataset, _) = dataset.expect("part of the project");
    let named = dataset.pages().iter().find(|found| found.name() == page);
    let paragraphs = named.expect(page).page().paragraphs().iter();
    let texts: Vec<&str> = paragraphs.map(|paragraph| paragraph.text()).collect();
    texts.join("\n")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(DATA).join(name)).expect(name)
}
