//! Words without the signs that people leave out: `suscribete` is `suscríbete`.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;

/// Lower-case letters without their accents and vowel marks. In scripts of India and beyond signs are letters, and stay.
pub(in crate::features) fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    word.chars().for_each(|c| push(c, &mut folded));
    Cow::Owned(folded)
}

/// The text of a file of words as tokens are: folded, with `0` for every digit.
pub(super) fn fold_file(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '0'..='9' => folded.push('0'),
            '\0'..='\x7F' => folded.push(c),
            '\u{2019}' => folded.push('\''),
            c => push(c, &mut folded),
        }
    }
    folded
}

fn push(c: char, folded: &mut String) {
    match c {
        // Letters of their own, which have no accent to take off.
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        // Arabic letters as Persian writes them.
        'ي' | 'ى' => folded.push('ی'),
        'ك' => folded.push('ک'),
        // The last two: letters of Hindi and Bengali with a point, which stand as one character or as two.
        '\u{C0}'..='\u{52F}'
        | '\u{1E00}'..='\u{1FFF}'
        | '\u{958}'..='\u{95F}'
        | '\u{9DC}'..='\u{9DF}' => decompose_canonical(c, |part| {
            if !is_accent(part) {
                folded.push(part);
            }
        }),
        c if is_accent(c) => {}
        c => folded.push(c),
    }
}

/// Accents, points of Hebrew, vowels of Arabic, and joiners, which Persian may leave out.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_are_taken_off() {
        for (word, folded) in [
            ("suscríbete", "suscribete"),
            ("straße", "strasse"),
            ("đăng", "dang"),
            ("συνδρομή", "συνδρομη"),
            ("ещё", "еще"),
            ("i\u{307}letişim", "iletisim"),
            ("ニュース", "ニュース"),
            ("हिन्दी", "हिन्दी"),
        ] {
            assert_eq!(fold(word), folded, "{word}");
        }
    }
}
