//! `check`: what a person should look at in labelled files.

use std::path::PathBuf;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use unpitch::check::{Finding as Found, Rule, SuspicionParams, findings, suspicious_labels};
use unpitch::dataset::{DatasetReader, Survey};
use unpitch::train::TrainParams;

use crate::error::exception;
use crate::threads::Threads;
use crate::training::interruptible;

/// Something that a person should look at.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Finding {
    /// The file.
    pub path: String,
    /// The line where the row starts, from 1.
    pub line: Option<u64>,
    /// The name of the rule that found it, such as `two-labels`.
    pub rule: &'static str,
    /// What is wrong, and what to do.
    pub message: String,
    /// Path and line of the other row or page that it is about; None where there is none.
    pub other: Option<(String, Option<u64>)>,
}

impl From<Found> for Finding {
    fn from(finding: Found) -> Finding {
        let shown = |path: PathBuf| path.display().to_string();
        Finding {
            path: shown(finding.path),
            line: finding.line,
            rule: finding.rule.name(),
            message: finding.message,
            other: finding.other.map(|other| (shown(other.path), other.line)),
        }
    }
}

#[pymethods]
impl Finding {
    fn __repr__(&self) -> String {
        let line = self
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        format!("<unpitch.Finding {} {}{line}>", self.rule, self.path)
    }
}

/// What a person should look at in labelled CSV files: rows that cannot be read, one text with two labels, pages in two files,
/// labels that a model doubts, and more (`docs/checking-labels.md`). Sorted by path and line; empty where nothing is found.
///
/// `rules` are names of rules, all by default. `folds` is how many models are trained for the rule `suspicious-label`, each on the
/// sites that the others leave out; 0 leaves that rule out.
///
/// Raises OSError and DataError for a file that cannot be read, ValueError for a rule that is none.
#[pyfunction]
#[pyo3(signature = (*paths, rules=None, folds=5, threads=0))]
pub fn check(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    rules: Option<Vec<String>>,
    folds: usize,
    threads: usize,
) -> PyResult<Vec<Finding>> {
    let rules = read_rules(rules)?;
    let threads = Threads::new(threads)?.n();
    let params = TrainParams::default().threads(threads).check();
    let params = params.map_err(exception)?;
    let found = interruptible(py, |flow| {
        let read = |path: &PathBuf| DatasetReader::new().survey_path(path);
        let files: Vec<Survey> = paths.iter().map(read).collect::<unpitch::Result<_>>()?;
        let mut found = findings(&files, &rules);
        if folds > 0 && rules.contains(&Rule::SuspiciousLabel) {
            let params_of_rule = SuspicionParams {
                folds,
                ..SuspicionParams::default()
            };
            let suspicions = suspicious_labels(&files, params_of_rule, |fold| {
                let trained = params.train_with_progress(fold.training, &mut |_| flow())?;
                Ok(trained.model)
            })?;
            found.extend(suspicions.findings);
            found.sort();
        }
        Ok(found)
    })?;
    Ok(found.into_iter().map(Finding::from).collect())
}

fn read_rules(rules: Option<Vec<String>>) -> PyResult<Vec<Rule>> {
    let Some(rules) = rules else {
        return Ok(Rule::ALL.to_vec());
    };
    let rules = rules.iter().map(|rule| rule.parse::<Rule>());
    let rules: Result<_, _> = rules.collect();
    rules.map_err(|error| PyValueError::new_err(format!("rules: {error}")))
}
