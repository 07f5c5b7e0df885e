//! What can be read off a page's source without its tree: where things end, and what they are.

use html5ever::{LocalName, local_name};
use memchr::{memchr, memchr_iter, memchr2, memmem};

use super::scanner::is_space;

/// Whether elements of this name have no content, or a tag cannot end them.
pub(super) fn is_endless(element: &LocalName) -> bool {
    matches!(
        *element,
        local_name!("area")
            | local_name!("base")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("body")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("frame")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("img")
            | local_name!("input")
            | local_name!("keygen")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("plaintext")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

/// Where the first end tag of this name starts.
pub(super) fn end_tag(text: &str, name: &str) -> Option<usize> {
    memchr_iter(b'<', text.as_bytes()).find(|start| {
        let rest = text[*start..].strip_prefix("</");
        rest.is_some_and(|rest| is_tag(rest, name))
    })
}

/// Where the first end tag stands that ends a script: not one of a script in a comment, which only ends that.
pub(super) fn end_of_script(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut state) = (0, Within::Code);
    loop {
        at += match state {
            Within::Code => memchr(b'<', &bytes[at..])?,
            _ => memchr2(b'<', b'-', &bytes[at..])?,
        };
        let rest = &text[at..];
        state = match state {
            Within::Code if rest.starts_with("<!--") => {
                // Its dashes may be those of its end, too.
                at += 1;
                Within::Comment
            }
            Within::Comment | Within::Inner if rest.starts_with("-->") => Within::Code,
            Within::Inner if is_tag(rest, "</script") => Within::Comment,
            _ if is_tag(rest, "</script") => return Some(at),
            Within::Comment if is_tag(rest, "<script") => Within::Inner,
            state => state,
        };
        at += 1;
    }
}

/// What a place in a script stands in.
enum Within {
    Code,
    Comment,
    /// A script that is begun in a comment.
    Inner,
}

/// Whether a text begins with `start`, and a name ends there.
fn is_tag(text: &str, start: &str) -> bool {
    let next = || text.as_bytes().get(start.len());
    let is_end = |byte: &u8| is_space(*byte) || matches!(byte, b'/' | b'>');
    starts_with(text, start) && next().is_some_and(is_end)
}

/// The length of a comment's text and end.
pub(super) fn end_of_comment(text: &[u8]) -> usize {
    let is_end = |end: &usize| text[..*end].ends_with(b"--") || text[..*end].ends_with(b"--!");
    let end = memchr_iter(b'>', text).find(is_end);
    end.map_or(text.len(), |end| end + 1)
}

/// Whether a start tag is that of JSON-LD, or could be.
pub(super) fn names_json_ld(tag: &str) -> bool {
    memmem::find(tag.as_bytes(), b"json").is_some()
        || memmem::find(tag.as_bytes(), b"JSON").is_some()
}

/// Whether a text begins with a prefix in any case.
pub(super) fn starts_with(text: &str, prefix: &str) -> bool {
    let start = text.as_bytes().get(..prefix.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_ends_where_no_script_of_its_comments_does() {
        for (before, after) in [
            ("a < b--> 1;", "</script>"),
            ("'</scripts></script'", "</SCRIPT\nx>"),
            ("<!-- a", "</script> -->"),
            ("<!-- <script> </script/> </scripts>", "</script>"),
            ("<!-- <SCRIPT/ </script> <script> --> <script>", "</script>"),
            ("<!--> <script>", "</script>"),
            ("<!---> <script>", "</script>"),
            ("<!- <script>", "</script>"),
        ] {
            let text = [before, after].concat();
            assert_eq!(end_of_script(&text), Some(before.len()), "{text}");
        }
        for text in ["", "</scrip", "</script", "<!--<script></script>"] {
            assert_eq!(end_of_script(text), None, "{text}");
        }
    }
}
