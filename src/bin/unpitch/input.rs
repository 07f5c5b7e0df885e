//! Where pages come from: labelled datasets, or pages to label.

pub mod labelled;
pub mod model;
pub mod pages;
