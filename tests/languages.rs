//! The default model on the made-up pages of `data/languages`, which it was not trained on: two pages in each of twelve
//! languages, read as HTML and as text.
//!
//! After a training, or when the pages have changed, this writes what is reached as the new floors:
//!
//! ```sh
//! cargo test --release --test languages pin_the_languages -- --ignored
//! ```
//! It refuses to lower one unless `UNPITCH_REASON` says why, which is written beside the floors.
#![cfg(all(feature = "train", feature = "html", feature = "default-model"))]

#[path = "quality/lowered.rs"]
mod lowered;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use lowered::{Figure, Lowered};
use serde::{Deserialize, Serialize};
use unpitch::dataset::{Dataset, LabelledPage, NamedPage};
use unpitch::evaluate::{Confusion, Evaluation};
use unpitch::{Label, Model, Page, Paragraph};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/languages");

/// The file of floors.
#[derive(Debug, Deserialize, Serialize)]
struct Floors {
    /// That of all pages, as HTML.
    digest: String,
    /// Floors that were lowered, and why.
    lowered: Vec<Lowered>,
    languages: BTreeMap<String, Figures>,
}

/// Macro F1 and F1 of `subscription-pitch` on the pages of a language, as HTML and as text.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
struct Figures {
    html: [f64; 2],
    text: [f64; 2],
}

/// How far below its floor each figure of a language may be: of its 20 to 30 pitches two are a toss-up.
const MARGIN: [f64; 2] = [0.06, 0.12];

/// The least on all pages together, as HTML and as text.
const LEAST: Figures = Figures {
    html: [0.80, 0.70],
    text: [0.70, 0.60],
};

/// The labels of each page.
fn labels() -> BTreeMap<String, Vec<Label>> {
    let text = std::fs::read_to_string(Path::new(FOLDER).join("labels.csv")).expect("labels.csv");
    let mut labels: BTreeMap<String, Vec<Label>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let [page, position, label] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}: expected page,position,label")
        };
        let labels = labels.entry(page.to_owned()).or_default();
        assert_eq!(position.parse(), Ok(labels.len()), "{line}");
        labels.push(label.parse().expect("a label"));
    }
    labels
}

/// The pages of each language, by its code.
fn pages() -> BTreeMap<String, Vec<(Page, Vec<Label>)>> {
    let mut pages: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (name, labels) in labels() {
        let path = Path::new(FOLDER).join(format!("{name}.html"));
        let page = Page::from_html(&std::fs::read_to_string(&path).expect("a page"));
        let (language, _) = name.split_once('-').expect("a language and a number");
        pages
            .entry(language.to_owned())
            .or_default()
            .push((page, labels));
    }
    pages
}

fn labelled(page: Page, labels: &[Label]) -> LabelledPage {
    let page = NamedPage::new("page", None, page);
    LabelledPage::new(page, labels.to_vec()).expect("a label for each paragraph")
}

fn confusion(pages: &[(Page, Vec<Label>)], view: fn(&Page) -> Page) -> Confusion {
    let outcomes = pages.iter().map(|(page, labels)| {
        let page = labelled(view(page), labels);
        Model::embedded().outcome(&page)
    });
    Evaluation::from_outcomes(outcomes).overall.confusion
}

fn digest() -> String {
    let pages = pages().into_values().flatten();
    let dataset: Dataset = pages
        .map(|(page, labels)| labelled(page, &labels))
        .collect();
    dataset.digest().to_owned()
}

/// As a scraper hands it on: the lines, without the page's own word for its language.
fn as_text(page: &Page) -> Page {
    let texts = page.paragraphs().iter().map(|p| Paragraph::new(p.text()));
    Page::new(texts.collect())
}

fn figures(pages: &[(Page, Vec<Label>)]) -> Figures {
    let of = |view| {
        let confusion = confusion(pages, view);
        [confusion.macro_f1(), confusion.f1(Label::SubscriptionPitch)]
    };
    Figures {
        html: of(Page::clone),
        text: of(as_text),
    }
}

fn reached() -> BTreeMap<String, Figures> {
    let pages = pages().into_iter();
    pages
        .map(|(language, pages)| (language, figures(&pages)))
        .collect()
}

/// Every figure with its name, and how far below its floor it may be.
fn named(languages: &BTreeMap<String, Figures>) -> BTreeMap<Figure, (f64, f64)> {
    let mut named = BTreeMap::new();
    for (language, own) in languages {
        for (seen, figures) in [("HTML", own.html), ("text", own.text)] {
            let names = ["macro F1", "F1 of pitches"].into_iter();
            for (name, figure) in names.zip(figures.into_iter().zip(MARGIN)) {
                named.insert(format!("{language} as {seen}: {name}"), figure);
            }
        }
    }
    named
}

fn floors_path() -> std::path::PathBuf {
    Path::new(FOLDER).join("floors.json")
}

fn floors() -> Floors {
    let text = std::fs::read_to_string(floors_path()).expect("floors.json");
    serde_json::from_str(&text).expect("floors")
}

#[test]
fn each_language_reaches_its_floor() {
    let floors = floors();
    assert_eq!(floors.digest, digest(), "the pages have changed: pin anew");
    let (floors, reached) = (named(&floors.languages), named(&reached()));
    assert!(reached.keys().eq(floors.keys()));
    let mut said = "floors of data/languages".to_owned();
    let mut faults = Vec::new();
    for ((name, (floor, margin)), (own, _)) in floors.iter().zip(reached.values()) {
        let line = format!("{name} is {own:.3}, its floor {floor:.3} less {margin}");
        said += &format!("\n  {line}");
        faults.extend((*own < floor - margin).then_some(line));
    }
    std::io::stderr()
        .write_all(format!("\n{said}\n").as_bytes())
        .expect("stderr");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn all_languages_together_reach_what_they_must() {
    let pages: Vec<_> = pages().into_values().flatten().collect();
    let reached = figures(&pages);
    for (reached, least) in [(reached.html, LEAST.html), (reached.text, LEAST.text)] {
        assert!(
            reached[0] >= least[0] && reached[1] >= least[1],
            "{reached:?}, {least:?}"
        );
    }
}

/// Two pages of each of twelve languages, and no label is rare among them.
#[test]
fn the_pages_are_whole() {
    let pages = pages();
    assert_eq!(pages.len(), 12);
    for (language, pages) in pages {
        assert_eq!(pages.len(), 2, "{language}");
        for (page, labels) in &pages {
            assert_eq!(page.paragraphs().len(), labels.len(), "{language}");
        }
        for label in Label::ALL {
            let n = pages
                .iter()
                .flat_map(|(_, labels)| labels)
                .filter(|own| **own == label);
            assert!(n.count() >= 8, "{language}: {label}");
        }
    }
}

#[test]
#[ignore = "writes data/languages/floors.json"]
fn pin_the_languages() {
    let mut floors = floors();
    let values = |languages: &BTreeMap<String, Figures>| -> BTreeMap<Figure, f64> {
        let named = named(languages).into_iter();
        named.map(|(name, (figure, _))| (name, figure)).collect()
    };
    let (before, after) = (floors.languages, reached());
    let reason = std::env::var(lowered::REASON).ok();
    let fallen = lowered::lowered(&values(&before), &values(&after), reason.as_deref());
    floors
        .lowered
        .extend(fallen.unwrap_or_else(|refused| panic!("{refused}")));
    (floors.digest, floors.languages) = (digest(), after);
    let json = serde_json::to_string_pretty(&floors).expect("JSON");
    std::fs::write(floors_path(), json + "\n").expect("floors.json");
}
