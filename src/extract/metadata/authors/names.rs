//! A text that names authors -> their names.

use super::super::dates::{Habits, find};
use super::words::{AND, JOBS, NO_NAMES, ORGANISATIONS, PARTICLES};
use crate::extract::words::byline::is_by;
use crate::extract::words::calendar::{is_day, month};
use crate::extract::words::fold::fold;

/// Longest name, in characters, and most words of one.
const LONGEST: usize = 80;
const MOST_WORDS: usize = 9;

/// Signs that end a list of names.
const ENDS: [char; 12] = [
    '|', '•', '·', '(', '<', '@', '[', '—', '–', '/', '\u{2028}', '►',
];

/// The names in a text that says nothing else, or that says who they are: `By Ada Byron and Alan Turing, editors`.
pub(super) fn read(text: &str) -> Vec<String> {
    let text = end(without_by(text));
    let mut names: Vec<String> = Vec::new();
    for (part, is_behind_comma) in parts(text) {
        let name = without_job(part);
        let is_other = || is_organisation(name) || (!is_full(name) && !is_cjk(name));
        if !names.is_empty() && is_behind_comma && is_other() {
            // A place, a job or a paper behind a name.
            break;
        }
        if is_name(name) && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
        if name.len() < part.len() {
            break;
        }
    }
    names
}

/// Whether a name is that of a person in full, rather than of an account: two words or more, each as names are.
pub(super) fn is_full(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let is_word = |word: &str| is_capital(word) || PARTICLES.contains(&fold(word));
    name.split_whitespace().count() >= 2 && words.all(is_word)
}

/// Whether a word begins as names do; in scripts without capital letters all do.
pub(super) fn is_capital(word: &str) -> bool {
    let first = word.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|first| !first.is_lowercase())
}

fn is_organisation(name: &str) -> bool {
    let name = fold(name);
    name.split_whitespace()
        .any(|word| ORGANISATIONS.contains(word))
}

fn is_cjk(name: &str) -> bool {
    let is_sign = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}');
    name.chars().next().is_some_and(is_sign)
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    let has_letters = name.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let is_label = name.contains([':', '：', '?', '!']);
    let folded = fold(name);
    let is_other = NO_NAMES.contains(&folded) || month(&folded, None).is_some();
    has_letters
        && !is_label
        && !is_other
        && length <= LONGEST
        && name.split_whitespace().count() <= MOST_WORDS
}

/// The text without the words before the first name.
fn without_by(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some((word, behind)) = first_word(rest)
        && is_by(&fold(word))
        && !behind.is_empty()
    {
        rest = behind;
    }
    rest
}

/// The first word, without a colon, and what is behind it.
fn first_word(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))?;
    let behind =
        text[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    Some((&text[..end], behind))
}

/// The text up to a date, a number or a sign that ends names.
fn end(text: &str) -> &str {
    let date = find(text, Habits::default()).map(|(_, place)| place.start);
    let sign = text.find(ENDS);
    // A number behind letters is an account's.
    let number = words(text).find(|(_, word)| word.starts_with(char::is_numeric));
    let number = number.map(|(at, _)| at);
    let dash = text.find(" - ");
    let ends = [date, sign, number, dash, cut_of_title(text)];
    let end = ends.into_iter().flatten().min().unwrap_or(text.len());
    text[..end].trim()
}

/// Where a title or a place stands behind a name of Chinese characters: a dot, which in other names parts their words.
fn cut_of_title(text: &str) -> Option<usize> {
    let is_sign = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}');
    text.find('・')
        .filter(|at| text[..*at].chars().next_back().is_some_and(is_sign))
}

/// The parts of a list, and of each whether a comma stands before it.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let lists = text.split([',', ';', '、', '，', '&', '،']);
    let parts = lists.flat_map(|list| at_ands(list).into_iter().enumerate());
    let trimmed = parts.map(|(number, part)| (trim(part), number == 0));
    trimmed.filter(|(part, _)| !part.is_empty()).collect()
}

