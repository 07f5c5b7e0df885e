//! html5ever's tree builder -> our tree: it says what goes where, [`super::parsed`] keeps what the segmenter asks for.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::interface::{ElementFlags, ExpandedName, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};

use super::parsed::Parsed;
use super::tree::{Content, Element, Id, ROOT};

/// A node as the tree builder holds it. It asks for names all the time, so they are at hand here.
#[derive(Clone)]
pub(super) struct Handle {
    id: Id,
    space: Space,
    name: LocalName,
}

/// A namespace, which the tree builder copies with each node it looks at.
#[derive(Clone, Copy)]
enum Space {
    None,
    Html,
    Svg,
    MathMl,
}

impl Space {
    fn of(namespace: &Namespace) -> Space {
        match *namespace {
            ns!(html) => Space::Html,
            ns!(svg) => Space::Svg,
            ns!(mathml) => Space::MathMl,
            _ => Space::None,
        }
    }

    fn namespace(self) -> &'static Namespace {
        static SPACES: [Namespace; 4] = [ns!(), ns!(html), ns!(svg), ns!(mathml)];
        &SPACES[self as usize]
    }
}

impl Handle {
    /// A node that is no element.
    fn nameless(id: Id) -> Handle {
        Handle {
            id,
            space: Space::None,
            name: local_name!(""),
        }
    }

    pub fn name(&self) -> &LocalName {
        &self.name
    }
}

/// Builds the tree.
pub(super) struct Sink {
    parsed: RefCell<Parsed>,
}

impl Sink {
    /// With room for a source of that length.
    pub fn new(source: usize) -> Self {
        Sink {
            parsed: RefCell::new(Parsed::new(source)),
        }
    }

    /// How many nodes there are, and how many bytes of words.
    pub fn size(&self) -> (usize, usize) {
        self.parsed.borrow().tree.size()
    }
}

impl TreeSink for Sink {
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
            ns: target.space.namespace(),
            local: &target.name,
        }
    }

    fn same_node(&self, a: &Handle, b: &Handle) -> bool {
        a.id == b.id
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let id = self.parsed.borrow_mut().add_element(&name, &attrs);
        Handle {
            id,
            space: Space::of(&name.ns),
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

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
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
}
