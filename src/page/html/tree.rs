//! The page as a tree: nodes in one vector, their words in one string, links between them by number.
//!
//! A walk of it, and its end, take no recursion, however deep the page is.

use super::css::Display;
use super::kind::Kind;

/// The number of a node.
pub(super) type Id = u32;

/// The document itself, the first node.
pub(super) const ROOT: Id = 0;

/// No node.
const NONE: Id = u32::MAX;

/// A piece of the tree's string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Piece {
    start: u32,
    end: u32,
}

impl Piece {
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    /// The document, a comment, the hidden content of a template: nothing to read.
    Nothing,
    /// Text of the page.
    Text(Piece),
    /// An element, by its number among the elements.
    Element(u32),
}

/// An element: what of it is ever asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub kind: Kind,
    pub name: Piece,
    pub id: Piece,
    /// Its classes as a path has them.
    pub class: Piece,
    /// Its classes as the page has them.
    pub classes: Piece,
    /// What its attributes say it is for, as a path has it.
    pub purpose: Piece,
    /// Where a link or a form leads, as the page has it; the type and the name of a field.
    pub target: Piece,
    /// The `rel` of a link.
    pub rel: Piece,
    /// How it is laid out, if its style says so.
    pub display: Option<Display>,
    /// What hides it, if anything does.
    pub hiding: Option<Hiding>,
}

/// What hides an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hiding {
    /// Its attribute `hidden`.
    Attribute,
    /// Its attribute `style`.
    Style,
    /// A rule of the page's style sheets.
    Rule(u16),
}

#[derive(Clone, Copy, Debug)]
struct Node {
    parent: Id,
    previous: Id,
    next: Id,
    first_child: Id,
    last_child: Id,
    content: Content,
}

/// Up to what length of a source room for it is made at once, in bytes.
const LONGEST_EXPECTED: usize = 1 << 20;

/// All nodes of a page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    elements: Vec<Element>,
    words: String,
}

impl Tree {
    /// A tree of the document alone, with room for what a source of that length mostly has.
    pub fn new(source: usize) -> Tree {
        let expected = source.min(LONGEST_EXPECTED);
        let mut tree = Tree {
            nodes: Vec::with_capacity(expected / 64),
            elements: Vec::with_capacity(expected / 128),
            words: String::with_capacity(expected / 4),
        };
        tree.add(Content::Nothing);
        tree
    }

    /// How many nodes there are, and how many bytes of words.
    pub fn size(&self) -> (usize, usize) {
        (self.nodes.len(), self.words.len())
    }

