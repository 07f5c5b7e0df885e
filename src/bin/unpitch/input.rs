//! Where pages come from: labelled datasets, or pages to label.

pub mod format;
pub mod jsonl;
pub mod labelled;
pub mod model;
pub mod pages;
pub mod source;
