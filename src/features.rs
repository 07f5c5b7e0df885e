//! What a paragraph is described by. One emitter, which both fit and predict call, so they cannot drift.
//!
//! Every feature belongs to a [`Family`] and has a name. Words are weighted by TF-IDF ([`crate::vectorizer`]);
//! all other features are present (1) or not. To add a feature, emit it from its family's file; to add a family,
//! add it to [`Family::ALL`]. Both need the models trained anew.

mod alike;
mod block;
mod class;
mod concept;
mod family;
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

use crate::page::{Page, Paragraph};
use crate::structure::{Grouping, Structure, without_bullet};
use crate::{Language, language};
use block::Blocks;
pub(crate) use concept::names as concept_names;
pub use family::Family;
pub(crate) use group::Group;
pub(crate) use lexicon::Lexicons;
pub(crate) use name::Name;
use words::Words;

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
            .or_else(|| language::detect(page.paragraphs().iter().map(Paragraph::text)));
        let words = Words::of(page, lexicons.of(language));
        let shapes: Vec<_> = page
            .paragraphs()
            .iter()
            .map(|paragraph| shape::Shape::of(without_bullet(paragraph.text())))
            .collect();
        let shown = concept::shown(&words, &shapes);
        Prepared {
            places: place::Places::of(&shapes, &structure),
            topic: topic::Topic::of(&words, &shapes),
            markup: markup::Markup::of(page, &structure),
            alike: alike::Alike::of(page, &shapes, &structure),
            blocks: Blocks::of(page, &shown, &structure),
            near: near::Near::of(shown),
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
            Share::Path | Share::Block(_) => Some(self.grouping(by)?.of[index] as usize),
        }
    }

    /// Number of the sets of paragraphs that share features `by` something.
    pub(crate) fn n_shares(&self, by: Share) -> usize {
        match by {
            Share::Heading => self.n_paragraphs(),
            Share::Path | Share::Block(_) => self.grouping(by).map_or(0, |grouping| grouping.len),
        }
    }

    fn grouping(&self, by: Share) -> Option<&Grouping> {
        match by {
            Share::Heading => None,
            Share::Path => Some(&self.structure.marked()?.paths[0]),
            Share::Block(height) => Some(Blocks::grouping(height, &self.structure)?),
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
