//! How to descend: rounds, dropout, and what neighbours' features count for.

use crate::rows::Layout;

/// Rounds over large data.
const ROUNDS: usize = 8;
/// Paragraph visits that small data get at least, by more rounds.
const LEAST_VISITS: usize = 500_000;
/// Most rounds.
const MOST_ROUNDS: usize = 100;

/// What a feature counts for in the descent, seen by its own paragraph, by the next, and by those further away.
///
/// The penalty and the steps then hold a neighbour's weights back more than a paragraph's own, which templates not seen
/// before bear out (`models/EXPERIMENTS.md`). The weights returned have it multiplied in.
const SEEN_FROM: [f32; 3] = [1.0, 0.5, 0.3];
/// Strongest penalty that neighbours' weights get by [`SEEN_FROM`]: where alpha is near it or above, they are held back
/// enough, and more costs accuracy.
const MOST_NEIGHBOUR_ALPHA: f64 = 30.0;

/// How to descend.
pub(crate) struct Settings {
    /// Times that every paragraph is visited.
    pub(crate) rounds: usize,
    /// Share of the features that are left out at a visit.
    pub(crate) dropout: f32,
    /// What a feature counts for by distance, as [`SEEN_FROM`]; the last value holds for all distances beyond.
    pub(super) seen_from: [f32; 3],
}

/// What a feature counts for that counts for `counts` where the penalty is weak. The penalty on its weight is `alpha` over the
/// square of that, and at most [`MOST_NEIGHBOUR_ALPHA`] or `alpha`.
fn counts_under(alpha: f64, counts: f32) -> f32 {
    let least = (alpha / MOST_NEIGHBOUR_ALPHA).sqrt().min(1.0);
    counts.max(least as f32)
}

impl Settings {
    /// The settings whose weights hold up best on sites not seen, over so many paragraphs.
    pub(crate) fn to_generalise(dropout: f32, n_paragraphs: usize, alpha: f64) -> Settings {
        Settings {
            rounds: (LEAST_VISITS / n_paragraphs).clamp(ROUNDS, MOST_ROUNDS),
            dropout,
            seen_from: SEEN_FROM.map(|counts| counts_under(alpha, counts)),
        }
    }

    /// So many rounds towards the minimum of the objective as it is.
    pub(crate) fn to_minimise(rounds: usize) -> Settings {
        Settings {
            rounds,
            dropout: 0.0,
            seen_from: [1.0; 3],
        }
    }

    /// What a feature counts for at a distance, in paragraphs.
    pub(super) fn counts_at(&self, away: usize) -> f32 {
        self.seen_from[away.min(self.seen_from.len() - 1)]
    }

    /// What each column's feature counts for.
    pub(super) fn counts_for(&self, layout: &Layout) -> Vec<f32> {
        let features = 0..layout.n_features() as u32;
        let columns = features.flat_map(|feature| {
            let width = layout.columns(feature).len();
            (0..width).map(move |column| self.counts_at(column.abs_diff(width / 2)))
        });
        columns.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_for_less_the_further_they_look() {
        let layout = Layout::from_reaches([0, 2]);
        let counts_for = Settings::to_generalise(0.2, 300, 0.4).counts_for(&layout);
        assert_eq!(counts_for, [1.0, 0.3, 0.5, 1.0, 0.5, 0.3]);
        assert_eq!(Settings::to_minimise(4).counts_for(&layout), [1.0; 6]);
        // A strong penalty is the same for all: 7.5 / 0.5^2 = 30.
        let counts_for = |alpha| Settings::to_generalise(0.2, 300, alpha).seen_from;
        assert_eq!(counts_for(7.5), [1.0, 0.5, 0.5]);
        assert_eq!(counts_for(100.0), [1.0; 3]);
    }
}
