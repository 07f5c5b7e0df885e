//! One tag of the source -> the same tag without the attributes that nobody asks for.

use memchr::memchr;

use super::names::is_telling;
use super::values::Values;

/// Attributes that are read, or that a tree's shape depends on.
const KEPT: [&str; 12] = [
    "aria-label",
    "class",
    "content",
    "encoding",
    "hidden",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "role",
    "style",
    "type",
];

/// Attributes that are read of some elements only.
const KEPT_OF: [(&[&str], &[&str]); 5] = [
    (&["a"], &["href", "rel"]),
    (&["form"], &["action"]),
    (&["button", "input", "select", "textarea"], &["name"]),
    (
        &["base", "link", "meta"],
        &["href", "name", "property", "rel"],
    ),
    (&["time"], &["datetime"]),
];

/// How many `data-*` attributes are kept, their names alone.
const MOST_DATA: usize = 3;

/// Elements whose attributes all count for the shape of the tree: formatting elements that are alike in all of them
/// are opened again three times at most. Links are not among them, since one ends the other.
const FORMATTING: [&str; 13] = [
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// How many attributes are kept. The tokenizer compares each with all before it.
const MOST_ATTRIBUTES: usize = 32;

/// Longest attribute, in bytes: a class list of that length has nothing to say.
const LONGEST_ATTRIBUTE: usize = 1 << 14;

/// Longest name, in bytes.
const LONGEST_NAME: usize = 1 << 8;

/// A tag that was copied.
pub(super) struct Tag<'s> {
    pub name: &'s str,
    pub is_end: bool,
    pub is_self_closing: bool,
    /// Where it ends in the source.
    pub end: usize,
}

impl Tag<'_> {
    pub fn is_any(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name))
    }
}

/// Copies the tag whose `<` stands at `start`, a letter or `/` and a letter behind it; `None` if it has no end.
///
/// Reads tags as the HTML standard's tokenizer does: `>` inside quotes does not end them.
pub(super) fn copy<'s>(
    source: &'s str,
    start: usize,
    values: &Values<'s>,
    out: &mut String,
) -> Option<Tag<'s>> {
    let mut scanner = Scanner::new(source, start + 1);
    let is_end = scanner.skip(b'/');
    let name = scanner.until(|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
    let name = &name[..name.floor_char_boundary(LONGEST_NAME)];
    let mut tag = Tag {
        name,
        is_end,
        is_self_closing: false,
        end: 0,
    };
    let undo = out.len();
    out.push_str(if is_end { "</" } else { "<" });
    out.push_str(name);
    let keeps_all = tag.is_any(&FORMATTING);
    let most = if is_end { 0 } else { MOST_ATTRIBUTES };
    let mut data = most.min(MOST_DATA);
    // A name that comes again means nothing, and must not take the place of one that does.
    let (mut kept, mut n_kept) = ([""; MOST_ATTRIBUTES], 0);
    tag.is_self_closing = loop {
        match scanner.next() {
            Next::Attribute { name, .. } if has(&kept[..n_kept], name) => {}
            Next::Attribute { name, value, whole } => {
                if (keeps_all || is_kept(&tag, name))
                    && n_kept < most
                    && whole.len() <= LONGEST_ATTRIBUTE
                {
                    kept[n_kept] = name;
                    n_kept += 1;
                    // After a bare name and a space, an equals sign would begin that name's value.
                    out.push_str(if whole.starts_with('=') { " /" } else { " " });
                    let aside = (!keeps_all).then(|| values.set_aside(name, value));
                    if let Some(aside) = aside.flatten() {
                        out.extend([name, "="]);
                        out.extend(aside);
                    } else {
                        out.push_str(whole);
                    }
                } else if data > 0 && !keeps_all && is_telling_data(name) {
                    data -= 1;
                    out.push(' ');
                    out.push_str(name);
                }
            }
            Next::End { is_self_closing } => break is_self_closing,
            Next::Nothing => {
                out.truncate(undo);
                return None;
            }
        }
    };
    out.push_str(if tag.is_self_closing { " />" } else { ">" });
    tag.end = scanner.at;
    Some(tag)
}

