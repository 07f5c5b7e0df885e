#![no_main]
//! JSON of strangers as a page, as predictions, as facts and as a model's metadata: refused, or good for all that a page is good for.

use libfuzzer_sys::fuzz_target;
use unpitch::{CleanOptions, Metadata, Model, Page, PageFacts, Predictions};
use unpitch_fuzz::pages;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(page) = serde_json::from_slice::<Page>(bytes) {
        pages::reads_back(&page);
        pages::check_metadata(&page);
        pages::check_labels(Model::embedded(), &[page]);
    }
    if let Ok(labels) = serde_json::from_slice::<Predictions>(bytes) {
        let page = Page::default();
        let _ = labels.clean(&page, &CleanOptions::default().max_loss(0.01));
        let _ = labels.verdict(&page);
        serde_json::to_string(&labels).expect("JSON");
    }
    let _ = serde_json::from_slice::<PageFacts>(bytes);
    let _ = serde_json::from_slice::<Metadata>(bytes);
});
