//! The path of a paragraph as text: the elements around it, innermost first. The only place that knows its format.

/// The format of a path: `p.lead < div.main < body`.
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
        path.split(Path::SEPARATOR).map(Element)
    }
}

/// An element of a path: its tag, and behind a dot the words of its id and class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Element<'a>(&'a str);

impl<'a> Element<'a> {
    /// The element's name.
    pub(crate) fn tag(self) -> &'a str {
        self.0.split_once('.').map_or(self.0, |(tag, _)| tag)
    }

    /// The words of its id and class, with dots between them; empty if it has none.
    // Features still split elements by themselves.
    #[allow(dead_code)]
    pub(crate) fn words(self) -> &'a str {
        self.0.split_once('.').map_or("", |(_, words)| words)
    }

    /// All of it, as the path has it.
    #[allow(dead_code)]
    pub(crate) fn as_str(self) -> &'a str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_a_tag_and_words() {
        let elements: Vec<_> = Path::parse("p < div.main.a.b < body.").collect();
        let parts: Vec<_> = elements.iter().map(|e| (e.tag(), e.words())).collect();
        assert_eq!(parts, [("p", ""), ("div", "main.a.b"), ("body", "")]);
        assert_eq!(elements[1].as_str(), "div.main.a.b");
        assert_eq!(Path::parse("").map(Element::tag).collect::<Vec<_>>(), [""]);
    }
}
