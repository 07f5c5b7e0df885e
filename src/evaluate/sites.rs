//! Figures by site: a mean over all hides a template that fails.

use std::collections::BTreeMap;

use super::confusion::Confusion;
use super::metrics::Slice;
use super::{PageOutcome, push_counted};

/// Least number of paragraphs for a line of its own, which is about what one page has: of fewer, one paragraph moves accuracy by more
/// than five points.
const LEAST_PARAGRAPHS: u64 = 20;

/// The name of the slice of all sites without a line of their own.
const OTHERS: &str = "other sites";

/// The name of the slice of pages whose site is not known.
const UNKNOWN: &str = "unknown";

/// The figures of sites with 20 paragraphs or more, at most `most` of them, those with the most paragraphs; they are sorted by accuracy, lowest
/// first, then by name. Last come `other sites` together, and `unknown`, where there are any.
///
/// Pages are given with their sites, as far as they are known. Time goes into resamples, as in
/// [`Evaluation::from_outcomes`](super::Evaluation::from_outcomes).
#[must_use]
pub fn by_site<'a>(
    pages: impl IntoIterator<Item = (Option<&'a str>, &'a PageOutcome)>,
    most: usize,
) -> Vec<Slice> {
    let mut sites: BTreeMap<Option<&str>, Vec<Confusion>> = BTreeMap::new();
    for (site, page) in pages {
        let mut confusion = Confusion::default();
        for paragraph in &page.paragraphs {
            confusion.record(paragraph.actual, paragraph.predicted);
        }
        push_counted(sites.entry(site).or_default(), confusion);
    }
    let unknown = sites.remove(&None).unwrap_or_default();
    let (own, others) = with_lines(sites.into_iter().collect(), most);
    let named = own
        .iter()
        .map(|(site, pages)| Slice::new(site.unwrap_or(UNKNOWN), pages));
    let mut slices: Vec<Slice> = named.collect();
    slices.sort_by(|a, b| {
        a.metrics
            .accuracy
            .value
            .total_cmp(&b.metrics.accuracy.value)
    });
    let rest = [(OTHERS, others), (UNKNOWN, unknown)];
    let rest = rest.iter().filter(|(_, pages)| !pages.is_empty());
    slices.extend(rest.map(|(name, pages)| Slice::new(name, pages)));
    slices
}

type Sites<'a> = Vec<(Option<&'a str>, Vec<Confusion>)>;

/// The sites that have a line of their own, by name, and the pages of all others.
fn with_lines(mut sites: Sites<'_>, most: usize) -> (Sites<'_>, Vec<Confusion>) {
    let paragraphs = |pages: &[Confusion]| pages.iter().map(Confusion::total).sum::<u64>();
    sites.sort_by_cached_key(|(site, pages)| (std::cmp::Reverse(paragraphs(pages)), *site));
    let enough = sites.partition_point(|(_, pages)| paragraphs(pages) >= LEAST_PARAGRAPHS);
    let others = sites.split_off(enough.min(most));
    sites.sort_by_key(|(site, _)| *site);
    (
        sites,
        others.into_iter().flat_map(|(_, pages)| pages).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label::{Article, Navigation};
    use crate::evaluate::ParagraphOutcome;

    /// A page of so many paragraphs, some of them wrong.
    fn page(n: usize, wrong: usize) -> PageOutcome {
        let paragraph = |i| {
            let predicted = if i < wrong { Article } else { Navigation };
            ParagraphOutcome::new(9, Navigation, predicted, [0.25; 4])
        };
        PageOutcome::new("page", None, (0..n).map(paragraph).collect())
    }

    fn names(pages: &[(Option<&str>, PageOutcome)], most: usize) -> Vec<(String, u64)> {
        let pages = pages.iter().map(|(site, page)| (*site, page));
        let slices = by_site(pages, most).into_iter();
        slices
            .map(|slice| (slice.name, slice.metrics.paragraphs))
            .collect()
    }

    #[test]
    fn the_worst_come_first_and_the_small_together() {
        let pages = [
            (Some("b.example"), page(30, 3)),
            (None, page(5, 0)),
            (Some("a.example"), page(30, 3)),
            (Some("c.example"), page(10, 0)),
            (Some("d.example"), page(3, 3)),
            (Some("c.example"), page(10, 9)),
        ];
        let name = |name: &str, n| (name.to_owned(), n);
        let c = name("c.example", 20);
        let (a, b) = (name("a.example", 30), name("b.example", 30));
        let all = [c, a.clone(), b, name("other sites", 3), name("unknown", 5)];
        assert_eq!(names(&pages, 9), all);
        assert_eq!(
            names(&pages, 1),
            [a, name("other sites", 53), name("unknown", 5)]
        );
        assert_eq!(
            names(&pages, 0),
            [name("other sites", 83), name("unknown", 5)]
        );
    }

    #[test]
    fn no_pages_have_no_sites() {
        assert_eq!(names(&[], 9), []);
        assert_eq!(names(&[(Some("a.example"), page(0, 0))], 9), []);
    }
}
