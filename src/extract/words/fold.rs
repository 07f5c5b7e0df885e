//! Texts as they are compared: without case, accents, and all that is neither letter nor digit.

use unicode_normalization::char::decompose_canonical;

/// Lower case without accents: `Août` is `aout`, `ARALIK` is `aralik`, as `aralık` is. Syllables of Korean stay whole.
pub(in super::super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    each(text, |c| {
        folded.push(c);
        true
    });
    folded
}

/// Hands over the folded characters while they are taken; whether all were.
fn each(text: &str, mut takes: impl FnMut(char) -> bool) -> bool {
    text.chars().flat_map(char::to_lowercase).all(|c| {
        let mut is_taken = true;
        let mut add = |part| match part {
            '\u{300}'..='\u{36F}' => {}
            'ı' => is_taken &= takes('i'),
            part => is_taken &= takes(part),
        };
        match c {
            '가'..='힣' => add(c),
            c => decompose_canonical(c, add),
        }
        is_taken
    })
}

/// The folded letters and digits, with one space for whatever stands between them, and none for apostrophes.
pub(in super::super) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            letters.push(c);
        } else if !is_apostrophe(c) && !letters.ends_with(' ') {
            letters.push(' ');
        }
    }
    letters.trim().to_owned()
}

/// Whether these are a text's [`letters`]. Most that are not differ soon, and the rest of the text is not folded.
pub(in super::super) fn has_letters(text: &str, letters: &str) -> bool {
    let mut letters = letters.chars();
    let (mut is_begun, mut is_apart) = (false, false);
    let are_same = each(text, |c| {
        if !c.is_alphanumeric() {
            is_apart |= is_begun && !is_apostrophe(c);
            return true;
        }
        is_begun = true;
        let has_gap = !std::mem::take(&mut is_apart) || letters.next() == Some(' ');
        has_gap && letters.next() == Some(c)
    });
    are_same && letters.next().is_none()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`')
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

    proptest::proptest! {
        #[test]
        fn letters_are_told_without_folding_all(a in "[ aAé'’ıİ가.1Ω]{0,6}", b in "[ aAé'’ıİ가.1Ω]{0,6}") {
            proptest::prop_assert!(has_letters(&a, &letters(&a)));
            proptest::prop_assert_eq!(has_letters(&a, &letters(&b)), letters(&a) == letters(&b));
        }
    }
}
