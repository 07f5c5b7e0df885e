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
    let mut sites: BTreeMap<&str, Vec<&LabelledPage>> = BTreeMap::new();
    for page in dataset {
        let site = page.site().unwrap_or_else(|| page.name());
        sites.entry(site).or_default().push(page);
    }
    if n < 2 || n > sites.len() {
        let expected = format!("2 to {}, the number of sites", sites.len());
        return Err(Error::param("folds", n, expected));
    }
    let size = |pages: &[&LabelledPage]| pages.iter().map(|p| p.labels().len()).sum::<usize>();
    let mut sites: Vec<_> = sites.into_iter().collect();
    sites.sort_by_key(|(_, pages)| std::cmp::Reverse(size(pages)));
    let mut folds: Vec<(usize, Vec<LabelledPage>)> = vec![Default::default(); n];
    for (_, pages) in sites {
        let smallest = folds.iter_mut().min_by_key(|(paragraphs, _)| *paragraphs);
        let (paragraphs, fold) = smallest.expect("at least two folds");
        *paragraphs += size(&pages);
        fold.extend(pages.into_iter().cloned());
    }
    Ok(folds
        .into_iter()
        .map(|(_, pages)| pages.into_iter().collect())
        .collect())
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
