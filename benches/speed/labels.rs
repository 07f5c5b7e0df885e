//! From a page to its labels.

use std::hint::black_box;

use criterion::Criterion;
use unpitch::Model;

use crate::samples::{of_each_source, paragraphs};

/// Features and both passes of a page that is read, in paragraphs.
pub fn predict(c: &mut Criterion) {
    let mut scorer = Model::embedded().scorer();
    of_each_source(c, "predict", paragraphs, |group, id, source| {
        let page = source.page();
        group.bench_function(id, |b| b.iter(|| scorer.predict(black_box(&page))));
    });
}

/// The features of a page as rows, as training and explanations see it, in paragraphs.
pub fn vectorise(c: &mut Criterion) {
    let model = Model::embedded();
    of_each_source(c, "vectorise", paragraphs, |group, id, source| {
        let page = source.page();
        group.bench_function(id, |b| b.iter(|| model.explanation(black_box(&page))));
    });
}
