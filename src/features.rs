//! What a paragraph is described by. One emitter, which both fit and predict call, so they cannot drift.
//!
//! Every feature belongs to a [`Family`] and has a name. Words are weighted by TF-IDF ([`crate::vectorizer`]);
//! all other features are present (1) or not. To add a feature, emit it from its family's file; to add a family, write its
//! file in `families`, add it to [`Family`] and its table, and emit it here. Both change [`DIGEST`], and models need retraining.

mod bits;
mod bucket;
mod caches;
mod cue;
mod elements;
#[cfg(test)]
mod emitted;
mod families;
mod family;
#[cfg(test)]
mod far;
#[cfg(test)]
mod golden;
mod hosts;
mod key_map;
mod machine_words;
mod meanings;
mod name;
#[cfg(any(test, feature = "train"))]
mod notation;
mod once;
mod parts;
mod scope;
mod target;
mod template;
#[cfg(test)]
mod tests;
mod texts;
/// Text -> tokens -> stems, cached for each language.
mod text {
    pub(super) mod cache;
    mod stem;
    pub(super) mod token;
}
mod wording;

use crate::Language;
use crate::page::Page;
use crate::structure::{Grouping, MarkedGroupings, Structure};
use caches::Cache;
pub(crate) use caches::Caches;
pub(crate) use cue::names as cue_names;
use elements::Elements;
use families::block::Blocks;
use families::card::Cards;
use families::class::Classes;
use families::context::Context;
use families::head::Head;
use families::links::Links;
use families::markup::{self, Markup};
use families::position::Positions;
use families::records::Records;
use families::shape::Shape;
use families::siblings::Siblings;
pub(crate) use families::templates;
use families::topic::Topic;
use families::words::Words;
use families::{cues, forms, heading, landmark};
pub use family::Family;
pub(crate) use meanings::{MeaningReader, Meanings, in_address};
pub(crate) use name::Name;
pub(crate) use scope::Scope;
pub(crate) use template::Template;
pub(crate) use texts::MOST_TEXTS;
pub(crate) use wording::in_words;

/// Digest of what features mean: of the families' table, the lists of words, and every feature of two fixed pages. A test
/// computes it, so it cannot stay behind. A model that was trained under another digest would score in silence what it
/// has not learned.
pub(crate) const DIGEST: &str = "99242d9c2ee33f21c161f66684670f200e18a0c4ecfe15330d8af06d89393e95";

/// A page prepared for emission: its tokens and what features of several families need of every paragraph.
pub(crate) struct Prepared<'a> {
    page: &'a Page,
    words: Words<'a>,
    shapes: Vec<Shape>,
    /// Share of words with a capital in the page's running text.
    usual_capitals: f32,
    positions: Positions,
    context: Context,
    topic: Topic,
    elements: Elements<'a>,
    markup: Markup<'a>,
    classes: Classes,
    siblings: Siblings,
    records: Records,
    blocks: Blocks,
    links: Links<'a>,
    cards: Cards<'a>,
    head: Head<'a>,
    structure: Structure,
    language: Option<Language>,
}

