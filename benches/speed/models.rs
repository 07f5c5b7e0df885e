//! Models: opened, trained, judged.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use unpitch::Model;
use unpitch::evaluate::{Evaluation, PageOutcome};
use unpitch::train::TrainParams;

use crate::samples::sample;

/// A model from its bytes.
pub fn open(c: &mut Criterion) {
    let mut bytes = Vec::new();
    let written = Model::embedded().write(&mut bytes);
    written.expect("memory takes all");
    let mut group = c.benchmark_group("open");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("default", |b| b.iter(|| Model::read(black_box(&bytes[..]))));
    group.finish();
}

/// A whole training on the sample's training pages, in paragraphs.
pub fn train(c: &mut Criterion) {
    let dataset = sample("train.csv");
    let params = TrainParams::default()
        .check()
        .expect("the defaults are sound");
    let mut group = c.benchmark_group("train");
    group.throughput(Throughput::Elements(dataset.n_paragraphs() as u64));
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(20));
    group.bench_function("sample", |b| b.iter(|| params.train(black_box(&dataset))));
    group.finish();
}

/// Figures with their intervals, of pages that are labelled, in paragraphs.
pub fn evaluate(c: &mut Criterion) {
    let dataset = sample("validation.csv");
    let pages = dataset.pages().iter();
    let outcomes: Vec<PageOutcome> = pages.map(|page| Model::embedded().outcome(page)).collect();
    let mut group = c.benchmark_group("evaluate");
    group.throughput(Throughput::Elements(dataset.n_paragraphs() as u64));
    group.bench_function("sample", |b| {
        b.iter(|| Evaluation::from_outcomes(black_box(&outcomes)));
    });
    group.finish();
}
