//! Tree -> paragraphs: the visible text of each block, and its marks.

use super::super::text::fold_white_space;
use super::super::{Marks, Paragraph};
use super::kind::Kind;
use super::names::path;
use super::tree::{Content, Id, ROOT, Tree};

/// The paragraphs of a page, top to bottom.
pub(super) fn paragraphs(tree: &Tree) -> Vec<Paragraph> {
    let mut walk = Walk {
        tree,
        paragraphs: Vec::new(),
        end: 0,
        open: Open::default(),
        links: 0,
    };
    let mut at = Some(ROOT);
    while let Some(id) = at {
        at = walk.enter(id).or_else(|| walk.leave(id));
    }
    walk.end_paragraph();
    walk.paragraphs
}

/// A walk of a tree, each node before what is in it.
struct Walk<'t> {
    tree: &'t Tree,
    paragraphs: Vec<Paragraph>,
    /// Where the next paragraph starts in the page's text.
    end: usize,
    open: Open,
    /// How many links the place of the walk stands in.
    links: usize,
}

/// The paragraph that is being read.
#[derive(Default)]
struct Open {
    text: String,
    /// The element that its first visible text stands in.
    element: Option<Id>,
    /// Characters in links.
    linked: usize,
}

impl Walk<'_> {
    /// Begins a node; the first node inside, if there is any to see.
    fn enter(&mut self, id: Id) -> Option<Id> {
        if let Content::Text(piece) = self.tree.content(id) {
            self.read(id, self.tree.words(piece));
            return None;
        }
        match self.kind(id) {
            Kind::Block => self.end_paragraph(),
            Kind::Link => self.links += 1,
            Kind::Inline => {}
            Kind::Hidden | Kind::Title | Kind::JsonLd => return None,
        }
        self.tree.first_child(id)
    }

    /// Ends a node, and those around it whose last it is; the node that follows.
    fn leave(&mut self, mut id: Id) -> Option<Id> {
        loop {
            match self.kind(id) {
                Kind::Block => self.end_paragraph(),
                Kind::Link => self.links -= 1,
                _ => {}
            }
            match self.tree.next(id) {
                Some(next) => return Some(next),
                None => id = self.tree.parent(id)?,
            }
        }
    }

    fn kind(&self, id: Id) -> Kind {
        let element = self.tree.element(id);
        element.map_or(Kind::Inline, |element| element.kind)
    }

    fn read(&mut self, id: Id, text: &str) {
        self.open.text.push_str(text);
        let is_asked = self.links > 0 || self.open.element.is_none();
        if !is_asked || text.trim_ascii().is_empty() {
            return;
        }
        let visible = fold_white_space(text);
        if visible.is_empty() {
            return;
        }
        if self.open.element.is_none() {
            self.open.element = self.tree.parent(id);
        }
        if self.links > 0 {
            self.open.linked += visible.chars().count();
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(element) = self.open.element {
            let text = fold_white_space(&self.open.text);
            let link_density = share(self.open.linked, text.chars().count());
            let marks = Marks::new(
                self.tree.name(element),
                link_density,
                path(self.tree, element),
            );
            let span = self.end..self.end + text.len();
            self.end = span.end + 1;
            let paragraph = Paragraph::spanning(text, span).with_marks(marks);
            self.paragraphs.push(paragraph);
        }
        self.open.text.clear();
        self.open.element = None;
        self.open.linked = 0;
    }
}

/// `part` of `whole`, at most 1: spaces between links belong to neither.
fn share(part: usize, whole: usize) -> f32 {
    (part as f32 / whole.max(1) as f32).min(1.0)
}
