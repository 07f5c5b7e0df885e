//! What stands before an author's name.
//!
//! `byline.txt` has a line per language: its code and the phrases, in lower case. A line is not asked for its language: it is
//! short, and the page's is not always known.

use std::sync::LazyLock;

use rapidhash::RapidHashSet;

use super::fold::fold;
use super::phrases::Phrases;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::default();
    phrases.extend(entries());
    phrases
});

/// Those of a single word, folded.
static WORDS: LazyLock<RapidHashSet<String>> = LazyLock::new(|| {
    let words = entries().filter(|phrase| !phrase.contains(' '));
    words.map(fold).collect()
});

/// The phrases that a byline begins with.
pub(in super::super) fn phrases() -> &'static Phrases {
    &PHRASES
}

/// Whether a folded word is such a phrase by itself: *by*, *von*.
pub(in super::super) fn is_by(word: &str) -> bool {
    WORDS.contains(word)
}

fn entries() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("byline.txt").lines();
    let lists = lines.filter_map(|line| Some(line.split_once(": ")?.1));
    lists.flat_map(|list| list.split(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_lower_case_and_says_nothing_twice() {
        for line in include_str!("byline.txt").lines() {
            assert_eq!(line, line.to_lowercase());
            let (_, list) = line.split_once(": ").expect("a code");
            let mut phrases: Vec<&str> = list.split(", ").collect();
            assert!(
                phrases
                    .iter()
                    .all(|phrase| phrase.trim() == *phrase && !phrase.is_empty())
            );
            phrases.sort_unstable();
            assert!(phrases.windows(2).all(|pair| pair[0] != pair[1]), "{line}");
        }
    }

    #[test]
    fn words_are_folded() {
        assert!(is_by("by") && is_by("szerzo") && is_by("von"));
        assert!(!is_by("geschrieben von") && !is_by("geschrieben") && !is_by("By"));
    }

    #[test]
    fn phrases_end_where_words_do() {
        let after = |text| phrases().after(text);
        assert_eq!(after("By Ada Marsh"), Some("Ada Marsh"));
        assert_eq!(after("VON: Ada Marsh"), Some(": Ada Marsh"));
        assert_eq!(after("Bystanders saw it"), None);
        assert_eq!(after("Written byAda Marsh"), Some("Ada Marsh"));
        assert_eq!(after("ByAda Marsh"), None);
        assert_eq!(after("作者：海"), Some("：海"));
        assert_eq!(after("作者海"), None);
    }
}
