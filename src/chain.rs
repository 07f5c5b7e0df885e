//! The chain: the page as a sequence, in which a paragraph's label depends on the one above.
//!
//! The first pass labels each paragraph by itself, though menus, pitches and lists of teasers come in runs. A linear-chain
//! conditional random field (Lafferty, McCallum and Pereira, ICML 2001) lets neighbours agree; what it says is an input of
//! the second pass, which knows when to trust it. With the first pass's probabilities `p`,
//!
//! ```text
//! score of labels y = sum over i of  emission * ln p_i(y_i) + intercept(y_i)  +  transition_i(y_{i-1}, y_i)
//! transition_i      = the table of the two lines' forms  +  the table of the climb between them (marked pages)
//! ```
//!
//! and the probability of a label is its marginal over all sequences, by the forward-backward algorithm.

use std::array::from_fn;

use crate::Label;
use crate::scores::Scores;
use crate::structure::{LengthClass, Structure};

/// Logarithms below this one are cut: the first pass may be certain and wrong. The second pass cuts its inputs at -8, as it
/// scales them to [0, 1], and a lower cut would leave less of that range for the probabilities that matter.
const LEAST_LOG: f64 = -12.0;

/// From the label above (row) to the label below (column).
pub(crate) type Table = [[f64; Label::COUNT]; Label::COUNT];

/// Number of tables by forms, then by climb.
const FORMS: usize = LengthClass::COUNT * LengthClass::COUNT;
const CLIMBS: usize = Structure::MOST_DISTANCE + 1;

/// The weights of a chain.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chain {
    /// How far the first pass's probabilities are trusted.
    pub(crate) emission: f64,
    /// What each label gets at every paragraph.
    pub(crate) intercepts: [f64; Label::COUNT],
    /// [`Chain::TABLES`] tables: by the forms of the lines above and below, then by the climb.
    pub(crate) transitions: Vec<Table>,
    /// The exponentials of every transition: of each table by forms alone, then with each climb.
    exponentials: Vec<Table>,
}

/// One value per label.
pub(crate) type Four = crate::scores::Four<f64>;

/// The two halves of a page's marginals, each scaled at every paragraph.
pub(crate) struct Marginals {
    /// What each paragraph by itself says of its label.
    #[cfg(feature = "train")]
    emissions: Vec<Four>,
    /// What the paragraphs down to this one say of its label.
    forward: Vec<Four>,
    /// What the paragraphs below say of it.
    backward: Vec<Four>,
}

impl Chain {
    /// Number of tables.
    pub(crate) const TABLES: usize = FORMS + CLIMBS;

    /// Largest absolute value of a weight. Larger ones could overflow along a page.
    pub(crate) const LARGEST_WEIGHT: f64 = 20.0;

    /// A chain of these weights.
    pub(crate) fn new(emission: f64, intercepts: Four, transitions: Vec<Table>) -> Chain {
        let mut exponentials = Vec::with_capacity(FORMS * (1 + CLIMBS));
        for forms in &transitions[..FORMS] {
            exponentials.push(forms.map(|row| row.map(libm::exp)));
            for climb in &transitions[FORMS..] {
                exponentials.push(from_fn(|from| {
                    from_fn(|to| libm::exp(forms[from][to] + climb[from][to]))
                }));
            }
        }
        Chain {
            emission,
            intercepts,
            transitions,
            exponentials,
        }
    }

