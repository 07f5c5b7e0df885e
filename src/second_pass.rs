//! The second pass: logistic regression over what the first pass said of a paragraph's surroundings.
//!
//! A page's paragraphs explain each other: ten bare lines between a price and a button are a pitch, though each alone
//! could be a menu. A paragraph's inputs, all within [0, 1], four in a group, labels side by side:
//!
//! ```text
//! evidence at offsets -3 ..= 3          e(p) = 1 + max(ln p, -8) / 8: log-probabilities, scaled; 0 beyond the page
//! decayed means above, below            d_i = (1 - r) p_{i-1} + r d_{i-1} for r = 0.6, 0.85, 0.95; likewise upwards
//! mean over the page                    the share of each label
//! above, below its run of like lines    the evidence there, the lesser of both, and both probabilities multiplied
//! evidence of its heading               a heading and what it heads have one label; 0 without
//! evidence of the line above its list   what stands over a list's cards tells what all of them are; 0 outside of lists
//! mean evidence of its groups           and mean probability: of each grouping of [`Structure`], 3 of any page, 6 more of
//!                                       one without marks, by records, and 11 more of one with marks: by path, by block,
//!                                       by card, list and landmark
//! ```
//!
//! Pages with marks and pages without have weights of their own.

#[cfg(test)]
mod far;
mod inputs;
mod surrounding;
mod terms;

use crate::Label;
#[cfg(any(test, feature = "train"))]
use crate::rows::Rows;
use crate::scores::{Scores, add, add_scaled, softmax};
use crate::structure::Structure;
use inputs::{GROUPS, Pooled, StackedInputs};
#[cfg(feature = "train")]
use inputs::{LEAST_LOG, REACH};
pub use surrounding::Surrounding;
pub(crate) use terms::Terms;

/// Digest of what the inputs mean, for model files to carry, as [`crate::features::DIGEST`] is of the features. A test
/// computes it.
pub(crate) const DIGEST: &str = "dcc14fdd2ad1d2575776949c9ca59bb29cba355376d7474a186f5701ff759b22";

/// The weights of four inputs, one per label.
type Weights = [Scores; Label::COUNT];

/// Number of inputs of a paragraph.
pub(crate) const fn n_inputs(marked: bool) -> usize {
    let by_kind = if marked {
        Structure::MARKED
    } else {
        Structure::RECORDS
    };
    (GROUPS + 2 * (Structure::PLAIN + by_kind)) * Label::COUNT
}

/// The second pass of pages of one kind, stacked on the first pass: weights `[n_inputs x 4]` and intercepts `[4]`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stacked {
    pub(crate) weights: Vec<Scores>,
    pub(crate) intercepts: Scores,
}

impl Stacked {
    /// Weights that leave the first pass's probabilities as they are, down to `exp(-8)`.
    #[cfg(feature = "train")]
    pub(crate) fn identity(marked: bool) -> Stacked {
        let mut weights = vec![[0.0; Label::COUNT]; n_inputs(marked)];
        for label in Label::ALL {
            // evidence = 1 + ln p / 8, so 8 times it is ln p, but for a constant that softmax does not see.
            weights[REACH * Label::COUNT + label.index()][label.index()] = -LEAST_LOG;
        }
        Stacked {
            weights,
            intercepts: [0.0; Label::COUNT],
        }
    }

    /// The probabilities of each paragraph of a page, from those of the first pass.
    ///
    /// What a group of paragraphs adds is summed up once for all of them.
    fn probabilities(&self, first: &[Scores], structure: &Structure) -> Vec<Scores> {
        let page = StackedInputs::new(first, structure);
        let weights = self.weights.as_chunks::<{ Label::COUNT }>().0;
        let (of_own, of_pooled) = weights
            .split_first_chunk::<GROUPS>()
            .expect("weights for every group");
        let pooled = page.pooled.iter().zip(of_pooled.as_chunks().0);
        let pooled: Vec<_> = pooled
            .map(|(pooled, weights)| (pooled.grouping, of_groups(pooled, weights)))
            .collect();
        let paragraphs = 0..first.len();
        let scores = paragraphs.map(|index| {
            let mut scores = self.intercepts;
            for (values, weights) in page.own(index).iter().zip(of_own) {
                add_weighted(&mut scores, values, weights);
            }
            for (grouping, sums) in &pooled {
                add(&mut scores, &sums[grouping.group_of[index] as usize]);
            }
            scores
        });
        scores.map(softmax).collect()
    }

    /// The same, one for all items of a list.
    pub(crate) fn probabilities_in_lists(
        &self,
        first: &[Scores],
        structure: &Structure,
    ) -> Vec<Scores> {
        let mut probabilities = self.probabilities(first, structure);
        for list in structure.lists() {
            pool(&mut probabilities[list.clone()]);
        }
        probabilities
    }
}

