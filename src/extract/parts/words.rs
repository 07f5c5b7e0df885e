//! The words that credits, dates and lines about authors are made of, in all languages at once.
//!
//! The lines are short and the page's language is not always known, so no line is asked for its language.
//! `words.txt` has a line per language: `CODE | end: … | helped: … | credit: … | date: … | about: …`. What bylines
//! begin with and the names of months are in tables that metadata are read by, too: `extract/words`.

use std::sync::OnceLock;

use rapidhash::RapidHashSet;

use crate::extract::words::byline;
use crate::extract::words::fold::fold;
use crate::extract::words::phrases::Phrases;

/// How far from the start of a line words of a byline may begin, in bytes.
const NEAR_START: usize = 40;

/// Longest heading over a text about the author, in bytes.
const LONGEST_ABOUT: usize = 120;

/// What `words.txt` says.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What one ends with.
    end: Vec<&'static str>,
    /// What a line begins with that says who edited, reviewed or translated it.
    helped: Phrases,
    /// What the credit of a picture begins with.
    credit: Phrases,
    /// What the heading over a text about the author says.
    about: Vec<&'static str>,
    /// What is said around a date, a word each.
    date: RapidHashSet<String>,
}

impl Words {
    /// The words, read once.
    pub(super) fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Words::read(include_str!("words.txt")))
    }

    fn read(file: &'static str) -> Words {
        let mut words = Words::default();
        let columns = file.lines().flat_map(|line| line.split(" | ").skip(1));
        for (key, entries) in columns.filter_map(|column| column.split_once(": ")) {
            words.add(key, entries);
        }
        words
    }

    fn add(&mut self, key: &str, entries: &'static str) {
        let phrases = entries.split(", ").map(str::trim);
        match key {
            "end" => self.end.extend(phrases),
            "helped" => self.helped.extend(phrases),
            "credit" => self.credit.extend(phrases),
            "about" => self.about.extend(phrases),
            "date" => self
                .date
                .extend(phrases.flat_map(str::split_whitespace).map(fold)),
            _ => debug_assert!(false, "unknown column {key}"),
        }
    }

    /// What follows the words that a byline begins with, longest first.
    pub(super) fn after_by<'t>(&self, text: &'t str) -> Option<&'t str> {
        byline::phrases().after(text)
    }

    /// What follows such words of two and more inside a text.
    pub(super) fn after_long_by<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut starts = text
            .match_indices(' ')
            .take_while(|(at, _)| *at < NEAR_START)
            .map(|(at, space)| &text[at + space.len()..]);
        starts.find_map(|start| byline::phrases().after_long(start))
    }

    /// Whether a text ends as a byline does.
    pub(super) fn ends_byline(&self, text: &str) -> bool {
        let folded = text.to_lowercase();
        self.end.iter().any(|end| folded.ends_with(end))
    }

    /// What follows the words that say who helped.
    pub(super) fn after_helped<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.helped.after(text)
    }

    /// What follows the words that a credit begins with.
    pub(super) fn after_credit<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.credit.after(text)
    }

    /// Whether a line is the heading over a text about the author.
    pub(super) fn is_about_author(&self, text: &str) -> bool {
        if text.len() > LONGEST_ABOUT {
            return false;
        }
        let folded = text.trim_end_matches([':', '：']).to_lowercase();
        self.about.contains(&folded.trim())
    }

    /// Whether a folded word is one that stands around a date.
    pub(super) fn is_of_date(&self, word: &str) -> bool {
        self.date.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_language_has_every_column() {
        let file = include_str!("words.txt");
        assert!(file.lines().count() >= 15);
        for line in file.lines() {
            let keys: Vec<_> = line.split(" | ").skip(1).collect();
            let keys = keys.iter().filter_map(|c| Some(c.split_once(": ")?.0));
            let expected = ["end", "helped", "credit", "date", "about"];
            assert!(keys.clone().all(|key| expected.contains(&key)), "{line}");
            assert!(keys.count() >= 3, "{line}");
            assert_eq!(line, line.to_lowercase(), "folded");
        }
    }

    #[test]
    fn phrases_are_found() {
        let words = Words::get();
        assert_eq!(words.after_helped("Edited by Tom"), Some("Tom"));
        assert!(words.is_about_author("About the Author:"));
        let longest = words.about.iter().map(|about| about.len()).max();
        assert!(longest.is_some_and(|longest| 2 * longest < LONGEST_ABOUT));
        assert!(words.after_credit("写真：海").is_some());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,40}") {
            let words = Words::get();
            words.after_by(&text);
            words.after_credit(&text);
            words.ends_byline(&text);
            words.is_about_author(&text);
        }
    }
}
