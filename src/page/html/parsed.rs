//! What is kept of a page while it is parsed: the tree, and of each element the attributes that somebody asks for.

use html5ever::{Attribute, LocalName, QualName, local_name};

use super::css::{Display, Style, is_reachable};
use super::forms::{field, is_field};
use super::head::Head;
use super::kind::Kind;
use super::microdata::Microdata;
use super::names::{self, add_words};
use super::repeated::Repeated;
use super::tree::{Element, Hiding, Id, Piece, Tree};

/// What a page's parsing leaves: the tree, and what stands beside it.
pub(super) struct Parsed {
    pub tree: Tree,
    /// The value of `<html lang>`.
    pub language: Option<String>,
    /// The first title.
    pub title: Option<Id>,
    /// The scripts of JSON-LD, top to bottom.
    pub json_ld: Vec<Id>,
    pub head: Head,
    pub microdata: Microdata,
    repeated: Repeated,
}

impl Parsed {
    /// Of nothing yet, with room for a source of that length.
    pub fn new(source: usize) -> Parsed {
        Parsed {
            tree: Tree::new(source),
            language: None,
            title: None,
            json_ld: Vec::new(),
            head: Head::default(),
            microdata: Microdata::default(),
            repeated: Repeated::new(),
        }
    }

    /// Adds an element with what is kept of it, not in the tree yet.
    pub fn add_element(&mut self, name: &QualName, attrs: &[Attribute]) -> Id {
        let mut found = self.read(&name.local, attrs);
        let mut kind = Kind::classify(&name.ns, &name.local);
        if found.is_clipped && !is_reachable(kind, &name.local) {
            found.hiding = found.hiding.or(Some(Hiding::Style));
        }
        if name.local == local_name!("script") && found.is_json_ld {
            kind = Kind::JsonLd;
        }
        if name.local == local_name!("html") {
            self.set_language(attrs);
        }
        self.head.read(name, attrs);
        let element = Element {
            kind,
            name: self.repeated.name(&mut self.tree, &name.local),
            id: found.id,
            class: found.class,
            classes: found.classes,
            purpose: found.purpose,
            target: found.target,
            rel: found.rel,
            display: found.display,
            hiding: found.hiding,
        };
        let id = self.tree.add_element(element);
        self.microdata.read(name, attrs, id);
        match kind {
            Kind::JsonLd => self.json_ld.push(id),
            Kind::Title if self.title.is_none() => self.title = Some(id),
            _ => {}
        }
        id
    }

    /// The first `<html lang>` counts.
    pub fn set_language(&mut self, attrs: &[Attribute]) {
        let lang = attrs
            .iter()
            .find(|attr| attr.name.local == local_name!("lang"));
        if let (None, Some(lang)) = (&self.language, lang) {
            self.language = Some(lang.value.trim().chars().take(LONGEST_LANGUAGE).collect());
        }
    }

    /// What of an element's attributes is kept.
    pub fn read(&mut self, name: &LocalName, attrs: &[Attribute]) -> Found {
        let purpose = |words: &mut String| names::add_purpose(name, attrs, words);
        let mut found = Found {
            purpose: self.tree.keep_added(purpose),
            ..Found::default()
        };
        if is_field(name) {
            found.target = self.tree.keep(&field(name, attrs));
        }
        for attr in attrs {
            match attr.name.local {
                local_name!("id") => {
                    found.id = self.tree.keep_added(|words| add_words(&attr.value, words));
                }
                local_name!("class") => {
                    let classes = self.repeated.classes(&mut self.tree, &attr.value);
                    (found.class, found.classes) = (classes.in_path, classes.in_page);
                }
                local_name!("hidden") => found.hiding = Some(Hiding::Attribute),
                local_name!("style") => found.add_style(Style::parse(&attr.value)),
                local_name!("href") | local_name!("action") if is_target(name, attr) => {
                    found.target = self.tree.keep(cut(&attr.value, LONGEST_TARGET));
                }
                local_name!("rel") => found.rel = self.tree.keep(cut(&attr.value, LONGEST_REL)),
                local_name!("type") => {
                    found.is_json_ld = names::is_type(&attr.value, &[names::JSON_LD])
                }
                _ => {}
            }
        }
        found
    }
}

/// Whether an attribute says where its element leads.
fn is_target(element: &LocalName, attr: &Attribute) -> bool {
    let is_form = *element == local_name!("form");
    !is_field(element) && is_form == (attr.name.local == local_name!("action"))
}

/// Longest address kept, in bytes.
const LONGEST_TARGET: usize = 1_000;

/// Longest `rel` kept, in bytes.
const LONGEST_REL: usize = 100;

fn cut(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// Longest language tag looked at, in characters; BCP 47 asks for 35.
const LONGEST_LANGUAGE: usize = 35;

/// What of an element's attributes is kept.
#[derive(Default)]
pub(super) struct Found {
    id: Piece,
    class: Piece,
    classes: Piece,
    purpose: Piece,
    target: Piece,
    rel: Piece,
    display: Option<Display>,
    hiding: Option<Hiding>,
    is_clipped: bool,
    is_json_ld: bool,
}

impl Found {
    fn add_style(&mut self, style: Style) {
        let hides = style.display == Some(Display::None) || style.is_invisible == Some(true);
        self.display = style.display;
        self.hiding = self.hiding.or(hides.then_some(Hiding::Style));
        self.is_clipped = style.is_clipped == Some(true);
    }
}

impl Element {
    /// Takes what a second tag says and the first did not.
    pub fn add_missing(&mut self, found: &Found) {
        if self.id.is_empty() {
            self.id = found.id;
        }
        if self.class.is_empty() {
            (self.class, self.classes) = (found.class, found.classes);
        }
        if self.purpose.is_empty() {
            self.purpose = found.purpose;
        }
        self.display = self.display.or(found.display);
        self.hiding = self.hiding.or(found.hiding);
    }
}
