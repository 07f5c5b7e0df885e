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

/// How labels are held against models.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SuspicionParams {
    /// Number of models, each trained without one part of the sites; 2 or more. 5 by default.
    pub folds: usize,
    /// Greatest probability of a label that is suspicious, 0 to 1. 0.001 by default: of the labels of `data/`, which are right,
    /// models that saw four fifths of its 45 pages contradict fourteen at 0.02 and none at 0.0015. On 364 real pages the
    /// default model contradicts two of 62,041 at 0.001 and 154 at 0.01.
    pub most_given: f32,
    /// Least number of paragraphs that a model must be trained on for its doubts to count. 1,000 by default: models of 340
    /// paragraphs of `data/test.csv` contradict three right labels at 0.001, one of them at 0.0002.
    pub least_paragraphs: usize,
}

impl Default for SuspicionParams {
    fn default() -> Self {
        SuspicionParams {
            folds: 5,
            most_given: 0.001,
            least_paragraphs: 1_000,
        }
    }
}

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
    /// Without some fold there are too few paragraphs for a model's doubts to count.
    #[non_exhaustive]
    FewParagraphs {
        /// How many there are.
        found: usize,
        /// How many it takes.
        least: usize,
    },
    /// Without some fold nothing can be learned; with what the training said.
    Untrainable(String),
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LeftOut::OnePage => f.write_str("it takes pages of two sites, or two pages at least"),
            LeftOut::FewParagraphs { found, least } => write!(
                f,
                "without a fold there are {found} rows to train on, and models of fewer than {least} are sure of too much"
            ),
            LeftOut::Untrainable(why) => write!(
                f,
                "without some of the pages no model can be trained: {why}"
            ),
        }
    }
}

/// Divides the pages of all files into folds, by site or, of a single site, by page, has a model trained without each
/// fold in turn, and finds the labels of that fold that the model confidently contradicts: their probability is at most
/// [`SuspicionParams::most_given`], that of another label at least [`LEAST_CONFIDENCE`].
///
/// With fewer sites than folds, each is a fold. Labels that a model has seen fewer than [`LEAST_OF_LABEL`] times are not
/// doubted by it. `train` may show how far it is.
///
/// # Errors
/// [`Error::Param`] if a parameter is outside its range, and what `train` returns, but for data that it cannot learn from.
pub fn suspicious_labels(
    files: &[Survey],
    params: SuspicionParams,
    mut train: impl FnMut(Fold<'_>) -> Result<Model>,
) -> Result<Suspicions> {
    params.check()?;
    let Some(folds) = folds(files, params.folds)? else {
        return Ok(Suspicions::left_out(LeftOut::OnePage));
    };
    if let Some(few) = few_paragraphs(&folds, params.least_paragraphs) {
        return Ok(Suspicions::left_out(few));
    }
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
        for page in held_out.pages() {
            findings.extend(contradicted(
                page,
                &model.outcome(page),
                &seen,
                params.most_given,
            ));
        }
    }
    findings.sort();
    Ok(Suspicions {
        findings,
        left_out: None,
    })
}

impl SuspicionParams {
    fn check(self) -> Result<()> {
        if self.folds < 2 {
            return Err(Error::param("folds", self.folds, "2 or more"));
        }
        if !(0.0..=1.0).contains(&self.most_given) {
            return Err(Error::param("most_given", self.most_given, "0 to 1"));
        }
        Ok(())
    }
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

/// Whether without some fold there are too few paragraphs.
fn few_paragraphs(folds: &[Dataset], least: usize) -> Option<LeftOut> {
    let sizes = folds.iter().map(Dataset::n_paragraphs);
    let found = sizes.clone().sum::<usize>() - sizes.max()?;
    (found < least).then_some(LeftOut::FewParagraphs { found, least })
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
    most_given: f32,
) -> Vec<Finding> {
    let paragraphs = outcome.paragraphs.iter().enumerate();
    let suspicious = paragraphs.filter(|(_, own)| {
        let given = own.probabilities[own.actual.index()];
        let other = own.probabilities[own.predicted.index()];
        let knows = seen[own.actual.index()] >= LEAST_OF_LABEL;
        knows && given <= most_given && other >= LEAST_CONFIDENCE
    });
    suspicious
        .map(|(number, own)| finding(page, number, own))
        .collect()
}

fn finding(page: &LabelledPage, number: usize, own: &ParagraphOutcome) -> Finding {
    let percent = |label: Label| 100.0 * own.probabilities[label.index()];
    let text = page.page().paragraphs()[number].text();
    let message = format!(
        "labelled {} ({:.2} %), but a model trained on the other pages says {} ({:.1} %); look at it again ({})",
        own.actual,
        percent(own.actual),
        own.predicted,
        percent(own.predicted),
        excerpt(text)
    );
    Finding::new(Rule::SuspiciousLabel, Place::row(page, number), message)
}

#[cfg(test)]
mod tests {
    use super::super::tests::survey;
    use super::*;
    use crate::FitError;

