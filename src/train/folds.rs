//! Folds by site, so that no template is both learnt and asked for.

use std::collections::BTreeMap;

use crate::dataset::{Dataset, LabelledPage};
use crate::{Error, Result};

/// Divides a dataset into `n` folds of about equally many paragraphs; a site's pages all come into one.
///
/// The largest site goes first, each into the fold that is smallest so far. A page without a site is a site of its own.
///
/// # Errors
/// [`Error::Param`] if `n` is below 2 or above the number of sites.
pub fn folds_by_site(dataset: &Dataset, n: usize) -> Result<Vec<Dataset>> {
    let sites = sizes(dataset).len();
    if n < 2 || n > sites {
        let expected = format!("2 to {sites}, the number of sites");
        return Err(Error::param("folds", n, expected));
    }
    let mut folds: Vec<Vec<LabelledPage>> = vec![Vec::new(); n];
    for (page, fold) in dataset.into_iter().zip(fold_of_each_page(dataset, n)) {
        folds[fold].push(page.clone());
    }
    Ok(folds.into_iter().map(Dataset::from_iter).collect())
}

/// The fold, below `n`, of each page.
pub(super) fn fold_of_each_page(dataset: &Dataset, n: usize) -> Vec<usize> {
    let mut sites: Vec<(&str, usize)> = sizes(dataset).into_iter().collect();
    sites.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let mut sizes = vec![0; n];
    let mut folds: BTreeMap<&str, usize> = BTreeMap::new();
    for (site, size) in sites {
        let smallest = (0..n).min_by_key(|fold| sizes[*fold]);
        let fold = smallest.expect("at least one fold");
        sizes[fold] += size;
        folds.insert(site, fold);
    }
    dataset
        .pages()
        .iter()
        .map(|page| folds[site(page)])
        .collect()
}

fn site(page: &LabelledPage) -> &str {
    page.site().unwrap_or_else(|| page.name())
}

/// Number of paragraphs of each site.
fn sizes(dataset: &Dataset) -> BTreeMap<&str, usize> {
    let mut sizes = BTreeMap::new();
    for page in dataset {
        *sizes.entry(site(page)).or_default() += page.labels().len();
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DatasetReader;

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
