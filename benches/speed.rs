//! How fast pages are read and labelled, a model opened and trained, on the sample data alone.
#![allow(missing_docs)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use unpitch::dataset::{Dataset, DatasetReader};
use unpitch::train::TrainParams;
use unpitch::{Model, Page};

/// Pages of three sizes, as text and as HTML: their names, their sources and how to read them.
type Source = (&'static str, String, Read);

type Read = fn(&str) -> Page;

fn sample(name: &str) -> Dataset {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/");
    let read = DatasetReader::new().read_path(format!("{folder}{name}"));
    read.expect("part of the project").0
}

fn sources() -> Vec<Source> {
    let validation = sample("validation.csv");
    let paragraphs = validation.pages()[0].page().paragraphs().iter();
    let texts: Vec<&str> = paragraphs.map(|p| p.text()).collect();
    let typical = texts.join("\n");
    let html = include_str!("../data/html/faehre.html");
    let (text, page): (Read, Read) = (Page::from_text, Page::from_html);
    vec![
        ("text/tiny", texts[0].to_owned(), text),
        ("text/typical", typical.clone(), text),
        ("text/long", vec![&*typical; 20].join("\n"), text),
        (
            "html/tiny",
            "<p>Already a member? <a href=/>Sign in</a>".to_owned(),
            page,
        ),
        ("html/typical", html.to_owned(), page),
        ("html/long", html.repeat(20), page),
    ]
}

/// Source to paragraphs, in bytes.
fn read(c: &mut Criterion) {
    let mut group = c.benchmark_group("read");
    for (name, source, read) in sources() {
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &source, |b, source| {
            b.iter(|| read(black_box(source)));
        });
    }
    group.finish();
}

/// Features and both passes of a page that is read, in paragraphs.
fn predict(c: &mut Criterion) {
    let mut scorer = Model::embedded().scorer();
    let mut group = c.benchmark_group("predict");
    for (name, source, read) in sources() {
        let page = read(&source);
        group.throughput(Throughput::Elements(page.paragraphs().len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &page, |b, page| {
            b.iter(|| black_box(scorer.predict(black_box(page)).as_slice().len()));
        });
    }
    group.finish();
}

/// The features of a page as rows, as training and explanations see it, in paragraphs.
fn vectorise(c: &mut Criterion) {
    let model = Model::embedded();
    let mut group = c.benchmark_group("vectorise");
    for (name, source, read) in sources() {
        let page = read(&source);
        group.throughput(Throughput::Elements(page.paragraphs().len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &page, |b, page| {
            b.iter(|| model.explanation(black_box(page)));
        });
    }
    group.finish();
}

/// A model from its bytes.
fn open(c: &mut Criterion) {
    let mut bytes = Vec::new();
    let written = Model::embedded().write(&mut bytes);
    written.expect("memory takes all");
    let mut group = c.benchmark_group("open");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("default", |b| b.iter(|| Model::read(black_box(&bytes[..]))));
    group.finish();
}

/// A whole training on the sample's training pages, in paragraphs.
fn train(c: &mut Criterion) {
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

criterion_group!(benches, read, predict, vectorise, open, train);
criterion_main!(benches);
