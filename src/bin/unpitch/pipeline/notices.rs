//! Remarks on the input, gathered so that a million faulty lines make one notice and not a million.

use super::job::Remark;

/// The first remark of each kind, in the order of the input, and how many there were.
#[derive(Default)]
pub struct Notices {
    kinds: Vec<(Remark, usize)>,
}

impl Notices {
    /// Takes a remark in.
    pub fn add(&mut self, remark: Remark) {
        // A linear search: there are as many kinds as fields that are read, not as there are fields in the input.
        let known = self
            .kinds
            .iter_mut()
            .find(|(first, _)| first.kind == remark.kind);
        match known {
            Some((_, times)) => *times += 1,
            None => self.kinds.push((remark, 1)),
        }
    }

    /// One line per kind: where it came first, what it was, and how often it came.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.kinds.iter().map(|(first, times)| {
            let Remark { place, text, .. } = first;
            match times {
                1 => format!("{place}: {text}"),
                _ => format!("{place}: {text} (the first of {times} such cases)"),
            }
        })
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
        }
    }

    #[test]
    fn each_kind_is_said_once_with_its_first_place_and_their_number() {
        let mut notices = Notices::default();
        for (kind, place) in [("site", "a:1"), ("id", "a:2"), ("site", "b:7")] {
            notices.add(remark(kind, place));
        }
        let lines: Vec<String> = notices.lines().collect();
        let expected = [
            "a:1: site set aside (the first of 2 such cases)",
            "a:2: id set aside",
        ];
        assert_eq!(lines, expected);
    }
}
