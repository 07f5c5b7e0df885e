//! Dates and times in a line, and whether the line is little else.

use super::words::Words;
use crate::extract::words::calendar;
use crate::extract::words::fold::fold;

/// Longest line that is a date, in bytes.
const LONGEST: usize = 200;

/// Most letters that stand beside a date in a line that is one: a place, a source.
const MOST_OTHER_LETTERS: usize = 30;

/// What a line has of dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dated {
    /// Whether there is a date, a time of day or a reading time.
    pub(super) has_date: bool,
    /// Whether the line's first word belongs to one.
    pub(super) starts: bool,
    /// Letters of words that do not belong to one.
    pub(super) other_letters: usize,
}

impl Dated {
    /// Reads a line; of long ones nothing is said, nor of those without a digit, which have no date.
    pub(super) fn read(text: &str) -> Dated {
        if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return Dated::default();
        }
        let mut count = Count::default();
        let mut starts = None;
        for word in words(text) {
            count.add(&fold(word));
            starts.get_or_insert(count.others == 0);
        }
        Dated {
            starts: starts.unwrap_or_default(),
            has_date: count.has_date(text),
            other_letters: count.others,
        }
    }

    /// Whether a line is a date and little else.
    pub(super) fn is_dateline(self) -> bool {
        self.has_date && self.other_letters <= MOST_OTHER_LETTERS
    }
}

/// Kinds of words in a line.
#[derive(Default)]
struct Count {
    /// Numbers that a day, a month, an hour can have.
    small: usize,
    years: usize,
    months: usize,
    /// Words that stand around dates.
    of_date: usize,
    others: usize,
}

impl Count {
    fn add(&mut self, word: &str) {
        let words = Words::get();
        match word.parse::<u32>() {
            Ok(1900..=2099) if word.len() == 4 => self.years += 1,
            Ok(0..=60 | 70..=99) if word.len() <= 2 => self.small += 1,
            Ok(_) => {}
            Err(_) if calendar::is_named(word) => self.months += 1,
            Err(_) if words.is_of_date(word) => self.of_date += 1,
            Err(_) => self.others += word.chars().filter(|c| c.is_alphabetic()).count(),
        }
    }

    /// A day of a month, three numbers, an hour, or a number among words of dates and hardly another.
    fn has_date(&self, text: &str) -> bool {
        let numbers = self.small + self.years;
        (self.months > 0 && numbers > 0)
            || (self.years > 0 && self.small >= 2)
            || (self.small >= 3 && is_joined(text))
            || (self.small >= 2 && has_time(text))
            || (self.of_date >= 2 && self.small >= 1 && self.others <= 4)
    }
}

/// Whether a text has three numbers joined as those of a date are: `1.2.24`, `1/2/24`, `24-02-01`.
fn is_joined(text: &str) -> bool {
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_date = |word: &str, joint| word.split(joint).filter(is_number).count() >= 3;
    let mut words = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '/' | '-'));
    words.any(|word| ['.', '/', '-'].iter().any(|joint| is_date(word, *joint)))
}

/// Whether a text has a time of day: `18:04`.
fn has_time(text: &str) -> bool {
    let mut at = text.as_bytes().windows(4);
    at.any(|w| {
        w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit() && w[3].is_ascii_digit()
    })
}

/// Numbers and words: `18h04` has three.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !is_mark(c));
    parts
        .flat_map(numbers_apart)
        .filter(|word| !word.is_empty())
}

/// A vowel or an accent that is a character of its own.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{97F}')
}

/// A word taken apart where digits begin or end.
fn numbers_apart(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let is_digit = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_digit);
        let (part, others) = rest.split_at(end.unwrap_or(rest.len()));
        rest = others;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_of_many_lands() {
        for text in [
            "March 27, 2024",
            "Updated 27 March 2024 at 18:04 GMT",
            "27.03.2024, 18:04 Uhr",
            "Publié le 27 mars 2024 à 18h04",
            "27/03/24",
            "2024-03-27",
            "2024年3月27日 18時4分",
            "27 de marzo de 2024",
            "入力 2024.03.27. 18:04",
            "5 min read",
            "Vor 3 Stunden",
            "1 day ago",
        ] {
            assert!(
                Dated::read(text).is_dateline(),
                "{text} {:?}",
                Dated::read(text)
            );
        }
    }

    #[test]
    fn what_only_has_numbers_is_no_date() {
        for text in [
            "",
            "Harbour",
            "7 ferries for 12 islands",
            "The tide of 2024",
            "Ferries sail again from 3 March, the harbour said in a statement",
            "May the tide turn",
            "25 min",
            "EL34-194",
            "0.5 l, 1/2 spoon, 21 g",
        ] {
            assert!(
                !Dated::read(text).is_dateline(),
                "{text} {:?}",
                Dated::read(text)
            );
        }
    }

    #[test]
    fn letters_beside_a_date_are_counted() {
        let dated = Dated::read("Ada Marsh | 27.03.2024");
        assert!(dated.has_date);
        assert_eq!(dated.other_letters, 8);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,60}") {
            Dated::read(&text);
        }
    }
}
