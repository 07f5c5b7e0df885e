//! The block that a text stands in, and the elements that stand in its line.

use crate::page::path::Path;

/// Elements that stand in a line, not around a block.
fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "b"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "mark"
            | "q"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
    )
}

/// The tags that a text starts in, up to its block.
pub(super) fn inline(path: &str) -> impl Iterator<Item = &str> {
    let tags = Path::parse(path).map(|element| element.tag());
    tags.take_while(|tag| is_inline(tag))
}

/// The innermost two blocks of a path, without class words that have digits: those number the paragraphs.
pub(super) fn block(path: &str) -> String {
    let elements = Path::parse(path).skip_while(|element| is_inline(element.tag()));
    let mut block = String::new();
    for element in elements.take(2) {
        block.push('<');
        block.push_str(element.tag());
        let words = element.words().split('.');
        for word in words.filter(|word| !word.contains(|c: char| c.is_ascii_digit())) {
            block.push('.');
            block.push_str(word);
        }
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_without_what_stands_in_a_line() {
        assert_eq!(block("a < strong < p.x.n7 < div.y < body"), "<p.x<div.y");
        assert_eq!(
            (block("a < b"), block("")),
            (String::new(), "<.".to_owned())
        );
        assert_eq!(
            inline("a < strong < p < b").collect::<Vec<_>>(),
            ["a", "strong"]
        );
    }
}
