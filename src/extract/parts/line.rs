//! A paragraph of the article, and what its marks and its text say of it alone.

use std::rc::Rc;

use super::around::{Around, Arounds};
use super::dates::Dated;
use super::hint::Hint;
use crate::page::{Link, Marks, Paragraph};
use crate::structure::{is_long, length, without_bullet};

/// Longest line of a heading or a byline, in Latin letters.
const SHORT: usize = 100;

/// What is known of a paragraph before its surroundings are.
#[derive(Debug)]
pub(super) struct Line<'p> {
    /// Which of the page's paragraphs it is.
    pub(super) position: usize,
    pub(super) text: &'p str,
    /// Length in Latin letters.
    pub(super) length: usize,
    pub(super) hint: Option<Hint>,
    pub(super) dated: Dated,
    pub(super) around: Rc<Around>,
    /// Whether a picture or a video stands before it.
    pub(super) has_picture: bool,
    marks: Option<&'p Marks>,
}

impl<'p> Line<'p> {
    pub(super) fn new(
        position: usize,
        paragraph: &'p Paragraph,
        arounds: &mut Arounds<'p>,
    ) -> Line<'p> {
        let text = paragraph.text();
        let marks = paragraph.marks();
        let around = arounds.read(marks.map_or("", Marks::path));
        let length = length(text);
        Line {
            position,
            text,
            length,
            hint: around.hint(length, None),
            dated: Dated::read(text),
            around,
            has_picture: marks.is_some_and(|m| has_picture(m.beside())),
            marks,
        }
    }

    /// Takes the elements that say so for saying nothing.
    pub(super) fn ignore(&mut self, hint: Hint) {
        self.hint = self.around.hint(self.length, Some(hint));
    }

    /// Whether it is as long as running text.
    pub(super) fn is_long(&self) -> bool {
        is_long(self.length)
    }

    /// Whether it is as short as a heading.
    pub(super) fn is_short(&self) -> bool {
        self.length <= SHORT
    }

    /// Whether it came from plain text.
    pub(super) fn is_plain(&self) -> bool {
        self.marks.is_none()
    }

    /// Whether it has a heading's length and words, and no end of a sentence.
    pub(super) fn is_like_heading(&self) -> bool {
        self.is_short() && !self.is_sentence() && self.text.contains(char::is_alphabetic)
    }

    /// Whether it ends as a sentence does, or goes on below.
    pub(super) fn is_sentence(&self) -> bool {
        let text = self
            .text
            .trim_end_matches(['"', '”', '“', '»', '’', '\'', ')', '」']);
        text.ends_with([
            '.', '!', '?', '…', ',', ';', '。', '！', '？', '，', '।', '؟',
        ]) && !text.ends_with(". .")
    }

    /// Whether a sentence ends inside it.
    pub(super) fn has_sentences(&self) -> bool {
        let text = self.text;
        [". ", "! ", "? ", "。", "! "].iter().any(|end| {
            text.find(end)
                .is_some_and(|at| at > 12 && at + end.len() < text.len())
        })
    }

    /// Whether it begins with the sign of an item of a list.
    pub(super) fn has_bullet(&self) -> bool {
        without_bullet(self.text).len() < self.text.len()
    }

    /// The number that it begins with as an item of a list: `2. `, `2) ` or, before a word, `2-`.
    pub(super) fn number(&self) -> Option<u32> {
        let digits = self.text.find(|c: char| !c.is_ascii_digit())?;
        let (number, rest) = self.text.split_at(digits);
        let is_item = match rest.strip_prefix('-') {
            Some(rest) => rest.trim_start().starts_with(char::is_alphabetic),
            None => rest.starts_with(". ") || rest.starts_with(") "),
        };
        (digits <= 2 && is_item).then(|| number.parse().ok())?
    }

    /// Whether one of its links leads to the author, by its `rel`.
    pub(super) fn links_author(&self) -> bool {
        let is_author = |link: &Link| link.rel().any(|word| word == "author");
        self.marks.is_some_and(|m| m.links().iter().any(is_author))
    }
}

fn has_picture(beside: &str) -> bool {
    let mut elements = beside.split(' ');
    elements.any(|element| matches!(element, "img" | "video" | "iframe" | "audio" | "object"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_begins_with_a_number() {
        let number =
            |text: &str| Line::new(0, &Paragraph::new(text), &mut Arounds::default()).number();
        assert_eq!(number("2. North"), Some(2));
        assert_eq!((number("3-north"), number("4- north")), (Some(3), Some(4)));
        assert_eq!(
            (number("3-2 to the north"), number("2024. End")),
            (None, None)
        );
        assert_eq!((number(""), number("12")), (None, None));
    }

    #[test]
    fn a_sentence_ends_in_a_stop() {
        let is_sentence =
            |text: &str| Line::new(0, &Paragraph::new(text), &mut Arounds::default()).is_sentence();
        assert!(is_sentence("Ferries sail.") && is_sentence("“Do ferries sail?”"));
        assert!(!is_sentence("Tides") && !is_sentence("Plans:"));
    }
}
