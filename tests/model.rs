//! Models through the public API: saved and loaded, damaged, alone and in company.
#![cfg(feature = "train")]

use std::sync::OnceLock;

use proptest::prelude::*;
use unpitch::dataset::DatasetReader;
use unpitch::train::TrainParams;
use unpitch::{Model, Page};

fn small_model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let (data, _) = DatasetReader::new()
            .read_path(concat!(env!("CARGO_MANIFEST_DIR"), "/data/test.csv"))
            .unwrap();
        let params = TrainParams::default()
            .max_features(40)
            .min_df(20)
            .alpha(30.0);
        params.check().unwrap().train(&data).unwrap().model
    })
}

fn bytes() -> Vec<u8> {
    let mut bytes = Vec::new();
    small_model().write(&mut bytes).unwrap();
    bytes
}

#[test]
fn read_back_it_is_the_same_model_and_predicts_the_same_bits() {
    let read = Model::read(&bytes()[..]).unwrap();
    assert_eq!(&read, small_model());
    let page = Page::from_text("Ferries sail again\n\nSubscribe for 2 a week\n\n1 2 3");
    let bits = |model: &Model| -> Vec<[u32; 4]> {
        let predictions = model.predict(&page);
        predictions
            .as_slice()
            .iter()
            .map(|p| p.probabilities().map(f32::to_bits))
            .collect()
    };
    assert_eq!(bits(&read), bits(small_model()));
    let mut again = Vec::new();
    read.write(&mut again).unwrap();
    assert_eq!(again, bytes());
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    let bytes = bytes();
    for end in (0..bytes.len())
        .step_by(7)
        .chain(bytes.len() - 9..bytes.len())
    {
        assert!(
            Model::read(&bytes[..end]).is_err(),
            "cut at {end} of {}",
            bytes.len()
        );
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(Model::read(&longer[..]).is_err());
}

#[test]
fn a_flipped_bit_is_refused_or_changes_nothing() {
    let mut bytes = bytes();
    for i in (0..bytes.len()).step_by(11) {
        bytes[i] ^= 1 << (i % 8);
        if let Ok(model) = Model::read(&bytes[..]) {
            assert_eq!(&model, small_model(), "byte {i}");
        }
        bytes[i] ^= 1 << (i % 8);
    }
}

proptest! {
    #[test]
    fn any_text_gets_a_label_a_paragraph(text in "\\PC{0,200}(\n\\PC{0,60}){0,8}") {
        let page = Page::from_text(&text);
        let predictions = small_model().predict(&page);
        prop_assert_eq!(predictions.as_slice().len(), page.paragraphs().len());
        for prediction in predictions.as_slice() {
            let sum: f32 = prediction.probabilities().iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-5);
        }
    }
}

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/models");

/// Files of all formats that were ever written: older ones are refused by their number, with what to do.
#[test]
fn files_of_older_formats_are_refused_with_what_to_do() {
    let path = format!("{FIXTURES}/format-4.unpitch");
    let message = Model::load(&path).unwrap_err().to_string();
    assert!(message.contains(&path), "{message}");
    assert!(
        message.contains("format: 4, this version reads 5"),
        "{message}"
    );
    assert!(message.contains("retrain it"), "{message}");
}

/// Written when the format was new. If this fails while the format has kept its number, older files of users fail as well.
#[test]
fn a_file_of_this_format_still_gives_its_labels() {
    let model = Model::load(format!("{FIXTURES}/format-5.unpitch")).unwrap();
    let page =
        Page::from_text("About us\n\nFerries sail again from Monday\n\nSubscribe now to read on");
    let labels = model.predict(&page);
    let labels: Vec<&str> = labels
        .iter()
        .map(|prediction| prediction.label().name())
        .collect();
    assert_eq!(labels, ["navigation", "article", "subscription-pitch"]);
}
