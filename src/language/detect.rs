//! The language that a page's texts are in.

use std::cmp::Reverse;
use std::ops::RangeInclusive;

use whatlang::{Detector, Lang};

use super::function_words::by_function_words;
use super::{Language, two};

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
/// Depends on the texts alone. Trigrams take about 0.08 ms.
fn detect<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Language> {
    let sample = sample(texts);
    let told = by_script(&sample).or_else(|| by_function_words(&sample));
    if told.is_some() {
        return told;
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

    proptest! {
        #[test]
        fn no_text_panics(lines in prop::collection::vec("\\PC{0,80}", 0..20)) {
            detected(&lines.join("\n"));
        }
    }
}
