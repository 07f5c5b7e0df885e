//! Names of elements and attributes -> html5ever's, which hashes each that is not short: a page has few of them.

use html5ever::LocalName;

/// How many names are remembered; a page has a few dozen.
const SLOTS: usize = 256;

/// Names, and the last of each slot remembered.
pub(super) struct LocalNames<'s>(Vec<Option<(&'s str, LocalName)>>);

impl<'s> LocalNames<'s> {
    pub fn new() -> LocalNames<'s> {
        LocalNames(vec![None; SLOTS])
    }

    /// The name that is written so.
    pub fn get(&mut self, written: &'s str) -> LocalName {
        let slot = &mut self.0[slot(written)];
        match slot {
            Some((known, name)) if *known == written => name.clone(),
            _ => {
                let name = name(written);
                *slot = Some((written, name.clone()));
                name
            }
        }
    }
}

fn slot(written: &str) -> usize {
    let bytes = written.as_bytes();
    let [first, middle, last] = [0, bytes.len() / 2, bytes.len().saturating_sub(1)]
        .map(|at| bytes.get(at).copied().map_or(0, usize::from));
    (first + middle * 5 + last * 23 + bytes.len() * 97) % SLOTS
}

fn name(written: &str) -> LocalName {
    let lower = written.to_ascii_lowercase();
    if lower.contains('\0') {
        return LocalName::from(lower.replace('\0', "\u{FFFD}"));
    }
    LocalName::from(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lower_case_and_the_same_again() {
        let mut names = LocalNames::new();
        for written in ["DIV", "div", "\0x", "figcaption", "FigCaption", ""] {
            let expected = written.to_lowercase().replace('\0', "\u{FFFD}");
            for _ in 0..2 {
                assert_eq!(*names.get(written), *expected);
            }
        }
    }
}
