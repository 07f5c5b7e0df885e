//! HTML -> paragraphs with marks, through the tree that a browser would build.
//!
//! - **A paragraph** is the visible text of a block: it ends at every block-level start and end tag and at `<br>`.
//!   Elements that are not block-level by the HTML standard's own style sheet, and elements it does not know, run on
//!   in the text around them; buttons, which style sheets lay out as boxes, do not.
//! - **Left out** are `script style noscript template svg iframe select textarea head title audio video`, and what
//!   `hidden` or an inline `display:none` or `visibility:hidden` hides; style sheets are not read.
//! - White space is folded as in plain text, and paragraphs without visible text are dropped.
//! - **Spans** count in the page's text, that is, its paragraphs joined by line feeds: a parser of trees moves text
//!   about, and cannot say where in the source it stood.
//!
//! Any input is a page. Two limits keep hostile ones small: at most 512 elements are open at a time, as in browsers
//! (the innermost is ended where one more begins), and after four million nodes the rest is left out.

mod attributes;
mod blocks;
mod facts;
mod guard;
mod kind;
mod path;
mod sink;
mod tree;

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::Page;
use guard::Guard;
use sink::{Parsed, Sink};

/// Reads a page. The language that it claims is a fact only, not taken over: see [`Page::from_html`].
pub(super) fn read(html: &str) -> Page {
    let (parsed, is_cut) = parse(html);
    let mut facts = facts::read(&parsed);
    facts.is_cut = is_cut;
    Page {
        language: None,
        paragraphs: blocks::paragraphs(&parsed.tree),
        facts,
    }
}

/// What html5ever makes of a page, and whether that is not all of it.
fn parse(html: &str) -> (Parsed, bool) {
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(Guard::new(builder), TokenizerOpts::default());
    let queue = BufferQueue::default();
    for chunk in chunks(html) {
        queue.push_back(StrTendril::from_slice(chunk));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        if tokenizer.sink.is_full() {
            break;
        }
    }
    tokenizer.end();
    let is_cut = tokenizer.sink.is_full();
    (tokenizer.sink.builder.sink.finish(), is_cut)
}

/// Bytes fed to the tokenizer at a time.
const CHUNK: usize = 1 << 16;

/// The text in chunks of about [`CHUNK`] bytes.
fn chunks(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let (chunk, rest) = text.split_at(text.floor_char_boundary(CHUNK));
        text = rest;
        (!chunk.is_empty()).then_some(chunk)
    })
}

#[cfg(test)]
mod tests;
