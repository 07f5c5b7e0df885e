//! Source -> html5ever's tree builder, without what nobody asks for: scripts, styles, comments, most attributes.
//!
//! They are most of a page's bytes. html5ever's own tokenizer reads each of them character by character, keeps each
//! attribute, and compares it with all others of its tag: a tag of a million attributes would take it an hour. What is left
//! out here changes nothing in the tree but itself; the tests hold it against that tokenizer.
//!
//! Where a text starts that is no HTML (`<style>`, but not the `style` of an image) is for the tree to say, so it is
//! asked at each tag; everything else about tags and comments can be read off the source.

use html5ever::interface::TreeSink;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};
use memchr::{memchr, memmem};

use super::characters::{self, CHUNK, References, is_plain};
use super::css::Sheet;
use super::doctype;
use super::guard::{Guard, Raw};
use super::parsed::Parsed;
use super::scan::{end_of_comment, end_of_script, end_tag, is_endless, names_json_ld, starts_with};
use super::scanner;
use super::sink::Sink;
use super::tag::Tags;
use crate::deadline::Deadline;
use crate::error::Result;

/// Longest document type read, in bytes: the longest in use has 130.
const LONGEST_DOCTYPE: usize = 1 << 10;

/// What begins text in SVG and MathML, after `<!`.
const CDATA: &str = "[CDATA[";

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
    let builder = TreeBuilder::new(Sink::new(html.len()), TreeBuilderOpts::default());
    let mut reader = Reader {
        source: html,
        // A byte-order mark is no text.
        at: html.len() - html.strip_prefix('\u{FEFF}').unwrap_or(html).len(),
        tags: Tags::new(html),
        out: String::new(),
        guard: Guard::new(builder),
        is_xml: html.trim_start().starts_with("<?xml"),
        sheets: Vec::new(),
        deadline,
        next_look: CHUNK,
    };
    reader.read()?;
    Ok(Source {
        is_truncated: reader.guard.is_full(),
        parsed: reader.guard.builder.sink.finish(),
        sheets: reader.sheets,
    })
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    tags: Tags<'s>,
    /// Text that the source writes otherwise.
    out: String,
    guard: Guard,
    /// Whether tags can close themselves.
    is_xml: bool,
    sheets: Vec<Sheet<'s>>,
    deadline: Deadline,
    /// Where in the source the clock is looked at next.
    next_look: usize,
}

impl<'s> Reader<'s> {
    fn read(&mut self) -> Result<()> {
        while !self.bytes().is_empty() && !self.guard.is_full() {
            let text = memchr(b'<', self.bytes()).unwrap_or(self.bytes().len());
            self.text(text, References::InText)?;
            if !self.bytes().is_empty() {
                self.markup()?;
            }
            self.look_at_clock()?;
        }
        self.deadline.check()?;
        self.give(Token::EOFToken);
        Ok(())
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn bytes(&self) -> &'s [u8] {
        &self.source.as_bytes()[self.at..]
    }

    /// Gives up if there is no time left.
    fn look_at_clock(&mut self) -> Result<()> {
        if self.at < self.next_look {
            return Ok(());
        }
        self.next_look = self.at + CHUNK;
        self.deadline.check()
    }

    fn give(&self, token: Token) {
        let _ = self.guard.process_token(token, 1);
    }

    /// Reads so many bytes of text, in which NULs are for the tree to make something of.
    fn text(&mut self, length: usize, references: References) -> Result<()> {
        let end = self.at + length;
        if is_plain(&self.source[self.at..end], references) {
            return self.plain(length);
        }
        while let Some(nul) = memchr(0, &self.source.as_bytes()[self.at..end]) {
            self.characters(nul, references)?;
            self.give(Token::NullCharacterToken);
            self.at += 1;
            self.look_at_clock()?;
        }
        self.characters(end - self.at, references)
    }

    /// Reads so many bytes of text; NULs in them become U+FFFD.
    fn characters(&mut self, length: usize, references: References) -> Result<()> {
        let end = self.at + length;
        if is_plain(&self.source[self.at..end], references) {
            return self.plain(length);
        }
        while self.at < end {
            self.out.clear();
            let rest = characters::read(&self.source[self.at..end], references, &mut self.out);
            self.at = end - rest.len();
            self.give(Token::CharacterTokens(self.out.as_str().into()));
            self.look_at_clock()?;
        }
        Ok(())
    }

    /// Reads so many bytes of text that stands for itself.
    fn plain(&mut self, length: usize) -> Result<()> {
        let end = self.at + length;
        while self.at < end {
            let start = self.at;
            self.at += self.source[start..end].floor_char_boundary(CHUNK);
            let string = self.tags.strings.slice(start..self.at);
            self.give(Token::CharacterTokens(string));
            self.look_at_clock()?;
        }
        Ok(())
    }

