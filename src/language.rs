//! The language of a page: given, else detected, else unknown; it decides how words are stemmed.

use std::fmt;
use std::str::FromStr;

/// An ISO 639-1 code, two lower-case letters: `en`, `de`, `fr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 2]);

impl Language {
    /// The code, two lower-case ASCII letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("two ASCII letters by construction")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Not a language code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no language code, expected two letters such as en or de-AT")]
pub struct InvalidLanguage(pub String);

impl FromStr for Language {
    type Err = InvalidLanguage;

    /// Takes `en`, `EN`, `en-US`, `en_GB`: the two letters before any `-` or `_`.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok(Language([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => Err(InvalidLanguage(tag.to_owned())),
        }
    }
}
pub(crate) fn detect(_p: &[crate::Paragraph]) -> Option<Language> {
    None
}
