//! The language of a page: given, else detected, else unknown; it decides how words are stemmed.

mod detect;
mod function_words;

use std::fmt;
use std::str::FromStr;

use rust_stemmers::Algorithm;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub(crate) use detect::of_page;

/// An ISO 639 code, two or three lower-case letters: `en`, `de`, `yue`.
///
/// Every two letters and every three letters are taken, whether or not a language has that code: new ones are added
/// every year, and one that is unknown here only has no stemmer. The three-letter codes of languages with a stemmer
/// become two letters (`deu` and `ger` are `de`), so that a language has one code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(Code);

/// Two or three letters, the third 0 where there are two.
type Code = [u8; 3];

/// The code of two letters.
const fn two(letters: &[u8; 2]) -> Code {
    [letters[0], letters[1], 0]
}

impl Language {
    /// The code, two or three lower-case ASCII letters.
    #[must_use]
    pub fn code(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).expect("ASCII letters by construction")
    }

    /// The Snowball stemmer for the language, where rust-stemmers has one.
    #[must_use]
    pub(crate) fn stemmer(self) -> Option<Algorithm> {
        Some(match self.code() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nl" => Algorithm::Dutch,
            // Written Nynorsk inflects differently, but the stemmer's endings serve both.
            "no" | "nb" | "nn" => Algorithm::Norwegian,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return None,
        })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        code.parse().map_err(de::Error::custom)
    }
}

/// Not a language code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid language code {0:?}: expected a code such as en, de-AT or yue")]
#[non_exhaustive]
pub struct InvalidLanguage(pub String);

impl FromStr for Language {
    type Err = InvalidLanguage;

    /// Takes `en`, `EN`, `en-US`, `en_GB`, `zh-Hant-TW`, `yue`: the two or three letters before any `-` or `_`.
    /// Refuses `und`, `mul`, `mis` and `zxx`, which say that the language is not known.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let letters = primary.to_ascii_lowercase().into_bytes();
        match letters[..] {
            _ if !letters.iter().all(u8::is_ascii_lowercase) => {}
            [a, b] => return Ok(Language([a, b, 0])),
            [a, b, c] if !NO_LANGUAGE.contains(&&[a, b, c]) => {
                return Ok(Language(shortened([a, b, c])));
            }
            _ => {}
        }
        Err(InvalidLanguage(tag.to_owned()))
    }
}

/// Codes of ISO 639 for text in no language, in an unknown one, in one without a code, and in several.
const NO_LANGUAGE: [&Code; 4] = [b"mis", b"mul", b"und", b"zxx"];

/// The code of two letters, where a language with a stemmer has this code of three.
fn shortened(code: Code) -> Code {
    let pair = LONG_CODES.iter().find(|(long, _)| **long == code);
    pair.map_or(code, |(_, short)| two(short))
}

/// The ISO 639-2 and 639-3 codes of languages with a stemmer.
const LONG_CODES: [(&Code, &[u8; 2]); 25] = [
    (b"ara", b"ar"),
    (b"dan", b"da"),
    (b"deu", b"de"),
    (b"dut", b"nl"),
    (b"ell", b"el"),
    (b"eng", b"en"),
    (b"fin", b"fi"),
    (b"fra", b"fr"),
    (b"fre", b"fr"),
    (b"ger", b"de"),
    (b"gre", b"el"),
    (b"hun", b"hu"),
    (b"ita", b"it"),
    (b"nld", b"nl"),
    (b"nno", b"nn"),
    (b"nob", b"nb"),
    (b"nor", b"no"),
    (b"por", b"pt"),
    (b"ron", b"ro"),
    (b"rum", b"ro"),
    (b"rus", b"ru"),
    (b"spa", b"es"),
    (b"swe", b"sv"),
    (b"tam", b"ta"),
    (b"tur", b"tr"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_two_and_three_letters_are_read_with_their_subtags() {
        for (tag, code) in [
            ("en", "en"),
            ("EN", "en"),
            ("de-AT", "de"),
            ("en_GB", "en"),
            ("zh-Hant-TW", "zh"),
            ("yue", "yue"),
            ("fil", "fil"),
            ("Wuu-Hans", "wuu"),
            ("ast", "ast"),
            ("deu", "de"),
            ("GER", "de"),
            ("nob-NO", "nb"),
        ] {
            let language: Language = tag.parse().unwrap();
            assert_eq!((language.code(), &*language.to_string()), (code, code));
            assert_eq!(code.parse(), Ok(language), "{tag}");
        }
    }

    #[test]
    fn json_has_a_language_as_its_code() {
        let language: Language = serde_json::from_str("\"de-AT\"").unwrap();
        assert_eq!(serde_json::to_string(&language).unwrap(), "\"de\"");
        assert!(serde_json::from_str::<Language>("\"German\"").is_err());
    }

    #[test]
    fn what_is_not_a_code_is_refused() {
        for tag in [
            "",
            "e",
            "English",
            "english",
            "x-klingon",
            "-en",
            "d3",
            "日本",
            "e n",
            " en",
            "engl",
            "und",
            "mul-Latn",
        ] {
            let error = tag.parse::<Language>().unwrap_err();
            assert_eq!(error, InvalidLanguage(tag.to_owned()));
            let start = format!("invalid language code {tag:?}: expected a code such as en");
            assert!(error.to_string().starts_with(&start), "{error}");
        }
    }

    #[test]
    fn every_long_code_is_that_of_a_language_with_a_stemmer() {
        assert!(LONG_CODES.is_sorted());
        for (long, short) in LONG_CODES {
            let language: Language = std::str::from_utf8(long).unwrap().parse().unwrap();
            assert_eq!(language.code().as_bytes(), short);
            assert!(language.stemmer().is_some(), "{language}");
        }
        // Every language with a stemmer has its code of three letters in the list.
        let letters = || b'a'..=b'z';
        let short = letters().flat_map(|a| letters().map(move |b| Language([a, b, 0])));
        for language in short.filter(|language| language.stemmer().is_some()) {
            let has_long = |(_, short): &(&Code, &[u8; 2])| two(short) == language.0;
            assert!(LONG_CODES.iter().any(has_long), "{language}");
        }
    }

    #[test]
    fn norwegian_has_three_codes_and_polish_no_stemmer() {
        let stemmer = |code: &str| code.parse::<Language>().unwrap().stemmer();
        for code in ["no", "nb", "nn-NO"] {
            assert_eq!(stemmer(code), Some(Algorithm::Norwegian));
        }
        assert_eq!(stemmer("de_AT"), Some(Algorithm::German));
        assert_eq!(stemmer("pl"), None);
    }
}
