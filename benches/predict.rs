//! How fast pages are labelled and the model opened, on the sample data.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unpitch::{DatasetReader, Model, Page};

fn predict(c: &mut Criterion) {
    let (sample, _) = DatasetReader::new()
        .read_path(concat!(env!("CARGO_MANIFEST_DIR"), "/data/validation.csv"))
        .expect("part of the project");
    let texts: Vec<&str> = sample.pages()[0]
        .page()
        .paragraphs()
        .iter()
        .map(|p| p.text())
        .collect();
    let typical = texts.join("\n");
    let long = vec![typical.as_str(); 20].join("\n");
    let model = Model::embedded();
    let mut group = c.benchmark_group("predict");
    for (name, text) in [("tiny", texts[0]), ("typical", &typical), ("long", &long)] {
        let page = Page::from_text(text);
        group.throughput(Throughput::Elements(page.paragraphs().len() as u64));
        group.bench_function(name, |b| b.iter(|| model.predict(black_box(&page))));
    }
    group.finish();
}

fn open(c: &mut Criterion) {
    let mut bytes = Vec::new();
    Model::embedded()
        .write(&mut bytes)
        .expect("memory takes all");
    c.bench_function("open", |b| b.iter(|| Model::read(black_box(&bytes[..]))));
}

criterion_group!(benches, predict, open);
criterion_main!(benches);
