//! What is kept from page to page: the texts, tokens and class words of each language that has been seen.

use super::cue::Cues;
use super::machine_words::MachineWords;
use super::texts::Texts;
use crate::Language;

/// Bytes of texts, stems, folded tokens and their phrases and of class words that are kept at once, of all languages together;
/// with all that belongs to them they take some times that.
const MOST_BYTES: usize = 4 << 20;

/// The caches of several languages, the one asked for last at the end.
pub(crate) struct Caches {
    kept: Vec<Cache>,
    most_bytes: usize,
}

/// What is kept of the pages of one language.
pub(super) struct Cache {
    language: Option<Language>,
    pub(super) texts: Texts,
    pub(super) names: MachineWords,
}

impl Cache {
    fn new(language: Option<Language>) -> Cache {
        Cache {
            language,
            texts: Texts::new(language),
            names: MachineWords::new(Cues::for_language(language)),
        }
    }

    fn n_bytes(&self) -> usize {
        self.texts.n_bytes() + self.names.n_bytes()
    }
}

impl Default for Caches {
    fn default() -> Caches {
        Caches {
            kept: Vec::new(),
            most_bytes: MOST_BYTES,
        }
    }
}

impl Caches {
    /// The cache of a language, with room for one more page: the caches that were not asked for longest are dropped.
    pub(super) fn for_language(&mut self, language: Option<Language>) -> &mut Cache {
        let kept = self.kept.iter().position(|kept| kept.language == language);
        let mut asked = kept.map_or_else(|| Cache::new(language), |at| self.kept.remove(at));
        asked.texts.make_room();
        self.kept.push(asked);
        while self.n_bytes() > self.most_bytes {
            self.kept.remove(0);
        }
        if self.kept.is_empty() {
            self.kept.push(Cache::new(language));
        }
        self.kept.last_mut().expect("the one asked for")
    }

    fn n_bytes(&self) -> usize {
        self.kept.iter().map(Cache::n_bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_asked_for_last_are_kept() {
        // Words that mean nothing in any language.
        let text = |number: usize| "zq".repeat(number + 1);
        let mut two = Texts::new(None);
        for number in 0..2 {
            two.enter(&text(number));
        }
        // Room for three languages with two texts each, and not for a seventh text.
        let mut caches = Caches {
            most_bytes: 3 * two.n_bytes() + two.n_bytes() / 4,
            ..Caches::default()
        };
        let language = |code: &str| Some(code.parse().expect("a code"));
        let mut read = |code: &str, texts: usize| {
            let cache = caches.for_language(language(code));
            for number in 0..texts {
                cache.texts.enter(&text(number));
            }
            let kept = caches.kept.iter().map(|kept| kept.language);
            kept.collect::<Vec<_>>()
        };
        for code in ["en", "de", "fr"] {
            read(code, 2);
        }
        assert_eq!(read("en", 0), ["de", "fr", "en"].map(language));
        read("fr", 3);
        assert_eq!(read("en", 0), ["fr", "en"].map(language));
        read("en", 100);
        // It alone has too much.
        assert_eq!(read("en", 0), ["en"].map(language));
        assert_eq!(caches.n_bytes(), 0);
    }
}
