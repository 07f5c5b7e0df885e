//! Tree -> paragraphs: the visible text of each block, and its marks.

use super::super::text::fold_white_space;
use super::super::{Marks, Paragraph};
use super::gaps::{self, Gap};
use super::hiding::{Amounts, Shown};
use super::kind::Kind;
use super::names::path;
use super::tree::{Content, Element, Hiding, Id, ROOT, Tree};

/// What a walk of a tree finds.
pub(super) struct Found {
    /// The paragraphs of the page, top to bottom.
    pub paragraphs: Vec<Paragraph>,
    /// How much text there is, seen and hidden.
    pub amounts: Amounts,
}

/// Walks a tree; what is hidden by means that are `shown` is read like all else.
pub(super) fn walk(tree: &Tree, shown: &Shown) -> Found {
    let mut walk = Walk {
        tree,
        shown,
        found: Found {
            paragraphs: Vec::new(),
            amounts: Amounts::default(),
        },
        end: 0,
        open: Open::default(),
        hidden: None,
        links: 0,
    };
    let mut at = Some(ROOT);
    while let Some(id) = at {
        at = walk.enter(id).or_else(|| walk.leave(id));
    }
    walk.end_paragraph();
    walk.found
}

/// A walk of a tree, each node before what is in it.
struct Walk<'t> {
    tree: &'t Tree,
    shown: &'t Shown,
    found: Found,
    /// Where the next paragraph starts in the page's text.
    end: usize,
    open: Open,
    /// The hidden element that the place of the walk stands in, if it does.
    hidden: Option<Hidden>,
    /// How many links the place of the walk stands in.
    links: usize,
}

/// A hidden element, which the paragraph around it runs on after.
struct Hidden {
    element: Id,
    by: Hiding,
    around: Open,
}

/// The paragraph that is being read.
#[derive(Default)]
struct Open {
    text: String,
    /// The element that its first visible text stands in.
    element: Option<Id>,
    /// Characters in links.
    linked: usize,
    /// The space that may be missing before the next text.
    gap: Gap,
}

impl Walk<'_> {
    /// Begins a node; the first node inside, if there is any to read.
    fn enter(&mut self, id: Id) -> Option<Id> {
        let element = match self.tree.content(id) {
            Content::Text(piece) => {
                self.read(id, self.tree.words(piece));
                return None;
            }
            Content::Nothing => return self.tree.first_child(id),
            Content::Element(_) => self.tree.element(id)?,
        };
        if let Some(by) = element.hiding {
            self.hide(id, by);
        }
        if self.is_block(id, element) {
            self.end_paragraph();
        } else {
            self.set_apart(id, element.kind);
        }
        match element.kind {
            Kind::Link => self.links += 1,
            Kind::Hidden | Kind::Replaced | Kind::Title | Kind::JsonLd => return None,
            Kind::Block | Kind::Box | Kind::Inline => {}
        }
        self.tree.first_child(id)
    }

    /// Ends a node, and those around it whose last it is; the node that follows.
    fn leave(&mut self, mut id: Id) -> Option<Id> {
        loop {
            if let Some(element) = self.tree.element(id) {
                if element.kind == Kind::Link {
                    self.links -= 1;
                }
                if self.is_block(id, element) {
                    self.end_paragraph();
                } else if matches!(element.kind, Kind::Box | Kind::Replaced) {
                    self.open.gap = Gap::Sure;
                }
                self.show(id);
            }
            match self.tree.next(id) {
                Some(next) => return Some(next),
                None => id = self.tree.parent(id)?,
            }
        }
    }

    /// Whether an element starts and ends a paragraph.
    fn is_block(&self, id: Id, element: &Element) -> bool {
        match element.kind {
            Kind::Block => true,
            Kind::Inline | Kind::Link if element.display.is_some() => {
                gaps::is_block(self.tree, id, element)
            }
            _ => false,
        }
    }

    /// Leaves the paragraph alone until the element ends, unless one around it is hidden already.
    fn hide(&mut self, element: Id, by: Hiding) {
        if self.hidden.is_none() && !self.shown.contains(by) {
            let around = std::mem::take(&mut self.open);
            self.hidden = Some(Hidden {
                element,
                by,
                around,
            });
        }
    }

    /// Takes the paragraph up again that a hidden element stands in, if it is this one.
    fn show(&mut self, element: Id) {
        if self
            .hidden
            .as_ref()
            .is_some_and(|hidden| hidden.element == element)
        {
            self.end_paragraph();
            if let Some(hidden) = self.hidden.take() {
                self.open = hidden.around;
            }
        }
    }

    /// Notes that an element of a line may stand apart from what is before it.
    fn set_apart(&mut self, id: Id, kind: Kind) {
        let gap = match kind {
            Kind::Box | Kind::Replaced => Gap::Sure,
            Kind::Inline | Kind::Link if !self.open.text.is_empty() => gaps::before(self.tree, id),
            _ => Gap::None,
        };
        if gap != Gap::None {
            self.open.gap = gap;
        }
    }

    fn read(&mut self, id: Id, text: &str) {
        if self.open.gap == Gap::None && gaps::sets_apart(self.tree, self.tree.parent(id)) {
            self.open.gap = gaps::before(self.tree, id);
        }
        if self.open.gap != Gap::None {
            if gaps::is_filled(self.open.gap, &self.open.text, text) {
                self.open.text.push(' ');
            }
            self.open.gap = Gap::None;
        }
        self.open.text.push_str(text);
        let is_asked = self.links > 0 || self.open.element.is_none();
        if !is_asked || text.trim_ascii().is_empty() {
            return;
        }
        let Some(length) = visible_length(text) else {
            return;
        };
        if self.open.element.is_none() {
            self.open.element = self.tree.parent(id);
        }
        if self.links > 0 {
            self.open.linked += length;
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(element) = self.open.element {
            let text = fold_white_space(&self.open.text);
            let link_density = share(self.open.linked, text.chars().count());
            let hidden = self.hidden.as_ref().map(|hidden| hidden.by);
            self.found.amounts.add(hidden, &text, link_density);
            if hidden.is_none() {
                self.push(element, text, link_density);
            }
        }
        self.open.text.clear();
        self.open.element = None;
        self.open.linked = 0;
        self.open.gap = Gap::None;
    }

    fn push(&mut self, element: Id, text: String, link_density: f32) {
        let tag = self.tree.name(element);
        let marks = Marks::new(tag, link_density, path(self.tree, element));
        let span = self.end..self.end + text.len();
        self.end = span.end + 1;
        let paragraph = Paragraph::spanning(text, span).with_marks(marks);
        self.found.paragraphs.push(paragraph);
    }
}

/// The characters of a text, white space folded; `None` if there are none.
fn visible_length(text: &str) -> Option<usize> {
    Some(fold_white_space(text).chars().count()).filter(|length| *length > 0)
}

/// `part` of `whole`, at most 1: spaces between links belong to neither.
fn share(part: usize, whole: usize) -> f32 {
    (part as f32 / whole.max(1) as f32).min(1.0)
}
