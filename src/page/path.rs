//! The path of a paragraph as text: the elements around it, innermost first. The only place that knows its format.

/// The format of a path: `p.lead < div.main role=main < body`.
#[derive(Debug)]
pub(crate) struct Path;

impl Path {
    /// What stands between two elements.
    pub(crate) const SEPARATOR: &str = " < ";

    /// Most elements that a path of a page names, the innermost ones: 1 page in 1,000 has more. A path of that many may
    /// have been cut.
    pub(crate) const MAX_ELEMENTS: usize = 40;

    /// How many of them are near: enough to reach the named boxes of a template from the text in them.
    pub(crate) const NEAR_ELEMENTS: usize = 6;

    /// The elements of a path, innermost first; an empty path has a single element without a tag.
    pub(crate) fn parse(path: &str) -> impl Iterator<Item = Element<'_>> {
        let mut rest = Some(path);
        std::iter::from_fn(move || {
            let path = rest?;
            let (element, others) = Path::split_first(path);
            rest = others;
            Some(Element::new(element))
        })
    }

    /// The innermost element of a path, and the others, if there are any.
    pub(crate) fn split_first(path: &str) -> (&str, Option<&str>) {
        match Path::separator(path, 0) {
            Some(at) => (&path[..at], Some(&path[at + Path::SEPARATOR.len()..])),
            None => (path, None),
        }
    }

    /// Its near elements.
    pub(crate) fn near(path: &str) -> &str {
        let mut end = 0;
        for _ in 0..Path::NEAR_ELEMENTS {
            match Path::separator(path, end) {
                Some(at) => end = at + Path::SEPARATOR.len(),
                None => return path,
            }
        }
        &path[..end - Path::SEPARATOR.len()]
    }

    /// Where the first separator is from a place on; most signs in a path that look like it are one.
    fn separator(path: &str, from: usize) -> Option<usize> {
        let bytes = path.as_bytes();
        let signs = memchr::memchr_iter(b'<', &bytes[from..]).map(|at| from + at);
        let mut starts = signs.filter_map(|at| at.checked_sub(1).filter(|start| *start >= from));
        starts.find(|start| bytes[*start..].starts_with(Path::SEPARATOR.as_bytes()))
    }
}

/// An element of a path: its tag, behind a dot the words of its id and class, and behind a space each what else tells
/// what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    whole: &'a str,
    /// Where the tag ends, and where the words of id and class do.
    tag: usize,
    name: usize,
}

impl<'a> Element<'a> {
    fn new(whole: &'a str) -> Element<'a> {
        let bytes = whole.as_bytes();
        let tag = memchr::memchr2(b'.', b' ', bytes).unwrap_or(bytes.len());
        let name = memchr::memchr(b' ', &bytes[tag..]).map_or(bytes.len(), |at| tag + at);
        Element { whole, tag, name }
    }

    /// The element's name.
    pub(crate) fn tag(self) -> &'a str {
        &self.whole[..self.tag]
    }

    /// The words of its id and class, with dots between them; empty if it has none.
    pub(crate) fn words(self) -> &'a str {
        let words = &self.whole[self.tag..self.name];
        words.strip_prefix('.').unwrap_or_default()
    }

    /// What its other attributes say: the name of each and the words of its value, with dots between them.
    pub(crate) fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let others = self.whole[self.name..].split_ascii_whitespace();
        others.filter_map(|other| other.split_once('='))
    }

    /// All of it, as the path has it.
    pub(crate) fn as_str(self) -> &'a str {
        self.whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_a_tag_words_and_attributes() {
        let path = "p < div.main.a.b role=dialog label=Sign.in x < body.";
        let elements: Vec<_> = Path::parse(path).collect();
        let parts: Vec<_> = elements.iter().map(|e| (e.tag(), e.words())).collect();
        assert_eq!(parts, [("p", ""), ("div", "main.a.b"), ("body", "")]);
        let attributes: Vec<_> = elements[1].attributes().collect();
        assert_eq!(attributes, [("role", "dialog"), ("label", "Sign.in")]);
        assert_eq!(elements[0].attributes().count(), 0);
        assert_eq!(Path::parse("").map(Element::tag).collect::<Vec<_>>(), [""]);
    }

    #[test]
    fn six_elements_are_near() {
        let near = "a < b < c < d < e < f";
        assert_eq!(Path::near(near), near);
        assert_eq!(Path::near(&format!("{near} < g < h")), near);
    }
}
