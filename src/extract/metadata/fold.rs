//! Texts as they are compared: without case, accents, and all that is neither letter nor digit.

use unicode_normalization::char::decompose_canonical;

/// Lower case without accents: `Août` is `aout`, `ARALIK` is `aralik`, as `aralık` is. Syllables of Korean stay whole.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let mut add = |part| match part {
            '\u{300}'..='\u{36F}' => {}
            'ı' => folded.push('i'),
            part => folded.push(part),
        };
        match c {
            '가'..='힣' => add(c),
            c => decompose_canonical(c, add),
        }
    }
    folded
}

/// The folded letters and digits, with one space for whatever stands between them, and none for apostrophes.
pub(super) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            letters.push(c);
        } else if !matches!(c, '\'' | '’' | '‘' | '`') && !letters.ends_with(' ') {
            letters.push(' ');
        }
    }
    letters.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_dashes_accents_and_case_do_not_count() {
        assert_eq!(letters("„Fähre“ – ’s  AUS!"), "fahre s aus");
        assert_eq!(letters("Don’t sail"), letters("don't sail"));
        assert_eq!(fold("Août KASIM"), "aout kasim");
        assert_eq!(letters(" …"), "");
    }
}
