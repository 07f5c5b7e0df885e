//! What a paragraph is described by. One emitter, which both fit and predict call, so they cannot drift.
//!
//! Every feature belongs to a [`Family`] and has a name. Words are weighted by TF-IDF ([`crate::vectorizer`]);
//! all other features are present (1) or not. To add a feature, emit it from its family's file; to add a family,
//! add it to [`Family::ALL`]. Both need the models trained anew.

mod block;
mod cache;
mod class;
mod context;
mod cue;
mod family;
#[cfg(test)]
mod golden;
mod heading;
mod markup;
mod name;
mod position;
mod shape;
mod siblings;
mod stem;
mod template;
mod token;
mod topic;
mod words;

use crate::page::{Page, Paragraph};
use crate::structure::{Grouping, Structure, without_bullet};
use crate::{Language, language};
use block::Blocks;
pub(crate) use cache::TokenCaches;
pub(crate) use cue::names as cue_names;
pub use family::Family;
pub(crate) use name::Name;
pub(crate) use template::Template;
use words::Words;

/// A page prepared for emission: its tokens and what features of several families need of every paragraph.
pub(crate) struct Prepared<'a> {
    page: &'a Page,
    words: Words<'a>,
    shapes: Vec<shape::Shape>,
    positions: position::Positions,
    context: context::Context,
    topic: topic::Topic,
    markup: markup::Markup<'a>,
    siblings: siblings::Siblings,
    blocks: Blocks<'a>,
    structure: Structure,
    language: Option<Language>,
}

impl<'a> Prepared<'a> {
    /// Prepares a page with the marks it has.
    pub(crate) fn new(page: &'a Page, caches: &'a mut TokenCaches) -> Prepared<'a> {
        Prepared::with_structure(page, Structure::from_page(page), caches)
    }

    /// Prepares a page as if it had been plain text.
    #[cfg(feature = "train")]
    pub(crate) fn unmarked(page: &'a Page, caches: &'a mut TokenCaches) -> Prepared<'a> {
        Prepared::with_structure(page, Structure::from_text(page), caches)
    }

    fn with_structure(
        page: &'a Page,
        structure: Structure,
        caches: &'a mut TokenCaches,
    ) -> Prepared<'a> {
        let language = page
            .language()
            .or_else(|| language::detect(page.paragraphs().iter().map(Paragraph::text)));
        let words = Words::new(page, caches.for_language(language));
        let shapes: Vec<_> = page
            .paragraphs()
            .iter()
            .map(|paragraph| shape::Shape::measure(without_bullet(paragraph.text())))
            .collect();
        let shown = cue::shown(&words, &shapes);
        Prepared {
            positions: position::Positions::new(&shapes, &structure),
            topic: topic::Topic::new(&words, &shapes),
            markup: markup::Markup::new(page, &structure),
            siblings: siblings::Siblings::new(page, &shapes, &structure),
            blocks: Blocks::new(page, &shown, &structure),
            context: context::Context::new(shown),
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

    /// Which of the paragraphs that share features `by` something a paragraph is among, below [`Prepared::n_scopes`].
    pub(crate) fn scope(&self, by: Scope, index: usize) -> Option<usize> {
        match by {
            Scope::Heading => self.structure.heading(index),
            Scope::Path | Scope::Block(_) => Some(self.grouping(by)?.group_of[index] as usize),
        }
    }

    /// Number of the sets of paragraphs that share features `by` something.
    pub(crate) fn n_scopes(&self, by: Scope) -> usize {
        match by {
            Scope::Heading => self.n_paragraphs(),
            Scope::Path | Scope::Block(_) => {
                self.grouping(by).map_or(0, |grouping| grouping.n_groups)
            }
        }
    }

    fn grouping(&self, by: Scope) -> Option<&Grouping> {
        match by {
            Scope::Heading => None,
            Scope::Path => Some(&self.structure.marked()?.paths[0]),
            Scope::Block(height) => Some(Blocks::grouping(height, &self.structure)?),
        }
    }

    /// Calls `sink` with the family and name of every feature of a paragraph; repeated ones come repeatedly.
    pub(crate) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        self.emit_own(index, sink);
        for by in Scope::ALL {
            if let Some(share) = self.scope(by, index) {
                self.emit_shared(by, share, sink);
            }
        }
    }

    /// The features that are a paragraph's own. But for words and pairs, each comes once.
    pub(crate) fn emit_own(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let (words, shapes, structure) = (&self.words, &self.shapes[..], &self.structure);
        words.emit(index, sink);
        shapes[index].emit(self.page.paragraphs()[index].text(), sink);
        self.positions.emit(index, shapes, sink);
        heading::emit_distance(index, structure, sink);
        cue::emit(index, words, shapes, sink);
        self.context.emit(index, sink);
        self.topic.emit(index, shapes, sink);
        self.markup.emit(index, shapes, structure, sink);
        self.siblings.emit(index, sink);
    }

    /// The features that the paragraphs of a share have in common.
    pub(crate) fn emit_shared(
        &self,
        by: Scope,
        share: usize,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        match by {
            Scope::Heading => heading::emit_words(share, &self.words, sink),
            Scope::Path => self.markup.emit_path(share, sink),
            Scope::Block(height) => self.blocks.emit(height, share, sink),
        }
    }
}

/// What paragraphs share features by: whoever scores a page sums these up once a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The line that governs them.
    Heading,
    /// Their path.
    Path,
    /// The block they are in, of one of several heights.
    Block(usize),
}

impl Scope {
    /// Everything that paragraphs share features by.
    pub(crate) const ALL: [Scope; 2 + Blocks::HEIGHTS] = [
        Scope::Heading,
        Scope::Path,
        Scope::Block(0),
        Scope::Block(1),
        Scope::Block(2),
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

/// Stands for what every feature means: see the test that computes it.
pub(crate) const DIGEST: &str = "";
