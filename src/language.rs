//! The language of a page: given, else detected, else unknown; it decides how words are stemmed.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use rust_stemmers::Algorithm;
use whatlang::{Detector, Lang};

use crate::Paragraph;

/// An ISO 639-1 code, two lower-case letters: `en`, `de`, `fr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language([u8; 2]);

impl Language {
    /// The code, two lower-case ASCII letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("two ASCII letters by construction")
    }

    /// The Snowball stemmer for the language, where rust-stemmers has one.
    #[must_use]
    pub(crate) fn stemmer(self) -> Option<Algorithm> {
        Some(match &self.0 {
            b"ar" => Algorithm::Arabic,
            b"da" => Algorithm::Danish,
            b"de" => Algorithm::German,
            b"el" => Algorithm::Greek,
            b"en" => Algorithm::English,
            b"es" => Algorithm::Spanish,
            b"fi" => Algorithm::Finnish,
            b"fr" => Algorithm::French,
            b"hu" => Algorithm::Hungarian,
            b"it" => Algorithm::Italian,
            b"nl" => Algorithm::Dutch,
            // Written Nynorsk inflects differently, but the stemmer's endings serve both.
            b"no" | b"nb" | b"nn" => Algorithm::Norwegian,
            b"pt" => Algorithm::Portuguese,
            b"ro" => Algorithm::Romanian,
            b"ru" => Algorithm::Russian,
            b"sv" => Algorithm::Swedish,
            b"ta" => Algorithm::Tamil,
            b"tr" => Algorithm::Turkish,
            _ => return None,
        })
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

/// What can be detected: the languages with a stemmer, and the widespread ones they could be mistaken for.
///
/// whatlang's rarer languages in Latin script (Latin, Welsh, Javanese, Zulu, ...) are left out: they take pages of
/// names and slogans away from the right language and cost a fifth of the time.
const DETECTABLE: [(Lang, &[u8; 2]); 50] = [
    (Lang::Afr, b"af"),
    (Lang::Ara, b"ar"),
    (Lang::Aze, b"az"),
    (Lang::Bel, b"be"),
    (Lang::Ben, b"bn"),
    (Lang::Bul, b"bg"),
    (Lang::Cat, b"ca"),
    (Lang::Ces, b"cs"),
    (Lang::Cmn, b"zh"),
    (Lang::Dan, b"da"),
    (Lang::Deu, b"de"),
    (Lang::Ell, b"el"),
    (Lang::Eng, b"en"),
    (Lang::Est, b"et"),
    (Lang::Fin, b"fi"),
    (Lang::Fra, b"fr"),
    (Lang::Heb, b"he"),
    (Lang::Hin, b"hi"),
    (Lang::Hrv, b"hr"),
    (Lang::Hun, b"hu"),
    (Lang::Hye, b"hy"),
    (Lang::Ind, b"id"),
    (Lang::Ita, b"it"),
    (Lang::Jpn, b"ja"),
    (Lang::Kat, b"ka"),
    (Lang::Kor, b"ko"),
    (Lang::Lav, b"lv"),
    (Lang::Lit, b"lt"),
    (Lang::Mar, b"mr"),
    (Lang::Mkd, b"mk"),
    (Lang::Nep, b"ne"),
    (Lang::Nld, b"nl"),
    (Lang::Nob, b"no"),
    (Lang::Pes, b"fa"),
    (Lang::Pol, b"pl"),
    (Lang::Por, b"pt"),
    (Lang::Ron, b"ro"),
    (Lang::Rus, b"ru"),
    (Lang::Slk, b"sk"),
    (Lang::Slv, b"sl"),
    (Lang::Spa, b"es"),
    (Lang::Srp, b"sr"),
    (Lang::Swe, b"sv"),
    (Lang::Tam, b"ta"),
    (Lang::Tgl, b"tl"),
    (Lang::Tha, b"th"),
    (Lang::Tur, b"tr"),
    (Lang::Ukr, b"uk"),
    (Lang::Urd, b"ur"),
    (Lang::Vie, b"vi"),
];

/// Length of the sample, in characters. Of 911 labelled pages in 7 languages, samples of 500, 1,000 and 2,000 tell
/// the language of 905, 907 and 904: more text only adds quotations and teasers in other languages, and time.
const SAMPLE: usize = 1_000;

/// How much of one paragraph the sample takes, in characters, so that one foreign comment or legal notice, however
/// long, is outvoted.
const SAMPLE_OF_ONE: usize = SAMPLE / 4;

/// Least confidence (whatlang's, 0 to 1) to believe. On the same pages it leaves 904 right, 1 wrong and 6 untold;
/// on single paragraphs of 20 to 40 bytes, 84 right, 6 wrong and 731 untold. whatlang's own 0.9
/// would give up more right answers than wrong ones.
const LEAST_CONFIDENCE: f64 = 0.5;

/// The language that the page's longest paragraphs are in; `None` where the text is too little or too mixed to say.
///
/// Long paragraphs are prose, and prose is what tells languages apart; menus are names and often English anywhere.
/// Depends on the text alone, takes about 0.15 ms.
pub(crate) fn detect(paragraphs: &[Paragraph]) -> Option<Language> {
    let allowed = DETECTABLE.iter().map(|(lang, _)| *lang).collect();
    let found = Detector::with_allowlist(allowed).detect(&sample(paragraphs))?;
    if found.confidence() < LEAST_CONFIDENCE {
        return None;
    }
    let (_, code) = DETECTABLE.iter().find(|(lang, _)| *lang == found.lang())?;
    Some(Language(**code))
}

/// The starts of the longest paragraphs, longest first, the upper one first where they are of a length.
fn sample(paragraphs: &[Paragraph]) -> String {
    let mut order: Vec<&str> = paragraphs.iter().map(Paragraph::text).collect();
    order.sort_by_key(|text| Reverse(text.len()));
    let mut sample = String::new();
    let mut left = SAMPLE;
    for text in order {
        if left == 0 {
            break;
        }
        let start: String = text.chars().take(SAMPLE_OF_ONE.min(left)).collect();
        left -= start.chars().count();
        sample.push_str(&start);
        sample.push(' ');
    }
    sample
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use proptest::prelude::*;

    fn detected(text: &str) -> Option<String> {
        detect(Page::from_text(text).paragraphs()).map(|language| language.to_string())
    }

    #[test]
    fn the_long_paragraphs_decide() {
        let menu = "Home\nNews\nSports\nAbout us\nLogin\nNewsletter\nSubscribe now\n";
        let prose = "Die Fähre legt ab Montag wieder jeden Morgen vom alten Hafen ab, teilte die Reederei mit. \
                     Wegen des Sturms hatte sie zwei Wochen lang an der Mole gelegen.";
        assert_eq!(detected(&format!("{menu}{prose}")).as_deref(), Some("de"));
        let prose = "La nave riprende lunedì il servizio dal vecchio porto, ha detto la compagnia. \
                     Era rimasta ferma al molo per due settimane a causa della tempesta.";
        assert_eq!(detected(&format!("{menu}{prose}")).as_deref(), Some("it"));
        let prose = "Prom wraca w poniedziałek na swoją trasę ze starego portu, poinformował armator. \
                     Z powodu sztormu stał przy nabrzeżu przez dwa tygodnie.";
        assert_eq!(detected(&format!("{menu}{prose}")).as_deref(), Some("pl"));
        assert_eq!(
            detected("Το πλοίο φεύγει τη Δευτέρα").as_deref(),
            Some("el")
        );
    }

    #[test]
    fn too_little_text_has_no_language() {
        for text in ["", "123\n\n---", "OK", "Bar Hotel Taxi"] {
            assert_eq!(detected(text), None, "{text:?}");
        }
    }

    #[test]
    fn one_endless_foreign_paragraph_is_outvoted() {
        let english = [
            "The ferry sails again from the old harbour on Monday morning, the company said. It had been lying at \
             the mole for two weeks because of the storm, which also bent the ramp.",
            "Passengers who bought their tickets before the storm may use them until the end of the year, or ask \
             for their money back at any of the offices where they are sold.",
            "Most of the people who live on the island had learnt to do without. Some of them rowed across with \
             what they had to sell, and others simply waited until the wind went down.",
        ];
        let italian =
            "La nave riprende lunedì il servizio dal vecchio porto, ha detto la compagnia. ";
        let page = format!("{}\n{}", italian.repeat(90), english.join("\n"));
        assert_eq!(detected(&page).as_deref(), Some("en"));
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

    proptest! {
        #[test]
        fn no_text_panics(lines in prop::collection::vec("\\PC{0,80}", 0..20)) {
            detected(&lines.join("\n"));
        }
    }
}
