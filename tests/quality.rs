//! The default model against real pages, where they are at hand: `UNPITCH_CORPUS` names their folder.
#![cfg(all(feature = "train", feature = "default-model"))]

use std::path::{Path, PathBuf};

use unpitch::evaluate::Evaluation;
use unpitch::{DatasetReader, Label, Model, Page};

/// The folder of real pages, or a word that the test is skipped.
fn corpus(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("UNPITCH_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("{test}: skipped, UNPITCH_CORPUS is not set");
    }
    folder
}

/// Least macro F1 and pitch F1 on validation: a little under what the default model reaches.
const TEXT_FLOORS: [f64; 2] = [0.82, 0.67];
const MARKED_FLOORS: [f64; 2] = [0.86, 0.72];

#[test]
fn validation_reaches_the_floors() {
    let Some(corpus) = corpus("validation_reaches_the_floors") else {
        return;
    };
    let read = DatasetReader::new().read_path(corpus.join("validation.csv.gz"));
    let marked = read.unwrap().0;
    let plain = marked.clone().without_marks();
    let model = Model::embedded();
    let [of_plain, of_marked] = &model.metadata().validation[..] else {
        panic!("trained with validation data")
    };
    for (dataset, facts, [macro_f1, pitch_f1]) in [
        (&plain, of_plain, TEXT_FLOORS),
        (&marked, of_marked, MARKED_FLOORS),
    ] {
        let outcomes = dataset.pages().iter().map(|page| model.outcome(page));
        let overall = Evaluation::from_outcomes(outcomes).overall;
        assert_eq!(facts.marked, dataset.has_marks());
        assert_eq!(facts.digest, dataset.digest(), "the corpus is another one");
        assert_eq!(facts.macro_f1, overall.macro_f1.value, "the card's figure");
        assert!(overall.macro_f1.value >= macro_f1);
        assert!(overall.label(Label::SubscriptionPitch).f1.value >= pitch_f1);
    }
}

#[test]
fn the_real_example_page_gets_its_labels() {
    let Some(corpus) = corpus("the_real_example_page_gets_its_labels") else {
        return;
    };
    let page = Page::from_text(&std::fs::read_to_string(corpus.join("example.txt")).unwrap());
    let actual = labels(&corpus.join("example.csv"));
    let predictions = Model::embedded().predict(&page);
    assert_eq!(predictions.as_slice().len(), actual.len());
    let pairs = predictions.as_slice().iter().zip(&actual);
    let right = pairs
        .filter(|(prediction, actual)| prediction.label() == **actual)
        .count();
    // The goal is 65: descriptions of products and captions of teasers look like an article.
    assert!(right >= 61, "{right} of {}", actual.len());
}

fn labels(path: &Path) -> Vec<Label> {
    let (dataset, _) = DatasetReader::new().read_path(path).unwrap();
    dataset.labels().collect()
}

#[test]
fn the_embedded_model_is_sound_and_small() {
    assert!(Model::embedded().metadata().training.converged);
    let mut bytes = Vec::new();
    Model::embedded().write(&mut bytes).unwrap();
    assert!(bytes.len() <= 4_000_000, "{} bytes", bytes.len());
}
