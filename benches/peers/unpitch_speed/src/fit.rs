//! Fitting the first pass: the matrix written out for others, and the path of our own solver over it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

use cpu_time::ProcessTime;
use linfa::DatasetBase;
use ndarray::Array1;
use serde_json::{Value, json};
use unpitch::dataset::{Dataset, DatasetReader};
use unpitch::logistic::FitProgress;
use unpitch::logistic::{DesignMatrix, LogisticParams, Solver};
use unpitch::{Label, Model, Page, Rows};

use crate::Result;

/// Every so many pages one is taken: a matrix that scikit-learn fits in a minute.
const STEP: usize = 3;

/// Writes the matrix of a corpus as svmlight, and says when our solver had reached which objective.
pub fn time(csv: &str, svmlight: &str, alpha: f64) -> Result<Value> {
    let (dataset, _) = DatasetReader::new().read_path(csv)?;
    let (pages, labels) = taken(&dataset);
    let (rows, layout) = (Model::embedded().rows(pages), Model::embedded().layout());
    write(&rows, &labels, svmlight)?;
    let start = ProcessTime::now();
    let records = DesignMatrix::new(rows, layout.clone())?;
    let dataset = DatasetBase::new(records, Array1::from(labels));
    let params = LogisticParams::default()
        .alpha(alpha)
        .solver(Solver::Sparse);
    let mut path = Vec::new();
    let fitted = params.check()?.fit_with_progress(&dataset, &mut |event| {
        if let FitProgress::Iteration { objective, .. } = event {
            path.push((start.elapsed().as_secs_f64(), objective));
        }
        ControlFlow::Continue(())
    })?;
    path.push((start.elapsed().as_secs_f64(), fitted.convergence.objective));
    Ok(json!({
        "paragraphs": dataset.targets.len(),
        "columns": layout.n_columns(),
        "converged": fitted.convergence.converged,
        "path": path,
    }))
}

fn taken(dataset: &Dataset) -> (Vec<&Page>, Vec<Label>) {
    let pages = dataset.pages().iter().step_by(STEP);
    let labels = pages.clone().flat_map(|page| page.labels()).copied();
    (
        pages.clone().map(|page| page.page()).collect(),
        labels.collect(),
    )
}

/// One line per paragraph: its label's number, then every column and value, by rising column from 0.
fn write(rows: &Rows, labels: &[Label], path: &str) -> Result<()> {
    let mut seen = vec![Vec::new(); rows.n_paragraphs()];
    let mut file = BufWriter::new(File::create(path)?);
    rows.visit(Model::embedded().layout(), |paragraph, column, value| {
        seen[paragraph].push((column, value));
    });
    for (seen, label) in seen.iter_mut().zip(labels) {
        seen.sort_unstable_by_key(|(column, _)| *column);
        write!(file, "{}", label.index())?;
        for (column, value) in seen {
            write!(file, " {column}:{value}")?;
        }
        writeln!(file)?;
    }
    Ok(file.flush()?)
}