    fn params(folds: usize) -> SuspicionParams {
        SuspicionParams {
            folds,
            least_paragraphs: 1,
            ..SuspicionParams::default()
        }
    }

    fn csv(rows: &str) -> Vec<Survey> {
        vec![survey("a.csv", &format!("page,site,label,text\n{rows}"))]
    }

    /// The sites and pages that each model is trained on, of `n` folds.
    fn trained_on(rows: &str, n: usize) -> Vec<String> {
        let mut seen = Vec::new();
        for stop in 0..n {
            let stopped = suspicious_labels(&csv(rows), params(n), |fold| {
                if fold.number < stop {
                    // The fold before is none of this round's business: any model will do.
                    return crate::train::TrainParams::default()
                        .min_df(1)
                        .train(fold.training)
                        .map(|t| t.model);
                }
                let pages = fold.training.pages().iter();
                seen.push(pages.map(LabelledPage::name).collect::<Vec<_>>().join(" "));
                Err(Error::Interrupted)
            });
            if stopped.is_ok() {
                break;
            }
        }
        seen
    }

    #[test]
    fn folds_are_by_site_or_of_one_site_by_page() {
        let sites =
            "p,a,article,x\np,a,navigation,y\nq,b,article,x\nq,b,navigation,z\nr,b,article,x\n";
        assert_eq!(trained_on(sites, 5), ["p", "q r"]);
        let pages = "p,a,article,x\np,a,navigation,y\nq,a,article,x\nq,a,navigation,z\n";
        assert_eq!(trained_on(pages, 2), ["q", "p"]);
    }

    #[test]
    fn what_cannot_be_learned_from_is_left_out_and_other_errors_are_errors() {
        let two = "p,a,article,x\nq,b,navigation,x\n";
        let failing =
            |error: fn() -> Error| suspicious_labels(&csv(two), params(2), |_| Err(error()));
        let left_out = failing(|| FitError::NoParagraphs.into()).unwrap().left_out;
        assert!(
            matches!(left_out, Some(LeftOut::Untrainable(_))),
            "{left_out:?}"
        );
        assert!(failing(|| Error::Interrupted).unwrap_err().is_interrupted());
        let many = SuspicionParams {
            least_paragraphs: 2,
            ..params(2)
        };
        let few = suspicious_labels(&csv(two), many, |_| unreachable!("one paragraph"));
        let expected = LeftOut::FewParagraphs { found: 1, least: 2 };
        assert_eq!(few.unwrap().left_out, Some(expected));
        let one = suspicious_labels(&csv("p,a,article,x\n"), params(5), |_| {
            unreachable!("one page")
        });
        assert_eq!(one.unwrap().left_out, Some(LeftOut::OnePage));
        let refused = suspicious_labels(&[], params(1), |_| unreachable!("one fold"));
        assert!(matches!(refused, Err(Error::Param { name: "folds", .. })));
    }

    #[test]
    fn only_labels_that_a_model_knows_and_surely_contradicts_are_suspicious() {
        let rows =
            ["Home", "News", "Sport", "Tides"].map(|text| format!("p,a,navigation,{text}\n"));
        let files = csv(&rows.concat());
        let page = &files[0].dataset.pages()[0];
        let own = |given: f32, other: f32| {
            let probabilities = [other, 0.0, given, 1.0 - given - other];
            ParagraphOutcome::new(4, Label::Navigation, Label::Article, probabilities)
        };
        let paragraphs = vec![
            own(0.002, 0.96),
            own(0.003, 0.96),
            own(0.001, 0.94),
            own(0.0, 1.0),
        ];
        let outcome = PageOutcome::new("p", None, paragraphs);
        let lines = |seen: usize| {
            let found = contradicted(page, &outcome, &[0, 0, seen, 0], 0.002);
            found
                .iter()
                .map(|finding| finding.line.unwrap())
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(LEAST_OF_LABEL), [2, 5]);
        assert_eq!(lines(LEAST_OF_LABEL - 1), [0; 0]);
        let message = &contradicted(page, &outcome, &[20; 4], 0.002)[0].message;
        let expected = "labelled navigation (0.20 %), but a model trained on the other pages says article (96.0 %); look";
        assert!(message.starts_with(expected), "{message}");
    }
}
