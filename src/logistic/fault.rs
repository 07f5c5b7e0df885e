//! Every reason why a regression cannot be fitted, in words.

use crate::{Error, Label};

fn fit(reason: String) -> Error {
    Error::Fit(reason)
}

pub(super) fn no_paragraphs() -> Error {
    fit("there are no paragraphs".to_owned())
}

pub(super) fn one_label(only: Label) -> Error {
    fit(format!(
        "every paragraph is {only}, expected at least two labels"
    ))
}

pub(super) fn weight_out_of_range(found: f32) -> Error {
    fit(format!(
        "weight of a paragraph: found {found}, expected 1e-6 to 1e6"
    ))
}

pub(super) fn weights_for_linfa() -> Error {
    fit("solver linfa takes no weights of paragraphs: remove them, or use solver sparse".to_owned())
}

pub(super) fn overflow() -> Error {
    fit("the weights overflow: scale the values of the features to about 0 to 1".to_owned())
}

pub(super) fn linfa(error: impl std::fmt::Display) -> Error {
    fit(format!("linfa-logistic: {error}; use solver sparse"))
}

pub(super) fn page_not_ended() -> Error {
    fit("the last page was not ended".to_owned())
}

pub(super) fn reach_too_far(reach: usize, most: usize) -> Error {
    fit(format!(
        "a feature reaches {reach} paragraphs far, expected at most {most}"
    ))
}

pub(super) fn too_many_paragraphs() -> Error {
    fit("too many paragraphs: expected at most about 4 billion".to_owned())
}

pub(super) fn unknown_feature(paragraph: usize, feature: u32, n_features: usize) -> Error {
    fit(format!(
        "paragraph {paragraph}: found feature {feature}, expected one below {n_features}"
    ))
}

pub(super) fn not_finite(paragraph: usize, feature: u32, value: f32) -> Error {
    fit(format!(
        "paragraph {paragraph}, feature {feature}: found {value}, expected a finite value"
    ))
}

pub(crate) fn no_features(min_df: usize) -> Error {
    let paragraphs = if min_df == 1 {
        "paragraph"
    } else {
        "paragraphs"
    };
    fit(format!(
        "no feature occurs in {min_df} {paragraphs}; add rows or lower min_df"
    ))
}

pub(crate) fn model_too_large(n_features: usize, most: u64) -> Error {
    fit(format!(
        "a model of {n_features} features would be larger than {most} bytes, the most that is read; lower max_features or raise min_df"
    ))
}
