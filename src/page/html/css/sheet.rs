//! Style sheets -> the rules that say what is seen.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memmem};

use super::declarations::{Style, says_anything};
use super::names::Slots;
use super::selector::Selector;

/// Most bytes of style sheets that are read of a page; the largest of 2,065 pages has about as many.
const LONGEST: usize = 1 << 20;

/// Most rules of a page that are kept; the same of its selectors in lists.
const MOST_RULES: usize = 1 << 12;

/// Deepest nesting that is read.
const MOST_DEPTH: usize = 32;

/// A style sheet of the page.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Sheet<'s> {
    pub text: &'s str,
    /// The `media` of its element.
    pub media: &'s str,
}

/// A rule with one selector.
#[derive(Clone, Debug)]
pub(super) struct Rule<'s> {
    pub selector: Selector<'s>,
    pub style: Style,
    /// Whether it depends on the screen.
    pub is_conditional: bool,
}

/// The sheets without their comments, at most [`LONGEST`] bytes of them.
pub(super) fn without_comments<'s>(sheets: &[Sheet<'s>]) -> Vec<(Cow<'s, str>, Block)> {
    let mut left = LONGEST;
    let mut texts = Vec::new();
    for sheet in sheets {
        let text = &sheet.text[..sheet.text.floor_char_boundary(left)];
        left -= text.len();
        texts.push((uncommented(text), Block::of_media(sheet.media)));
    }
    texts
}

fn uncommented(text: &str) -> Cow<'_, str> {
    if memmem::find(text.as_bytes(), b"/*").is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        plain.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// What a block of a sheet is inside of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Rules that always count.
    Plain,
    /// Rules that may count: what they show is shown.
    Conditional,
    /// Rules for printers, steps of animations, fonts.
    Unread,
    /// Declarations, and rules nested in them.
    Declarations,
}

impl Block {
    fn of_media(media: &str) -> Block {
        let media = media.trim().to_ascii_lowercase();
        let mut kinds = media.split(',').map(str::trim);
        if kinds.any(|kind| matches!(kind, "" | "all" | "screen" | "only screen")) {
            Block::Plain
        } else if media
            .split(',')
            .all(|kind| kind.trim().starts_with("print"))
        {
            Block::Unread
        } else {
            Block::Conditional
        }
    }

    /// What the block behind this prelude is, inside of `outer`.
    fn after(prelude: &str, outer: Block) -> Block {
        let Some(rule) = prelude.strip_prefix('@') else {
            return Block::Declarations;
        };
        let end = rule.find(|c: char| !c.is_ascii_alphabetic() && c != '-');
        let (name, condition) = rule.split_at(end.unwrap_or(rule.len()));
        let own = match name.to_ascii_lowercase().as_str() {
            "media" => Block::of_media(condition),
            "layer" => Block::Plain,
            "supports" | "container" | "document" | "-moz-document" => Block::Conditional,
            _ => Block::Unread,
        };
        match (outer, own) {
            (Block::Unread, _) | (_, Block::Unread) => Block::Unread,
            (Block::Plain, own) => own,
            _ => Block::Conditional,
        }
    }
}

/// The rules of a page's sheets.
pub(super) struct Rules<'n, 's> {
    found: Vec<Rule<'s>>,
    /// The names of the page: rules about others are left out.
    names: &'n Slots,
}

impl<'n, 's> Rules<'n, 's> {
    pub fn new(names: &'n Slots) -> Rules<'n, 's> {
        let found = Vec::new();
        Rules { found, names }
    }

    pub fn found(self) -> Vec<Rule<'s>> {
        self.found
    }

    /// Reads the rules of a sheet.
    pub fn read(&mut self, text: &'s str, kind: Block) {
        let mut open = vec![(kind, "")];
        let mut start = 0;
        while let Some(at) = bracket(text, start) {
            let before = &text[start..at];
            start = at + 1;
            let (inner, prelude) = *open.last().expect("the sheet itself stays");
            if text.as_bytes()[at] == b'{' {
                if open.len() == MOST_DEPTH {
                    return;
                }
                open.push(opened(before, inner));
            } else if open.len() > 1 {
                open.pop();
                let (around, _) = *open.last().expect("the sheet itself stays");
                if inner == Block::Declarations && around != Block::Unread && says_anything(before)
                {
                    self.add(prelude, before, around == Block::Conditional);
                }
            }
        }
    }

    /// Adds the rules of a list of selectors.
    fn add(&mut self, selectors: &'s str, declarations: &str, is_conditional: bool) {
        let mut style = None;
        for selector in split_list(selectors) {
            let selector = Selector::parse(selector);
            let selector = selector.filter(|selector| {
                selector
                    .compounds
                    .iter()
                    .all(|compound| self.names.may_fit(compound))
            });
            let Some(selector) = selector.filter(|_| self.found.len() < MOST_RULES) else {
                continue;
            };
            let style = *style.get_or_insert_with(|| Style::parse(declarations));
            // A rule that may not hide and does nothing else is of no use.
            if !style.is_empty() && (!style.hides() || (selector.may_hide() && !is_conditional)) {
                self.found.push(Rule {
                    selector,
                    style,
                    is_conditional,
                });
            }
        }
    }
}

/// What the block is that a brace opens inside of `outer`, and what stands before it.
fn opened(before: &str, outer: Block) -> (Block, &str) {
    let prelude = before.rsplit(';').next().unwrap_or_default().trim();
    match outer {
        Block::Declarations => (Block::Unread, prelude),
        _ => (Block::after(prelude, outer), prelude),
    }
}

/// Where the next brace is that does not stand in a string.
fn bracket(text: &str, start: usize) -> Option<usize> {
    let mut from = start;
    loop {
        let at = from + memchr2(b'{', b'}', &text.as_bytes()[from..])?;
        let Some(quote) = memchr2(b'"', b'\'', &text.as_bytes()[from..at]) else {
            return Some(at);
        };
        from = after_string(text, from + quote);
    }
}

/// Where the string ends that begins at `start`: at its quote, or, being none then, with its line.
fn after_string(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let line = memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
    let mut at = start + 1;
    while let Some(found) = memchr2(bytes[start], b'\\', &bytes[at..line]) {
        at += found + 1;
        if bytes[at - 1] != b'\\' {
            return at;
        }
        at = (at + 1).min(line);
    }
    line
}

/// The selectors of a list; commas inside brackets are not between them.
fn split_list(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0usize;
    list.split(move |c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
}
