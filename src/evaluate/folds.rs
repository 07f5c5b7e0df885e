//! Cross-validation: how models do on sites that they were not trained on.

use super::{Confusion, Evaluation, Measure, PageOutcome};
use crate::dataset::Dataset;
use crate::model::Model;
use crate::train::folds_by_site;
use crate::{Label, Result};

/// A model that is asked for: one trained without the pages of one fold.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Fold<'a> {
    /// The fold's number, from 0.
    pub number: usize,
    /// Number of folds.
    pub of: usize,
    /// The pages of all other folds, to train on.
    pub training: &'a Dataset,
}

/// How models did on the folds that they were not trained on.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CrossValidation {
    /// All pages as text.
    pub as_text: FoldFigures,
    /// The pages of the folds that have marks, with their marks; `None` where no page has any.
    pub with_marks: Option<FoldFigures>,
}

/// The figures of every fold, and of all their pages together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FoldFigures {
    /// Each fold's counts.
    pub folds: Vec<Confusion>,
    /// All pages, each labelled by the model that was trained without it.
    pub together: Evaluation,
}

/// One measure over the folds.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct FoldFigure {
    /// What is measured.
    pub measure: Measure,
    /// Mean over the folds.
    pub mean: f64,
    /// Sample standard deviation over the folds.
    pub spread: f64,
    /// The figure of all pages together.
    pub together: f64,
}

