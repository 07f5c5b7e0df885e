//! What the default model must reach: the floors of `models/floors.json`.
//!
//! Those on `data/` are checked in every run; those on real pages where the variable `UNPITCH_CORPUS` names their folder,
//! on a CSV that is rebuilt of `data/corpus` and of the pages there, with all marks.
//! After a training, or when the data have changed, this writes the figures reached as the new floors:
//!
//! ```sh
//! UNPITCH_CORPUS=FOLDER cargo test --release --test quality pin_the_floors -- --ignored
//! ```
#![cfg(all(feature = "train", feature = "default-model"))]

#[path = "../examples/corpus/main.rs"]
#[allow(dead_code, reason = "the tests call what its main calls")]
mod corpus;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use corpus::rebuild::Rebuild;
use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use unpitch::dataset::{Dataset, DatasetReader};
use unpitch::evaluate::{Confusion, Evaluation};
use unpitch::{Label, Model, Page};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
const FLOORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/models/floors.json");

/// The file of floors.
#[derive(Debug, Deserialize, Serialize)]
struct Floors {
    about: String,
    /// Most bytes that the model may take.
    most_bytes: usize,
    /// On the made-up pages of `data/`.
    data: Vec<Pin>,
    /// On real pages.
    corpus: Vec<Pin>,
    /// On the one real page that is looked at line by line.
    example: Example,
}

/// What the model reached on one file, seen in one way, when the floors were last pinned.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Pin {
    file: String,
    /// Whether pages are seen with their marks; as text otherwise.
    marked: bool,
    /// That of the pages seen so.
    digest: String,
    macro_f1: f64,
    worst_label: Label,
    worst_f1: f64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
struct Example {
    paragraphs: usize,
    right: usize,
}

/// How far below its pin a figure may be: what a few paragraphs decide that were a toss-up before.
#[derive(Clone, Copy)]
struct Margin {
    macro_f1: f64,
    worst_f1: f64,
}

/// On about 60 pitches, the rarest label, two paragraphs move its F1 by 0.03, and macro F1 by a quarter of that.
const MARGIN_ON_DATA: Margin = Margin {
    macro_f1: 0.01,
    worst_f1: 0.03,
};

/// On about 2,000 pitches, twenty paragraphs move their F1 by 0.01, and macro F1 by a quarter of that.
const MARGIN_ON_CORPUS: Margin = Margin {
    macro_f1: 0.003,
    worst_f1: 0.01,
};

const HOW_TO_MOVE: &str = "if that is meant, pin the floors: UNPITCH_CORPUS=FOLDER cargo test --release --test quality \
    pin_the_floors -- --ignored, and say why in the commit";

fn floors() -> Floors {
    let text = std::fs::read_to_string(FLOORS).expect("models/floors.json");
    serde_json::from_str(&text).expect("floors")
}

/// The folder of real pages, or a notice that the test is skipped.
fn real_pages(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("UNPITCH_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        notice(&format!("{test}: SKIPPED, UNPITCH_CORPUS is not set"));
    }
    folder
}

/// The folder of the labelled pages of validation, rebuilt once for all tests.
fn rebuilt(pages: &Path) -> &'static Path {
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

/// Says something in every run: of a test that passes, the harness swallows what `eprintln` prints, but not this.
fn notice(text: &str) {
    let line = format!("\n{text}\n");
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("stderr");
}

fn read(folder: &Path, file: &str) -> Dataset {
    let path = folder.join(file);
    DatasetReader::new()
        .read_path(path)
        .expect("labelled CSV")
        .0
}

/// The pages of a file as text, and with their marks if they have some.
fn views(folder: &Path, file: &str) -> Vec<Dataset> {
    let whole = read(folder, file);
    let mut views = vec![whole.clone().without_marks()];
    if whole.has_marks() {
        views.push(whole);
    }
    views
}

