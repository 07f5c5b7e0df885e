//! One tag of the source -> html5ever's, without the attributes that nobody asks for.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

use super::forms::is_field;
use super::guard::is_formatting;
use super::local_names::LocalNames;
use super::names::is_telling;
use super::scanner::{Found, Next, Scanner};
use super::strings::Strings;

/// How many `data-*` attributes are kept, their names alone.
const MOST_DATA: usize = 3;

/// How many attributes are kept. Each is compared with all before it.
const MOST_ATTRIBUTES: usize = 32;

/// Longest attribute, in bytes: a class list of that length has nothing to say.
const LONGEST_ATTRIBUTE: usize = 1 << 14;

/// Longest name, in bytes.
const LONGEST_NAME: usize = 1 << 8;

/// Reads the tags of a page.
pub(super) struct Tags<'s> {
    source: &'s str,
    names: LocalNames<'s>,
    pub strings: Strings<'s>,
}

impl<'s> Tags<'s> {
    pub fn new(source: &'s str) -> Tags<'s> {
        Tags {
            source,
            names: LocalNames::new(),
            strings: Strings::new(source),
        }
    }

    /// The tag whose `<` stands at `start`, a letter or `/` and a letter behind it, and where it ends; `None` if it does
    /// not.
    pub fn read(&mut self, start: usize) -> Option<(Tag, usize)> {
        let mut scanner = Scanner::new(self.source, start + 1);
        let is_end = scanner.skip(b'/');
        let name = scanner.element();
        let name = &name[..name.floor_char_boundary(LONGEST_NAME)];
        let mut tag = Tag {
            kind: if is_end {
                TagKind::EndTag
            } else {
                TagKind::StartTag
            },
            name: self.names.get(name),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        let mut room = Room::default();
        loop {
            match scanner.next() {
                Next::Attribute(found) if !is_end => self.add(&mut tag, found, &mut room),
                Next::Attribute(_) => {}
                Next::End { is_self_closing } => {
                    tag.self_closing = is_self_closing;
                    return Some((tag, scanner.at));
                }
                Next::Nothing => return None,
            }
        }
    }

    /// Adds an attribute, if it is read and there is room for it.
    fn add(&mut self, tag: &mut Tag, found: Found<'s>, room: &mut Room) {
        let name = self.names.get(found.name);
        // A name that comes again means nothing, and must not take the place of one that does.
        if tag.attrs.iter().any(|attr| attr.name.local == name) {
            return;
        }
        let value = if counts_for_shape(&tag.name) || is_read(&tag.name, &name) {
            if room.kept == 0 || found.length > LONGEST_ATTRIBUTE {
                return;
            }
            room.kept -= 1;
            self.strings.value(found.value)
        } else if room.data > 0 && is_telling_data(&name) {
            room.data -= 1;
            StrTendril::new()
        } else {
            return;
        };
        let name = QualName::new(None, ns!(), name);
        tag.attrs.push(Attribute { name, value });
    }
}

/// How many more attributes of a tag are kept.
struct Room {
    kept: usize,
    data: usize,
}

impl Default for Room {
    fn default() -> Room {
        Room {
            kept: MOST_ATTRIBUTES,
            data: MOST_DATA,
        }
    }
}

/// Whether all attributes of an element count for the shape of the tree: formatting elements that are alike in all of
/// them are opened again three times at most. Links are not among them, since one ends the other.
fn counts_for_shape(element: &LocalName) -> bool {
    is_formatting(element) && *element != local_name!("a")
}

/// Whether the name of an attribute alone may tell what its element is for.
fn is_telling_data(name: &str) -> bool {
    name.strip_prefix("data-").is_some_and(is_telling)
}

/// Whether an attribute of an element is read, or the shape of the tree depends on it.
fn is_read(element: &LocalName, attribute: &LocalName) -> bool {
    match *attribute {
        local_name!("aria-label")
        | local_name!("class")
        | local_name!("content")
        | local_name!("encoding")
        | local_name!("hidden")
        | local_name!("id")
        | local_name!("itemprop")
        | local_name!("itemtype")
        | local_name!("lang")
        | local_name!("role")
        | local_name!("style")
        | local_name!("type") => true,
        local_name!("href") | local_name!("rel") => {
            *element == local_name!("a") || is_of_head(element)
        }
        local_name!("name") => is_field(element) || is_of_head(element),
        local_name!("property") => is_of_head(element),
        local_name!("action") => *element == local_name!("form"),
        local_name!("datetime") => *element == local_name!("time"),
        _ => false,
    }
}

/// Whether elements of this name say something of the page.
fn is_of_head(element: &LocalName) -> bool {
    matches!(
        *element,
        local_name!("base") | local_name!("link") | local_name!("meta")
    )
}
