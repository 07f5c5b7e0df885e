//! Paths of enclosing elements: what two of them share.

use crate::page::path::Path;

/// Most elements a path holds; a path of so many may be cut.
const PATH_ELEMENTS: usize = Path::MAX_ELEMENTS;

/// The rise where nothing is shared.
pub(super) const MOST_RISE: usize = PATH_ELEMENTS;

/// A path without its innermost elements.
pub(super) fn tail(path: &str, without: usize) -> &str {
    let mut rest = path;
    for _ in 0..without {
        rest = rest.split_once(" < ").map_or("", |(_, rest)| rest);
    }
    rest
}

/// The rise of every paragraph.
pub(super) fn rises<'a>(paths: &[&'a str]) -> Vec<usize> {
    let (mut before, mut own): (Vec<&'a str>, Vec<&'a str>) = (Vec::new(), Vec::new());
    let mut rises = Vec::with_capacity(paths.len());
    let mut previous = "";
    for path in paths {
        if *path == previous {
            rises.push(0);
            continue;
        }
        own.clear();
        own.extend(path.split(" < "));
        rises.push(rise(&before, &own));
        std::mem::swap(&mut before, &mut own);
        previous = path;
    }
    if let Some(first) = rises.first_mut() {
        *first = MOST_RISE;
    }
    rises
}

/// How many elements one climbs from either path to the nearest element they share.
///
/// Elements have no identity in a path, so equal tails stand for shared ancestors. Paths are cut, so a tail may go on
/// in one of them only; but a single element in common is no evidence then.
fn rise(a: &[&str], b: &[&str]) -> usize {
    for height in 0..MOST_RISE {
        let shares = |up_a: usize, up_b: usize| {
            let (Some(a_tail), Some(b_tail)) = (a.get(up_a..), b.get(up_b..)) else {
                return false;
            };
            let overlap = a_tail.len().min(b_tail.len());
            let whole = a_tail.len() == b_tail.len()
                || a.len() == PATH_ELEMENTS
                || b.len() == PATH_ELEMENTS;
            whole
                && (overlap > 1 || (height == 0 && overlap > 0))
                && a_tail[..overlap] == b_tail[..overlap]
        };
        if (0..=height).any(|less| shares(height, less) || shares(less, height)) {
            return height;
        }
    }
    MOST_RISE
}
