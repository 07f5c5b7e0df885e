//! The ancestors of paragraphs: how far away the nearest element is that two of them share.
//!
//! Elements have no identity in a path, so equal outer ends of paths stand for shared ancestors.

use crate::page::path::{Element, Path};

/// The distance where nothing is shared; also the most elements of a path, so a path of that many may be cut.
pub(super) const MOST_DISTANCE: usize = Path::NEAR_ELEMENTS;

/// A path without its innermost elements.
pub(super) fn outer_path(path: &str, without: usize) -> &str {
    let mut rest = path;
    for _ in 0..without {
        rest = Path::split_first(rest).1.unwrap_or_default();
    }
    rest
}

/// For each paragraph, the distance of the nearest ancestor that it shares with the paragraph above.
pub(super) fn ancestor_distances(paths: &[&str]) -> Vec<usize> {
    let (mut above, mut own) = (Vec::new(), Vec::new());
    let mut distances = Vec::with_capacity(paths.len());
    let mut previous = "";
    for path in paths {
        if *path == previous {
            distances.push(0);
            continue;
        }
        own.clear();
        own.extend(Path::parse(path).take(Path::NEAR_ELEMENTS));
        distances.push(ancestor_distance(&above, &own));
        std::mem::swap(&mut above, &mut own);
        previous = path;
    }
    if let Some(first) = distances.first_mut() {
        *first = MOST_DISTANCE;
    }
    distances
}

/// The distance of the nearest element that two paths share, from the one that is further away.
fn ancestor_distance(a: &[Element<'_>], b: &[Element<'_>]) -> usize {
    for distance in 0..MOST_DISTANCE {
        for nearer in 0..=distance {
            if shares(a, b, distance, nearer) || shares(a, b, nearer, distance) {
                return distance;
            }
        }
    }
    MOST_DISTANCE
}

/// Whether both paths are the same from so many elements up.
///
/// Paths are cut, so one of them may go on where the other ends; but a single element in common is no evidence then, and
/// neither is it higher up.
fn shares(a: &[Element<'_>], b: &[Element<'_>], up_a: usize, up_b: usize) -> bool {
    let (Some(outer_a), Some(outer_b)) = (a.get(up_a..), b.get(up_b..)) else {
        return false;
    };
    let overlap = outer_a.len().min(outer_b.len());
    let may_be_cut = a.len() == Path::NEAR_ELEMENTS || b.len() == Path::NEAR_ELEMENTS;
    (outer_a.len() == outer_b.len() || may_be_cut)
        && (overlap > 1 || (up_a.max(up_b) == 0 && overlap > 0))
        && outer_a[..overlap] == outer_b[..overlap]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn are_apart(a: &str, b: &str, distance: usize) {
        assert_eq!(ancestor_distances(&[a, b])[1], distance, "{a} | {b}");
        assert_eq!(ancestor_distances(&[b, a])[1], distance, "{b} | {a}");
    }

    #[test]
    fn distances_by_hand() {
        are_apart("li < ul < body", "li < ul < body", 0);
        are_apart("a < li < ul < body", "b < li < ul < body", 1);
        are_apart("p < div.a < main < body", "p < div.b < main < body", 2);
        // From the list's item it is two up, from the paragraph one.
        are_apart("li < ul < main < body", "p < main < body", 2);
        are_apart("p < div.a", "a < nav", MOST_DISTANCE);
        // The body alone is no evidence.
        are_apart("p < body", "a < body", MOST_DISTANCE);
        are_apart("p < body", "p < body", 0);
    }

    #[test]
    fn a_cut_path_may_end_before_the_other_one() {
        let cut = "a < b < c < d < e < f";
        are_apart(cut, "x < a < b < c < d < e", 1);
        are_apart(cut, "x < e < f < g", 4);
        // With a single element in common, neither is shared.
        are_apart(cut, "x < f < g < h", MOST_DISTANCE);
        // Neither path is as long as a cut one.
        are_apart("a < b < c", "x < b < c < d", MOST_DISTANCE);
    }

    #[test]
    fn the_first_paragraph_shares_nothing() {
        assert_eq!(ancestor_distances(&[]), [0; 0]);
        assert_eq!(ancestor_distances(&["p < body"]), [MOST_DISTANCE]);
        let equal = ["", "", "p < main < body", "p < main < body"];
        assert_eq!(
            ancestor_distances(&equal),
            [MOST_DISTANCE, 0, MOST_DISTANCE, 0]
        );
    }

    #[test]
    fn outer_paths() {
        let path = "a < li < ul";
        let outer = [0, 1, 2, 3, 4].map(|without| outer_path(path, without));
        assert_eq!(outer, ["a < li < ul", "li < ul", "ul", "", ""]);
    }

    proptest! {
        #[test]
        fn distances_are_symmetric_and_bounded(
            a in prop::collection::vec("[abc]", 1..7),
            b in prop::collection::vec("[abc]", 1..7),
        ) {
            let (a, b) = (a.join(Path::SEPARATOR), b.join(Path::SEPARATOR));
            let there = ancestor_distances(&[&a, &b])[1];
            prop_assert_eq!(there, ancestor_distances(&[&b, &a])[1]);
            prop_assert!(there <= MOST_DISTANCE);
            prop_assert!((there == 0) == (a == b) || there == 0);
        }
    }
}
