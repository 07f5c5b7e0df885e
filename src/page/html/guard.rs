//! Between reader and tree builder: keeps a page's tree to a size that any page is read in seconds at.
//!
//! The tree builder looks through the elements that are open at every tag, and writes the formatting elements that
//! are (`b`, `a`, `font`, ...) again in every block. Both lists are as long as a page makes them, so that a page of a
//! hundred thousand open elements would take hours, and one of formatting elements all memory.

use std::cell::{Cell, RefCell};

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{Tracer, TreeBuilder};
use html5ever::{LocalName, local_name};

use super::sink::{Handle, Sink};

/// How many elements may be open, each formatting element counted twice. The deepest of 911 pages has 41, browsers
/// allow 512.
const MOST_OPEN: usize = 256;

/// How many nodes a page may have. The largest of 911 pages has 12,854; a node takes 70 bytes, and can be a paragraph
/// of a kilobyte.
const MOST_NODES: usize = 1_000_000;

/// How many tags a page may have, end tags included: they too are looked for among the open elements.
const MOST_TAGS: usize = 4 * MOST_NODES;

/// How many bytes of text and names a page may have.
const MOST_WORDS: usize = 512 << 20;

/// How many elements a start tag opens: one, but a formatting element counts twice.
const OPENED: usize = 2;

/// How many elements are ended to make room, so that not every tag after has to make room again.
const ENDED: usize = 32;

/// A tree builder that gets no more than it can bear.
pub(super) struct Guard {
    pub builder: TreeBuilder<Handle, Sink>,
    /// How many start tags may pass before the open elements need counting again.
    unchecked: Cell<usize>,
    raw: Cell<Option<Raw>>,
    tags: Cell<usize>,
}

/// What a text is that is no HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Raw {
    /// It ends at the element's end tag, and may have character references.
    WithReferences,
    /// It ends at the element's end tag.
    Plain,
    /// It ends at the element's end tag, but for those in its comments.
    Script,
    /// It ends with the page.
    ToTheEnd,
}

impl Guard {
    pub fn new(builder: TreeBuilder<Handle, Sink>) -> Guard {
        Guard {
            builder,
            unchecked: Cell::new(MOST_OPEN / OPENED),
            raw: Cell::new(None),
            tags: Cell::new(0),
        }
    }

    /// Whether the page has all the nodes it may have.
    pub fn is_full(&self) -> bool {
        let (nodes, words) = self.builder.sink.size();
        nodes >= MOST_NODES || words >= MOST_WORDS || self.tags.get() >= MOST_TAGS
    }

    /// Whether what follows the last tag is no HTML.
    pub fn raw(&self) -> Option<Raw> {
        self.raw.get()
    }

    /// Whether a template is open, whose content is not part of the page.
    pub fn is_in_template(&self) -> bool {
        Open::read(&self.builder).has_template
    }

    /// Ends the innermost elements if too many are open; whether there is room for one more.
    fn make_room(&self) -> bool {
        if self.unchecked.get() == 0 {
            let mut open = Open::read(&self.builder);
            if open.count + OPENED > MOST_OPEN {
                open = self.end_some(open);
            }
            self.unchecked
                .set(MOST_OPEN.saturating_sub(open.count) / OPENED);
        }
        let left = self.unchecked.get().checked_sub(1);
        self.unchecked.set(left.unwrap_or_default());
        left.is_some()
    }

    /// Ends the innermost elements; what is open then. An end tag may end more than its element, or none: each is looked
    /// up again.
    fn end_some(&self, mut open: Open) -> Open {
        for _ in 0..ENDED {
            let before = open.count;
            self.end(open.last);
            open = Open::read(&self.builder);
            if open.count == before {
                // Formatting elements are not ended through an `object` that stands in them.
                self.end(open.last_other.take());
                open = Open::read(&self.builder);
            }
            if open.count == before {
                break;
            }
        }
        open
    }

    /// Goes on as if here stood an end tag.
    fn end(&self, name: Option<LocalName>) {
        if let Some(name) = name {
            let tag = Tag {
                kind: EndTag,
                // Names of SVG have capitals, end tags of them have not.
                name: name.to_ascii_lowercase(),
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            };
            let _ = self.builder.process_token(TagToken(tag), 0);
        }
    }
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        if matches!(token, TagToken(_)) {
            self.raw.set(None);
            self.tags.set(self.tags.get() + 1);
        }
        let passes = match &token {
            Token::ParseError(_) | Token::CommentToken(_) => false,
            _ if self.is_full() => matches!(token, Token::EOFToken),
            TagToken(tag) if tag.kind == StartTag => self.make_room(),
            _ => true,
        };
        if !passes {
            return TokenSinkResult::Continue;
        }
        let result = self.builder.process_token(token, line_number);
        match result {
            TokenSinkResult::RawData(RawKind::Rcdata) => self.raw.set(Some(Raw::WithReferences)),
            TokenSinkResult::RawData(RawKind::Rawtext) => self.raw.set(Some(Raw::Plain)),
            TokenSinkResult::RawData(_) => self.raw.set(Some(Raw::Script)),
            TokenSinkResult::Plaintext => self.raw.set(Some(Raw::ToTheEnd)),
            _ => {}
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The elements that a tree builder holds open, and the formatting elements it would open again.
struct Open {
    count: usize,
    /// The name of the last.
    last: Option<LocalName>,
    /// That of the last that is no formatting element.
    last_other: Option<LocalName>,
    has_template: bool,
}

impl Open {
    fn read(builder: &TreeBuilder<Handle, Sink>) -> Open {
        let counter = Counter(RefCell::new(Open {
            count: 0,
            last: None,
            last_other: None,
            has_template: false,
        }));
        builder.trace_handles(&counter);
        counter.0.into_inner()
    }
}

struct Counter(RefCell<Open>);

impl Tracer for Counter {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        let mut open = self.0.borrow_mut();
        open.count += 1;
        open.has_template |= *node.name() == local_name!("template");
        // The tree builder shows the head and the form last, also when they are long closed.
        if !matches!(*node.name(), local_name!("head") | local_name!("form")) {
            open.last = Some(node.name().clone());
            if !is_formatting(node.name()) {
                open.last_other = open.last.clone();
            }
        }
    }
}

/// Whether elements of this name are formatting elements.
pub(super) fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}
