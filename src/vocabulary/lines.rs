//! The names of features, a line each.

use std::borrow::Cow;
use std::sync::OnceLock;

/// NameList that are each ended by a line feed. Only who asks for one by its number pays for finding them.
#[derive(Clone, Debug)]
pub(super) struct NameList {
    text: Cow<'static, str>,
    ends: OnceLock<Vec<u32>>,
}

impl NameList {
    pub(super) fn new(text: Cow<'static, str>) -> NameList {
        NameList {
            text,
            ends: OnceLock::new(),
        }
    }

    /// Number of lines; `None` if the last one is not ended.
    pub(super) fn count(&self) -> Option<usize> {
        let is_ended = self.text.is_empty() || self.text.ends_with('\n');
        is_ended.then(|| memchr::memchr_iter(b'\n', self.text.as_bytes()).count())
    }

    /// A line, without its line feed.
    pub(super) fn line(&self, number: usize) -> &str {
        let find = || {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            ends.map(|end| end as u32).collect()
        };
        let ends: &Vec<u32> = self.ends.get_or_init(find);
        let start = number.checked_sub(1).map_or(0, |i| ends[i] + 1);
        &self.text[start as usize..ends[number] as usize]
    }

    /// All lines.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// What has been asked for so far does not count.
impl PartialEq for NameList {
    fn eq(&self, other: &NameList) -> bool {
        self.text == other.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_number() {
        let lines = NameList::new("a\n\nbc\n".into());
        assert_eq!(
            (lines.count(), lines.line(2), lines.line(1)),
            (Some(3), "bc", "")
        );
        assert_eq!(lines, NameList::new("a\n\nbc\n".into()));
        assert_eq!(NameList::new("a\nb".into()).count(), None);
        assert_eq!(NameList::new("".into()).count(), Some(0));
    }
}
