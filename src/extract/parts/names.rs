//! Names of people, as far as capitals tell.

/// Small words inside names and between them.
const PARTICLES: &[&str] = &[
    "al", "and", "av", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "e", "el", "et", "i", "ibn", "la", "le", "och", "og", "of", "ten", "ter", "und", "van",
    "ve", "von", "y", "zu",
];

/// Most words of a name, its particles and those of a second one counted.
const MOST_WORDS: usize = 8;

/// Most characters of one in a script without capitals.
const LONGEST: usize = 30;

/// The part of a line up to its first comma, dash, number or the like.
pub(super) fn first_segment(text: &str) -> &str {
    let is_end = |c: char| {
        c.is_numeric()
            || matches!(
                c,
                ',' | '|' | '•' | '·' | '–' | '—' | '(' | '/' | ';' | ':' | '：' | '（' | '、'
            )
    };
    let end = text.find(is_end).unwrap_or(text.len());
    let end = text[..end].find(" - ").unwrap_or(end);
    text[..end].trim()
}

/// Whether a text may be the name of a person, or of several: each word has a capital, but for particles.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|w| *w != "&").collect();
    if words.is_empty() || words.len() > MOST_WORDS || text.contains(['!', '?', '"', '@', ':']) {
        return false;
    }
    if !text.contains(|c: char| c.is_lowercase() || c.is_uppercase()) {
        return text.contains(char::is_alphabetic) && text.chars().count() <= LONGEST;
    }
    words.iter().all(|word| is_word_of_name(word)) && !PARTICLES.contains(&words[words.len() - 1])
}

fn is_word_of_name(word: &str) -> bool {
    let ends = word.ends_with('.') && word.chars().count() > 3;
    let word = word.split_once(['\'', '’']).map_or(word, |(_, rest)| rest);
    !ends && (word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
}

/// How many words a text has.
pub(super) fn n_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// A text's letters and digits alone, in lower case: what two texts are compared by.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// The same as a text of its own.
pub(super) fn folded(text: &str) -> String {
    letters(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_has_capitals() {
        for name in [
            "Ada Marsh",
            "Ludwig van der Meer",
            "J. Reed",
            "海野 渚",
            "Åsa Ö",
        ] {
            assert!(is_name(name), "{name}");
        }
        for other in [
            "",
            "Ferries sail",
            "the harbour",
            "Ada Marsh.",
            "Monday of",
            "Why Not?",
        ] {
            assert!(!is_name(other), "{other}");
        }
    }

    #[test]
    fn a_name_ends_at_a_sign() {
        assert_eq!(first_segment("Ada Marsh, harbour desk"), "Ada Marsh");
        assert_eq!(first_segment("Ada Marsh - 3 March"), "Ada Marsh");
        assert_eq!(first_segment("3 March"), "");
    }

    #[test]
    fn only_letters_and_digits_are_compared() {
        assert_eq!(folded("Tides – Part 2!"), "tidespart2");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,60}") {
            is_name(first_segment(&text));
            folded(&text);
        }
    }
}
