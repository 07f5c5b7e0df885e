//! The names of months and of the days of the week, in the languages of `calendar.txt`.
//!
//! It has a line for each: the code, the months between bars with the names of each apart, and behind a semicolon the days,
//! after them the months of other calendars.

use std::sync::LazyLock;

use rapidhash::RapidHashSet;

use super::fold::fold;
use crate::Language;

/// The word *month*, folded, where months are numbers with it.
const MONTH: [&str; 3] = ["月", "월", "thang"];

/// A name, the language that has it, and the month, 1 to 12; sorted by the name, and then as in the file.
static NAMES: LazyLock<Vec<(String, &'static str, u8)>> = LazyLock::new(|| {
    let lines = include_str!("calendar.txt").lines();
    let mut names: Vec<_> = lines.flat_map(line).collect();
    names.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    names
});

/// Days of the week and months of other calendars, folded.
static OTHERS: LazyLock<RapidHashSet<String>> = LazyLock::new(|| {
    let lines = include_str!("calendar.txt").lines();
    let lists = lines.filter_map(|line| Some(line.split_once("; ")?.1));
    lists.flat_map(|list| list.split(' ').map(fold)).collect()
});

/// The month of this folded name: in this language, if it has the name, else in the first that does. *Listopad* is
/// October in Croatian and November in Czech.
pub(in super::super) fn month(name: &str, language: Option<Language>) -> Option<u8> {
    let start = NAMES.partition_point(|(other, ..)| &**other < name);
    let same = NAMES[start..]
        .iter()
        .take_while(|(other, ..)| other == name);
    let own = same
        .clone()
        .find(|(_, code, _)| language.is_some_and(|language| language.code() == *code));
    own.or_else(|| same.clone().next())
        .map(|(_, _, month)| *month)
}

/// Whether a folded word names a month of any calendar, or a day of the week.
pub(in super::super) fn is_named(word: &str) -> bool {
    MONTH.contains(&word) || is_day(word) || month(word, None).is_some()
}

/// Whether a folded word names a day of the week, or a month of another calendar.
pub(in super::super) fn is_day(word: &str) -> bool {
    OTHERS.contains(word)
}

/// The months of one language.
fn line(line: &'static str) -> impl Iterator<Item = (String, &'static str, u8)> {
    let (code, names) = line.split_once(' ').unwrap_or_default();
    let months = names.split("; ").next().unwrap_or_default();
    let months = (1..).zip(months.split('|'));
    months
        .flat_map(move |(month, names)| names.split(' ').map(move |name| (fold(name), code, month)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_twelve_months() {
        for text in include_str!("calendar.txt").lines() {
            let mut months: Vec<u8> = line(text).map(|(_, _, month)| month).collect();
            months.dedup();
            assert!(months.into_iter().eq(1..=12), "{text}");
        }
    }

    #[test]
    fn a_name_is_read_in_the_page_s_language() {
        let in_language = |name: &str, code: &str| month(&fold(name), code.parse().ok());
        assert_eq!(in_language("Listopada", "hr"), Some(10));
        assert_eq!(in_language("listopada", "pl"), Some(11));
        assert_eq!(in_language("août", "en"), Some(8));
        assert_eq!(in_language("AUGUST", "und"), Some(8));
        assert_eq!(in_language("tide", "en"), None);
    }

    #[test]
    fn days_and_numbered_months_are_named_too() {
        for name in ["March", "Miércoles", "月", "Tháng", "مهر", "ΔΕΥΤΈΡΑ"] {
            assert!(is_named(&fold(name)), "{name}");
        }
        assert!(is_day("monday") && !is_day("march") && !is_named("tide"));
    }
}
