//! Why a fit could not be carried out, one kind per cause.

use crate::Label;

/// An error of another crate, whose type may change with that crate's version.
type Source = Box<dyn std::error::Error + Send + Sync>;

/// Why a fit could not be carried out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FitError {
    /// There is nothing to learn from.
    #[error("there are no paragraphs")]
    NoParagraphs,
    /// All paragraphs have one label: there is nothing to distinguish.
    #[error("every paragraph is {label}, expected at least two labels")]
    #[non_exhaustive]
    OneLabel {
        /// The only label.
        label: Label,
    },
    /// The vocabulary is empty: no feature is frequent enough.
    #[error("no feature occurs in {min_df} paragraphs; add rows or lower min_df")]
    #[non_exhaustive]
    NoFeatures {
        /// The least number of paragraphs that was asked for.
        min_df: usize,
    },
    /// A feature's name cannot be stored.
    #[error("feature {name:?}: a name must not have line breaks or control characters")]
    #[non_exhaustive]
    FeatureName {
        /// The name.
        name: String,
    },
    /// The model file would be larger than what is read.
    #[error(
        "a model of {n_features} features would take more than {most} bytes; lower max_features or raise min_df"
    )]
    #[non_exhaustive]
    ModelTooLarge {
        /// Number of features.
        n_features: usize,
        /// Bytes of the largest file that is read.
        most: u64,
    },
    /// More paragraphs than can be numbered.
    #[error("too many paragraphs: expected about 4 billion at most")]
    TooManyParagraphs,
    /// The rows of a matrix end in the middle of a page.
    #[error("the last page was not ended")]
    UnfinishedPage,
    /// A feature of a matrix is seen from too far away.
    #[error("a feature reaches {found} paragraphs far, expected at most {most}")]
    #[non_exhaustive]
    Reach {
        /// The farthest reach in the layout, in paragraphs.
        found: usize,
        /// The farthest that is taken, in paragraphs.
        most: usize,
    },
    /// A row of a matrix has a feature that the layout does not have.
    #[error("paragraph {paragraph} has feature {feature}, expected one below {n_features}")]
    #[non_exhaustive]
    UnknownFeature {
        /// The paragraph, from 0.
        paragraph: usize,
        /// The feature's number.
        feature: u32,
        /// Number of features in the layout.
        n_features: usize,
    },
    /// A value in a matrix is infinite or not a number.
    #[error("paragraph {paragraph}, feature {feature}: found {value}, expected a finite value")]
    #[non_exhaustive]
    Value {
        /// The paragraph, from 0.
        paragraph: usize,
        /// The feature's number.
        feature: u32,
        /// The value.
        value: f32,
    },
    /// The weight of a paragraph is outside its range.
    #[error("weight of a paragraph: found {found}, expected 1e-6 to 1e6")]
    #[non_exhaustive]
    ParagraphWeight {
        /// The weight given.
        found: f32,
    },
    /// Paragraphs are weighted, but the solver takes them all alike.
    #[error("solver linfa cannot weight paragraphs: remove the weights, or choose solver sparse")]
    WeightsForLinfa,
    /// The weights or the loss grew beyond all numbers.
    #[error("the weights overflow; {advice}")]
    #[non_exhaustive]
    Overflow {
        /// What to do, for the solver that was used.
        advice: &'static str,
    },
    /// linfa-logistic gave up.
    #[error("linfa-logistic: {0}")]
    LinfaLogistic(#[source] Source),
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;
    use crate::Error;

    #[test]
    fn errors_of_other_crates_are_sources() {
        let error = Error::from(FitError::LinfaLogistic("it stopped".into()));
        assert_eq!(error.to_string(), "fitting: linfa-logistic: it stopped");
        let fit = error
            .source()
            .and_then(|fit| fit.downcast_ref::<FitError>());
        assert_eq!(fit.unwrap().source().unwrap().to_string(), "it stopped");
        let error = Error::from(linfa::Error::MismatchedShapes(2, 3));
        assert!(matches!(&error, Error::Linfa(source) if source.is::<linfa::Error>()));
    }
}
