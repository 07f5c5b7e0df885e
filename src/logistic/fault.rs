//! Why a regression cannot be fitted: one short constructor per cause, so that call sites stay one line.

use crate::vocabulary::InvalidName;
use crate::{Error, FitError, Label};

pub(super) fn no_paragraphs() -> Error {
    FitError::NoParagraphs.into()
}

pub(super) fn one_label(label: Label) -> Error {
    FitError::OneLabel { label }.into()
}

pub(super) fn weight_out_of_range(found: f32) -> Error {
    FitError::ParagraphWeight { found }.into()
}

pub(super) fn weights_for_linfa() -> Error {
    FitError::WeightsForLinfa.into()
}

pub(super) fn overflow() -> Error {
    let advice = "lower alpha, or scale the values of the features to about 0 to 1";
    FitError::Overflow { advice }.into()
}

pub(super) fn linfa(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    FitError::LinfaLogistic(Box::new(error)).into()
}

pub(super) fn page_not_ended() -> Error {
    FitError::UnfinishedPage.into()
}

pub(super) fn reach_too_far(found: usize, most: usize) -> Error {
    FitError::Reach { found, most }.into()
}

pub(super) fn too_many_paragraphs() -> Error {
    FitError::TooManyParagraphs.into()
}

pub(super) fn unknown_feature(paragraph: usize, feature: u32, n_features: usize) -> Error {
    FitError::UnknownFeature {
        paragraph,
        feature,
        n_features,
    }
    .into()
}

pub(super) fn not_finite(paragraph: usize, feature: u32, value: f32) -> Error {
    FitError::Value {
        paragraph,
        feature,
        value,
    }
    .into()
}

pub(crate) fn no_features(min_df: usize) -> Error {
    FitError::NoFeatures { min_df }.into()
}

pub(crate) fn model_too_large(n_features: usize, most: u64) -> Error {
    FitError::ModelTooLarge { n_features, most }.into()
}

pub(crate) fn feature_name(invalid: InvalidName) -> Error {
    FitError::FeatureName { name: invalid.name }.into()
}