fn evaluate(view: &Dataset) -> Evaluation {
    let pages = view.pages().iter();
    Evaluation::from_outcomes(pages.map(|page| Model::embedded().outcome(page)))
}

impl Pin {
    fn new(file: &str, view: &Dataset, confusion: &Confusion) -> Pin {
        let labels = Label::ALL.into_iter();
        let worst = labels.min_by(|a, b| confusion.f1(*a).total_cmp(&confusion.f1(*b)));
        let worst = worst.expect("there are labels");
        Pin {
            file: file.to_owned(),
            marked: view.has_marks(),
            digest: view.digest().to_owned(),
            macro_f1: confusion.macro_f1(),
            worst_label: worst,
            worst_f1: confusion.f1(worst),
        }
    }

    fn name(&self) -> String {
        let seen = if self.marked { "with marks" } else { "as text" };
        format!("{} {seen}", self.file)
    }

    /// What of `reached` is below this pin by more than the margin, or of other data.
    fn faults(&self, reached: &Pin, margin: Margin) -> Vec<String> {
        if self.digest != reached.digest {
            return vec![format!(
                "{}: the data have changed; {HOW_TO_MOVE}",
                self.name()
            )];
        }
        let figures = [
            ("macro F1", reached.macro_f1, self.macro_f1, margin.macro_f1),
            (
                "the worst label's F1",
                reached.worst_f1,
                self.worst_f1,
                margin.worst_f1,
            ),
        ];
        let missed = figures
            .into_iter()
            .filter(|(_, reached, pinned, margin)| *reached < pinned - margin);
        missed
            .map(|(figure, value, pinned, margin)| {
                format!(
                    "{}: {figure} is {value:.4} ({}), below the floor of {:.4}, {pinned:.4} less a margin of {margin}; {HOW_TO_MOVE}",
                    self.name(),
                    reached.worst_label,
                    pinned - margin,
                )
            })
            .collect()
    }
}

/// What the model reaches on a file's views.
fn reached(folder: &Path, file: &str) -> Vec<Pin> {
    let views = views(folder, file);
    let pin = |view: &Dataset| Pin::new(file, view, &evaluate(view).overall.confusion);
    views.iter().map(pin).collect()
}

