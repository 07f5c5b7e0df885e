//! Pages whose articles are the same, or nearly: MinHash (Broder, *On the resemblance and containment of documents*, 1997).
//!
//! ```text
//! words of the article -> shingles, 3 words each -> the least of 120 hashes -> 20 bands of 6
//! a page that has a band in common with an earlier one -> are 8 in 10 shingles really the same?
//! ```
//! So the time grows with the number of pages, and not with that of pairs: a page is compared with the few that it has most bands
//! in common with. A page's menus and teasers, which the pages of a
//! site share, do not count.

use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;

use super::pages::FilePage;
use crate::Label;
use crate::dataset::LabelledPage;

/// Least share of the shingles of two pages together that both have (Jaccard's index), for one to be a copy of the other.
///
/// On a page of 500 words, one word changed in each of 18 places leaves 0.8.
pub const LEAST_SIMILARITY: f64 = 0.8;

/// Least number of shingles, runs of three words, that a page must have to be compared: two or three lines. Below, pages are
/// alike by chance.
pub const LEAST_SHINGLES: usize = 30;

/// Words of a shingle: two are common to many texts, and of four, one word changed spoils too many.
const WORDS: usize = 3;

/// With 20 bands of 6, pages that have 0.8 of their shingles in common are compared in 998 of 1,000 cases, such with 0.5
/// in 270, such with 0.3 in 15: `1 - (1 - similarity^6)^20`.
const BANDS: usize = 20;
const ROWS: usize = 6;

/// Most earlier pages that one is compared with. Hundreds that are made from one form may be alike by less than what makes a
/// copy, and have bands in common all the same.
const MOST_COMPARED: usize = 16;

/// A page that is a copy of an earlier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PageCopy {
    /// The page's number.
    pub(super) page: usize,
    /// That of the earliest page that it resembles most, which is no copy itself.
    pub(super) original: usize,
    /// The share of their shingles that both have, [`LEAST_SIMILARITY`] to 1.
    pub(super) similarity: f64,
}