    /// Reads on at a `<`.
    fn markup(&mut self) -> Result<()> {
        match self.bytes() {
            [_, b'/', letter, ..] | [_, letter, ..] if letter.is_ascii_alphabetic() => {
                return self.tag();
            }
            [_, b'!', b'-', b'-', ..] => self.comment(4),
            [_, b'!', ..] => return self.declaration(),
            [_, b'?', ..] | [_, b'/', _, ..] => self.bogus_comment(),
            _ => return self.text(1, References::InText),
        }
        Ok(())
    }

    fn tag(&mut self) -> Result<()> {
        let start = self.at;
        let Some((tag, end)) = self.tags.read(start) else {
            // A tag that the page's end cuts off is nothing.
            self.at = self.source.len();
            return Ok(());
        };
        self.at = end;
        let whole = &self.source[start..end];
        if tag.name == local_name!("html") && memmem::find(whole.as_bytes(), XHTML).is_some() {
            self.is_xml = true;
        }
        let name = tag.name.clone();
        let closes_itself =
            self.is_xml && tag.self_closing && tag.kind == TagKind::StartTag && !is_endless(&name);
        self.give(Token::TagToken(tag));
        if closes_itself {
            self.close(name);
        } else if let Some(raw) = self.guard.raw() {
            self.sheet(&name, whole);
            self.raw_text(&name, raw, names_json_ld(whole))?;
        }
        Ok(())
    }

    /// Ends an element that closes itself, as XML has it. SVG and MathML do so by themselves.
    fn close(&mut self, name: LocalName) {
        let guard = &self.guard;
        if !guard.adjusted_current_node_present_but_not_in_html_namespace() {
            self.give(Token::TagToken(Tag {
                kind: TagKind::EndTag,
                name,
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            }));
        }
    }

    /// Keeps a style sheet, if one starts here.
    fn sheet(&mut self, name: &LocalName, tag: &'s str) {
        let is_sheet = *name == local_name!("style") && self.sheets.len() < MOST_SHEETS;
        if !is_sheet || self.guard.is_in_template() {
            return;
        }
        let end = end_tag(self.rest(), name).unwrap_or(self.rest().len());
        let sheet = Sheet {
            text: &self.rest()[..end],
            media: scanner::value(tag, "media").unwrap_or_default(),
        };
        if scanner::value(tag, "type")
            .is_none_or(|kind| kind.trim().is_empty() || starts_with(kind.trim(), "text/css"))
        {
            self.sheets.push(sheet);
        }
    }

    /// Reads the text of an element that has nothing else, if somebody asks for it.
    fn raw_text(&mut self, element: &LocalName, raw: Raw, is_json_ld: bool) -> Result<()> {
        let rest = self.rest();
        let end = match raw {
            Raw::ToTheEnd => None,
            Raw::Script => end_of_script(rest),
            Raw::WithReferences | Raw::Plain => end_tag(rest, element),
        };
        let length = end.unwrap_or(rest.len());
        let references = match raw {
            Raw::WithReferences => References::InText,
            _ => References::Nowhere,
        };
        match *element {
            local_name!("plaintext") | local_name!("title") | local_name!("xmp") => {
                self.characters(length, references)
            }
            local_name!("script") if is_json_ld => self.characters(length, references),
            _ => {
                self.at += length;
                Ok(())
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
        self.at += opening + length;
    }

    /// Reads on at `<!`.
    fn declaration(&mut self) -> Result<()> {
        let rest = self.rest();
        let guard = &self.guard;
        if starts_with(&rest[2..], "doctype") {
            match memchr(b'>', rest.as_bytes()) {
                Some(end) if end < LONGEST_DOCTYPE => {
                    self.at += end + 1;
                    if let Some(doctype) = doctype::read(&rest[..=end]) {
                        self.give(doctype);
                    }
                    return Ok(());
                }
                _ => {}
            }
        } else if rest[2..].starts_with(CDATA)
            && guard.adjusted_current_node_present_but_not_in_html_namespace()
        {
            self.at += 2 + CDATA.len();
            let end = memmem::find(self.rest().as_bytes(), b"]]>");
            self.text(end.unwrap_or(self.rest().len()), References::Nowhere)?;
            self.at += if end.is_some() { 3 } else { 0 };
            return Ok(());
        }
        self.bogus_comment();
        Ok(())
    }

    /// Skips what browsers take as a comment that ends at the next `>`.
    fn bogus_comment(&mut self) {
        let length = memchr(b'>', self.rest().as_bytes()).map_or(self.rest().len(), |end| end + 1);
        self.at += length;
    }
}
