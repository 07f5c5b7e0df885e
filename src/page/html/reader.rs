//! Source -> html5ever, without what nobody asks for: scripts, styles, comments, most attributes.
//!
//! They are most of a page's bytes, and html5ever keeps each attribute, and compares it with all others of its tag:
//! a tag of a million attributes would take it an hour. What is left out here changes nothing in the tree but itself.
//! Where a text starts that is no HTML (`<style>`, but not the `style` of an image) is for the tree to say, so it is
//! asked at each such tag; everything else about tags and comments can be read off the source.

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TokenSink, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use memchr::{memchr, memmem};

use super::css::Sheet;
use super::guard::{Guard, Raw};
use super::parsed::Parsed;
use super::scan::{ENDLESS, end_of_comment, end_tag, names_json_ld, starts_with};
use super::sink::Sink;
use super::tag::{self, Tag};
use crate::deadline::Deadline;
use crate::error::Result;

/// Bytes given to the tokenizer at a time, about.
const CHUNK: usize = 1 << 14;

/// Longest document type read, in bytes: the longest in use has 130.
const LONGEST_DOCTYPE: usize = 1 << 10;

/// Elements whose content may be raw text: the tree says if it is.
const RAW: [&str; 10] = [
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];

/// Those of them whose text is read.
const READ: [&str; 3] = ["plaintext", "title", "xmp"];

/// What stands for a comment, so that what is before and after stays apart.
const COMMENT: &str = "<!---->";

/// What makes a page XHTML, in its first tag.
const XHTML: &[u8] = b"http://www.w3.org/1999/xhtml";

/// Most style sheets that are read of a page.
const MOST_SHEETS: usize = 256;

/// What is read of a page.
pub(super) struct Source<'s> {
    /// What html5ever makes of it.
    pub parsed: Parsed,
    /// Its own style sheets, top to bottom.
    pub sheets: Vec<Sheet<'s>>,
    /// Whether that is not all of it.
    pub is_truncated: bool,
}

/// Reads a page.
///
/// # Errors
/// Past the deadline.
pub(super) fn parse(html: &str, deadline: Deadline) -> Result<Source<'_>> {
    let builder = TreeBuilder::new(Sink::new(), TreeBuilderOpts::default());
    let reader = Reader {
        source: html,
        at: 0,
        out: String::with_capacity(2 * CHUNK),
        queue: BufferQueue::default(),
        tokenizer: Tokenizer::new(Guard::new(builder), TokenizerOpts::default()),
        is_xml: html.trim_start().starts_with("<?xml"),
        sheets: Vec::new(),
        deadline,
        is_late: false,
    };
    reader.read()
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    /// What the tokenizer is to get next.
    out: String,
    queue: BufferQueue,
    tokenizer: Tokenizer<Guard<'s>>,
    /// Whether tags can close themselves.
    is_xml: bool,
    sheets: Vec<Sheet<'s>>,
    deadline: Deadline,
    /// Whether the deadline had passed when a chunk was read.
    is_late: bool,
}