/// Holds each pin against what is reached now; a view that has no pin is a fault too.
fn check(pins: &[Pin], folder: &Path, files: &[&str], margin: Margin) {
    let mut faults = Vec::new();
    for reached in files.iter().flat_map(|file| reached(folder, file)) {
        let is_same_view = |pin: &&Pin| pin.name() == reached.name();
        match pins.iter().find(is_same_view) {
            Some(pin) => faults.extend(pin.faults(&reached, margin)),
            None => faults.push(format!("{}: no floor; {HOW_TO_MOVE}", reached.name())),
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

const DATA_FILES: [&str; 2] = ["validation.csv", "test.csv"];
const CORPUS_FILES: [&str; 1] = ["validation.csv.gz"];

#[test]
fn made_up_pages_reach_the_floors() {
    check(&floors().data, Path::new(DATA), &DATA_FILES, MARGIN_ON_DATA);
}

#[test]
fn real_pages_reach_the_floors() {
    let Some(folder) = real_pages("real_pages_reach_the_floors") else {
        return;
    };
    check(
        &floors().corpus,
        rebuilt(&folder),
        &CORPUS_FILES,
        MARGIN_ON_CORPUS,
    );
}

#[test]
fn the_card_has_the_figures_of_the_data_that_it_names() {
    let Some(folder) = real_pages("the_card_has_the_figures_of_the_data_that_it_names") else {
        return;
    };
    for view in views(rebuilt(&folder), CORPUS_FILES[0]) {
        let facts = &Model::embedded().metadata().validation;
        let mut same = facts.iter().filter(|facts| facts.digest == view.digest());
        match same.next() {
            Some(facts) => {
                let overall = evaluate(&view).overall;
                assert_eq!(facts.marked, view.has_marks());
                assert_eq!(facts.macro_f1, overall.macro_f1.value, "macro F1");
                let f1 = overall.labels.map(|label| label.f1.value);
                assert_eq!(facts.f1, f1, "F1 of each label");
            }
            None => notice(
                "the_card_has_the_figures_of_the_data_that_it_names: SKIPPED, the model was validated on other data",
            ),
        }
    }
}

/// The real page whose labels are compared line by line.
fn example(folder: &Path) -> Example {
    let text = std::fs::read_to_string(folder.join("example.txt")).expect("example.txt");
    let page = Page::from_text(&text);
    let predictions = Model::embedded().predict(&page);
    let actual: Vec<Label> = read(folder, "example.csv").labels().collect();
    assert_eq!(predictions.as_slice().len(), actual.len());
    let pairs = predictions.as_slice().iter().zip(&actual);
    let right = pairs.filter(|(prediction, actual)| prediction.label() == **actual);
    Example {
        paragraphs: actual.len(),
        right: right.count(),
    }
}

#[test]
fn the_real_example_page_gets_its_labels() {
    let Some(folder) = real_pages("the_real_example_page_gets_its_labels") else {
        return;
    };
    let (reached, pin) = (example(&folder), floors().example);
    assert_eq!(reached.paragraphs, pin.paragraphs, "{HOW_TO_MOVE}");
    // Descriptions of products and captions of teasers look like an article.
    let (right, least) = (reached.right, pin.right);
    assert!(
        right >= least,
        "{right} right, below the floor of {least}; {HOW_TO_MOVE}"
    );
}

#[test]
fn the_embedded_model_is_sound_and_small() {
    assert!(Model::embedded().metadata().training.converged);
    let (bytes, most) = (model_bytes(), floors().most_bytes);
    assert!(
        bytes <= most,
        "{bytes} bytes, expected at most {most}: {HOW_TO_MOVE}"
    );
}

fn model_bytes() -> usize {
    let mut bytes = Vec::new();
    Model::embedded()
        .write(&mut bytes)
        .expect("a vector takes it");
    bytes.len()
}

#[test]
fn a_missed_floor_is_named_with_its_figures() {
    let pin = &floors().data[0];
    let reached = Pin {
        macro_f1: pin.macro_f1 - 0.02,
        ..pin.clone()
    };
    let [fault] = &pin.faults(&reached, MARGIN_ON_DATA)[..] else {
        panic!("one floor is missed")
    };
    let start = format!(
        "validation.csv as text: macro F1 is {:.4}",
        reached.macro_f1
    );
    assert!(fault.starts_with(&start), "{fault}");
    assert!(fault.contains("pin_the_floors"), "{fault}");
    assert!(pin.faults(pin, MARGIN_ON_DATA).is_empty());
    let other = Pin {
        digest: String::new(),
        ..pin.clone()
    };
    assert!(pin.faults(&other, MARGIN_ON_DATA)[0].contains("the data have changed"));
}

/// Writes what is reached now as the new floors; without real pages, theirs stay.
#[test]
#[ignore = "writes models/floors.json"]
fn pin_the_floors() {
    let mut floors = floors();
    let pins = |folder: &Path, files: &[&str]| -> Vec<Pin> {
        let pins = files.iter().flat_map(|file| reached(folder, file));
        pins.collect()
    };
    floors.data = pins(Path::new(DATA), &DATA_FILES);
    if let Some(folder) = real_pages("pin_the_floors: real pages") {
        floors.corpus = pins(rebuilt(&folder), &CORPUS_FILES);
        floors.example = example(&folder);
    }
    // Room for another training on as many pages: the size of a vocabulary varies by a few per cent.
    floors.most_bytes = (model_bytes() + model_bytes() / 50).next_multiple_of(100_000);
    let json = serde_json::to_string_pretty(&floors).expect("JSON");
    std::fs::write(FLOORS, json + "\n").expect("models/floors.json");
}
