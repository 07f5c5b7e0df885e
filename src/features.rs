//! What a paragraph is described by. One emitter, which both fit and predict call, so they cannot drift.
//!
//! Every feature belongs to a [`Family`] and has a name. Words are weighted by TF-IDF ([`crate::vectorizer`]);
//! all other features are present (1) or not. To add a feature, emit it from its family's file; to add a family,
//! add it to [`Family::ALL`]. Both need the models trained anew.

mod heading;
mod place;
mod shape;
mod stem;
mod words;

use serde::{Deserialize, Serialize};

use crate::page::Page;
use crate::{Language, language};
use words::Words;

/// A group of features that are weighted alike and reach equally far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Family {
    /// Stemmed words.
    Word,
    /// Stemmed words that follow each other.
    Pair,
    /// Length, punctuation, case, digits, money.
    Shape,
    /// Where on the page, how far from long paragraphs.
    Place,
    /// Words of the short lines further above and below, one of which may govern the paragraph.
    Heading,
}

impl Family {
    /// Every family, in the order in which features are numbered.
    pub const ALL: [Family; 5] = [
        Family::Word,
        Family::Pair,
        Family::Shape,
        Family::Place,
        Family::Heading,
    ];

    /// How many paragraphs away a feature is seen, above and below.
    ///
    /// Chosen by folds over the training sites.
    #[must_use]
    pub const fn reach(self) -> u32 {
        match self {
            Family::Word | Family::Shape => 2,
            Family::Pair => 1,
            Family::Place | Family::Heading => 0,
        }
    }

    /// The value of a feature that is present, where TF-IDF does not weight it.
    ///
    /// The penalty acts on weights, so a feature of smaller value is held back more. At 1, the dozens of shapes and
    /// places of a paragraph and its neighbours drown its few words. `models/README.md` has the settings tried, in which
    /// alpha and label weights changed along.
    #[must_use]
    pub const fn value(self) -> f32 {
        match self {
            Family::Word | Family::Pair => 1.0,
            Family::Shape | Family::Place => 0.15,
            // There are ten times as many of them.
            Family::Heading => 0.06,
        }
    }

    /// Whether the family's features are weighted by TF-IDF.
    #[must_use]
    pub const fn is_weighted(self) -> bool {
        matches!(self, Family::Word | Family::Pair)
    }

    /// The family's name in model files and explanations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Family::Word => "word",
            Family::Pair => "pair",
            Family::Shape => "shape",
            Family::Place => "place",
            Family::Heading => "heading",
        }
    }
}

/// A page prepared for emission: its tokens and what features of several families need of every paragraph.
pub(crate) struct Prepared<'a> {
    page: &'a Page,
    words: Words,
    shapes: Vec<shape::Shape>,
    places: place::Places,
    language: Option<Language>,
}

impl<'a> Prepared<'a> {
    pub(crate) fn new(page: &'a Page) -> Prepared<'a> {
        let language = page
            .language()
            .or_else(|| language::detect(page.paragraphs()));
        let words = Words::of(page, language);
        let shapes: Vec<_> = page
            .paragraphs()
            .iter()
            .map(|paragraph| shape::Shape::of(paragraph.text()))
            .collect();
        let places = place::Places::of(page, &shapes);
        Prepared {
            page,
            words,
            shapes,
            places,
            language,
        }
    }

    /// Number of paragraphs on the page.
    pub(crate) fn n_paragraphs(&self) -> usize {
        self.shapes.len()
    }

    /// The language given or detected.
    pub(crate) fn language(&self) -> Option<Language> {
        self.language
    }

    /// Calls `sink` with the family and name of every feature of a paragraph; repeated words come repeatedly.
    pub(crate) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, &str)) {
        let mut name = Name::default();
        self.words.emit(index, &mut name, sink);
        self.shapes[index].emit(self.page.paragraphs()[index].text(), &mut name, sink);
        self.places.emit(index, &self.shapes, &mut name, sink);
        heading::emit(index, &self.words, &self.shapes, &mut name, sink);
    }
}

/// A buffer in which names are put together.
#[derive(Default)]
struct Name(String);

impl Name {
    /// `group=number`.
    fn number(&mut self, group: &str, number: usize) -> &str {
        self.0.clear();
        self.0.push_str(group);
        self.0.push('=');
        if number >= 10 {
            self.digits(number / 10);
        }
        self.0.push(digit(number % 10));
        &self.0
    }

    fn digits(&mut self, number: usize) {
        if number >= 10 {
            self.digits(number / 10);
        }
        self.0.push(digit(number % 10));
    }

    /// `first second`.
    fn pair(&mut self, first: &str, second: &str) -> &str {
        self.0.clear();
        self.0.push_str(first);
        self.0.push(' ');
        self.0.push_str(second);
        &self.0
    }
}

fn digit(value: usize) -> char {
    char::from(b'0' + value as u8)
}

/// A logarithmic bucket: 0, 1, 2, 3, 4-5, 6-7, 8-11, 12-15, 16-23, ...: two buckets to a doubling.
fn log_bucket(value: usize) -> usize {
    if value < 4 {
        return value;
    }
    let doublings = value.ilog2() as usize;
    2 * doublings + ((value >> (doublings - 1)) & 1)
}
