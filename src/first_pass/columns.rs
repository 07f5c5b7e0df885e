//! Where the weights of a feature lie, by its name: the vocabulary's tables, made ready for the fused loop.

use std::array::from_fn;

use super::pairs::Pairs;
use crate::features::{Family, Template};
use crate::vocabulary::{TemplateTable, Vocabulary};

/// Where the features of one family, and their columns, start.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Start {
    feature: usize,
    column: usize,
}

/// The first column of every feature of a vocabulary: made with a model, for all who score with it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Columns {
    starts: [Start; Family::ALL.len()],
    /// The first column of each template's numbers: most features of a paragraph have one, and are found with two loads.
    templated: TemplateTable,
    pairs: Pairs,
}

impl Columns {
    pub(crate) fn new(vocabulary: &Vocabulary) -> Columns {
        let (mut feature, mut column) = (0, 0);
        let sizes = vocabulary.family_sizes();
        let starts = from_fn(|at| {
            let start = Start { feature, column };
            feature += sizes[at];
            column += sizes[at] * Family::ALL[at].width();
            start
        });
        // A file may have a feature of another family there, whose width is not the template's.
        let templated = vocabulary.templated().mapped(|family, feature| {
            let is_own = vocabulary.family(feature) == family;
            is_own.then(|| first_column(&starts, family, feature))
        });
        Columns {
            starts,
            templated,
            pairs: Pairs::new(vocabulary),
        }
    }

    /// The first column of a template's number, if it is known.
    #[inline(always)]
    pub(super) fn templated(&self, template: Template, number: usize) -> Option<u32> {
        self.templated.get(template, number)
    }

    /// Whether the key of a name may be that of a feature; `false` is certain.
    #[inline]
    pub(super) fn may_have(&self, family: Family, key: u64) -> bool {
        family != Family::Pair || self.pairs.may_have(key)
    }

    /// The first column of a feature.
    #[inline]
    pub(super) fn first(&self, family: Family, feature: u32) -> u32 {
        first_column(&self.starts, family, feature)
    }

    /// The first feature of a family.
    pub(super) fn first_feature(&self, family: Family) -> usize {
        self.starts[family as usize].feature
    }
}

/// As [`crate::rows::Layout::columns`], without its table.
#[inline]
fn first_column(starts: &[Start; Family::ALL.len()], family: Family, feature: u32) -> u32 {
    let start = starts[family as usize];
    (start.column + (feature as usize - start.feature) * family.width()) as u32
}
