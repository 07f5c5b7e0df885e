//! What a paragraph is described by. One emitter, which both fit and predict call, so they cannot drift.
//!
//! Every feature belongs to a [`Family`] and has a name. Words are weighted by TF-IDF ([`crate::vectorizer`]);
//! all other features are present (1) or not. To add a feature, emit it from its family's file; to add a family,
//! add it to [`Family::ALL`]. Both need the models trained anew.

mod alike;
mod block;
mod class;
mod concept;
mod group;
mod heading;
mod lexicon;
mod markup;
mod name;
mod near;
mod place;
mod shape;
mod stem;
mod token;
mod topic;
mod words;

use serde::{Deserialize, Serialize};

use crate::page::Page;
use crate::structure::{Structure, without_bullet};
use crate::{Language, language};
use block::Blocks;
pub(crate) use group::Group;
pub(crate) use lexicon::Lexicons;
pub(crate) use name::Name;
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
    /// Words of ids and classes, and parts of them.
    Class,
    /// The concepts and tags of the lines of one block.
    Block,
}

impl Family {
    /// Every family, in the order in which features are numbered.
    pub const ALL: [Family; 12] = [
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
        Family::Block,
    ];

    /// The furthest that a feature of any family is seen.
    pub(crate) const WIDEST: usize = {
        let (mut widest, mut family) = (0, 0);
        while family < Family::ALL.len() {
            let reach = Family::ALL[family].reach() as usize;
            widest = if reach > widest { reach } else { widest };
            family += 1;
        }
        widest
    };

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
            | Family::Class
            | Family::Block => 0,
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
            | Family::Alike
            | Family::Block => 0.15,
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
            Family::Block => "block",
        }
    }
}

/// A page prepared for emission: its tokens and what features of several families need of every paragraph.
pub(crate) struct Prepared<'a> {
    page: &'a Page,
    words: Words<'a>,
    shapes: Vec<shape::Shape>,
    places: place::Places,
    near: near::Near,
    topic: topic::Topic,
    markup: markup::Markup<'a>,
    alike: alike::Alike,
    blocks: Blocks<'a>,
    structure: Structure,
    language: Option<Language>,
}

impl<'a> Prepared<'a> {
    /// Prepares a page with the marks it has.
    pub(crate) fn new(page: &'a Page, lexicons: &'a mut Lexicons) -> Prepared<'a> {
        Prepared::with_structure(page, Structure::of(page), lexicons)
    }

    /// Prepares a page as if it had been plain text.
    #[cfg(feature = "train")]
    pub(crate) fn unmarked(page: &'a Page, lexicons: &'a mut Lexicons) -> Prepared<'a> {
        Prepared::with_structure(page, Structure::of_text(page), lexicons)
    }

    fn with_structure(
        page: &'a Page,
        structure: Structure,
        lexicons: &'a mut Lexicons,
    ) -> Prepared<'a> {
        let language = page
            .language()
            .or_else(|| language::detect(page.paragraphs()));
        let words = Words::of(page, lexicons.of(language));
        let shapes: Vec<_> = page
            .paragraphs()
            .iter()
            .map(|paragraph| shape::Shape::of(without_bullet(paragraph.text())))
            .collect();
        Prepared {
            places: place::Places::of(&shapes, &structure),
            near: near::Near::of(&words, &shapes),
            topic: topic::Topic::of(&words, &shapes),
            markup: markup::Markup::of(page, &structure),
            alike: alike::Alike::of(page, &shapes, &structure),
            blocks: Blocks::of(page, &words, &shapes, &structure),
            page,
            structure,
            words,
            shapes,
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

    /// Which of the paragraphs that share features `by` something a paragraph is among, below [`Prepared::n_shares`].
    pub(crate) fn share(&self, by: Share, index: usize) -> Option<usize> {
        match by {
            Share::Heading => self.structure.heading(index),
            Share::Path => {
                let marked = self.structure.marked()?;
                Some(marked.paths[0].of[index] as usize)
            }
            Share::Block(height) => Blocks::block(height, index, &self.structure),
        }
    }

    /// Number of the sets of paragraphs that share features `by` something.
    pub(crate) fn n_shares(&self, by: Share) -> usize {
        match by {
            Share::Heading => self.n_paragraphs(),
            Share::Path => {
                let marked = self.structure.marked();
                marked.map_or(0, |marked| marked.paths[0].len)
            }
            Share::Block(height) => self.blocks.len(height),
        }
    }

    /// Calls `sink` with the family and name of every feature of a paragraph; repeated ones come repeatedly.
    pub(crate) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        self.emit_own(index, sink);
        for by in Share::ALL {
            if let Some(share) = self.share(by, index) {
                self.emit_shared(by, share, sink);
            }
        }
    }

    /// The features that are a paragraph's own. But for words and pairs, each comes once.
    pub(crate) fn emit_own(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let (words, shapes, structure) = (&self.words, &self.shapes[..], &self.structure);
        words.emit(index, sink);
        shapes[index].emit(self.page.paragraphs()[index].text(), sink);
        self.places.emit(index, shapes, sink);
        heading::emit_distance(index, structure, sink);
        concept::emit(index, words, shapes, sink);
        self.near.emit(index, sink);
        self.topic.emit(index, shapes, sink);
        self.markup.emit(index, shapes, structure, sink);
        self.alike.emit(index, sink);
    }

    /// The features that the paragraphs of a share have in common.
    pub(crate) fn emit_shared(
        &self,
        by: Share,
        share: usize,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        match by {
            Share::Heading => heading::emit_words(share, &self.words, sink),
            Share::Path => self.markup.emit_path(share, sink),
            Share::Block(height) => self.blocks.emit(height, share, sink),
        }
    }
}

/// What paragraphs share features by: whoever scores a page sums these up once a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// The line that governs them.
    Heading,
    /// Their path.
    Path,
    /// The block they are in, of one of several heights.
    Block(usize),
}

impl Share {
    /// Everything that paragraphs share features by.
    pub(crate) const ALL: [Share; 2 + Blocks::HEIGHTS] = [
        Share::Heading,
        Share::Path,
        Share::Block(0),
        Share::Block(1),
        Share::Block(2),
    ];
}

/// A logarithmic bucket: 0, 1, 2, 3, 4-5, 6-7, 8-11, 12-15, 16-23, ...: two buckets to a doubling.
fn log_bucket(value: usize) -> usize {
    if value < 4 {
        return value;
    }
    let doublings = value.ilog2() as usize;
    2 * doublings + ((value >> (doublings - 1)) & 1)
}
