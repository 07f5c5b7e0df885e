//! What attributes say: words for the path, and whether the element is seen.

use std::borrow::Cow;

use super::path::WORDS;

/// The words of an `id` or `class`, joined by dots, and no more of them than a path can hold.
pub(super) fn words(value: &str) -> Cow<'_, str> {
    if value.len() <= WORDS && !value.contains(char::is_whitespace) {
        return Cow::Borrowed(value);
    }
    let mut words = String::new();
    let mut left = WORDS;
    for word in value.split_whitespace() {
        if !words.is_empty() {
            words.push('.');
            left -= 1;
        }
        let end = word
            .char_indices()
            .nth(left)
            .map_or(word.len(), |(end, _)| end);
        words.push_str(&word[..end]);
        left -= word[..end].chars().count();
        if left == 0 {
            break;
        }
    }
    Cow::Owned(words)
}

/// Whether an inline style hides its element.
pub(super) fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else {
            return false;
        };
        let value = value.split('!').next().unwrap_or_default().trim();
        match property.trim() {
            name if name.eq_ignore_ascii_case("display") => value.eq_ignore_ascii_case("none"),
            name if name.eq_ignore_ascii_case("visibility") => value.eq_ignore_ascii_case("hidden"),
            _ => false,
        }
    })
}

/// Whether a script of this type is JSON-LD.
pub(super) fn is_json_ld(value: &str) -> bool {
    let essence = value.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/ld+json")
}
