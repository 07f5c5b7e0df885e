//! Models through the public API: saved and loaded. What else may stand in a file: `model_files`.
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
