//! Marks: what a page's markup says of a paragraph.

mod link;
mod stored;

use serde::{Deserialize, Serialize};

use super::path::Path;
use super::text;

pub use link::{InvalidLink, Link};

/// What markup says of a paragraph.
///
/// Only the first three are there where a page came as rows of a CSV without the further columns.
///
/// As JSON they are an object with a field for each accessor; those after `path` are left out where they are empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "stored::StoredMarks")]
pub struct Marks {
    tag: String,
    link_density: f32,
    path: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    place: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    #[serde(skip_serializing_if = "String::is_empty")]
    form: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    beside: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<String>,
}

impl Marks {
    /// Most elements that a path names, and numbers that a place has.
    pub const MAX_ELEMENTS: usize = Path::MAX_ELEMENTS;

    /// Longest text of a `pre` that is kept as it stands, in bytes: a row of a CSV holds it beside the folded text.
    pub(crate) const MAX_RAW_BYTES: usize = 1 << 20;

    /// Marks of a tag, a share of characters in links and a path, each as its accessor describes it.
    ///
    /// White space and line breaks in tag and path are folded to single spaces, as in a paragraph's text. The share is
    /// brought to the range of 0 to 1, and what is not a number counts as 0.
    ///
    /// ```
    /// let marks = unpitch::Marks::new("a", 0.5, "a < li <\n nav.top");
    /// assert_eq!(marks.path(), "a < li < nav.top");
    /// ```
    #[must_use]
    pub fn new(tag: impl Into<String>, link_density: f32, path: impl Into<String>) -> Marks {
        Marks {
            tag: text::folded(tag.into()),
            link_density: share_in_range(link_density),
            path: text::folded(path.into()),
            ..Marks::default()
        }
    }

    /// [`Marks::new`] of a share in its range and of names as the HTML reader makes them, whose ASCII is folded already:
    /// paths are most of a page's marks.
    #[cfg(feature = "html")]
    pub(super) fn of_names(tag: String, link_density: f32, path: String) -> Marks {
        let folded = |names: String| {
            debug_assert!(!names.is_ascii() || names == text::fold_white_space(&names));
            if names.is_ascii() {
                names
            } else {
                text::folded(names)
            }
        };
        Marks {
            tag: folded(tag),
            link_density,
            path: folded(path),
            ..Marks::default()
        }
    }

    /// The same marks with a place, of which the last [`Marks::MAX_ELEMENTS`] numbers are kept.
    #[must_use]
    pub fn with_place(mut self, mut place: Vec<u32>) -> Marks {
        place.drain(..place.len().saturating_sub(Marks::MAX_ELEMENTS));
        self.place = place;
        self
    }

    /// The same marks with links.
    #[must_use]
    pub fn with_links(mut self, links: Vec<Link>) -> Marks {
        self.links = links;
        self
    }

    /// The same marks with a form, its white space folded.
    #[must_use]
    pub fn with_form(mut self, form: impl Into<String>) -> Marks {
        self.form = text::folded(form.into());
        self
    }

    /// The same marks with what stands beside the paragraph, its white space folded.
    #[must_use]
    pub fn with_beside(mut self, beside: impl Into<String>) -> Marks {
        self.beside = text::folded(beside.into());
        self
    }

    /// The same marks with the text as it stands in a `pre`, cut at 1 MiB; one of nothing but white space is none.
    #[must_use]
    pub fn with_raw(mut self, mut raw: Option<String>) -> Marks {
        if let Some(raw) = &mut raw {
            raw.truncate(raw.floor_char_boundary(Marks::MAX_RAW_BYTES));
        }
        // A CSV could not tell an empty text from none.
        self.raw = raw.filter(|raw| !raw.trim().is_empty());
        self
    }

    /// Name of the element the text starts in, lower case.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Share of the characters that stand inside links, 0 to 1.
    #[must_use]
    pub fn link_density(&self) -> f32 {
        self.link_density
    }

    /// The enclosing elements, innermost first, joined by ` < `: of each `tag.words-of-id-and-class`, and behind a space
    /// each what else tells what it is for: `role=`, `itemprop=`, `itemtype=`, `label=` (of `aria-label`) and `data=` (names
    /// of `data-*`), the words of a value joined by dots. At most [`Marks::MAX_ELEMENTS`] of them.
    ///
    /// ```text
    /// a < li.item < ul < nav.top role=navigation label=Main.menu < body < html
    /// ```
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where each element of the path stands among the elements of its parent, from 0, outermost first: two paragraphs
    /// stand in one element if their places are the same down to it. As many numbers as the path has elements, or none
    /// where that is not known. In a list or a table they are the numbers of its items, rows and cells.
    #[must_use]
    pub fn place(&self) -> &[u32] {
        &self.place
    }

    /// The links in the text, in order.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The form that the paragraph stands in: where it leads, relative as a link's target is, or `.`, and then its first
    /// fields and buttons, `type:name` each, with spaces between. Empty outside of forms.
    ///
    /// ```text
    /// /newsletter email:address checkbox:terms submit:
    /// ```
    #[must_use]
    pub fn form(&self) -> &str {
        &self.form
    }

    /// What is no text between the paragraph above and this one's end: `img svg video audio iframe canvas object embed time
    /// select textarea` and `input:TYPE`, in order, with spaces between.
    #[must_use]
    pub fn beside(&self) -> &str {
        &self.beside
    }

    /// The text with its white space as it stands, if it starts in a `pre`; its first MiB.
    #[must_use]
    pub fn raw(&self) -> Option<&str> {
        self.raw.as_deref()
    }
}

/// A share brought to the range of 0 to 1, without a minus sign on zero.
fn share_in_range(share: f32) -> f32 {
    if share > 0.0 { share.min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_keep_no_line_break_and_no_impossible_share() {
        let marks = Marks::new(" P\r\n", f32::NAN, "p.a\n < div.b\u{2028}c\0 <\tbody ");
        assert_eq!(
            (marks.tag(), marks.link_density(), marks.path()),
            ("P", 0.0, "p.a < div.b c < body")
        );
        let shares = [-0.0, -3.0, 0.25, 7.0, f32::INFINITY].map(|share| {
            let marks = Marks::new("", share, "");
            marks.link_density().to_bits()
        });
        assert_eq!(shares, [0.0, 0.0, 0.25, 1.0, 1.0].map(f32::to_bits));
    }
}