/// Divides the pages into `n` folds by site, has a model trained without each fold in turn, and measures it on that fold.
///
/// `train` may show how far it is, and its error ends the whole.
///
/// ```
/// use unpitch::evaluate::{Measure, cross_validate};
/// # use unpitch::dataset::{Dataset, DatasetReader};
/// # use unpitch::train::TrainParams;
/// # use unpitch::Result;
/// # fn main() -> Result<()> {
/// # let csv = "page,site,text,label\n\
/// #     a,a.example,Ferries sail again from the old harbour.,article\na,a.example,Home,navigation\n\
/// #     b,b.example,The storm bent the ramp.,article\nb,b.example,Home,navigation\n";
/// # let (dataset, _) = DatasetReader::new().read(csv.as_bytes(), "a.csv")?;
/// let params = TrainParams::default().min_df(1).check()?;
/// let validated = cross_validate(&dataset, 2, |fold| {
///     eprintln!("fold {} of {}", fold.number + 1, fold.of);
///     Ok(params.train(fold.training)?.model)
/// })?;
/// let macro_f1 = validated.as_text.figure(Measure::MacroF1);
/// println!("macro F1 {:.3}, spread {:.3}", macro_f1.mean, macro_f1.spread);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`Error::Param`](crate::Error::Param) if `n` is below 2 or above the number of sites, and what `train` returns.
pub fn cross_validate(
    dataset: &Dataset,
    n: usize,
    train: impl FnMut(Fold<'_>) -> Result<Model>,
) -> Result<CrossValidation> {
    cross_validate_over(&folds_by_site(dataset, n)?, train)
}

/// [`cross_validate`] over folds that were divided in another way, such as by
/// [`folds_by_page`](crate::train::folds_by_page).
///
/// # Errors
/// What `train` returns.
pub fn cross_validate_over(
    folds: &[Dataset],
    mut train: impl FnMut(Fold<'_>) -> Result<Model>,
) -> Result<CrossValidation> {
    let (mut plain, mut marked) = (Outcomes::default(), Outcomes::default());
    for (number, held_out) in folds.iter().enumerate() {
        let training = without_fold(folds, number);
        let model = train(Fold {
            number,
            of: folds.len(),
            training: &training,
        })?;
        plain.add(&model, &held_out.clone().without_marks());
        if held_out.has_marks() {
            marked.add(&model, held_out);
        }
    }
    Ok(CrossValidation {
        as_text: plain.figures(),
        with_marks: (!marked.pages.is_empty()).then(|| marked.figures()),
    })
}

/// The pages of all folds but one.
#[must_use]
pub fn without_fold(folds: &[Dataset], number: usize) -> Dataset {
    let others = folds.iter().enumerate().filter(|(i, _)| *i != number);
    others.flat_map(|(_, fold)| fold).cloned().collect()
}

/// What the models predicted so far.
#[derive(Default)]
struct Outcomes {
    pages: Vec<PageOutcome>,
    folds: Vec<Confusion>,
}

impl Outcomes {
    fn add(&mut self, model: &Model, fold: &Dataset) {
        let pages = fold.pages().iter().map(|page| model.outcome(page));
        let first = self.pages.len();
        self.pages.extend(pages);
        let paragraphs = self.pages[first..].iter().flat_map(|page| &page.paragraphs);
        let mut confusion = Confusion::default();
        for paragraph in paragraphs {
            confusion.record(paragraph.actual, paragraph.predicted);
        }
        self.folds.push(confusion);
    }

    fn figures(self) -> FoldFigures {
        FoldFigures {
            folds: self.folds,
            together: Evaluation::from_outcomes(&self.pages),
        }
    }
}

impl FoldFigures {
    /// A measure's mean and spread over the folds, and its value on all pages together.
    #[must_use]
    pub fn figure(&self, measure: Measure) -> FoldFigure {
        let values: Vec<f64> = self.folds.iter().map(|fold| measure.value(fold)).collect();
        let (mean, spread) = mean_and_spread(&values);
        FoldFigure {
            measure,
            mean,
            spread,
            together: measure.value(&self.together.overall.confusion),
        }
    }

    /// Macro F1, accuracy, and each label's F1.
    #[must_use]
    pub fn summary(&self) -> Vec<FoldFigure> {
        let overall = [Measure::MacroF1, Measure::Accuracy];
        let measures = overall.into_iter().chain(Label::ALL.map(Measure::F1));
        measures.map(|measure| self.figure(measure)).collect()
    }
}

/// Mean and sample standard deviation of at least two values.
fn mean_and_spread(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::Error;
    use crate::dataset::DatasetReader;
    use crate::train::TrainParams;

    #[test]
    fn mean_and_spread_by_hand() {
        let (mean, spread) = mean_and_spread(&[1.0, 2.0, 3.0]);
        assert_eq!((mean, spread), (2.0, 1.0));
    }

    /// Three sites of two pages; those of the third have marks.
    fn dataset() -> Dataset {
        let mut csv = "page,site,text,label,tag\n".to_owned();
        for page in 0..6 {
            let tag = if page < 4 { "" } else { "p" };
            csv += &format!(
                "{page},{},Ferries sail again on Monday.,article,{tag}\n",
                page / 2
            );
            csv += &format!("{page},{},Home,navigation,{tag}\n", page / 2);
        }
        DatasetReader::new()
            .read(csv.as_bytes(), "a.csv")
            .unwrap()
            .0
    }

    #[test]
    fn each_page_is_labelled_by_a_model_that_has_not_seen_its_site() {
        let dataset = dataset();
        let params = TrainParams::default().min_df(1).check().unwrap();
        let mut seen = Vec::new();
        let validated = cross_validate(&dataset, 3, |fold| {
            let sites = fold.training.sites();
            seen.push((fold.number, fold.of, sites.join(" ")));
            Ok(params.train(fold.training)?.model)
        });
        let expected = [(0, 3, "1 2"), (1, 3, "0 2"), (2, 3, "0 1")];
        assert_eq!(seen, expected.map(|(i, n, sites)| (i, n, sites.to_owned())));
        let CrossValidation {
            as_text,
            with_marks,
        } = validated.unwrap();
        let with_marks = with_marks.unwrap();
        assert_eq!((as_text.folds.len(), with_marks.folds.len()), (3, 1));
        let totals = [&as_text, &with_marks].map(|figures| figures.together.overall.paragraphs);
        assert_eq!(totals, [12, 4]);
        let total: u64 = as_text.folds.iter().map(Confusion::total).sum();
        assert_eq!(total, 12);
        // The pages are all alike, so every fold is labelled right.
        let figure = as_text.figure(Measure::Accuracy);
        assert_eq!(
            (figure.mean, figure.spread, figure.together),
            (1.0, 0.0, 1.0)
        );
        assert_eq!(as_text.summary()[1], figure);
        assert_eq!(as_text.summary().len(), 6);
    }

    #[test]
    fn an_error_of_a_training_ends_it_and_wrong_numbers_are_refused() {
        let dataset = dataset();
        let mut trainings = 0;
        let stopped = cross_validate(&dataset, 2, |_| {
            trainings += 1;
            Err(Error::Interrupted)
        });
        assert!(stopped.unwrap_err().is_interrupted());
        assert_eq!(trainings, 1);
        for n in [0, 1, 4] {
            let refused = cross_validate(&dataset, n, |_| unreachable!("no folds"));
            assert!(matches!(refused, Err(Error::Param { name: "folds", .. })));
        }
    }
}
