//! Plain text -> paragraphs.
use super::Paragraph;

/// How lines make paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wrapping {
    /// Lines, unless the text looks hard-wrapped.
    #[default]
    Detect,
    /// One paragraph a line.
    Lines,
    /// Paragraphs end at blank lines.
    Wrapped,
}

pub(super) fn split(text: &str, _wrapping: Wrapping) -> Vec<Paragraph> {
    text.lines()
        .map(fold_white_space)
        .filter(|t| !t.is_empty())
        .map(|t| Paragraph::new(&t))
        .collect()
}
pub(super) fn fold_white_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
