//! The files of the languages, each read when a page first needs it.

use std::sync::OnceLock;

use super::table::Table;
use crate::Language;

/// Declares the languages that have a file.
macro_rules! languages {
    ($($code:literal)*) => {
        /// The code and the file of each language, English first.
        const LANGUAGES: [(&str, &str); [$($code),*].len()] =
            [$(($code, include_str!(concat!("languages/", $code, ".txt")))),*];
    };
}

languages! {
    "en"
    "ar" "bg" "bn" "ca" "cs" "da" "de" "el" "es" "et" "fa" "fi" "fr" "he"
    "hi" "hr" "hu" "id" "is" "it" "ja" "ko" "lt" "lv" "nl" "no" "pl" "pt"
    "ro" "ru" "sk" "sl" "sr" "sv" "sw" "th" "tr" "uk" "ur" "vi" "zh"
}

static TABLES: [OnceLock<Table>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];

/// The words of a language, if there is a file of it or of one that is read alike.
pub(super) fn table(language: Language) -> Option<&'static Table> {
    let code = match language.code() {
        "nb" | "nn" => "no",
        "ms" => "id",
        "bs" => "hr",
        "yue" => "zh",
        // Close enough for most of the words.
        "af" => "nl",
        "gl" => "pt",
        "mk" => "bg",
        code => code,
    };
    LANGUAGES.iter().position(|(own, _)| *own == code).map(read)
}

/// The words of English.
pub(super) fn english() -> &'static Table {
    read(0)
}

fn read(at: usize) -> &'static Table {
    TABLES[at].get_or_init(|| Table::parse(LANGUAGES[at].1))
}

/// The code and the text of each file.
#[cfg(test)]
pub(in crate::features) fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.into_iter()
}
