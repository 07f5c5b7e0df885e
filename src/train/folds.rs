//! Folds: parts of the data that are held out in turn, so that no template is both learnt from and asked for.

use std::collections::BTreeMap;
use std::fmt;

use crate::dataset::{Dataset, LabelledPage};
use crate::page::Page;
use crate::{Error, Label, Result};

/// Divides a dataset into `n` folds of about equally many paragraphs; a site's pages all come into one.
///
/// The largest site goes first, each into the fold that is smallest so far. A page without a site is a site of its own.
///
/// # Errors
/// [`Error::Param`] if `n` is below 2 or above the number of sites.
pub fn folds_by_site(dataset: &Dataset, n: usize) -> Result<Vec<Dataset>> {
    let sites: Vec<&str> = dataset.into_iter().map(LabelledPage::group).collect();
    let n_sites = sites
        .iter()
        .collect::<std::collections::BTreeSet<_>>()
        .len();
    if n < 2 || n > n_sites {
        let expected = format!("2 to {n_sites}, the number of sites");
        return Err(Error::param("folds", n, expected));
    }
    Ok(divided(dataset, &sites, n))
}

/// Divides a dataset into `n` folds of about equally many paragraphs, page by page: for the pages of one site.
///
/// # Errors
/// [`Error::Param`] if `n` is below 2 or above the number of pages.
pub fn folds_by_page(dataset: &Dataset, n: usize) -> Result<Vec<Dataset>> {
    let pages: Vec<usize> = (0..dataset.pages().len()).collect();
    if n < 2 || n > pages.len() {
        let expected = format!("2 to {}, the number of pages", pages.len());
        return Err(Error::param("folds", n, expected));
    }
    Ok(divided(dataset, &pages, n))
}

/// The folds of a dataset, from the group of each page.
fn divided<K: Ord + Copy>(dataset: &Dataset, groups: &[K], n: usize) -> Vec<Dataset> {
    let mut folds: Vec<Vec<LabelledPage>> = vec![Vec::new(); n];
    let sizes = dataset.into_iter().map(|page| page.labels().len());
    for (page, fold) in dataset.into_iter().zip(balanced(groups, sizes, n)) {
        folds[fold].push(page.clone());
    }
    folds.into_iter().map(Dataset::from_iter).collect()
}

/// The fold, below `n`, of each page, from the groups and sizes of the pages: a group's pages come into one fold, and folds
/// are about equally large.
fn balanced<K: Ord + Copy>(
    groups: &[K],
    sizes: impl Iterator<Item = usize>,
    n: usize,
) -> Vec<usize> {
    let mut by_group: BTreeMap<K, usize> = BTreeMap::new();
    for (group, size) in groups.iter().zip(sizes) {
        *by_group.entry(*group).or_default() += size;
    }
    let mut largest_first: Vec<(K, usize)> = by_group.into_iter().collect();
    largest_first.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let mut filled = vec![0; n];
    let mut folds = BTreeMap::new();
    for (group, size) in largest_first {
        let smallest = (0..n).min_by_key(|fold| filled[*fold]);
        let fold = smallest.expect("at least one fold");
        filled[fold] += size;
        folds.insert(group, fold);
    }
    groups.iter().map(|group| folds[group]).collect()
}

/// What the second pass's folds are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FoldedBy {
    /// Whole sites.
    Site,
    /// Pages, because there are too few sites, or a label occurs on a single one.
    Page,
    /// Runs of paragraphs, because the same is true of the pages.
    Run,
}

impl fmt::Display for FoldedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            FoldedBy::Site => "folds by site",
            FoldedBy::Page => "folds by page",
            FoldedBy::Run => "folds by runs of paragraphs",
        })
    }
}

/// A division of labelled pages into folds.
pub(super) struct Folding {
    pub(super) by: FoldedBy,
    /// The pieces that the pages were cut into, where the folds are runs of paragraphs.
    pub(super) pieces: Vec<Page>,
    /// The fold of each page or piece.
    pub(super) folds: Vec<usize>,
}

