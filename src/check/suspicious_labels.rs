//! Labels that models contradict which were trained on other sites: most are mistakes, or cases to write down in the guide.
//!
//! As in confident learning (Northcutt, Jiang, Chuang, *Confident learning: estimating uncertainty in dataset labels*,
//! 2021), a model's word counts only out of fold and only where it is sure.

use std::fmt;

use super::{Finding, Place, Rule};
use crate::dataset::{Dataset, LabelledPage, Survey, excerpt};
use crate::evaluate::{Fold, PageOutcome, ParagraphOutcome, without_fold};
use crate::model::Model;
use crate::train::folds_by_site;
use crate::{Error, Label, Result};

/// Greatest probability, out of fold, of a label that is suspicious.
pub const MOST_GIVEN: f32 = 0.02;

/// Least probability, out of fold, of the label that a model would have given instead.
pub const LEAST_CONFIDENCE: f32 = 0.95;

/// Least number of paragraphs of a label that a model must have seen for its doubts about that label to count.
pub const LEAST_OF_LABEL: usize = 20;

/// What was suspicious, or why nobody could tell.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Suspicions {
    /// The suspicious labels, sorted by path and line.
    pub findings: Vec<Finding>,
    /// Why no models were trained, or not all of them.
    pub left_out: Option<LeftOut>,
}

/// Why labels were not held against models.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeftOut {
    /// There are neither two sites nor two pages, so that nothing could be held out.
    OnePage,
    /// Without some fold nothing can be learned; with what the training said.
    Untrainable(String),
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LeftOut::OnePage => f.write_str("it takes pages of two sites, or two pages at least"),
            LeftOut::Untrainable(why) => write!(
                f,
                "without some of the pages no model can be trained: {why}"
            ),
        }
    }
}

/// Divides the pages of all files into `n` folds, by site or, of a single site, by page, has a model trained without each
/// fold in turn, and finds the labels of that fold that the model confidently contradicts: their probability is at most
/// [`MOST_GIVEN`], that of another label at least [`LEAST_CONFIDENCE`].
///
/// With fewer sites than folds, each is a fold. Labels that a model has seen fewer than [`LEAST_OF_LABEL`] times are not
/// doubted by it. `train` may show how far it is.
///
/// # Errors
/// [`Error::Param`] if `n` is below 2, and what `train` returns, but for data that it cannot learn from.
pub fn suspicious_labels(
    files: &[Survey],
    n: usize,
    mut train: impl FnMut(Fold<'_>) -> Result<Model>,
) -> Result<Suspicions> {
    if n < 2 {
        return Err(Error::param("folds", n, "2 or more"));
    }
    let Some(folds) = folds(files, n)? else {
        return Ok(Suspicions::left_out(LeftOut::OnePage));
    };
    let mut findings = Vec::new();
    for (number, held_out) in folds.iter().enumerate() {
        let training = without_fold(&folds, number);
        let fold = Fold {
            number,
            of: folds.len(),
            training: &training,
        };
        let model = match train(fold) {
            Ok(model) => model,
            Err(error @ (Error::Data(_) | Error::Fit(_))) => {
                return Ok(Suspicions::left_out(LeftOut::Untrainable(
                    error.to_string(),
                )));
            }
            Err(error) => return Err(error),
        };
        let seen = training.label_counts();
        let pages = held_out.pages().iter();
        findings.extend(pages.flat_map(|page| contradicted(page, &model.outcome(page), &seen)));
    }
    findings.sort();
    Ok(Suspicions {
        findings,
        left_out: None,
    })
}

impl Suspicions {
    fn left_out(why: LeftOut) -> Suspicions {
        Suspicions {
            findings: Vec::new(),
            left_out: Some(why),
        }
    }
}

/// At most `n` folds by site, or by page where there is one site; `None` where there is one page.
fn folds(files: &[Survey], n: usize) -> Result<Option<Vec<Dataset>>> {
    let pages = files.iter().flat_map(|file| file.dataset.pages()).cloned();
    let mut all: Dataset = pages.collect();
    if n_groups(&all) < 2 {
        all = all.into_iter().map(LabelledPage::without_site).collect();
    }
    match n_groups(&all) {
        0 | 1 => Ok(None),
        groups => folds_by_site(&all, n.min(groups)).map(Some),
    }
}

fn n_groups(dataset: &Dataset) -> usize {
    let groups = dataset.pages().iter().map(LabelledPage::group);
    groups.collect::<std::collections::BTreeSet<&str>>().len()
}

/// The labels of a page that a model, which has seen each label so often, contradicts.
fn contradicted(
    page: &LabelledPage,
    outcome: &PageOutcome,
    seen: &[usize; Label::COUNT],
) -> Vec<Finding> {
    let paragraphs = outcome.paragraphs.iter().enumerate();
    let suspicious = paragraphs.filter(|(_, own)| {
        let given = own.probabilities[own.actual.index()];
        let other = own.probabilities[own.predicted.index()];
        let knows = seen[own.actual.index()] >= LEAST_OF_LABEL;
        knows && given <= MOST_GIVEN && other >= LEAST_CONFIDENCE
    });
    suspicious
        .map(|(number, own)| finding(page, number, own))
        .collect()
}

fn finding(page: &LabelledPage, number: usize, own: &ParagraphOutcome) -> Finding {
    let percent = |label: Label| 100.0 * own.probabilities[label.index()];
    let text = page.page().paragraphs()[number].text();
    let message = format!(
        "labelled {} ({:.1} %), but a model trained on the other pages says {} ({:.1} %); look at it again ({})",
        own.actual,
        percent(own.actual),
        own.predicted,
        percent(own.predicted),
        excerpt(text)
    );
    Finding::new(Rule::SuspiciousLabel, Place::row(page, number), message)
}