    /// A chain that leaves the first pass's probabilities as they are.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn identity() -> Chain {
        let transitions = vec![[[0.0; Label::COUNT]; Label::COUNT]; Chain::TABLES];
        Chain::new(1.0, [0.0; Label::COUNT], transitions)
    }

    /// The probabilities of each paragraph, from those of the first pass.
    pub(crate) fn probabilities(&self, first: &[Scores], structure: &Structure) -> Vec<Scores> {
        let logs: Vec<Four> = first.iter().map(logs).collect();
        let marginals = self.marginals(&logs, structure);
        let paragraphs = 0..first.len();
        paragraphs
            .map(|index| marginals.labels(index).map(|p| p as f32))
            .collect()
    }

    /// Forward-backward: sums over all sequences, from the [`logs`] of the first pass's probabilities.
    pub(crate) fn marginals(&self, logs: &[Four], structure: &Structure) -> Marginals {
        let n = logs.len();
        let emissions: Vec<Four> = logs.iter().map(|logs| self.emission(logs)).collect();
        let transitions: Vec<&Table> = (1..n)
            .map(|index| self.transition(structure, index))
            .collect();
        let mut forward: Vec<Four> = Vec::with_capacity(n);
        for (index, emission) in emissions.iter().enumerate() {
            let mut sums = *emission;
            if let Some(above) = index.checked_sub(1) {
                let (last, table) = (forward[above], transitions[above]);
                sums = from_fn(|to| sums[to] * sum(|from| last[from] * table[from][to]));
            }
            normalise(&mut sums);
            forward.push(sums);
        }
        let mut backward = vec![[1.0; Label::COUNT]; n];
        for above in (0..transitions.len()).rev() {
            let (below, own) = (backward[above + 1], emissions[above + 1]);
            let table = transitions[above];
            backward[above] = from_fn(|from| sum(|to| table[from][to] * own[to] * below[to]));
            normalise(&mut backward[above]);
        }
        Marginals {
            #[cfg(feature = "train")]
            emissions,
            forward,
            backward,
        }
    }

    fn emission(&self, logs: &Four) -> Four {
        from_fn(|i| libm::exp(self.emission * logs[i] + self.intercepts[i]))
    }

    /// The exponentials of the transition to paragraph `index` from the one above.
    pub(crate) fn transition(&self, structure: &Structure, index: usize) -> &Table {
        let (forms, climb) = tables(structure, index);
        let climb = climb.map_or(0, |climb| 1 + climb - FORMS);
        &self.exponentials[forms * (1 + CLIMBS) + climb]
    }
}

impl Marginals {
    /// The probability of each label for a paragraph.
    pub(crate) fn labels(&self, index: usize) -> Four {
        let mut both = from_fn(|i| self.forward[index][i] * self.backward[index][i]);
        normalise(&mut both);
        both
    }

    /// The probability of every pair of labels for paragraph `index` and the one above, with the transition between them.
    #[cfg(feature = "train")]
    pub(crate) fn pairs(&self, transition: &Table, index: usize) -> Table {
        let emission = &self.emissions[index];
        let (above, below) = (&self.forward[index - 1], &self.backward[index]);
        let mut pairs: Table = from_fn(|from| {
            from_fn(|to| above[from] * transition[from][to] * emission[to] * below[to])
        });
        let total: f64 = pairs.iter().flatten().sum();
        pairs.iter_mut().flatten().for_each(|pair| *pair /= total);
        pairs
    }
}

/// The tables of the transition to paragraph `index`: by forms, and on marked pages by climb.
pub(crate) fn tables(structure: &Structure, index: usize) -> (usize, Option<usize>) {
    let (above, below) = (
        structure.length_class(index - 1),
        structure.length_class(index),
    );
    let climb = structure
        .is_marked()
        .then(|| FORMS + structure.ancestor_distance(index));
    (above as usize * LengthClass::COUNT + below as usize, climb)
}

/// The logarithms of a first pass's probabilities, not below [`LEAST_LOG`].
pub(crate) fn logs(probabilities: &Scores) -> Four {
    probabilities.map(|probability| libm::log(f64::from(probability)).max(LEAST_LOG))
}

/// The sum over the labels.
fn sum(value: impl Fn(usize) -> f64) -> f64 {
    (0..Label::COUNT).map(value).sum()
}

/// Divides by the sum.
fn normalise(values: &mut [f64; Label::COUNT]) {
    let total: f64 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= total);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;

    #[test]
    fn marginals_by_hand() {
        // Two lines; only staying on article or navigation is favoured, e^2 : 1.
        let page = Page::from_text("Tides\n\nNews\n");
        let structure = Structure::from_page(&page);
        let first = [[0.9, 0.0, 0.1, 0.0], [0.4, 0.0, 0.6, 0.0]];
        let chain = Chain::identity();
        let unchanged = chain.probabilities(&first, &structure);
        assert!((unchanged[1][2] - 0.6).abs() < 1e-4);
        let (forms, climb) = tables(&structure, 1);
        assert_eq!(climb, None);
        let mut transitions = chain.transitions;
        (transitions[forms][0][0], transitions[forms][2][2]) = (2.0, 2.0);
        let chain = Chain::new(1.0, [0.0; Label::COUNT], transitions);
        // AA .36 e^2, AN .54, NA .04, NN .06 e^2: sum 3.6834; second is article (2.6601 + .04) / 3.6834.
        let labels = chain.probabilities(&first, &structure);
        assert!((labels[1][0] - 0.7330).abs() < 1e-3, "{labels:?}");
    }

    #[test]
    fn an_empty_page_has_no_marginals() {
        let structure = Structure::from_page(&Page::from_text(""));
        assert!(Chain::identity().probabilities(&[], &structure).is_empty());
    }
}
