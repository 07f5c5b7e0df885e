//! linfa's traits around training and prediction: pages as records, labels as targets.

use std::ops::ControlFlow;

use linfa::dataset::{AsSingleTargets, Records};
use linfa::traits::{Fit, PredictInplace};
use linfa::{DatasetBase, ParamGuard};
use ndarray::Array1;

use super::trainer::Trainer;
use super::{TrainParams, Trained, ValidTrainParams};
use crate::page::Page;
use crate::{Error, Label, Model, Result};

/// Pages as linfa's records: a paragraph is a sample.
///
/// ```
/// use linfa::prelude::*;
/// use ndarray::Array1;
/// use unpitch::train::{PageRecords, TrainParams};
/// use unpitch::{Label, Page};
///
/// let page = Page::from_text("Ferries sail again from Monday.\n\nSign in\n");
/// let labels = Array1::from(vec![Label::Article, Label::Navigation]);
/// let dataset = linfa::DatasetBase::new(PageRecords(vec![&page]), labels);
/// let trained = TrainParams::default().min_df(1).fit(&dataset)?;
/// // The model has a `predict` of its own, for one page; linfa's takes records.
/// let predicted: Array1<Label> = linfa::traits::Predict::predict(&trained.model, &dataset);
/// assert_eq!(predicted.len(), 2);
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PageRecords<'a>(pub Vec<&'a Page>);

impl ParamGuard for TrainParams {
    type Checked = ValidTrainParams;
    type Error = Error;

    /// # Errors
    /// As the method of the same name that needs no trait.
    fn check_ref(&self) -> Result<&ValidTrainParams> {
        TrainParams::check_ref(self)
    }

    /// # Errors
    /// As the method of the same name that needs no trait.
    fn check(self) -> Result<ValidTrainParams> {
        TrainParams::check(self)
    }
}

impl Records for PageRecords<'_> {
    type Elem = f32;

    fn nsamples(&self) -> usize {
        self.0.iter().map(|page| page.paragraphs().len()).sum()
    }

    /// 0: pages have text; features come with a vocabulary.
    fn nfeatures(&self) -> usize {
        0
    }
}

impl<T: AsSingleTargets<Elem = Label>> Fit<PageRecords<'_>, T, Error> for ValidTrainParams {
    type Object = Trained;

    /// # Errors
    /// As [`ValidTrainParams::train`]; [`Error::Linfa`] where labels are not one per paragraph.
    fn fit(&self, dataset: &DatasetBase<PageRecords<'_>, T>) -> Result<Trained> {
        let labels = dataset.targets.as_single_targets().to_owned();
        let expected = dataset.records.nsamples();
        if labels.len() != expected {
            return Err(linfa::Error::MismatchedShapes(expected, labels.len()).into());
        }
        // The sites are not known here, so each page is taken for one of its own.
        let sites: Vec<usize> = (0..dataset.records.0.len()).collect();
        let trainer = Trainer::new(self, &dataset.records.0, &labels.to_vec(), &sites);
        trainer.train(&mut |_| ControlFlow::Continue(()))
    }
}

impl PredictInplace<PageRecords<'_>, Array1<Label>> for Model {
    /// # Panics
    /// Where `y` has another length than the pages have paragraphs.
    fn predict_inplace<'a>(&'a self, pages: &'a PageRecords<'_>, y: &mut Array1<Label>) {
        assert_eq!(
            pages.nsamples(),
            y.len(),
            "a place for each paragraph's label"
        );
        let mut places = y.iter_mut();
        for page in &pages.0 {
            for (prediction, place) in self.predict(page).as_slice().iter().zip(&mut places) {
                *place = prediction.label();
            }
        }
    }

    fn default_target(&self, pages: &PageRecords<'_>) -> Array1<Label> {
        Array1::from_elem(pages.nsamples(), Label::Article)
    }
}