impl<'a> Prepared<'a> {
    /// Prepares a page with the marks it has.
    pub(crate) fn new(page: &'a Page, caches: &'a mut Caches) -> Prepared<'a> {
        Prepared::with_structure(page, Structure::from_page(page), caches)
    }

    /// Prepares a page as if it had been plain text.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn unmarked(page: &'a Page, caches: &'a mut Caches) -> Prepared<'a> {
        Prepared::with_structure(page, Structure::from_text(page), caches)
    }

    fn with_structure(
        page: &'a Page,
        structure: Structure,
        caches: &'a mut Caches,
    ) -> Prepared<'a> {
        let language = page.language_or_detected();
        let Cache { texts, names, .. } = caches.for_language(language);
        let words = Words::new(page, texts);
        let shapes = 0..page.paragraphs().len();
        let shapes: Vec<Shape> = shapes.map(|index| words.shape(index).clone()).collect();
        let shown = cues::shown(&words, &shapes);
        let elements = Elements::new(page, &structure);
        let links = Links::new(page, names, &structure);
        Prepared {
            cards: Cards::new(page, &shapes, &links, &structure),
            head: Head::new(page, &structure),
            links,
            positions: Positions::new(&shapes, &structure),
            topic: Topic::new(&words, &shapes),
            markup: Markup::new(page, &structure),
            classes: Classes::new(&elements, names),
            siblings: Siblings::new(page, &shapes, &structure),
            records: Records::new(page, &shapes, &structure),
            blocks: Blocks::new(&shown, &structure),
            context: Context::new(shown),
            page,
            elements,
            structure,
            words,
            usual_capitals: Shape::usual_capitals(&shapes),
            shapes,
            language,
        }
    }

    /// Number of paragraphs on the page.
    pub(crate) fn n_paragraphs(&self) -> usize {
        self.shapes.len()
    }

    /// What each paragraph means in the page's language and in English.
    pub(crate) fn meanings(&self) -> Vec<Meanings> {
        let paragraphs = 0..self.n_paragraphs();
        paragraphs
            .map(|index| self.words.cues(index).into())
            .collect()
    }

    /// Number of characters of each paragraph.
    #[cfg(feature = "train")]
    pub(crate) fn chars(&self) -> impl Iterator<Item = u32> + '_ {
        let paragraphs = self.page.paragraphs().iter();
        paragraphs.map(|paragraph| paragraph.text().chars().count() as u32)
    }

    /// Which paragraphs belong together.
    pub(crate) fn structure(&self) -> &Structure {
        &self.structure
    }

    /// The language given or detected.
    pub(crate) fn language(&self) -> Option<Language> {
        self.language
    }

    /// Which group of a scope a paragraph is in, below [`Prepared::n_groups`]; `None` if it is in none.
    pub(crate) fn group(&self, scope: Scope, index: usize) -> Option<usize> {
        match scope {
            Scope::Heading => self.structure.heading(index),
            Scope::Path | Scope::Block | Scope::Card => {
                Some(self.grouping(scope)?.group_of[index] as usize)
            }
        }
    }

    /// Number of groups of paragraphs that share features of a scope.
    pub(crate) fn n_groups(&self, scope: Scope) -> usize {
        match scope {
            Scope::Heading => self.n_paragraphs(),
            Scope::Path | Scope::Block | Scope::Card => {
                self.grouping(scope).map_or(0, |grouping| grouping.n_groups)
            }
        }
    }

    fn grouping(&self, scope: Scope) -> Option<&Grouping> {
        match scope {
            Scope::Heading => None,
            Scope::Path => Some(&self.structure.marked()?.whole_paths),
            Scope::Card => Cards::grouping(&self.structure),
            Scope::Block => Blocks::grouping(&self.structure),
        }
    }

    /// Calls `sink` with the family and name of every feature of a paragraph; repeated ones come repeatedly.
    pub(crate) fn emit(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        self.emit_own(index, sink);
        for scope in Scope::ALL {
            if let Some(group) = self.group(scope, index) {
                self.emit_shared(scope, group, sink);
            }
        }
    }

    /// The features that are a paragraph's own. Except for words and pairs, each comes once.
    pub(crate) fn emit_own(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        self.emit_text(index, sink);
        self.emit_placed(index, sink);
    }

    /// What tells the text of a paragraph from others: two paragraphs of one key, on this page or others, have the same features
    /// by [`Prepared::emit_text`].
    pub(crate) fn text_key(&self, index: usize) -> u64 {
        self.words.text_key(index)
    }

    /// Those of a paragraph's own features that its text has wherever it stands.
    pub(crate) fn emit_text(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        self.words.emit(index, sink);
        self.shapes[index].emit(self.page.paragraphs()[index].text(), sink);
        cues::emit(index, &self.words, &self.shapes, sink);
    }

    /// The others of a paragraph's own features: where its text stands, and what is around it.
    pub(crate) fn emit_placed(&self, index: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let (shapes, structure) = (&self.shapes[..], &self.structure);
        shapes[index].emit_capitals(self.usual_capitals, sink);
        self.positions.emit(index, shapes, sink);
        heading::emit_distance(index, structure, sink);
        self.context.emit(index, sink);
        self.topic.emit(index, shapes, sink);
        self.siblings.emit(index, sink);
        self.records
            .emit(index, self.context.shown(), structure, sink);
        if let Some(marked) = structure.marked() {
            self.emit_marked(index, marked, sink);
        }
    }

    /// What the marks of a paragraph say.
    fn emit_marked(
        &self,
        index: usize,
        marked: &MarkedGroupings,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let shapes = &self.shapes[..];
        self.markup.emit(index, shapes, &self.structure, sink);
        self.links.emit(index, shapes, sink);
        let path = marked.whole_paths.group_of[index] as usize;
        self.classes.emit(path, shapes[index].chars, sink);
        landmark::emit(index, shapes, &self.links, marked, sink);
        self.head.emit(index, sink);
        if let Some(marks) = self.page.paragraphs()[index].marks() {
            forms::emit(marks, sink);
        }
    }

    /// The features that the paragraphs of a group have in common.
    pub(crate) fn emit_shared(
        &self,
        scope: Scope,
        group: usize,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        match scope {
            Scope::Heading => heading::emit_words(group, &self.words, sink),
            Scope::Path => {
                markup::emit_path(group, &self.elements, sink);
                self.classes.emit_path(group, &self.elements, sink);
            }
            Scope::Block => self.blocks.emit(group, sink),
            Scope::Card => self.emit_card(group, sink),
        }
    }

    fn emit_card(&self, card: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        self.cards.emit(card, sink);
        let Some((first, inside, above)) = self.cards.place(card) else {
            return;
        };
        if let Some(marked) = self.structure.marked() {
            let path = marked.whole_paths.group_of[first] as usize;
            let mut around = self.elements.path(path).skip(inside);
            let (card, list) = (around.next(), around.next());
            self.classes.emit_card(card, list, sink);
        }
        if let Some(above) = above {
            heading::emit_above_list(above, &self.words, sink);
        }
    }
}
