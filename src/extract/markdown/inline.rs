//! The text of a paragraph with its links.

use super::escape::{push_inline, push_start};
use super::target::target;
use crate::page::{Link, Marks, Paragraph};

/// The paragraph as one line that starts a block.
pub(super) fn block(paragraph: &Paragraph) -> String {
    behind(paragraph, 0)
}

/// The same without its first bytes; what does not begin at a character begins at the text's start.
pub(super) fn behind(paragraph: &Paragraph, start: usize) -> String {
    let text = paragraph.text();
    let mut line = Line {
        text,
        markdown: String::with_capacity(text.len()),
        done: if text.is_char_boundary(start) {
            start
        } else {
            0
        },
    };
    for link in paragraph.marks().map_or(&[][..], Marks::links) {
        line.add_link(link);
    }
    line.add_text(text.len());
    line.markdown.trim().to_owned()
}

/// A line in the making.
struct Line<'t> {
    text: &'t str,
    markdown: String,
    /// How much of the text is in it, in bytes.
    done: usize,
}

impl Line<'_> {
    /// Adds the text up to there.
    fn add_text(&mut self, end: usize) {
        let text = &self.text[self.done..end];
        self.done = end;
        if self.markdown.is_empty() {
            push_start(text.trim_start(), &mut self.markdown);
        } else {
            push_inline(text, &mut self.markdown);
        }
    }

    /// Adds a link and the text before it. A link that overlaps another, that shows nothing or that leads nowhere stays
    /// text.
    fn add_link(&mut self, link: &Link) {
        let range = link.range();
        let Some(text) = self.text.get(range.clone()) else {
            return;
        };
        let Some(target) = target(link.target()).filter(|_| range.start >= self.done) else {
            return;
        };
        if text.trim().is_empty() {
            return;
        }
        self.add_text(range.start);
        // `![` would begin a picture.
        if self.markdown.ends_with('!') {
            self.markdown.insert(self.markdown.len() - 1, '\\');
        }
        self.markdown.push('[');
        push_inline(text, &mut self.markdown);
        self.markdown.push_str("](");
        self.markdown.push_str(&target);
        self.markdown.push(')');
        self.done = range.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str, links: &[(usize, usize, &str)]) -> String {
        let links = links
            .iter()
            .map(|(start, end, to)| Link::new(*start..*end, to, ""));
        let marks = Marks::new("p", 0.0, "p").with_links(links.collect());
        block(&Paragraph::new(text).with_marks(marks))
    }

    #[test]
    fn links_stand_where_they_are() {
        assert_eq!(
            linked("Ferries sail again", &[(8, 12, "/sail")]),
            "Ferries [sail](/sail) again"
        );
        assert_eq!(
            linked("Look! Tides", &[(5, 11, "/t")]),
            r"Look\![ Tides](/t)"
        );
        assert_eq!(linked("a]b", &[(0, 3, "/t")]), r"[a\]b](/t)");
        assert_eq!(linked("- a", &[(2, 3, "/t")]), r"\- [a](/t)");
    }

    #[test]
    fn links_that_are_none_stay_text() {
        assert_eq!(linked("Tides", &[(0, 5, "javascript:x")]), "Tides");
        assert_eq!(linked("Tides", &[(0, 9, "/t")]), "Tides");
        assert_eq!(linked("é", &[(1, 2, "/t")]), "é");
        assert_eq!(
            linked("Tides", &[(0, 3, "/a"), (1, 5, "/b")]),
            "[Tid](/a)es"
        );
        assert_eq!(linked("a b", &[(1, 2, "/t")]), "a b");
    }
}
