//! Tests of the languages' files, and of how their words are found.

use std::collections::BTreeMap;

use super::*;
use crate::features::text::cache::TokenCache;
use crate::features::text::token::Tokens;

/// The names of the cues of a text in a language.
fn named(language: &str, text: &str) -> Vec<&'static str> {
    let mut cache = TokenCache::new(language.parse().ok());
    let mut tokens = Tokens::default();
    tokens.read(text);
    let entries: Vec<u32> = (0..tokens.len())
        .map(|at| cache.enter(tokens.get(at)))
        .collect();
    cache.cues(&entries).numbers().map(name).collect()
}

#[test]
fn words_of_several_languages_mean_the_same() {
    for (language, text) in [
        ("en", "Subscribe"),
        ("de", "Abonnieren"),
        ("fr", "S'abonner"),
        ("es", "SUSCRIBETE"),
        ("ja", "購読する"),
        ("zh", "立即订阅"),
        ("ko", "구독하기"),
        ("ru", "Подписка"),
        ("el", "ΣΥΝΔΡΟΜΗ"),
    ] {
        let cues = named(language, text);
        assert!(cues.contains(&"subscribe"), "{language}: {text}: {cues:?}");
    }
    assert!(named("en", "A ferry").is_empty());
}

#[test]
fn phrases_are_words_in_a_row() {
    assert!(named("en", "Already a subscriber? Log in").contains(&"already-subscriber"));
    assert!(!named("en", "A subscriber already").contains(&"already-subscriber"));
    assert!(named("en", "You have 3 articles left").contains(&"left"));
    assert!(named("de", "Lesen Sie auch: Fähren").contains(&"read-also"));
}

#[test]
fn a_start_is_that_of_the_paragraph() {
    assert!(named("en", "By Ada Harbour").contains(&"byline"));
    assert!(!named("en", "Written in ink by hand").contains(&"byline"));
}

#[test]
fn english_is_read_beside_every_language() {
    assert!(named("de", "Sign in").contains(&"sign-in"));
    assert!(named("cy", "Newsletter").contains(&"newsletter"));
    assert!(named("en", "Anmelden").is_empty());
}

#[test]
fn the_words_of_an_address_have_cues() {
    let cues = |language: &str, address| {
        let words = Cues::for_language(language.parse().ok());
        let all: CueSet = words_of_address(address)
            .filter_map(|word| words.in_name(&word))
            .collect();
        all.numbers().map(name).collect::<Vec<_>>()
    };
    assert_eq!(
        cues("en", "/Subscribe/newsletter-tides?x"),
        ["subscribe", "newsletter"]
    );
    // Letters that are not ASCII do not end a word, capitals do not begin one.
    assert_eq!(cues("es", "//harbour.example/suscríbete"), ["subscribe"]);
    assert_eq!(cues("en", "/toSubscribe/a/%20"), [""; 0]);
    assert_eq!(cues("en", ""), [""; 0]);
}

#[test]
fn every_file_has_a_line_for_every_meaning() {
    assert!(MEANINGS.len() <= 128);
    for (language, text) in texts() {
        let lines = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        let meanings: Vec<&str> = lines
            .map(|line| {
                line.split_once(": ")
                    .unwrap_or_else(|| panic!("{language}: {line}"))
                    .0
            })
            .collect();
        assert_eq!(meanings, MEANINGS, "{language}");
    }
}

#[test]
fn no_entry_stands_twice_in_a_file_and_each_is_found() {
    for (language, text) in texts() {
        let (mut seen, mut lost) = (BTreeMap::new(), Vec::new());
        for (cue, entries) in table::lines(text) {
            for entry in entries {
                assert!(
                    !entry.is_empty(),
                    "{language}: {}: an empty entry",
                    name(cue)
                );
                let before = seen.insert(entry, cue);
                assert_eq!(before, None, "{language}: {entry}");
                let said = entry
                    .trim_start_matches('^')
                    .replace('*', "")
                    .replace('#', "7");
                let found = named(language, &said);
                if found.is_empty() {
                    lost.push(entry);
                }
            }
        }
        assert!(lost.is_empty(), "{language}: {lost:?}");
    }
}

#[test]
fn no_beginning_is_longer_than_the_table_can_tell() {
    for (language, text) in texts() {
        let words = text.split([',', ' ', '\n', '^']);
        for start in words.filter_map(|word| word.strip_suffix('*')) {
            assert!((3..66).contains(&fold(start).len()), "{language}: {start}");
        }
    }
}

/// What articles say themselves may be more common in them.
#[cfg(feature = "train")]
const OF_ARTICLES: [&str; 10] = [
    "date",
    "day",
    "ingredients",
    "method",
    "month",
    "price",
    "said",
    "section",
    "week",
    "year",
];

/// Words that are common in running text would tell nothing of what a line is for.
#[cfg(feature = "train")]
#[test]
fn no_entry_is_common_in_articles() {
    use std::io::Write;

    let Some(corpus) = std::env::var_os("UNPITCH_CORPUS") else {
        // Of a test that passes, the harness swallows what `eprintln` prints, but not this.
        let notice = b"\nno_entry_is_common_in_articles: SKIPPED, UNPITCH_CORPUS is not set\n";
        std::io::stderr().write_all(notice).expect("stderr");
        return;
    };
    let path = std::path::Path::new(&corpus).join("train.csv.gz");
    let reader = crate::dataset::DatasetReader::default();
    let (dataset, _) = reader.read_path(&path).expect("the corpus");
    let mut articles: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for page in dataset.pages() {
        let language = page.page().language().map(|language| language.to_string());
        let paragraphs = page.page().paragraphs().iter().zip(page.labels());
        let articles = articles.entry(language.unwrap_or_default()).or_default();
        articles.extend(
            paragraphs
                .filter(|(p, label)| **label == crate::Label::Article && p.text().len() > 150)
                .map(|(p, _)| p.text()),
        );
    }
    for (language, texts) in articles.iter().filter(|(_, texts)| texts.len() > 300) {
        for ((cue, entry), n) in counts(language, texts) {
            let most = if OF_ARTICLES.contains(&name(cue)) {
                0.2
            } else {
                0.1
            };
            let share = n as f32 / texts.len() as f32;
            assert!(
                share <= most,
                "{language}: {}: {entry} in {share} of all",
                name(cue)
            );
        }
    }
}

/// How many of the texts have each entry.
#[cfg(feature = "train")]
fn counts(language: &str, texts: &[&str]) -> BTreeMap<(u8, String), usize> {
    let words = Cues::for_language(language.parse().ok());
    let (mut tokens, mut counts) = (Tokens::default(), BTreeMap::new());
    for text in texts {
        tokens.read(text);
        let folded = (0..tokens.len()).map(|at| fold(tokens.get(at)).into_owned());
        let folded: Vec<String> = folded.collect();
        let mut found = std::collections::BTreeSet::new();
        for (at, word) in folded.iter().enumerate() {
            let rest = || folded[at + 1..].iter().map(String::as_str);
            let meaning = words.look_up(word, |phrase| {
                if (at == 0 || !phrase.at_start) && phrase.goes_on(rest()) {
                    found.insert((phrase.cue, format!("{word} {phrase:?}")));
                }
            });
            let at_start = meaning.at_start.filter(|_| at == 0);
            let single = meaning.anywhere.into_iter().chain(at_start);
            found.extend(single.map(|cue| (cue, word.clone())));
        }
        for entry in found {
            *counts.entry(entry).or_default() += 1;
        }
    }
    counts
}
