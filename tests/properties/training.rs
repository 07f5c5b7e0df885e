//! Any CSV that trains makes a model that is saved and loaded as the same.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use unpitch::dataset::{DatasetReader, DatasetRow, DatasetWriter};
use unpitch::train::TrainParams;
use unpitch::{Label, Model, Page, Paragraph};

use super::made_up;

/// How many CSVs are tried.
const CASES: u32 = 12;

/// A CSV of these pages with these labels, over and over.
fn csv(pages: &[Page], labels: &[Label]) -> Vec<u8> {
    let mut writer = DatasetWriter::new(Vec::new()).expect("a header");
    let mut labels = labels.iter().cycle();
    for (number, page) in pages.iter().enumerate() {
        let (name, site) = (format!("page {number}"), format!("{}.example", number % 3));
        for (position, paragraph) in page.paragraphs().iter().enumerate() {
            let label = labels.next().expect("endless");
            let row = DatasetRow::new(&name, position, *label, paragraph).site(Some(&site));
            writer
                .write(row.facts((position == 0).then(|| page.facts())))
                .expect("a row");
        }
    }
    writer.finish().expect("a CSV")
}

/// The model that a CSV makes; `None` if it is refused, as one with a single label is.
fn trained(csv: &[u8]) -> Option<Model> {
    let (dataset, _) = DatasetReader::new().read(csv, "pages.csv").ok()?;
    let params = TrainParams::default()
        .max_features(200)
        .min_df(1)
        .alpha(10.0);
    let trained = params.check().expect("sound parameters").train(&dataset);
    trained.ok().map(|trained| trained.model)
}

fn written(model: &Model) -> Vec<u8> {
    let mut bytes = Vec::new();
    model.write(&mut bytes).expect("a vector takes it");
    bytes
}

/// Holds a model against itself, saved and loaded.
fn check(model: &Model, page: &Page) -> Result<(), TestCaseError> {
    let bytes = written(model);
    let read = Model::read(&bytes[..]);
    prop_assert!(read.is_ok(), "{:?}", read.err());
    let read = read.expect("it is");
    prop_assert_eq!(&read, model);
    prop_assert!(written(&read) == bytes, "written again it is another file");
    prop_assert!(read.predict(page) == model.predict(page));
    Ok(())
}

#[test]
fn what_trains_loads() {
    let labels = vec(proptest::sample::select(&Label::ALL[..]), 2..7);
    let cases = (vec(made_up::page(), 3..9), labels, made_up::page());
    let n_trained = Cell::new(0);
    let run = |(pages, labels, other): (Vec<Page>, Vec<Label>, Page)| match trained(&csv(
        &pages, &labels,
    )) {
        Some(model) => {
            n_trained.set(n_trained.get() + 1);
            check(&model, &other)
        }
        None => Ok(()),
    };
    let mut runner = TestRunner::new(Config::with_cases(CASES));
    runner.run(&cases, run).expect("it loads");
    assert!(
        n_trained.get() > CASES / 2,
        "{} of {CASES} train",
        n_trained.get()
    );
}

#[test]
fn pages_of_two_labels_train() {
    let page = Page::new(
        ["Ferries sail again", "Sign in"]
            .map(Paragraph::new)
            .to_vec(),
    );
    let pages = [page.clone(), page.clone(), page.clone()];
    let model = trained(&csv(&pages, &[Label::Article, Label::Navigation]));
    check(&model.expect("a model"), &page).expect("the same");
}
