//! Paragraphs that come again: the same text in the same elements is asked once.

use rapidhash::RapidHashMap;

use super::key::key;
use super::sheet::{How, Sheet, State};
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
    /// Remembers a paragraph's label.
    pub fn add(&mut self, paragraph: &Paragraph, label: Label) {
        let known = self.0.entry(key(paragraph)).or_insert(Some(label));
        if *known != Some(label) {
            *known = None;
        }
    }

    /// Takes what is known over to a sheet.
    pub fn take_over(&self, sheet: &mut Sheet) {
        for (key, answer) in sheet.keys.iter().zip(&mut sheet.answers) {
            if let Some(Some(label)) = self.0.get(key) {
                answer.label = *label;
                answer.how = How::Taken;
            }
        }
    }
}