impl<'s> Reader<'s> {
    fn read(mut self) -> Result<Source<'s>> {
        while !self.is_at_end() && !self.tokenizer.sink.is_full() {
            let text = memchr(b'<', self.rest().as_bytes()).unwrap_or(self.rest().len());
            self.copy(text);
            if !self.rest().is_empty() {
                self.markup();
            }
        }
        self.flush();
        self.deadline.check()?;
        self.tokenizer.end();
        Ok(Source {
            is_truncated: self.tokenizer.sink.is_full(),
            parsed: self.tokenizer.sink.builder.sink.finish(),
            sheets: self.sheets,
        })
    }

    /// Whether there is nothing left to read, or no time.
    fn is_at_end(&self) -> bool {
        self.rest().is_empty() || self.is_late
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    /// Copies as many bytes, which end at a character's end.
    fn copy(&mut self, length: usize) {
        let end = self.at + length;
        while self.at < end && !self.is_late {
            let piece = &self.source[self.at..end];
            let piece = &piece[..piece.floor_char_boundary(CHUNK)];
            self.out.push_str(piece);
            self.at += piece.len();
            if self.out.len() >= CHUNK {
                self.flush();
            }
        }
    }

    /// Gives the tokenizer what there is.
    fn flush(&mut self) {
        self.is_late = self.is_late || self.deadline.has_passed();
        self.queue.push_back(StrTendril::from_slice(&self.out));
        self.out.clear();
        // It stops at scripts, to have them run, and at encodings, to have them changed.
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
    }

    /// Reads on at a `<`.
    fn markup(&mut self) {
        match self.rest().as_bytes() {
            [_, b'/', letter, ..] | [_, letter, ..] if letter.is_ascii_alphabetic() => self.tag(),
            [_, b'!', b'-', b'-', ..] => self.comment(4),
            [_, b'!', ..] => self.declaration(),
            [_, b'?', ..] | [_, b'/', _, ..] => self.bogus_comment(),
            _ => self.copy(1),
        }
    }

    /// Copies the tag that starts here, if it has an end.
    fn copy_tag(&mut self) -> Option<Tag<'s>> {
        let values = &self.tokenizer.sink.builder.sink.values;
        tag::copy(self.source, self.at, values, &mut self.out)
    }

    fn tag(&mut self) {
        let start = self.at;
        let Some(tag) = self.copy_tag() else {
            // A tag that the page's end cuts off is nothing.
            self.at = self.source.len();
            return;
        };
        self.at = tag.end;
        let whole = &self.source[start..tag.end];
        if tag.is_any(&["html"]) && memmem::find(whole.as_bytes(), XHTML).is_some() {
            self.is_xml = true;
        }
        if self.is_xml && tag.is_self_closing {
            self.close(&tag);
        } else if !tag.is_end && tag.is_any(&RAW) {
            self.flush();
            if tag.is_any(&["style"]) {
                self.sheet(&tag, whole);
            }
            let is_read = tag.is_any(&READ) || names_json_ld(whole);
            self.raw_text(&tag, is_read);
        }
    }

    /// Ends an element that closes itself, as XML has it. SVG and MathML do so by themselves.
    fn close(&mut self, tag: &Tag<'s>) {
        if tag.is_end || tag.is_any(&ENDLESS) {
            return;
        }
        self.flush();
        let guard = &self.tokenizer.sink;
        if !guard.adjusted_current_node_present_but_not_in_html_namespace() {
            self.out.extend(["</", tag.name, ">"]);
        }
    }

    /// Keeps a style sheet, which starts here.
    fn sheet(&mut self, element: &Tag<'_>, tag: &'s str) {
        let guard = &self.tokenizer.sink;
        if guard.raw().is_none() || self.sheets.len() == MOST_SHEETS || guard.is_in_template() {
            return;
        }
        let end = end_tag(self.rest(), element.name).unwrap_or(self.rest().len());
        let sheet = Sheet {
            text: &self.rest()[..end],
            media: tag::value(tag, "media").unwrap_or_default(),
        };
        if tag::value(tag, "type")
            .is_none_or(|kind| kind.trim().is_empty() || starts_with(kind.trim(), "text/css"))
        {
            self.sheets.push(sheet);
        }
    }

    /// Reads on inside an element until its content is no longer raw text.
    fn raw_text(&mut self, element: &Tag<'_>, is_read: bool) {
        while let Some(raw) = self.tokenizer.sink.raw() {
            let end = match raw {
                Raw::ToTheEnd => None,
                Raw::ToEndTag => end_tag(self.rest(), element.name),
            };
            let length = end.unwrap_or(self.rest().len());
            // A comment in a script can hold its end tag, which the tokenizer knows all about.
            let is_plain = memmem::find(&self.rest().as_bytes()[..length], b"<!--").is_none();
            if is_read || (!is_plain && element.is_any(&["script"])) {
                self.copy(length);
            } else {
                self.at += length;
            }
            let tag = end.and_then(|_| self.copy_tag());
            self.at = tag.map_or(self.source.len(), |tag| tag.end);
            self.flush();
            if self.is_at_end() {
                return;
            }
        }
    }

    /// Skips a comment whose text starts `opening` bytes on.
    fn comment(&mut self, opening: usize) {
        let text = &self.rest()[opening..];
        let length = match text.as_bytes() {
            [b'>', ..] => 1,
            [b'-', b'>', ..] => 2,
            text => end_of_comment(text),
        };
        self.out.push_str(COMMENT);
        self.at += opening + length;
    }

    /// Reads on at `<!`.
    fn declaration(&mut self) {
        let rest = self.rest();
        if starts_with(&rest[2..], "doctype") {
            match memchr(b'>', rest.as_bytes()) {
                Some(end) if end < LONGEST_DOCTYPE => return self.copy(end + 1),
                _ => {}
            }
        } else if rest[2..].starts_with("[CDATA[") {
            self.flush();
            let guard = &self.tokenizer.sink;
            if guard.adjusted_current_node_present_but_not_in_html_namespace() {
                let end = memmem::find(rest.as_bytes(), b"]]>");
                return self.copy(end.map_or(rest.len(), |end| end + 3));
            }
        }
        self.bogus_comment();
    }

    /// Skips what browsers take as a comment that ends at the next `>`.
    fn bogus_comment(&mut self) {
        let length = memchr(b'>', self.rest().as_bytes()).map_or(self.rest().len(), |end| end + 1);
        self.out.push_str(COMMENT);
        self.at += length;
    }
}
