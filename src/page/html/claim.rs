//! What a page says of itself -> as its facts hold it.

use super::super::text::fold_white_space;

/// Longest text, in characters: several times what any title or headline has.
const LONGEST_TEXT: usize = 1_000;

/// Longest address, in characters: what servers and sitemaps allow.
const LONGEST_ADDRESS: usize = 2_000;

/// A text, folded and cut; `None` if that leaves nothing.
pub(super) fn text(text: &str) -> Option<String> {
    cut(text, LONGEST_TEXT)
}

/// [`text`] of at most so many characters.
pub(super) fn cut(text: &str, most: usize) -> Option<String> {
    let cut: String = fold_white_space(text).chars().take(most).collect();
    (!cut.is_empty()).then_some(cut)
}

/// An address without the line breaks that browsers pass over. One that is too long is none, since cut it would be
/// another.
pub(super) fn address(text: &str) -> Option<String> {
    let unbroken = text.trim().replace(char::is_control, "");
    let address = cut(&unbroken, LONGEST_ADDRESS + 1)?;
    (address.chars().count() <= LONGEST_ADDRESS).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_folded_and_cut_and_addresses_whole_or_none() {
        assert_eq!(text(" Ferry\n  sails\0").as_deref(), Some("Ferry sails"));
        assert_eq!(text(" \n\u{A0}"), None);
        assert_eq!(text(&"ä".repeat(1_001)), Some("ä".repeat(1_000)));
        assert_eq!(address("\n /fer\n\try \n").as_deref(), Some("/ferry"));
        assert_eq!(address(&"ä".repeat(2_000)), Some("ä".repeat(2_000)));
        assert_eq!(address(&"ä".repeat(2_001)), None);
        assert_eq!(address(" "), None);
    }
}
