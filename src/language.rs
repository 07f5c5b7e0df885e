//! The language of a page: given, else detected, else unknown; it decides how words are stemmed.

use std::cmp::Reverse;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use rust_stemmers::Algorithm;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use whatlang::{Detector, Lang};

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

/// Length of the sample, in characters. Of 1,699 labelled pages in 35 languages, samples of 300, 500 and 1,000 give the
/// right language for 1,675, 1,678 and 1,670, before scripts are looked at: more text only adds quotations and teasers in
/// other languages, and time.
const SAMPLE: usize = 500;

/// How much of one paragraph the sample takes, in characters, so that one foreign comment or legal notice, however
/// long, is outvoted.
const SAMPLE_OF_ONE: usize = SAMPLE / 4;

/// Least confidence (whatlang's, 0 to 1) to believe. On the same pages, scripts looked at, it leaves 1,679 right, 9 wrong and
/// 11 undecided; whatlang's own 0.9 would give up more right answers than wrong ones.
const LEAST_CONFIDENCE: f64 = 0.5;

/// Scripts of one language each, as their first and last letters.
const SCRIPTS: [(RangeInclusive<char>, &[u8; 2]); 9] = [
    ('\u{370}'..='\u{3FF}', b"el"),
    ('\u{530}'..='\u{58F}', b"hy"),
    ('\u{590}'..='\u{5FF}', b"he"),
    ('\u{980}'..='\u{9FF}', b"bn"),
    ('\u{B80}'..='\u{BFF}', b"ta"),
    ('\u{E00}'..='\u{E7F}', b"th"),
    ('\u{10A0}'..='\u{10FF}', b"ka"),
    // Kana; Japanese writes Han beside it.
    ('\u{3041}'..='\u{30FF}', b"ja"),
    ('\u{AC00}'..='\u{D7A3}', b"ko"),
];

/// One in so many letters of such a script is enough: names, numbers and advertisements are Latin everywhere.
const ONE_IN: usize = 5;

/// The language of a page's texts, with the word of `<html lang>` where they do not tell, or are in a language that nobody
/// here can tell: that word is often left over from a template, `en` on pages of any language.
pub(crate) fn of_page<'a>(
    texts: impl Iterator<Item = &'a str>,
    declared: Option<Language>,
) -> Option<Language> {
    let is_detectable = |language: &Language| {
        let mut codes = DETECTABLE.iter().map(|(_, code)| two(code));
        codes.any(|code| code == language.0)
    };
    match declared {
        Some(language) if !is_detectable(&language) => declared,
        _ => detect(texts).or(declared),
    }
}

/// The language of the longest of a page's texts; `None` where they are too short or too mixed to say.
///
/// Long paragraphs are prose, and prose has the page's language; menus are names and often English anywhere.
/// Depends on the texts alone, takes about 0.08 ms.
fn detect<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Language> {
    let sample = sample(texts);
    if let Some(language) = by_script(&sample) {
        return Some(language);
    }
    let allowed = DETECTABLE.iter().map(|(lang, _)| *lang).collect();
    let found = Detector::with_allowlist(allowed).detect(&sample)?;
    if found.confidence() < LEAST_CONFIDENCE {
        return None;
    }
    let (_, code) = DETECTABLE.iter().find(|(lang, _)| *lang == found.lang())?;
    Some(Language(two(code)))
}

/// The language that alone writes the sample's script.
fn by_script(sample: &str) -> Option<Language> {
    if sample.is_ascii() {
        return None;
    }
    let mut counts = [0; SCRIPTS.len()];
    let mut letters = 0;
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        // Latin and Cyrillic are those of many.
        if let Some(script) = SCRIPTS.iter().position(|(script, _)| script.contains(&c)) {
            counts[script] += 1;
        }
    }
    let (script, count) = counts
        .into_iter()
        .enumerate()
        .max_by_key(|(_, count)| *count)?;
    let (_, code) = &SCRIPTS[script];
    (count > 0 && count * ONE_IN >= letters).then(|| Language(two(code)))
}

/// The starts of the longest texts, longest first, and of two of the same length the upper one first.
fn sample<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut order: Vec<&str> = texts.collect();
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
    use proptest::prelude::*;

    /// The language of a text with one paragraph per line.
    fn detected(text: &str) -> Option<String> {
        detect(text.lines()).map(|language| language.to_string())
    }

    #[test]
    fn a_script_of_one_language_tells_it() {
        for (text, code) in [
            ("Το πλοίο φεύγει στις οκτώ", "el"),
            ("Instagram 船は八時に出ます", "ja"),
            ("배는 여덟 시에 떠납니다 Facebook", "ko"),
            ("เรือออกแปดโมง", "th"),
        ] {
            assert_eq!(detected(text).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn what_a_page_says_of_its_language_counts_where_its_text_does_not_tell() {
        let of = |text: &str, declared: &str| {
            let language = of_page(text.lines(), declared.parse().ok());
            language.map(|language| language.to_string())
        };
        let german =
            "Die Fähre fährt ab Montag wieder jede Stunde, und am Abend kommt sie später zurück.";
        assert_eq!(of(german, "en").as_deref(), Some("de"));
        assert_eq!(of("Login", "da").as_deref(), Some("da"));
        // Nobody here can tell Swahili.
        assert_eq!(
            of("Meli inaondoka saa mbili asubuhi kila siku", "sw").as_deref(),
            Some("sw")
        );
        assert_eq!(of("7", ""), None);
    }

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
