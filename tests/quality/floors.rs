//! `models/floors.json`: what the default model reached when it was last pinned.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unpitch::dataset::Dataset;
use unpitch::evaluate::{Evaluation, Metrics, Slice};
use unpitch::{Label, Model};

use crate::lowered::{Figure, Lowered};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/floors.json");

/// Fewest pages, and fewest paragraphs of each label, of a language that has a floor.
const LEAST_PAGES: usize = 5;
const LEAST_PARAGRAPHS: u64 = 10;

/// The file of floors.
#[derive(Debug, Deserialize, Serialize)]
pub struct Floors {
    pub about: String,
    /// Most bytes that the model may take.
    pub most_bytes: usize,
    /// Floors that were lowered, and why.
    pub lowered: Vec<Lowered>,
    /// On the made-up pages of `data/`.
    pub data: Vec<Pin>,
    /// On real pages.
    pub corpus: Vec<Pin>,
    /// On the one real page that is looked at line by line.
    pub example: Example,
}

/// What the model reached on one file, seen in one way.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Pin {
    pub file: String,
    /// Whether pages are seen with their marks; as text otherwise.
    pub marked: bool,
    /// That of the pages seen so.
    pub digest: String,
    pub macro_f1: Floor,
    /// F1 of each label.
    pub labels: BTreeMap<Label, Floor>,
    /// Macro F1 of the languages that have enough pages and enough paragraphs of each label.
    pub languages: BTreeMap<String, Floor>,
}

/// A figure, and the number of paragraphs that decide it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Floor {
    /// Those of the label; of macro F1 those of the rarest one.
    pub paragraphs: u64,
    pub f1: f64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
pub struct Example {
    pub paragraphs: usize,
    pub right: usize,
}

impl Floors {
    /// The file.
    pub fn read() -> Floors {
        let text = std::fs::read_to_string(PATH).unwrap_or_else(|error| {
            panic!("{PATH}: {error}; restore it, no floor is held without")
        });
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{PATH}: {error}"))
    }

    pub fn write(&self) {
        let json = serde_json::to_string_pretty(self).expect("JSON");
        std::fs::write(PATH, json + "\n").expect("models/floors.json");
    }

    /// Every figure with its name.
    pub fn figures(&self) -> BTreeMap<Figure, f64> {
        let pins = self.data.iter().chain(&self.corpus);
        let figures = pins.flat_map(Pin::floors);
        let mut figures: BTreeMap<_, _> = figures
            .map(|(figure, floor, _)| (figure, floor.f1))
            .collect();
        figures.insert("example: right".to_owned(), self.example.right as f64);
        figures
    }
}

impl Pin {
    /// What the default model reaches on a view of a file.
    pub fn reached(file: &str, view: &Dataset) -> Pin {
        let pages = view.pages().iter();
        let evaluation =
            Evaluation::from_outcomes(pages.map(|page| Model::embedded().outcome(page)));
        let labels = Label::ALL.map(|label| (label, Floor::of_label(&evaluation.overall, label)));
        let languages = evaluation
            .by_language
            .iter()
            .filter(|slice| is_enough(slice));
        Pin {
            file: file.to_owned(),
            marked: view.has_marks(),
            digest: view.digest().to_owned(),
            macro_f1: Floor::of_all(&evaluation.overall),
            labels: labels.into_iter().collect(),
            languages: languages
                .map(|slice| (slice.name.clone(), Floor::of_all(&slice.metrics)))
                .collect(),
        }
    }

    pub fn name(&self) -> String {
        let seen = if self.marked { "with marks" } else { "as text" };
        format!("{} {seen}", self.file)
    }

    /// Its floors by name, each with how far below it a figure may be.
    pub fn floors(&self) -> Vec<(Figure, Floor, f64)> {
        let name = self.name();
        let named =
            |what: String, floor: &Floor, margin| (format!("{name}: {what}"), *floor, margin);
        let all = [named(
            "macro F1".to_owned(),
            &self.macro_f1,
            self.macro_f1.margin() / 4.0,
        )];
        let labels = self.labels.iter();
        let labels =
            labels.map(|(label, floor)| named(format!("F1 of {label}"), floor, floor.margin()));
        let languages = self.languages.iter();
        let languages = languages.map(|(language, floor)| {
            let what = format!("macro F1 in {language}");
            named(what, floor, floor.margin_of_a_language())
        });
        all.into_iter().chain(labels).chain(languages).collect()
    }
}

/// Whether a language has enough pages for its figures to mean something.
fn is_enough(language: &Slice) -> bool {
    let rarest = rarest(&language.metrics);
    language.name != "unknown"
        && language.metrics.pages >= LEAST_PAGES
        && rarest >= LEAST_PARAGRAPHS
}

/// The number of paragraphs of the rarest label.
fn rarest(metrics: &Metrics) -> u64 {
    let labels = metrics.labels.iter().map(|label| label.support);
    labels.min().expect("there are labels")
}

impl Floor {
    fn of_label(metrics: &Metrics, label: Label) -> Floor {
        Floor {
            paragraphs: metrics.label(label).support,
            f1: metrics.confusion.f1(label),
        }
    }

    fn of_all(metrics: &Metrics) -> Floor {
        Floor {
            paragraphs: rarest(metrics),
            f1: metrics.confusion.macro_f1(),
        }
    }

    /// How far below it the F1 of a label may be: what two paragraphs decide, or one in a hundred where there are more, that
    /// were a toss-up before. Macro F1 moves by a quarter of what that of the rarest label does.
    pub fn margin(self) -> f64 {
        (2.0 / self.paragraphs as f64).max(0.01)
    }

    /// The same of the macro F1 of a language, whose few pages have their labels right or wrong together.
    pub fn margin_of_a_language(self) -> f64 {
        (self.margin() / 2.0).max(0.01)
    }
}
