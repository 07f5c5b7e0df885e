//! Between tokenizer and tree builder: keeps a page's tree to a size that any page is read in seconds at.
//!
//! The tree builder looks through the elements that are open at every tag, and writes the formatting elements that
//! are (`b`, `a`, `font`, ...) anew in every block. Both lists are as long as a page makes them, so that a page of a
//! hundred thousand open elements would take hours, and one of formatting elements all memory.

use std::cell::{Cell, RefCell};

use html5ever::tokenizer::{EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{Tracer, TreeBuilder};
use html5ever::{LocalName, local_name};

use super::sink::{Handle, Sink};

/// How many elements may be open, each formatting element counted twice: as deep as browsers go.
const MOST_OPEN: usize = 512;

/// How many nodes a page may have. Long pages have ten thousand; a node takes 70 bytes.
const MOST_NODES: usize = 4_000_000;

/// How many bytes of text and names a page may have.
const MOST_WORDS: usize = 512 << 20;

/// How many open elements are ended at once to make room for one: more than one start tag opens, besides formatting.
const MOST_ENDED: usize = 8;

/// A tree builder that gets no more than it can bear.
pub(super) struct Guard {
    pub builder: TreeBuilder<Handle, Sink>,
    /// How many start tags may pass before the open elements need counting again.
    unchecked: Cell<usize>,
}

impl Guard {
    pub fn new(builder: TreeBuilder<Handle, Sink>) -> Guard {
        Guard {
            builder,
            unchecked: Cell::new(MOST_OPEN / 2),
        }
    }

    /// Whether the page has all the nodes it may have.
    pub fn is_full(&self) -> bool {
        let (nodes, words) = self.builder.sink.size();
        nodes >= MOST_NODES || words >= MOST_WORDS
    }

    /// Ends the innermost elements until there is room for one more; whether there is.
    fn make_room(&self) -> bool {
        if let Some(left) = self.unchecked.get().checked_sub(1) {
            self.unchecked.set(left);
            return true;
        }
        for _ in 0..MOST_ENDED {
            let open = Open::of(&self.builder);
            if open.count < MOST_OPEN {
                // A tag opens one element, two if it is a formatting one, counted twice.
                self.unchecked.set((MOST_OPEN - open.count) / 2);
                return true;
            }
            self.end(open.last);
        }
        false
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
        let passes = match &token {
            Token::ParseError(_) | Token::CommentToken(_) => false,
            _ if self.is_full() => matches!(token, Token::EOFToken),
            TagToken(tag) if tag.kind == StartTag => self.make_room(),
            _ => true,
        };
        if passes {
            self.builder.process_token(token, line_number)
        } else {
            TokenSinkResult::Continue
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The elements that a tree builder holds open, and the formatting elements it would open anew.
struct Open {
    count: usize,
    /// The name of the last.
    last: Option<LocalName>,
}

impl Open {
    fn of(builder: &TreeBuilder<Handle, Sink>) -> Open {
        let counter = Counter(RefCell::new(Open {
            count: 0,
            last: None,
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
        // The tree builder shows the head and the form last, also when they are long closed.
        if !matches!(*node.name(), local_name!("head") | local_name!("form")) {
            open.last = Some(node.name().clone());
        }
    }
}
