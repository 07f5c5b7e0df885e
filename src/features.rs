//! What a paragraph is described by. One emitter, which both fit and predict call, so they cannot drift.
//!
//! Every feature belongs to a [`Family`] and has a name. Words are weighted by TF-IDF ([`crate::vectorizer`]);
//! all other features are present (1) or not. To add a feature, emit it from its family's file; to add a family,
//! add it to [`Family::ALL`]. Both need the models trained anew.

mod alike;
mod concept;
mod heading;
mod markup;
mod near;
mod place;
mod shape;
mod stem;
mod topic;
mod words;

use serde::{Deserialize, Serialize};

use crate::page::Page;
use crate::structure::{Structure, without_bullet};
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
    /// Words and concepts of the line that governs the paragraph.
    Heading,
    /// What telling words mean, whatever the language.
    Concept,
    /// The concepts further above and below.
    Near,
    /// Whether the paragraph speaks of what the long ones speak of.
    Topic,
    /// Tag, ancestors, link density, how far one climbs to the neighbours.
    Tag,
    /// How the blocks around look, by their markup.
    Alike,
    /// Words of ids and classes.
    Class,
}

impl Family {
    /// Every family, in the order in which features are numbered.
    pub const ALL: [Family; 11] = [
        Family::Word,
        Family::Pair,
        Family::Shape,
        Family::Place,
        Family::Heading,
        Family::Concept,
        Family::Near,
        Family::Topic,
        Family::Tag,
        Family::Alike,
        Family::Class,
    ];

    /// How many paragraphs away a feature is seen, above and below.
    ///
    /// Chosen by folds over the training sites.
    #[must_use]
    pub const fn reach(self) -> u32 {
        match self {
            Family::Word | Family::Shape | Family::Concept | Family::Tag => 2,
            Family::Pair => 1,
            Family::Place
            | Family::Heading
            | Family::Near
            | Family::Topic
            | Family::Alike
            | Family::Class => 0,
        }
    }

    /// The value of a feature that is present, where TF-IDF does not weight it.
    ///
    /// The penalty acts on weights, so a feature of smaller value is held back more. At 1, the dozens of shapes and
    /// places of a paragraph and its neighbours drown its few words. `models/EXPERIMENTS.md` has the settings tried.
    #[must_use]
    pub const fn value(self) -> f32 {
        match self {
            Family::Word | Family::Pair => 1.0,
            Family::Concept => 0.3,
            Family::Class => 0.2,
            Family::Shape
            | Family::Place
            | Family::Heading
            | Family::Topic
            | Family::Tag
            | Family::Alike => 0.15,
            Family::Near => 0.1,
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
            Family::Concept => "concept",
            Family::Near => "near",
            Family::Topic => "topic",
            Family::Tag => "tag",
            Family::Alike => "alike",
            Family::Class => "class",
        }
    }
}

/// A page prepared for emission: its tokens and what features of several families need of every paragraph.
pub(crate) struct Prepared<'a> {
    page: &'a Page,
    words: Words,
    shapes: Vec<shape::Shape>,
    places: place::Places,
    topic: topic::Topic,
    markup: markup::Markup<'a>,
    alike: alike::Alike,
    structure: Structure,
    language: Option<Language>,
}

impl<'a> Prepared<'a> {
    /// Prepares a page with the marks it has.
    pub(crate) fn new(page: &'a Page) -> Prepared<'a> {
        Prepared::with_structure(page, Structure::of(page))
    }

    /// Prepares a page as if it had been plain text.
    #[cfg(feature = "train")]
    pub(crate) fn unmarked(page: &'a Page) -> Prepared<'a> {
        Prepared::with_structure(page, Structure::of_text(page))
    }

    fn with_structure(page: &'a Page, structure: Structure) -> Prepared<'a> {
        let language = page
            .language()
            .or_else(|| language::detect(page.paragraphs()));
        let words = Words::of(page, language);
        let shapes: Vec<_> = page
            .paragraphs()
            .iter()
            .map(|paragraph| shape::Shape::of(without_bullet(paragraph.text())))
            .collect();
        let places = place::Places::of(page, &shapes);
        let topic = topic::Topic::of(&words, &shapes);
        let markup = markup::Markup::of(page, &structure);
        let alike = alike::Alike::of(page, &shapes, &structure);
        Prepared {
            page,
            structure,
            topic,
            markup,
            alike,
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

    /// Which paragraphs belong together.
    pub(crate) fn structure(&self) -> &Structure {
        &self.structure
    }

    /// The language given or detected.
    pub(crate) fn language(&self) -> Option<Language> {
        self.language
    }

    /// Calls `sink` with the family and name of every feature of a paragraph; repeated words come repeatedly.
    pub(crate) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, &str)) {
        let mut name = Name::default();
        self.words.emit(index, &mut name, sink);
        let text = self.page.paragraphs()[index].text();
        self.shapes[index].emit(text, &mut name, sink);
        self.places.emit(index, &self.shapes, &mut name, sink);
        heading::emit(index, &self.words, &self.structure, &mut name, sink);
        concept::emit(index, &self.words, &self.shapes, &mut name, sink);
        near::emit(index, &self.words, &self.shapes, &mut name, sink);
        self.topic.emit(index, &self.shapes, &mut name, sink);
        self.markup
            .emit(index, &self.shapes, &self.structure, &mut name, sink);
        self.alike.emit(index, &mut name, sink);
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

    /// The four, one after the other.
    fn joined(&mut self, a: &str, b: &str, c: &str, d: &str) -> &str {
        self.0.clear();
        [a, b, c, d].iter().for_each(|part| self.0.push_str(part));
        &self.0
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
