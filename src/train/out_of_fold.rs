//! What passes say of pages that they have not seen.

use crate::scores::Scores;

/// The probabilities of a view's paragraphs, by passes that did not see the view.
pub(super) struct OutOfFold {
    /// The view's number.
    pub(super) view: usize,
    pub(super) probabilities: Vec<Scores>,
}