/// What each group of a grouping adds to the scores of its paragraphs.
fn of_groups(pooled: &Pooled<'_>, weights: &[Weights; 2]) -> Vec<Scores> {
    let of_group = |means: &[Scores; 2]| {
        let mut sum = [0.0; Label::COUNT];
        for (values, weights) in means.iter().zip(weights) {
            add_weighted(&mut sum, values, weights);
        }
        sum
    };
    pooled.means.iter().map(of_group).collect()
}

/// Adds four inputs times their weights.
#[inline]
fn add_weighted(sum: &mut Scores, values: &Scores, weights: &Weights) {
    for (value, weights) in values.iter().zip(weights) {
        add_scaled(sum, *value, weights);
    }
}

/// The layout of the inputs: each counts for its own paragraph only.
#[cfg(feature = "train")]
pub(crate) fn layout(marked: bool) -> crate::rows::Layout {
    crate::rows::Layout::from_reaches(std::iter::repeat_n(0, n_inputs(marked)))
}

/// For fitting: appends a page's inputs, from the first pass's probabilities.
#[cfg(any(test, feature = "train"))]
pub(crate) fn push_inputs(first: &[Scores], structure: &Structure, rows: &mut Rows) {
    let page = StackedInputs::new(first, structure);
    for index in 0..first.len() {
        let mut group = 0;
        page.groups_of(index, &mut |values: Scores| {
            for (label, value) in values.into_iter().enumerate() {
                if value != 0.0 {
                    rows.push((group * Label::COUNT + label) as u32, value);
                }
            }
            group += 1;
        });
        rows.end_paragraph();
    }
    rows.end_page();
}

/// The second pass: of pages without marks, and of pages with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SecondPass {
    pub(crate) plain: Stacked,
    pub(crate) marked: Stacked,
}

impl SecondPass {
    /// The probabilities of each paragraph of a page, from those of the first pass.
    ///
    /// A list has one label: in the default model's training data none of 37 bulleted ones has two.
    pub(crate) fn probabilities(&self, first: &[Scores], structure: &Structure) -> Vec<Scores> {
        self.for_page(structure)
            .probabilities_in_lists(first, structure)
    }

    /// What each of a paragraph's surroundings adds to its scores, for each paragraph of a page.
    pub(crate) fn terms(&self, first: &[Scores], structure: &Structure) -> Terms {
        Terms::new(self.for_page(structure), first, structure)
    }

    fn for_page(&self, structure: &Structure) -> &Stacked {
        if structure.is_marked() {
            &self.marked
        } else {
            &self.plain
        }
    }
}