/// Runs that a page is cut into. Every third is in the same fold, so that each fold sees all parts of the page.
const RUNS_PER_PAGE: usize = 12;

impl Folding {
    /// Divides pages into `n` folds: by their sites if that leaves every fold all labels to learn from, else by page, else by
    /// runs of paragraphs; `None` if nothing does. `labels` are those of all pages, one after the other.
    pub(super) fn new<K: Ord + Copy>(
        pages: &[&Page],
        labels: &[Label],
        sites: &[K],
        n: usize,
    ) -> Option<Folding> {
        let lengths = pages.iter().map(|page| page.paragraphs().len());
        let by_site = balanced(sites, lengths.clone(), n);
        let numbers: Vec<usize> = (0..pages.len()).collect();
        let by_page = balanced(&numbers, lengths.clone(), n);
        for (by, folds) in [(FoldedBy::Site, by_site), (FoldedBy::Page, by_page)] {
            if leaves_all_labels(lengths.clone(), labels, &folds, n) {
                let pieces = Vec::new();
                return Some(Folding { by, pieces, folds });
            }
        }
        Folding::by_run(pages, labels, n)
    }

    fn by_run(pages: &[&Page], labels: &[Label], n: usize) -> Option<Folding> {
        let pieces: Vec<Page> = pages.iter().flat_map(|page| cut(page)).collect();
        let folds: Vec<usize> = (0..pieces.len()).map(|piece| piece % n).collect();
        let lengths = pieces.iter().map(|piece| piece.paragraphs().len());
        leaves_all_labels(lengths, labels, &folds, n).then_some(Folding {
            by: FoldedBy::Run,
            pieces,
            folds,
        })
    }
}

/// Runs of a page's paragraphs, each as a page.
fn cut(page: &Page) -> Vec<Page> {
    let paragraphs = page.paragraphs();
    let length = paragraphs.len().div_ceil(RUNS_PER_PAGE).max(1);
    let runs = paragraphs.chunks(length);
    runs.map(|run| Page::new(run.to_vec()).with_language(page.language()))
        .collect()
}

/// Whether each of `n` folds has paragraphs, and leaves some of every label outside it.
fn leaves_all_labels(
    lengths: impl Iterator<Item = usize>,
    labels: &[Label],
    folds: &[usize],
    n: usize,
) -> bool {
    let mut counts = vec![[0; Label::COUNT]; n];
    let mut rest = labels;
    for (length, fold) in lengths.zip(folds) {
        let (own, others) = rest.split_at(length);
        rest = others;
        own.iter()
            .for_each(|label| counts[*fold][label.index()] += 1);
    }
    let total = |label: Label| counts.iter().map(|fold| fold[label.index()]).sum::<usize>();
    let is_left = |fold: &[usize; Label::COUNT]| {
        let mut labels = Label::ALL.into_iter();
        labels.all(|label| total(label) == 0 || total(label) > fold[label.index()])
    };
    let is_empty = |fold: &[usize; Label::COUNT]| fold.iter().sum::<usize>() == 0;
    counts.iter().all(|fold| !is_empty(fold) && is_left(fold))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::DatasetReader;

    #[test]
    fn a_site_stays_together_and_folds_are_balanced() {
        let csv =
            "page,site,text,label\na,x,1,article\nb,x,2,article\nc,y,3,article\nd,z,4,article\n";
        let (dataset, _) = DatasetReader::new().read(csv.as_bytes(), "a.csv").unwrap();
        let folds = folds_by_site(&dataset, 2).unwrap();
        assert_eq!(folds[0].sites(), ["x"]);
        assert_eq!(folds[1].sites(), ["y", "z"]);
        assert!(folds_by_site(&dataset, 4).is_err() && folds_by_site(&dataset, 1).is_err());
    }
}