    /// A new node that stands nowhere yet.
    pub fn add(&mut self, content: Content) -> Id {
        let id = self.nodes.len() as Id;
        self.nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first_child: NONE,
            last_child: NONE,
            content,
        });
        id
    }

    /// A new element that stands nowhere yet.
    pub fn add_element(&mut self, element: Element) -> Id {
        self.elements.push(element);
        self.add(Content::Element(self.elements.len() as u32 - 1))
    }

    /// Keeps a text.
    pub fn keep(&mut self, text: &str) -> Piece {
        self.keep_added(|words| words.push_str(text))
    }

    /// Keeps a text that is added to the tree's string.
    pub fn keep_added(&mut self, add: impl FnOnce(&mut String)) -> Piece {
        let start = self.words.len() as u32;
        add(&mut self.words);
        let end = self.words.len() as u32;
        if start == end {
            return Piece::default();
        }
        Piece { start, end }
    }

    /// The words of a piece.
    pub fn words(&self, piece: Piece) -> &str {
        &self.words[piece.start as usize..piece.end as usize]
    }

    /// All elements, in the order in which they were begun.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.elements.iter()
    }

    /// The element that a node is, if it is one.
    pub fn element(&self, id: Id) -> Option<&Element> {
        match self.content(id) {
            Content::Element(element) => Some(&self.elements[element as usize]),
            _ => None,
        }
    }

    /// [`Tree::element`], to change.
    pub fn element_mut(&mut self, id: Id) -> Option<&mut Element> {
        match self.content(id) {
            Content::Element(element) => Some(&mut self.elements[element as usize]),
            _ => None,
        }
    }

    /// The name of an element, empty for other nodes.
    pub fn name(&self, id: Id) -> &str {
        self.element(id)
            .map_or("", |element| self.words(element.name))
    }

    pub fn content(&self, id: Id) -> Content {
        self.node(id).content
    }

    pub fn parent(&self, id: Id) -> Option<Id> {
        there(self.node(id).parent)
    }

    pub fn previous(&self, id: Id) -> Option<Id> {
        there(self.node(id).previous)
    }

    pub fn next(&self, id: Id) -> Option<Id> {
        there(self.node(id).next)
    }

    pub fn first_child(&self, id: Id) -> Option<Id> {
        there(self.node(id).first_child)
    }

    /// Puts a node that stands nowhere at the end of `parent`.
    pub fn append(&mut self, parent: Id, child: Id) {
        let last = self.node(parent).last_child;
        self.node_mut(child).parent = parent;
        self.node_mut(child).previous = last;
        self.node_mut(parent).last_child = child;
        match there(last) {
            Some(last) => self.node_mut(last).next = child,
            None => self.node_mut(parent).first_child = child,
        }
    }

    /// Puts a node that stands nowhere before `sibling`.
    pub fn insert_before(&mut self, sibling: Id, child: Id) {
        let Node {
            parent, previous, ..
        } = *self.node(sibling);
        let node = self.node_mut(child);
        (node.parent, node.previous, node.next) = (parent, previous, sibling);
        self.node_mut(sibling).previous = child;
        match (there(previous), there(parent)) {
            (Some(previous), _) => self.node_mut(previous).next = child,
            (None, Some(parent)) => self.node_mut(parent).first_child = child,
            (None, None) => {}
        }
    }

    /// Takes a node, with all below it, out of where it stands.
    pub fn detach(&mut self, id: Id) {
        let Node {
            parent,
            previous,
            next,
            ..
        } = *self.node(id);
        match (there(previous), there(parent)) {
            (Some(previous), _) => self.node_mut(previous).next = next,
            (None, Some(parent)) => self.node_mut(parent).first_child = next,
            (None, None) => {}
        }
        match (there(next), there(parent)) {
            (Some(next), _) => self.node_mut(next).previous = previous,
            (None, Some(parent)) => self.node_mut(parent).last_child = previous,
            (None, None) => {}
        }
        let node = self.node_mut(id);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    /// Adds text at the end of `parent`, to the text that already stands there if that was the last one kept.
    pub fn append_text(&mut self, parent: Id, text: &str) {
        let last = self.node(parent).last_child;
        if !self.extend_text(last, text) {
            let text = self.add_text(text);
            self.append(parent, text);
        }
    }

    /// Adds text before `sibling`, as [`Tree::append_text`].
    pub fn insert_text_before(&mut self, sibling: Id, text: &str) {
        let previous = self.node(sibling).previous;
        if !self.extend_text(previous, text) {
            let text = self.add_text(text);
            self.insert_before(sibling, text);
        }
    }

    fn add_text(&mut self, text: &str) -> Id {
        let piece = self.keep(text);
        self.add(Content::Text(piece))
    }

    /// Makes the text node longer, if it is one and its words are the last.
    fn extend_text(&mut self, id: Id, text: &str) -> bool {
        let end = self.words.len() as u32;
        match there(id).map(|id| &mut self.nodes[id as usize].content) {
            Some(Content::Text(piece)) if piece.end == end => {
                piece.end = end + text.len() as u32;
                self.words.push_str(text);
                true
            }
            _ => false,
        }
    }

    fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    fn node_mut(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id as usize]
    }
}

fn there(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}