/// Gives every item of a list the same probabilities: the geometric mean of all of them.
fn pool(items: &mut [Scores]) {
    let mut logs = [0.0; Label::COUNT];
    for item in items.iter() {
        add(
            &mut logs,
            &item.map(|p| libm::logf(p.max(f32::MIN_POSITIVE))),
        );
    }
    let n = items.len() as f32;
    items.fill(softmax(logs.map(|sum| sum / n)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;

    #[test]
    fn inputs_of_a_page_of_two() {
        let structure = Structure::from_page(&Page::from_text("Tides\n\nNews\n"));
        let first = [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]];
        let mut rows = Rows::default();
        push_inputs(&first, &structure, &mut rows);
        let value = |paragraph, group, label| {
            let wanted = (group * Label::COUNT + label) as u32;
            let entries = rows.paragraph(paragraph).iter();
            let own = entries.filter(|(input, _)| *input == wanted);
            own.map(|(_, value)| *value).sum::<f32>()
        };
        // Its own evidence is group 3, the one below group 4; ln 0 is cut to -8, which is 0.
        assert_eq!(
            (value(0, 3, 0), value(0, 3, 1), value(0, 4, 1)),
            (1.0, 0.0, 1.0)
        );
        // Nothing stands above the first; the second remembers 40 % of it at the shortest decay.
        assert_eq!(value(0, 7, 0), 0.0);
        assert!((value(1, 7, 0) - 0.4).abs() < 1e-6 && (value(0, 10, 1) - 0.4).abs() < 1e-6);
        assert_eq!((value(0, 13, 0), value(0, 13, 1)), (0.5, 0.5));
        let within = |index| {
            rows.paragraph(index)
                .iter()
                .all(|(_, v)| (0.0..=1.0).contains(v))
        };
        assert!(within(0) && within(1));
        let last = rows.paragraph(1).last().expect("inputs").0 as usize;
        assert!(last < n_inputs(false));
    }

    #[test]
    fn the_line_above_a_list_is_an_input_of_its_cards() {
        let page = Page::new((0..30).map(paragraph_with_place).collect());
        let mut first = vec![[0.25; Label::COUNT]; 30];
        first[10] = [1.0, 0.0, 0.0, 0.0];
        let structure = Structure::from_page(&page);
        let inputs = StackedInputs::new(&first, &structure);
        let of_line = |index| {
            let mut groups = Vec::new();
            inputs.groups_of(index, &mut |values| groups.push(values));
            assert_eq!(groups.len() * Label::COUNT, n_inputs(true));
            groups[GROUPS - 1]
        };
        assert_eq!(of_line(15), [1.0, 0.0, 0.0, 0.0]);
        assert_eq!((of_line(0), of_line(10)), ([0.0; 4], [0.0; 4]));
    }

    /// Of 30 paragraphs of one page: text, and a list of six cards of two paragraphs each, from 11 to 22, under a line.
    fn paragraph_with_place(i: usize) -> crate::Paragraph {
        let (path, place) = match (i as u32, i * i % 3) {
            (at @ ..10, 0) => ("p < div < body", vec![0, 0, at]),
            (at @ ..10, _) => ("h2 < div < body", vec![0, 0, at]),
            (10, _) => ("h2 < main < body", vec![0, 1, 0]),
            (at @ 11..23, _) if at % 2 == 1 => ("li.a < ul < main < body", vec![0, 1, 1, at / 2]),
            (at @ 11..23, _) => ("p < li.a < ul < main < body", vec![0, 1, 1, at / 2 - 1, 0]),
            (at, _) => ("p < footer < body", vec![0, 2, at]),
        };
        let text = "Ferries sail again from the old harbour. ".repeat(i % 4 + usize::from(i > 20));
        let marks = crate::Marks::new(&path[..1], 0.0, path).with_place(place);
        // Every seventh is a line that comes again.
        let beat = if i % 7 == 3 {
            "Reply".to_owned()
        } else {
            format!("{i} {text}")
        };
        crate::Paragraph::new(&beat).with_marks(marks)
    }

    #[cfg(feature = "train")]
    #[test]
    fn the_digest_is_that_of_what_inputs_mean() {
        use sha2::{Digest, Sha256};
        use std::array::from_fn;
        use std::fmt::Write;

        let page = Page::new((0..30).map(paragraph_with_place).collect());
        let of_paragraph =
            |i: usize| softmax(from_fn(|label| ((7 * i + 3 * label) % 11) as f32 * 1.5));
        let first: Vec<Scores> = (0..30).map(of_paragraph).collect();
        let mut text = String::new();
        // The text is a list too, with nothing above, and so is the footer. Each of their paragraphs is a card.
        let structure = Structure::from_page(&page);
        let above = [vec![None; 11], vec![Some(10); 12], vec![Some(22); 7]].concat();
        assert!(
            above
                .into_iter()
                .eq((0..30).map(|i| structure.above_list(i)))
        );
        let n_groups = structure.groupings().map(|grouping| grouping.n_groups);
        let outer = n_groups.skip(Structure::PLAIN + Structure::MARKED - 3);
        assert!(outer.eq([10 + 1 + 6 + 7, 4, 3]));
        for page in [page.clone(), page.without_marks()] {
            let mut rows = Rows::default();
            push_inputs(&first, &Structure::from_page(&page), &mut rows);
            for paragraph in 0..rows.n_paragraphs() {
                writeln!(text, "{:?}", rows.paragraph(paragraph)).unwrap();
            }
        }
        let digest = Sha256::digest(text);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            digest, DIGEST,
            "if the inputs are meant to change, put the new digest in and retrain the models"
        );
    }

    #[cfg(feature = "train")]
    #[test]
    fn a_bulleted_list_has_one_label() {
        let second = SecondPass {
            plain: Stacked::identity(false),
            marked: Stacked::identity(true),
        };
        let structure = Structure::from_page(&Page::from_text("Tides\n\n• News\n\n• Sport\n"));
        let first = [
            [0.7, 0.1, 0.1, 0.1],
            [0.4, 0.5, 0.05, 0.05],
            [0.1, 0.8, 0.05, 0.05],
        ];
        let [title, news, sport] = second.probabilities(&first, &structure)[..] else {
            panic!("three paragraphs")
        };
        // Geometric means: sqrt(0.04) = 0.2, sqrt(0.4) = 0.6325, twice 0.05; their sum is 0.9325.
        assert!((title[0] - 0.7).abs() < 1e-5 && news == sport);
        assert!((news[0] - 0.2145).abs() < 1e-4 && (news[1] - 0.6783).abs() < 1e-4);
    }

    #[cfg(feature = "train")]
    #[test]
    fn the_identity_changes_nothing() {
        let structure = Structure::from_page(&Page::from_text("Tides\n\nNews\n"));
        let first = [[0.7, 0.1, 0.1, 0.1], [0.25, 0.5, 0.05, 0.2]];
        let same = Stacked::identity(false).probabilities(&first, &structure);
        let pairs = same.iter().flatten().zip(first.iter().flatten());
        assert!(
            pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-5),
            "{same:?}"
        );
    }
}
