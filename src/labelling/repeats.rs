//! Paragraphs that come again: the same text in the same elements is asked once.

use rapidhash::RapidHashMap;

use super::key::key;
use super::sheet::{Answer, How, Sheet, State};
use crate::label::Label;
use crate::page::Paragraph;

/// A paragraph of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub sheet: usize,
    pub paragraph: usize,
}

/// Where texts come again.
#[derive(Debug, Default)]
pub struct Repeats(RapidHashMap<u64, Vec<Place>>);

impl Repeats {
    /// Of these sheets.
    pub fn new(sheets: &[Sheet]) -> Repeats {
        let mut places: RapidHashMap<u64, Vec<Place>> = RapidHashMap::default();
        for (sheet, of) in sheets.iter().enumerate() {
            for (paragraph, key) in of.keys.iter().enumerate() {
                let place = Place { sheet, paragraph };
                places.entry(*key).or_default().push(place);
            }
        }
        places.retain(|_, places| places.len() > 1);
        Repeats(places)
    }

    /// Where else a paragraph stands on sheets that are not finished, and nobody has looked at it.
    pub fn elsewhere<'a>(
        &'a self,
        sheets: &'a [Sheet],
        place: Place,
    ) -> impl Iterator<Item = Place> + 'a {
        let key = sheets[place.sheet].keys[place.paragraph];
        let places = self.0.get(&key).into_iter().flatten().copied();
        places.filter(move |other| {
            let sheet = &sheets[other.sheet];
            let is_by_hand = sheet.answers[other.paragraph].how.is_by_hand();
            *other != place && sheet.state != State::Finished && !is_by_hand
        })
    }
}

/// The labels of texts on pages that were labelled before; `None` where they differ.
#[derive(Debug, Default)]
pub struct Known(RapidHashMap<u64, Option<Label>>);

impl Known {
    /// What these answers of a page say.
    pub fn on_page(sheet: &Sheet, counts: impl Fn(&Answer) -> bool) -> Known {
        let mut known = Known::default();
        let answers = sheet.keys.iter().zip(&sheet.answers);
        for (key, answer) in answers.filter(|(_, answer)| counts(answer)) {
            known.insert(*key, answer.label);
        }
        known
    }

    /// Remembers a paragraph's label.
    pub fn add(&mut self, paragraph: &Paragraph, label: Label) {
        self.insert(key(paragraph), label);
    }

    /// The label of a text, if there is one alone.
    pub fn label(&self, key: u64) -> Option<Label> {
        self.0.get(&key).copied().flatten()
    }

    fn insert(&mut self, key: u64, label: Label) {
        let known = self.0.entry(key).or_insert(Some(label));
        if *known != Some(label) {
            *known = None;
        }
    }

    /// Takes what is known over to a sheet.
    pub fn take_over(&self, sheet: &mut Sheet) {
        for (key, answer) in sheet.keys.iter().zip(&mut sheet.answers) {
            if let Some(label) = self.label(*key) {
                answer.label = label;
                answer.how = How::Taken;
            }
        }
    }
}