/// The parts between words for *and*, where each is as much of a name as the others: *Ortega y Gasset* is one name.
fn at_ands(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, word) in words(text) {
        if AND.contains(&fold(word)) && !word.chars().any(char::is_uppercase) {
            parts.push(&text[start..at]);
            start = at + word.len();
        }
    }
    parts.push(&text[start..]);
    let n_words = |part: &&str| part.split_whitespace().count();
    let is_even =
        parts.iter().all(|part| n_words(part) != 1) || parts.iter().all(|part| n_words(part) <= 1);
    if is_even { parts } else { vec![text] }
}

/// The words of a text and where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// A name up to the first word that is no part of one.
fn without_job(part: &str) -> &str {
    let mut end = part.len();
    for (number, (at, word)) in words(part).enumerate() {
        let bare = fold(word.trim_end_matches(['.', ':', '-', ',']));
        let is_job = JOBS.contains(&bare) && (number > 0 || part.contains(' '));
        let is_particle = PARTICLES.contains(&bare);
        let is_other = number > 0 && !is_particle && (is_day(&bare) || !is_capital(word));
        if is_job || is_other {
            end = at;
            break;
        }
    }
    let name = trim(&part[..end]);
    let particle = name
        .rsplit_once(' ')
        .filter(|(_, last)| PARTICLES.contains(last));
    particle.map_or(name, |(name, _)| name)
}

fn trim(part: &str) -> &str {
    let is_edge = |c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '"' | '“' | '”' | '„' | '*' | '\u{FE0F}')
    };
    let name = part.trim_matches(is_edge);
    // The dot behind a sentence, not that of a title or an initial.
    let last = name.rsplit(' ').next().unwrap_or(name);
    if last.chars().count() > 4 {
        name.trim_end_matches('.')
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_bare() {
        let cases: [(&str, &[&str]); 18] = [
            ("By Ada Byron", &["Ada Byron"]),
            (
                "Von: Ada Byron und Alan Turing",
                &["Ada Byron", "Alan Turing"],
            ),
            (
                "Ada Byron, Alan Turing & Grace Hopper",
                &["Ada Byron", "Alan Turing", "Grace Hopper"],
            ),
            ("Ada Byron, quay reporter", &["Ada Byron"]),
            ("Ada Byron, Managing Director", &["Ada Byron"]),
            ("Ada Byron Senior Reporter", &["Ada Byron"]),
            ("Ada Byron | 27 March 2024", &["Ada Byron"]),
            ("Ada Byron, 27 March 2024", &["Ada Byron"]),
            ("Ada Byron March 27, 2024", &["Ada Byron"]),
            ("Ada Byron (@ada)", &["Ada Byron"]),
            ("José Ortega y Gasset", &["José Ortega y Gasset"]),
            ("Anna und Paul", &["Anna", "Paul"]),
            ("Ludwig van der Velde", &["Ludwig van der Velde"]),
            ("Dr. Ada Byron", &["Dr. Ada Byron"]),
            ("홍길동 기자", &["홍길동"]),
            ("作者：山田太郎、鈴木花子", &["山田太郎", "鈴木花子"]),
            ("The Quay", &["The Quay"]),
            ("5 comments", &[]),
        ];
        for (text, names) in cases {
            assert_eq!(read(text), names, "{text}");
        }
    }

    #[test]
    fn accounts_are_no_full_names() {
        for (name, full) in [
            ("Ada Byron", true),
            ("ada byron", false),
            ("webmaster", false),
            ("Ada de Bie", true),
        ] {
            assert_eq!(is_full(name), full, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_names(text in "\\PC{0,50}", by in "(By |von: |)([A-Z][a-z]{0,3}[ ,&;]|and |de |[0-9]|É){0,9}") {
            read(&text);
            read(&by);
        }
    }
}