fn has(kept: &[&str], name: &str) -> bool {
    kept.iter().any(|kept| kept.eq_ignore_ascii_case(name))
}

/// Whether an attribute's name alone may tell what its element is for.
fn is_telling_data(name: &str) -> bool {
    let data = name
        .get(..5)
        .filter(|data| data.eq_ignore_ascii_case("data-"));
    data.is_some_and(|data| is_telling(&name[data.len()..]))
}

/// Whether an attribute of a tag is read, or its shape depends on it.
fn is_kept(tag: &Tag<'_>, attribute: &str) -> bool {
    let is_any = |names: &[&str]| {
        names
            .iter()
            .any(|name| attribute.eq_ignore_ascii_case(name))
    };
    let mut of_some = KEPT_OF.iter();
    is_any(&KEPT) || of_some.any(|(tags, names)| is_any(names) && tag.is_any(tags))
}

/// The value of an attribute of a start tag.
pub(super) fn value<'s>(tag: &'s str, attribute: &str) -> Option<&'s str> {
    let mut scanner = Scanner::new(tag, 1);
    scanner.until(|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
    while let Next::Attribute { name, value, .. } = scanner.next() {
        if name.eq_ignore_ascii_case(attribute) {
            return Some(value);
        }
    }
    None
}

/// What follows in a tag.
pub(super) enum Next<'s> {
    Attribute {
        name: &'s str,
        /// Without quotes; character references stand as they are.
        value: &'s str,
        /// All of it, as the source has it.
        whole: &'s str,
    },
    End {
        is_self_closing: bool,
    },
    /// The source ends before the tag does.
    Nothing,
}

/// A place inside a tag.
pub(super) struct Scanner<'s> {
    source: &'s str,
    pub at: usize,
}

impl<'s> Scanner<'s> {
    pub fn new(source: &'s str, at: usize) -> Scanner<'s> {
        Scanner { source, at }
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    /// Skips a byte if it is `byte`; whether it was.
    fn skip(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    /// All up to a byte that ends it, or to the end of the source.
    pub fn until(&mut self, ends: impl Fn(u8) -> bool) -> &'s str {
        let rest = &self.source[self.at..];
        let length = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub fn next(&mut self) -> Next<'s> {
        let mut is_self_closing = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'>' => {
                    self.at += 1;
                    return Next::End { is_self_closing };
                }
                b'/' => is_self_closing = true,
                byte if is_space(byte) => is_self_closing = false,
                _ => return self.attribute().unwrap_or(Next::Nothing),
            }
            self.at += 1;
        }
        Next::Nothing
    }

    fn attribute(&mut self) -> Option<Next<'s>> {
        let start = self.at;
        // An equals sign that comes first is part of the name.
        self.skip(b'=');
        self.until(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = &self.source[start..self.at];
        let end_of_name = self.at;
        self.until(|byte| !is_space(byte));
        if !self.skip(b'=') {
            self.at = end_of_name;
            return Some(Next::Attribute {
                name,
                value: "",
                whole: name,
            });
        }
        self.until(|byte| !is_space(byte));
        let value = self.value()?;
        let whole = &self.source[start..self.at];
        Some(Next::Attribute { name, value, whole })
    }

    fn value(&mut self) -> Option<&'s str> {
        let quote = self.peek()?;
        if !matches!(quote, b'"' | b'\'') {
            return Some(self.until(|byte| is_space(byte) || byte == b'>'));
        }
        let rest = &self.source[self.at + 1..];
        let length = memchr(quote, rest.as_bytes())?;
        self.at += length + 2;
        Some(&rest[..length])
    }
}

/// White space of HTML.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}
