//! Lists of lists in one vector: where each inner list ends.

use std::ops::Range;

/// The ends of runs that lie one after the other in a vector: of paragraphs' features, of tokens in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ends(Vec<usize>);

impl Ends {
    /// Adds a run that starts where the last one ends.
    #[inline]
    pub(crate) fn push(&mut self, end: usize) {
        self.0.push(end);
    }

    /// Adds the runs of another list behind the last one.
    #[cfg(feature = "train")]
    pub(crate) fn append(&mut self, other: &Ends) {
        let start = self.last();
        self.0.extend(other.0.iter().map(|end| start + end));
    }

    /// Number of runs.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Where the last run ends, and the next one will start.
    #[cfg(feature = "train")]
    #[inline]
    pub(crate) fn last(&self) -> usize {
        self.0.last().copied().unwrap_or(0)
    }

    /// Where a run lies.
    #[inline]
    pub(crate) fn range(&self, index: usize) -> Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.0[before]);
        start..self.0[index]
    }

    /// The end of each run.
    #[cfg(feature = "train")]
    pub(crate) fn as_slice(&self) -> &[usize] {
        &self.0
    }

    /// Where each run lies.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        (0..self.len()).map(|index| self.range(index))
    }

    /// Forgets all runs, but keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl FromIterator<usize> for Ends {
    fn from_iter<I: IntoIterator<Item = usize>>(ends: I) -> Ends {
        Ends(ends.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_lie_one_after_the_other() {
        let mut ends = Ends::default();
        assert_eq!(ends.len(), 0);
        for end in [2, 2, 5] {
            ends.push(end);
        }
        assert_eq!(ends.len(), 3);
        assert_eq!([0, 1, 2].map(|run| ends.range(run)), [0..2, 2..2, 2..5]);
        assert!(ends.ranges().eq([0..2, 2..2, 2..5]));
        assert_eq!([2, 2, 5].into_iter().collect::<Ends>(), ends);
        #[cfg(feature = "train")]
        {
            let mut twice = ends.clone();
            twice.append(&ends);
            assert_eq!(twice, [2, 2, 5, 7, 7, 10].into_iter().collect());
        }
        ends.clear();
        assert_eq!(ends, Ends::default());
    }
}
