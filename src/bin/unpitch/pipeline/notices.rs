//! Remarks on the input, gathered so that a million faulty lines make one notice and not a million.

use unpitch::corpora::Remark;

use crate::output::{notice, say};

/// Kinds that are kept apart: input may have a new kind of field on every line.
const MOST_KINDS: usize = 40;

/// The first remark of each kind, in the order of the input, and how many there were.
#[derive(Default)]
pub struct Notices {
    kinds: Vec<(Remark, usize)>,
    /// Remarks of further kinds.
    others: usize,
}

impl Notices {
    /// Takes a remark in.
    pub fn add(&mut self, remark: Remark) {
        let is_kind = |(first, _): &(Remark, usize)| first.kind == remark.kind;
        match self.kinds.iter().position(is_kind) {
            Some(known) => self.kinds[known].1 += 1,
            None if self.kinds.len() == MOST_KINDS => self.others += 1,
            None => self.kinds.push((remark, 1)),
        }
    }

    /// Says them.
    pub fn say(&self) {
        for (is_warning, line) in self.lines() {
            match is_warning {
                true => say::warning(&line),
                false => notice(&line),
            }
        }
    }

    /// One line per kind: whether it is a warning; where it came first, what it was, and how often it came.
    fn lines(&self) -> impl Iterator<Item = (bool, String)> + '_ {
        let kinds = self.kinds.iter().map(|(first, times)| {
            let Remark { place, text, .. } = first;
            let line = match times {
                1 => format!("{place}: {text}"),
                _ => format!("{place}: {text} (the first of {times} such cases)"),
            };
            (first.is_warning, line)
        });
        let others = (self.others > 0).then(|| {
            let line = format!("{} more such cases in other fields", self.others);
            (false, line)
        });
        kinds.chain(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remark(kind: &str, place: &str) -> Remark {
        Remark {
            kind: kind.to_owned(),
            place: place.to_owned(),
            text: format!("{kind} set aside"),
            is_warning: false,
        }
    }

    #[test]
    fn each_kind_is_said_once_with_its_first_place_and_their_number() {
        let mut notices = Notices::default();
        for (kind, place) in [("site", "a:1"), ("id", "a:2"), ("site", "b:7")] {
            notices.add(remark(kind, place));
        }
        let lines: Vec<String> = notices.lines().map(|(_, line)| line).collect();
        let expected = [
            "a:1: site set aside (the first of 2 such cases)",
            "a:2: id set aside",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn kinds_without_end_are_counted_together() {
        let mut notices = Notices::default();
        for i in 0..MOST_KINDS + 3 {
            notices.add(remark(&i.to_string(), "a"));
        }
        let lines: Vec<String> = notices.lines().map(|(_, line)| line).collect();
        assert_eq!(lines.len(), MOST_KINDS + 1);
        assert_eq!(lines[MOST_KINDS], "3 more such cases in other fields");
    }
}
