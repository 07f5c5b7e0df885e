//! What holds of every page, model and CSV, and where it is held:
//!
//! | property | held by |
//! |---|---|
//! | each visible character of a text is in exactly one paragraph; spans are right and in order | `segmentation.rs`; unit tests of `page/text.rs`; fuzz target `text` |
//! | the texts of a page's paragraphs, each in a `<p>`, are the same paragraphs | `segmentation.rs` |
//! | spans, marks and links of HTML are of its texts | unit tests of `page/html`; fuzz target `html` |
//! | probabilities sum to 1 | `labels.rs`; `tests/model.rs`; `tests/predict.rs`; fuzz target `predict` |
//! | labels of a page alone are those in a batch, in any order, on any thread | `labels.rs`; fuzz target `predict`; `delivery.rs` for the program and `--threads` |
//! | ... by file, JSON line, WARC, Parquet, CSV | `delivery.rs`, on the pages in `pages/` |
//! | ... by the service | `tests/serve/answers.rs`, on the same pages |
//! | ... by Python, Node | `python/tests/test_binary.py`, `node/test/program.test.mjs`: on the same pages, against the program |
//! | `predict --format csv` reads back as the same pages | `delivery.rs`; without the program `tests/round_trip.rs`, on real pages too |
//! | a model saved and loaded is the same model, and saved again the same bytes | `training.rs`; `tests/model.rs`; `tests/model_files`; fuzz target `model` |
//! | whatever CSV trains, its model loads | `training.rs` |
//! | `clean` keeps paragraphs of the article alone, each once, in order | `labels.rs`; fuzz targets `predict`, `markdown` |
//! | what is inserted far away changes no feature but those of the page as a whole | `src/features/far.rs`, `src/second_pass/far.rs`; of labels, on real pages, `tests/metamorphic` |
#![cfg(all(feature = "html", feature = "train", feature = "default-model"))]

#[cfg(feature = "cli")]
#[path = "../common/mod.rs"]
mod common;
#[cfg(feature = "cli")]
mod delivery;
mod labels;
mod made_up;
mod segmentation;
mod training;
