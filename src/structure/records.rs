//! Records: the lists of plain text, known by lines that come again and again as markup repeats its elements.
//!
//! ```text
//! Ada Quay               like 4 and 7: each right below a "Reply"        slot 1 below
//! 3 March, 08:15         like "4 March, 09:30": one mould, "0 March, 0:0"
//! The ferry was late.                                                    slot 1 above the next "Reply"
//! Reply                  three times on the page: a beat
//! ```
//! A line's **mould** is its text with each number as one 0. A short line whose mould the page has three times or more is a
//! **beat**. Lines between two beats of one mould, if these are not far apart, are **inside** of a record, and what stands
//! equally far from one is in one **slot**.

use std::borrow::Cow;

use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;

use super::grouping::Grouping;
use crate::page::Page;

/// Longest line that is a beat, in Latin letters.
const LONGEST_BEAT: usize = 60;
/// Fewest times that the page has a beat.
const FEWEST_BEATS: usize = 3;
/// Most lines from one beat to the next.
const MOST_LINES: usize = 12;
/// Longest line that is told by its first and last word: what is longer is no list's.
const LONGEST_LINE: usize = 200;

/// The records of a page of plain text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Records {
    /// By mould; by first word and by last word; by slot below the last beat and above the next one; runs of lines inside of
    /// records and outside.
    groupings: [Grouping; Records::GROUPINGS],
    /// For each line inside of a record, the last beat above it and the next one below.
    beats: Vec<[Option<usize>; 2]>,
}

impl Records {
    /// Number of groupings.
    pub(crate) const GROUPINGS: usize = 6;

    /// From a page and the lengths of its lines.
    pub(super) fn new(page: &Page, lengths: &[usize]) -> Records {
        let lines = page.paragraphs().iter().zip(lengths);
        let moulds: Vec<Mould> = lines
            .map(|(paragraph, length)| Mould::of_paragraph(paragraph.text(), *length))
            .collect();
        let by_mould = Grouping::by_key(moulds.iter().map(|mould| mould.whole));
        let is_beat = beats(&by_mould, lengths);
        let inside = inside(&by_mould, &is_beat);
        let beats = nearest(&is_beat, &inside);
        let by_word = |word: fn(&Mould) -> Option<u64>| {
            let keys = moulds.iter().enumerate();
            Grouping::by_key(keys.map(|(at, mould)| word(mould).ok_or(at)))
        };
        let by_slot = |side: usize| {
            let slots = beats.iter().enumerate();
            Grouping::by_key(slots.map(|(at, beats)| match beats[side] {
                Some(beat) => (Some(by_mould.group_of[beat]), beat.abs_diff(at)),
                None => (None, at),
            }))
        };
        let changes = |at: usize| at > 0 && inside[at] != inside[at - 1];
        Records {
            groupings: [
                by_word(|mould| mould.first),
                by_word(|mould| mould.last),
                by_slot(0),
                by_slot(1),
                Grouping::by_start((0..inside.len()).map(changes)),
                by_mould,
            ],
            beats,
        }
    }

    /// Which lines are alike.
    pub(crate) fn groupings(&self) -> &[Grouping; Records::GROUPINGS] {
        &self.groupings
    }

    /// The last beat above a line inside of a record, and the next one below.
    pub(crate) fn beats(&self, index: usize) -> [Option<usize>; 2] {
        self.beats[index]
    }
}

/// Hashes of a line's mould, and of its first and last word; of a longer paragraph of its text alone.
struct Mould {
    whole: u64,
    first: Option<u64>,
    last: Option<u64>,
}

impl Mould {
    fn of_paragraph(text: &str, length: usize) -> Mould {
        if length <= LONGEST_LINE {
            return Mould::of_line(text);
        }
        Mould {
            whole: rapidhash_v3(text.as_bytes()),
            first: None,
            last: None,
        }
    }

    fn of_line(text: &str) -> Mould {
        let mould = with_numbers_alike(text);
        let is_space = |byte| byte == b' ';
        let first = mould.bytes().position(is_space);
        let first = &mould[..first.unwrap_or(mould.len())];
        let last = mould.bytes().rposition(is_space);
        let last = &mould[last.map_or(0, |space| space + 1)..];
        let hash = |text: &str| rapidhash_v3(text.as_bytes());
        Mould {
            whole: hash(&mould),
            first: Some(hash(first)),
            last: Some(hash(last)),
        }
    }
}

/// A text with one 0 for each number.
fn with_numbers_alike(text: &str) -> Cow<'_, str> {
    if !has_number(text) {
        return Cow::Borrowed(text);
    }
    let mut mould = String::with_capacity(text.len());
    let mut after_digit = false;
    for c in text.chars() {
        let is_digit = c.is_numeric();
        if !is_digit {
            mould.push(c);
        } else if !after_digit {
            mould.push('0');
        }
        after_digit = is_digit;
    }
    Cow::Owned(mould)
}

/// Whether a text has a character that is a number or part of one.
fn has_number(text: &str) -> bool {
    let has_digit = text
        .bytes()
        .fold(false, |found, byte| found | byte.is_ascii_digit());
    // Most other characters are letters between U+00C0 and U+065F, where no numbers are.
    let may_be = |c: char| !c.is_ascii() && !('\u{C0}'..='\u{65F}').contains(&c);
    has_digit || !text.is_ascii() && text.chars().any(|c| may_be(c) && c.is_numeric())
}

