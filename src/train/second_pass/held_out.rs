//! What second passes say of pages that they have not seen, for thresholds to be found on.

use super::FOLDS;
use super::stack::fit_stacked;
use crate::Result;
use crate::train::ValidTrainParams;
use crate::train::out_of_fold::OutOfFold;
use crate::train::parallel::Job;
use crate::train::views::Views;

/// Most that one without a fold learns from, by which thresholds are found: it need not be the best, only honest.
const MOST_PARAGRAPHS_OF_OTHERS: usize = 100_000;

/// What second passes fitted without a page's fold say of it, for all pages as they are.
pub(super) fn held_out(
    params: &ValidTrainParams,
    views: &Views,
    out_of_fold: &[&OutOfFold],
    job: &mut Job<'_>,
) -> Result<Vec<OutOfFold>> {
    let mut held_out = Vec::new();
    for fold in 0..FOLDS {
        let (own, others): (Vec<&OutOfFold>, Vec<&OutOfFold>) = out_of_fold
            .iter()
            .partition(|own| views.view(own.view).fold == fold);
        if others.is_empty() {
            continue;
        }
        let (weights, _) = fit_stacked(params, views, &others, MOST_PARAGRAPHS_OF_OTHERS, job)?;
        let own = own.into_iter().filter(|own| views.view(own.view).is_whole);
        held_out.extend(own.map(|own| OutOfFold {
            view: own.view,
            probabilities:
                weights.probabilities_in_lists(&own.probabilities, &views.view(own.view).structure),
        }));
    }
    Ok(held_out)
}
