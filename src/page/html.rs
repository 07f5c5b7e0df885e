//! HTML -> paragraphs with marks, through the tree that a browser would build.
//!
//! - **A paragraph** is the visible text of a block: it ends at every block-level start and end tag and at `<br>`.
//!   Elements that are not block-level by the HTML standard's own style sheet, and elements it does not know, run on
//!   in the text around them; buttons, and what the page's own styles lay out as blocks, do not. Where a page shows
//!   pieces of a line apart, a space stands between them: see `gaps`.
//! - **Left out** are `script style noscript template svg iframe select textarea head title audio video`, and what
//!   `hidden`, an inline style or a style sheet of the page's own hides, unless that is most of the page: see `css`
//!   and `hiding`. Sheets in other files are not read.
//! - White space is folded as in plain text, and paragraphs without visible text are dropped.
//! - **Spans** count in the page's text, that is, its paragraphs joined by line feeds: a parser of trees moves text
//!   about, and cannot say where in the source it stood.
//!
//! Any input is a page, in a time that grows with its length: see `guard` for what is cut of hostile ones.
//!
//! Why html5ever's tree builder, with a reader and a tree of our own: only it builds the tree that browsers build, and
//! scraper and dom_query are that tree with all its attributes, read by html5ever's tokenizer. Measured on 911 pages, 172
//! MB, on a busy machine, best of 4 (our reader since, by what it takes of the time of html5ever's on 2,065 pages); ours
//! includes the paragraphs and their marks, the others only reach the text:
//!
//! | parser | MB/s | a page | same paragraphs | 100,000 open `div` | as many `b` that differ |
//! |---|---|---|---|---|---|
//! | html5ever 0.40's tree builder as here | 194 | 0.97 ms | all | 0.2 s | 0.8 s |
//! | with html5ever's tokenizer | 102 | 1.85 ms | all | 0.3 s | 0.9 s |
//! | scraper 0.29 | 82 | 2.32 ms | all | 44 s | over 70 s |
//! | dom_query 0.29 | 81 | 2.34 ms | all | 63 s | over 70 s |
//! | tl 0.7 | 395 | 0.48 ms | 57 % | 0.02 s | 0.03 s |

mod address;
mod beside;
mod blocks;
mod characters;
mod charset;
mod claim;
mod claims;
mod css;
mod described;
mod doctype;
mod facts;
mod forms;
mod gaps;
mod guard;
mod head;
mod hiding;
mod json_ld;
mod kind;
mod links;
mod local_names;
mod metas;
mod microdata;
mod names;
mod open;
mod parsed;
mod paths;
mod place;
mod reader;
mod references;
mod repeated;
mod scan;
mod scanner;
mod sink;
mod strings;
mod tag;
mod targets;
mod tree;
mod unread;
mod visible;

use super::Page;
use parsed::Parsed;
use reader::Source;
use targets::Targets;

use crate::deadline::Deadline;
use crate::error::Result;

pub(super) use charset::encoding;

/// Reads a page. The language that it claims is a fact only, not taken over: see [`Page::from_html`].
///
/// # Errors
/// Past the deadline.
pub(super) fn read(html: &str, deadline: Deadline) -> Result<Page> {
    let Source {
        mut parsed,
        sheets,
        is_truncated,
    } = reader::parse(html, deadline)?;
    css::apply(&sheets, &mut parsed.tree);
    let mut page = page(&parsed, deadline)?;
    page.facts.is_truncated |= is_truncated;
    page.facts.has_unread_text = page.paragraphs.is_empty() && unread::has_words(html);
    Ok(page)
}

fn page(parsed: &Parsed, deadline: Deadline) -> Result<Page> {
    let mut facts = facts::read(parsed);
    let visible = visible::read(&parsed.tree, &Targets::new(facts.host.clone()), deadline)?;
    facts.is_truncated = visible.is_truncated;
    facts.shown_hidden = visible.shown_hidden;
    facts.hidden_bytes = visible.hidden_bytes;
    Ok(Page {
        language: None,
        paragraphs: visible.paragraphs,
        facts,
    })
}

#[cfg(test)]
mod tests;
