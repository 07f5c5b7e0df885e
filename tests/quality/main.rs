//! What the default model must reach: the floors of `models/floors.json`, of each label and language, as text and with marks.
//!
//! Those on `data/` are checked in every run; those on real pages where the variable `UNPITCH_CORPUS` names their folder,
//! on a CSV that is rebuilt of `data/corpus` and of the pages there, with all marks. Where `UNPITCH_CORPUS_REQUIRED` is set,
//! which `.ci/run` does, nothing is skipped. What was read is printed.
//! After a training, or when the data have changed, this writes the figures reached as the new floors:
//!
//! ```sh
//! UNPITCH_CORPUS=FOLDER cargo test --release --test quality pin_the_floors -- --ignored
//! ```
//! It refuses to lower one unless `UNPITCH_REASON` says why, which is written beside the floors.
#![cfg(all(feature = "train", feature = "default-model"))]

#[path = "../../examples/corpus/main.rs"]
#[allow(dead_code, reason = "the tests call what its main calls")]
mod corpus;
mod data;
mod floors;
mod lowered;

use std::io::Write;
use std::path::Path;

use data::{DATA, read, real_pages, rebuilt, views};
use floors::{Example, Floor, Floors, Pin};
use unpitch::evaluate::Evaluation;
use unpitch::{Label, Model, Page};

const DATA_FILES: [&str; 2] = ["validation.csv", "test.csv"];
const CORPUS_FILES: [&str; 1] = ["validation.csv.gz"];

const HOW_TO_MOVE: &str = "if that is meant, pin the floors: UNPITCH_CORPUS=FOLDER UNPITCH_REASON=\"...\" cargo test --release \
    --test quality pin_the_floors -- --ignored";

/// Says something in every run: of a test that passes, the harness swallows what `eprintln` prints, but not this.
fn notice(text: &str) {
    let line = format!("\n{text}\n");
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("stderr");
}

/// What the model reaches on a file's views.
fn reached(folder: &Path, file: &str) -> Vec<Pin> {
    let views = views(folder, file);
    views.iter().map(|view| Pin::reached(file, view)).collect()
}

/// What of `reached` is below a pin by more than the margin, or not there; and all figures, to be printed.
fn faults(pin: &Pin, reached: &Pin) -> (Vec<String>, String) {
    if pin.digest != reached.digest {
        let fault = format!("{}: the data have changed; {HOW_TO_MOVE}", pin.name());
        return (vec![fault], String::new());
    }
    let own = reached.floors();
    let (mut faults, mut said) = (Vec::new(), format!("floors of data {}", &pin.digest[..12]));
    for (figure, floor, margin) in pin.floors() {
        let value = own.iter().find(|(own, ..)| *own == figure);
        let value = value.map_or(0.0, |(_, own, _)| own.f1);
        let least = floor.f1 - margin;
        let (pinned, n) = (floor.f1, floor.paragraphs);
        let line = format!(
            "{figure} is {value:.4}, its floor {least:.4}: {pinned:.4} less a margin of {margin:.4} for {n} paragraphs"
        );
        said += &format!("\n  {line}");
        if value < least {
            faults.push(format!("{line}; {HOW_TO_MOVE}"));
        }
    }
    (faults, said)
}

/// Holds each pin against what is reached now; a view that has no pin is a fault too, and so is a pin that has no view.
fn check(pins: &[Pin], folder: &Path, files: &[&str]) {
    let reached: Vec<Pin> = files
        .iter()
        .flat_map(|file| reached(folder, file))
        .collect();
    let mut all = Vec::new();
    for pin in pins {
        match reached.iter().find(|reached| reached.name() == pin.name()) {
            Some(reached) => {
                let (faults, said) = faults(pin, reached);
                notice(&said);
                all.extend(faults);
            }
            None => all.push(format!(
                "{}: a floor without data; {HOW_TO_MOVE}",
                pin.name()
            )),
        }
    }
    let is_pinned = |reached: &&Pin| pins.iter().any(|pin| pin.name() == reached.name());
    let without = reached.iter().filter(|reached| !is_pinned(reached));
    all.extend(without.map(|reached| format!("{}: no floor; {HOW_TO_MOVE}", reached.name())));
    assert!(all.is_empty(), "\n{}\n", all.join("\n"));
}

#[test]
fn made_up_pages_reach_the_floors() {
    check(&Floors::read().data, Path::new(DATA), &DATA_FILES);
}

#[test]
fn real_pages_reach_the_floors() {
    let Some(folder) = real_pages("real_pages_reach_the_floors") else {
        return;
    };
    check(&Floors::read().corpus, rebuilt(&folder), &CORPUS_FILES);
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
                let pages = view.pages().iter();
                let outcomes = pages.map(|page| Model::embedded().outcome(page));
                let overall = Evaluation::from_outcomes(outcomes).overall;
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
    let (reached, pin) = (example(&folder), Floors::read().example);
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
    let (bytes, most) = (model_bytes(), Floors::read().most_bytes);
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
    let pin = &Floors::read().data[0];
    let mut reached = pin.clone();
    let own = reached.labels.get_mut(&Label::Article).expect("a floor");
    own.f1 -= 0.02;
    let (missed, said) = faults(pin, &reached);
    let [fault] = &missed[..] else {
        panic!("one floor is missed: {missed:?}")
    };
    let start = format!(
        "validation.csv as text: F1 of article is {:.4}",
        reached.labels[&Label::Article].f1
    );
    assert!(fault.starts_with(&start), "{fault}");
    assert!(
        fault.contains("pin_the_floors") && said.contains(&start),
        "{fault}"
    );
    assert!(faults(pin, pin).0.is_empty());
    reached.labels.remove(&Label::Article);
    assert_eq!(faults(pin, &reached).0.len(), 1);
    reached.digest.clear();
    assert!(faults(pin, &reached).0[0].contains("the data have changed"));
}

/// Of two paragraphs, or of one in a hundred.
#[test]
fn margins_are_those_of_the_paragraphs_that_decide() {
    let floor = |paragraphs| Floor {
        paragraphs,
        f1: 0.5,
    };
    let labels = [10, 50, 200, 2_000].map(|n| floor(n).margin());
    assert_eq!(labels, [0.2, 0.04, 0.01, 0.01]);
    let languages = [10, 50, 200].map(|n| floor(n).margin_of_a_language());
    assert_eq!(languages, [0.1, 0.02, 0.01]);
}

#[test]
fn a_floor_that_was_lowered_says_why() {
    let lowered = Floors::read().lowered;
    assert!(
        lowered.iter().all(|floor| !floor.reason.trim().is_empty()),
        "{lowered:?}"
    );
}

/// Writes what is reached now as the new floors; without real pages, theirs stay.
#[test]
#[ignore = "writes models/floors.json"]
fn pin_the_floors() {
    let mut floors = Floors::read();
    let before = floors.figures();
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
    let reason = std::env::var(lowered::REASON).ok();
    match lowered::lowered(&before, &floors.figures(), reason.as_deref()) {
        Ok(fallen) => floors.lowered.extend(fallen),
        Err(refused) => panic!("{refused}"),
    }
    floors.write();
}