impl PageCopy {
    /// Whether the two stand in different files.
    pub(super) fn is_across(&self, pages: &[FilePage<'_>]) -> bool {
        pages[self.page].file != pages[self.original].file
    }
}

/// The pages that are copies of earlier ones, in order.
pub(super) fn copies(pages: &[FilePage<'_>]) -> Vec<PageCopy> {
    let mut originals: RapidHashMap<(usize, u64), Vec<usize>> = RapidHashMap::default();
    let mut copies = Vec::new();
    for (number, own) in pages.iter().enumerate() {
        let shingles = shingles(own.page);
        if shingles.len() < LEAST_SHINGLES {
            continue;
        }
        let bands = bands(&shingles);
        let alike = bands
            .iter()
            .filter_map(|band| originals.get(band))
            .flatten();
        let alike = most_alike(alike.copied().collect());
        match nearest(pages, number, &shingles, &alike) {
            Some(copy) => copies.push(copy),
            // A copy is found by its original: thousands of them do not have to be compared with each other.
            None => bands
                .into_iter()
                .for_each(|band| originals.entry(band).or_default().push(number)),
        }
    }
    copies
}

/// The pages that most bands are of, of equals the earlier ones; in order.
fn most_alike(mut of_bands: Vec<usize>) -> Vec<usize> {
    of_bands.sort_unstable();
    let mut pages: Vec<(usize, usize)> = of_bands
        .chunk_by(|a, b| a == b)
        .map(|same| (same.len(), same[0]))
        .collect();
    pages.sort_unstable_by_key(|(bands, page)| (std::cmp::Reverse(*bands), *page));
    pages.truncate(MOST_COMPARED);
    let mut pages: Vec<usize> = pages.into_iter().map(|(_, page)| page).collect();
    pages.sort_unstable();
    pages
}

/// The earlier page that this one resembles most, where it does so enough.
fn nearest(
    pages: &[FilePage<'_>],
    page: usize,
    shingles: &[u64],
    alike: &[usize],
) -> Option<PageCopy> {
    let mut nearest: Option<PageCopy> = None;
    for &original in alike {
        let similarity = similarity(shingles, &self::shingles(pages[original].page));
        let most = nearest.map_or(0.0, |copy| copy.similarity);
        if similarity >= LEAST_SIMILARITY && similarity > most {
            nearest = Some(PageCopy {
                page,
                original,
                similarity,
            });
        }
    }
    nearest
}

/// Hashes of the runs of words of a page's article, or of all paragraphs where there is none; sorted, each once.
fn shingles(page: &LabelledPage) -> Vec<u64> {
    let has_article = page.labels().contains(&Label::Article);
    let own = page.page().paragraphs().iter().zip(page.labels());
    let own = own.filter(|(_, label)| !has_article || **label == Label::Article);
    let words = own.flat_map(|(paragraph, _)| paragraph.text().split(' '));
    let words: Vec<u64> = words.map(|word| rapidhash_v3(word.as_bytes())).collect();
    let runs = words.windows(WORDS).map(|run| {
        let bytes = run.iter().flat_map(|word| word.to_le_bytes());
        rapidhash_v3(&bytes.collect::<Vec<u8>>())
    });
    let mut shingles: Vec<u64> = runs.collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// For each band its number and the least of each of its hashes, themselves hashed.
fn bands(shingles: &[u64]) -> Vec<(usize, u64)> {
    let band = |band: usize| {
        let least = (0..ROWS).map(|row| least(shingles, (band * ROWS + row) as u64));
        let bytes: Vec<u8> = least.flat_map(u64::to_le_bytes).collect();
        (band, rapidhash_v3(&bytes))
    };
    (0..BANDS).map(band).collect()
}

/// The least value of a hash function among the shingles; there are as many functions as numbers.
fn least(shingles: &[u64], function: u64) -> u64 {
    let hash = |shingle: &u64| {
        // The mixing step of SplitMix64.
        let mut z = shingle ^ (function + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    shingles.iter().map(hash).min().unwrap_or(u64::MAX)
}

/// Jaccard's index of two sorted sets, which are not both empty.
fn similarity(a: &[u64], b: &[u64]) -> f64 {
    let common = a
        .iter()
        .filter(|shingle| b.binary_search(shingle).is_ok())
        .count();
    common as f64 / (a.len() + b.len() - common) as f64
}

#[cfg(test)]
mod tests {
    use super::super::pages::pages;
    use super::super::tests::{survey, words};
    use super::*;

    /// The copies among pages of one paragraph each.
    fn copies_among(texts: &[String]) -> Vec<(usize, usize, f64)> {
        let rows = texts.iter().map(|text| format!("{text},article\n"));
        let csv = format!("text,label\n{}", rows.collect::<String>());
        let files = [survey("a.csv", &csv)];
        let copies = copies(&pages(&files)).into_iter();
        copies
            .map(|copy| (copy.page, copy.original, copy.similarity))
            .collect()
    }

    #[test]
    fn a_page_is_compared_with_those_it_shares_most_bands_with() {
        assert_eq!(most_alike(vec![3, 1, 3, 2]), [1, 2, 3]);
        let mut of_bands: Vec<usize> = (0..100).collect();
        of_bands.extend([99, 98]);
        let compared = most_alike(of_bands);
        assert_eq!(compared.len(), MOST_COMPARED);
        assert!(compared.ends_with(&[98, 99]) && compared.starts_with(&[0, 1]));
    }

    #[test]
    fn a_copy_is_found_by_its_original_and_other_pages_are_none() {
        let texts = [0, 1, 0, 2, 0].map(|page| words(page, 80));
        assert_eq!(copies_among(&texts), [(2, 0, 1.0), (4, 0, 1.0)]);
    }

    #[test]
    fn similarity_is_the_share_of_common_shingles() {
        // 98 shingles; a changed word in the middle spoils three of them: 95 of 101 are common.
        let text = words(0, 100);
        let changed = text.replace("word50", "changed");
        let near = copies_among(&[text.clone(), changed]);
        assert_eq!((near[0].0, near[0].1), (1, 0));
        assert!((near[0].2 - 95.0 / 101.0).abs() < 1e-12);
        // 48 of 148 with the first half alone.
        assert_eq!(
            copies_among(&[text, words(0, 50) + " " + &words(7, 50)]),
            []
        );
    }

    #[test]
    fn short_pages_are_not_compared() {
        let text = words(0, LEAST_SHINGLES + 1);
        assert_eq!(copies_among(&[text.clone(), text]), []);
        let text = words(0, LEAST_SHINGLES + 2);
        assert_eq!(copies_among(&[text.clone(), text]).len(), 1);
    }

    #[test]
    fn what_pages_of_a_site_share_beside_the_article_does_not_count() {
        let menu = words(9, 300);
        let rows = [("p", 0), ("q", 1)].map(|(page, article)| {
            format!(
                "{page},navigation,{menu}\n{page},article,{}\n",
                words(article, 40)
            )
        });
        let files = [survey(
            "a.csv",
            &format!("page,label,text\n{}", rows.concat()),
        )];
        assert_eq!(copies(&pages(&files)), []);
    }
}