/// Which lines are beats.
fn beats(by_mould: &Grouping, lengths: &[usize]) -> Vec<bool> {
    let mut times = vec![0; by_mould.n_groups];
    for group in &by_mould.group_of {
        times[*group as usize] += 1;
    }
    let lines = by_mould.group_of.iter().zip(lengths);
    let is_beat = lines
        .map(|(group, length)| *length <= LONGEST_BEAT && times[*group as usize] >= FEWEST_BEATS);
    is_beat.collect()
}

/// Which lines stand inside of records.
fn inside(by_mould: &Grouping, is_beat: &[bool]) -> Vec<bool> {
    let mut last: RapidHashMap<u32, usize> = RapidHashMap::default();
    // How many more records begin than end at each line.
    let mut begins = vec![0i32; is_beat.len() + 1];
    for (at, mould) in by_mould.group_of.iter().enumerate() {
        if is_beat[at]
            && let Some(before) = last.insert(*mould, at)
            && at - before <= MOST_LINES
        {
            begins[before] += 1;
            begins[at + 1] -= 1;
        }
    }
    let mut depth = 0;
    let depths = begins[..is_beat.len()].iter().map(|begin| {
        depth += begin;
        depth
    });
    depths.map(|depth| depth > 0).collect()
}

/// For each line inside of a record, the last beat above it and the next one below, if they are not far.
fn nearest(is_beat: &[bool], inside: &[bool]) -> Vec<[Option<usize>; 2]> {
    let mut nearest = vec![[None; 2]; is_beat.len()];
    let mut look = |side: usize, at: usize, seen: &mut Option<usize>| {
        if inside[at] {
            nearest[at][side] = seen.filter(|beat| beat.abs_diff(at) <= MOST_LINES);
            if is_beat[at] {
                *seen = Some(at);
            }
        }
    };
    let mut seen = None;
    (0..inside.len()).for_each(|at| look(0, at, &mut seen));
    seen = None;
    (0..inside.len())
        .rev()
        .for_each(|at| look(1, at, &mut seen));
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(lines: &[&str]) -> Records {
        let page = Page::from_text(&lines.join("\n\n"));
        let lengths: Vec<usize> = lines.iter().map(|line| line.len()).collect();
        Records::new(&page, &lengths)
    }

    #[test]
    fn lines_with_other_numbers_have_one_mould() {
        let of = |text| Mould::of_line(text).whole;
        assert_eq!(of("3 March, 08:15"), of("14 March, 9:30"));
        assert_eq!(of("Page ٣"), of("Page 12"));
        assert_ne!(of("3 March"), of("3 April"));
        let [a, b] = ["Reply to 4", "Reply to 15"].map(Mould::of_line);
        assert_eq!((a.first, a.last), (b.first, b.last));
        let one = Mould::of_line("Reply");
        assert_eq!((one.first, one.last), (Some(one.whole), Some(one.whole)));
    }

    #[test]
    fn numbers_are_found_in_any_script() {
        let mut all = '\0'..=char::MAX;
        let wrong = all.find(|c| has_number(&c.to_string()) != c.is_numeric());
        assert_eq!(wrong, None);
        assert!(has_number("Kapitel IX, Größe ٣") && !has_number("Größe"));
    }

    /// Two lines of an article, three comments of three lines, and a line below.
    const THREAD: [&str; 12] = [
        "The old harbour",
        "Ferries sail again",
        "Ada Quay",
        "The ferry was late.",
        "Reply",
        "Bo Pier",
        "So was I.",
        "Reply",
        "Cy Shore",
        "It is fixed now.",
        "Reply",
        "Imprint",
    ];

    #[test]
    fn what_stands_equally_far_from_a_beat_is_in_one_slot() {
        let records = records(&THREAD);
        // The first comment's name and text stand above the first beat, so outside.
        let beats: Vec<_> = (0..12).map(|at| records.beats(at)).collect();
        assert_eq!(beats[3], [None, None]);
        assert_eq!(beats[4], [None, Some(7)]);
        assert_eq!(beats[6], [Some(4), Some(7)]);
        assert_eq!(beats[10], [Some(7), None]);
        assert_eq!(beats[11], [None, None]);
        let [.., below, above, runs, _] = records.groupings();
        assert_eq!(below.group_of[5], below.group_of[8]);
        assert_ne!(below.group_of[5], below.group_of[6]);
        assert_eq!(above.group_of[6], above.group_of[9]);
        assert_eq!(runs.group_of, [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2]);
    }

    #[test]
    fn long_or_rare_or_far_lines_are_no_beats() {
        let none = |lines: &[&str]| {
            let records = records(lines);
            (0..lines.len()).all(|at| records.beats(at) == [None, None])
        };
        assert!(none(&["Reply", "One", "Reply", "Two"]));
        let long = "x".repeat(LONGEST_BEAT + 1);
        assert!(none(&[&long, "One", &long, "Two", &long]));
        let names: Vec<String> = ('a'..='m').map(String::from).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let far = [&["Reply"], &names[..], &["Reply"], &names[..], &["Reply"]].concat();
        // The names themselves stand twice only.
        assert!(none(&far));
        assert!(none(&[]));
    }

    #[test]
    fn lines_are_told_by_their_first_and_last_word() {
        let records = records(&[
            "Try Tides 3",
            "Try Harbours 14",
            "Tides",
            &"Try ".repeat(60),
        ]);
        let [first, last, ..] = records.groupings();
        assert_eq!(first.group_of, [0, 0, 1, 2]);
        assert_eq!(last.group_of, [0, 0, 1, 2]);
    }
}
