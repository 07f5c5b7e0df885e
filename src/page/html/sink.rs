//! html5ever's tree builder -> our tree: it says what goes where, we keep what the segmenter asks for.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElementFlags, ExpandedName, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};

use super::super::text::without_gaps;
use super::css::{Display, Style, is_reachable};
use super::forms::{field, is_field};
use super::head::Head;
use super::kind::Kind;
use super::names;
use super::tree::{Content, Element, Hiding, Id, Piece, ROOT, Tree};
use super::values::Values;

/// A node as the tree builder holds it. It asks for names all the time, so they are at hand here.
#[derive(Clone)]
pub(super) struct Handle {
    id: Id,
    namespace: Namespace,
    name: LocalName,
}

impl Handle {
    /// A node that is no element.
    fn nameless(id: Id) -> Handle {
        Handle {
            id,
            namespace: ns!(),
            name: local_name!(""),
        }
    }

    pub fn name(&self) -> &LocalName {
        &self.name
    }
}

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
}

/// Builds the tree.
pub(super) struct Sink<'s> {
    parsed: RefCell<Parsed>,
    /// Values of attributes that html5ever was not given.
    pub values: Values<'s>,
}

impl Sink<'_> {
    pub fn new() -> Self {
        let parsed = Parsed {
            tree: Tree::new(),
            language: None,
            title: None,
            json_ld: Vec::new(),
            head: Head::default(),
        };
        Sink {
            parsed: RefCell::new(parsed),
            values: Values::default(),
        }
    }

    /// How many nodes there are, and how many bytes of words.
    pub fn size(&self) -> (usize, usize) {
        self.parsed.borrow().tree.size()
    }
}

impl TreeSink for Sink<'_> {
    type Handle = Handle;
    type Output = Parsed;
    type ElemName<'a>
        = ExpandedName<'a>
    where
        Self: 'a;

    fn finish(self) -> Parsed {
        self.parsed.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_document(&self) -> Handle {
        Handle::nameless(ROOT)
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        ExpandedName {
            ns: &target.namespace,
            local: &target.name,
        }
    }

    fn same_node(&self, a: &Handle, b: &Handle) -> bool {
        a.id == b.id
    }

    fn create_element(&self, name: QualName, mut attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        self.values.restore(&mut attrs);
        let id = self.parsed.borrow_mut().add_element(&name, &attrs);
        Handle {
            id,
            namespace: name.ns,
            name: name.local,
        }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle::nameless(self.parsed.borrow_mut().tree.add(Content::Nothing))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.create_comment(StrTendril::new())
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // Nothing in a template is seen, so its contents may as well stand in it.
        target.clone()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.parsed.borrow_mut().append(parent.id, child);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let tree = &mut self.parsed.borrow_mut().tree;
        match child {
            NodeOrText::AppendText(text) => tree.insert_text_before(sibling.id, &text),
            NodeOrText::AppendNode(node) => {
                tree.detach(node.id);
                tree.insert_before(sibling.id, node.id);
            }
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.parsed.borrow().tree.parent(element.id).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, mut attrs: Vec<Attribute>) {
        self.values.restore(&mut attrs);
        let parsed = &mut *self.parsed.borrow_mut();
        let found = parsed.read(&target.name, &attrs);
        if target.name == local_name!("html") {
            parsed.set_language(&attrs);
        }
        if let Some(element) = parsed.tree.element_mut(target.id) {
            element.add_missing(&found);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.parsed.borrow_mut().tree.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let tree = &mut self.parsed.borrow_mut().tree;
        while let Some(child) = tree.first_child(node.id) {
            tree.detach(child);
            tree.append(new_parent.id, child);
        }
    }
}

impl Parsed {
    fn append(&mut self, parent: Id, child: NodeOrText<Handle>) {
        let is_hidden = |element: &Element| element.kind.is_unread();
        match child {
            // Scripts and styles are most of many a page.
            NodeOrText::AppendText(_) if self.tree.element(parent).is_some_and(is_hidden) => {}
            NodeOrText::AppendText(text) => self.tree.append_text(parent, &text),
            NodeOrText::AppendNode(node) => {
                self.tree.detach(node.id);
                self.tree.append(parent, node.id);
            }
        }
    }

    fn add_element(&mut self, name: &QualName, attrs: &[Attribute]) -> Id {
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
            // Any but a few characters can stand in a name; as white space they would end it in a path.
            name: self.tree.keep(&without_gaps(&name.local)),
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
        match kind {
            Kind::JsonLd => self.json_ld.push(id),
            Kind::Title if self.title.is_none() => self.title = Some(id),
            _ => {}
        }
        id
    }

    /// The first `<html lang>` counts.
    fn set_language(&mut self, attrs: &[Attribute]) {
        let lang = attrs
            .iter()
            .find(|attr| attr.name.local == local_name!("lang"));
        if let (None, Some(lang)) = (&self.language, lang) {
            self.language = Some(lang.value.trim().chars().take(LONGEST_LANGUAGE).collect());
        }
    }

    /// What of an element's attributes is kept.
    fn read(&mut self, name: &LocalName, attrs: &[Attribute]) -> Found {
        let purpose = names::purpose(name, attrs);
        let mut found = Found {
            purpose: self.tree.keep(&purpose),
            ..Found::default()
        };
        if is_field(name) {
            found.target = self.tree.keep(&field(name, attrs));
        }
        for attr in attrs {
            match attr.name.local {
                local_name!("id") => found.id = self.words_of(&attr.value),
                local_name!("class") => (found.class, found.classes) = self.classes_of(&attr.value),
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

    /// Classes as a path has them, and as the page has them.
    fn classes_of(&mut self, value: &str) -> (Piece, Piece) {
        let words = names::words(value);
        let piece = self.tree.keep(&words);
        match words {
            Cow::Borrowed(_) => (piece, piece),
            Cow::Owned(_) => (piece, self.tree.keep(value)),
        }
    }

    fn words_of(&mut self, value: &str) -> Piece {
        self.tree.keep(&names::words(value))
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
struct Found {
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
    fn add_missing(&mut self, found: &Found) {
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
