//! From a labelled page to what is said of it, in paragraphs.

use std::hint::black_box;

use criterion::Criterion;
use unpitch::records::Labelled;
use unpitch::{CleanOptions, Label, Model, Page, Predictions};

use crate::samples::{of_each_source, paragraphs};

pub fn clean(c: &mut Criterion) {
    let options = CleanOptions::default();
    of_labelled(c, "clean", |page, labels| labels.clean(page, &options));
}

pub fn verdict(c: &mut Criterion) {
    of_labelled(c, "verdict", |page, labels| labels.verdict(page));
}

pub fn metadata(c: &mut Criterion) {
    of_labelled(c, "metadata", |page, labels| labels.metadata(page));
}

/// A line of JSON with all paragraphs, and the verdict that goes with it.
pub fn records(c: &mut Criterion) {
    of_labelled(c, "records", |page, labels| {
        let verdict = labels.verdict(page)?;
        let labelled = Labelled {
            name: "page",
            site: None,
            fields: &Vec::new(),
            page,
            predictions: labels,
            verdict: &verdict,
            parts: None,
            keep: &Label::ALL,
            explanation: None,
        };
        labelled.paragraphs()
    });
}

/// A group of benches of what is done with a labelled page.
fn of_labelled<T>(c: &mut Criterion, group: &str, act: impl Fn(&Page, &Predictions) -> T) {
    of_each_source(c, group, paragraphs, |group, id, source| {
        let page = source.page();
        let labels = Model::embedded().predict(&page);
        group.bench_function(id, |b| b.iter(|| act(black_box(&page), black_box(&labels))));
    });
}
