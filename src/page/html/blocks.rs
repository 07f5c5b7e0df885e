//! Tree -> paragraphs: the visible text of each block, and its marks.

use super::super::text::folded_length;
use super::super::{Marks, Paragraph};
use super::beside;
use super::forms;
use super::gaps::{self, Gap};
use super::hiding::{Amounts, Shown};
use super::kind::Kind;
use super::open::Open;
use super::paths::Paths;
use super::place::Place;
use super::targets::Targets;
use super::tree::{Content, Element, Hiding, Id, ROOT, Tree};
use crate::deadline::Deadline;
use crate::error::Result;

/// What a walk of a tree finds.
pub(super) struct Found {
    /// The paragraphs of the page, top to bottom.
    pub paragraphs: Vec<Paragraph>,
    /// Whether their marks took all the room there is, and the rest was left out.
    pub is_truncated: bool,
    /// How much text there is, seen and hidden.
    pub amounts: Amounts,
}

/// Walks a tree; what is hidden by means that are `shown` is read like all else.
pub(super) fn walk(
    tree: &Tree,
    targets: &Targets,
    shown: &Shown,
    deadline: Deadline,
) -> Result<Found> {
    let mut walk = Walk {
        tree,
        targets,
        shown,
        found: Found {
            paragraphs: Vec::new(),
            is_truncated: false,
            amounts: Amounts::default(),
        },
        end: 0,
        room: MOST_MARKS,
        open: Open::default(),
        hidden: None,
        links: Vec::new(),
        place: Place::default(),
        paths: Paths::default(),
        forms: Vec::new(),
        pre: None,
    };
    let mut at = Some(ROOT);
    let mut steps = 0_usize;
    while let Some(id) = at.filter(|_| !walk.found.is_truncated) {
        at = walk.enter(id).or_else(|| walk.leave(id));
        steps += 1;
        if steps.is_multiple_of(STEPS_PER_LOOK) {
            deadline.check()?;
        }
    }
    walk.end_paragraph();
    Ok(walk.found)
}

/// Elements and texts between two looks at the clock, which takes as long as one of them.
const STEPS_PER_LOOK: usize = 1 << 10;

/// How many bytes of marks a page may have, about: a hundred times those of the largest of 2,065 pages. Each paragraph names
/// all that stands around it again, so that those of a page of 2 MB could fill all memory.
const MOST_MARKS: usize = 128 << 20;

/// A walk of a tree, each node before what is in it.
struct Walk<'t> {
    tree: &'t Tree,
    targets: &'t Targets,
    shown: &'t Shown,
    found: Found,
    /// Where the next paragraph starts in the page's text.
    end: usize,
    /// How many more bytes of marks there may be.
    room: usize,
    open: Open,
    /// The hidden element that the place of the walk stands in, if it does.
    hidden: Option<Hidden>,
    /// The links that the place of the walk stands in, outermost first.
    links: Vec<Id>,
    place: Place,
    paths: Paths,
    /// The forms that the place of the walk stands in, outermost first, and what they are.
    forms: Vec<(Id, String)>,
    /// The outermost `pre` that the place of the walk stands in.
    pre: Option<Id>,
}

/// A hidden element, which the paragraph around it runs on after.
struct Hidden {
    element: Id,
    by: Hiding,
    around: Open,
}

impl Walk<'_> {
    /// Begins a node; the first node inside, if there is any to read.
    fn enter(&mut self, id: Id) -> Option<Id> {
        let element = match self.tree.content(id) {
            Content::Text(piece) => {
                self.read(id, self.tree.words(piece));
                return None;
            }
            Content::Nothing => return self.tree.first_child(id),
            Content::Element(_) => self.tree.element(id)?,
        };
        self.place.enter();
        if let Some(by) = element.hiding {
            self.hide(id, by);
        }
        if self.is_block(id, element) {
            self.end_paragraph();
        } else {
            self.set_apart(id, element.kind);
        }
        self.note(id, element);
        match element.kind {
            Kind::Link => self.links.push(id),
            Kind::Hidden | Kind::Replaced | Kind::Title | Kind::JsonLd => return None,
            Kind::Block | Kind::Box | Kind::Inline => {}
        }
        self.tree.first_child(id)
    }

    /// Ends a node, and those around it whose last it is; the node that follows.
    fn leave(&mut self, mut id: Id) -> Option<Id> {
        loop {
            if let Some(element) = self.tree.element(id) {
                self.place.leave();
                if element.kind == Kind::Link {
                    self.links.pop();
                }
                if self.is_block(id, element) {
                    self.end_paragraph();
                } else if matches!(element.kind, Kind::Box | Kind::Replaced) {
                    self.open.gap = Gap::Sure;
                }
                self.show(id);
                self.forms.pop_if(|(form, _)| *form == id);
                self.pre.take_if(|pre| *pre == id);
            }
            match self.tree.next(id) {
                Some(next) => return Some(next),
                None => id = self.tree.parent(id)?,
            }
        }
    }

    /// Notes an element that is no text, and one that says something of all that is in it.
    fn note(&mut self, id: Id, element: &Element) {
        if self.hidden.is_some() {
            return;
        }
        match self.tree.words(element.name) {
            "form" => {
                let form = forms::describe(self.tree, id, self.targets);
                self.forms.push((id, form));
            }
            "pre" => {
                self.pre.get_or_insert(id);
            }
            name => beside::add(name, self.tree.words(element.target), &mut self.open.beside),
        }
    }

    /// Whether an element starts and ends a paragraph.
    fn is_block(&self, id: Id, element: &Element) -> bool {
        match element.kind {
            Kind::Block => true,
            Kind::Inline | Kind::Link if element.display.is_some() => {
                gaps::is_block(self.tree, id, element)
            }
            _ => false,
        }
    }

    /// Leaves the paragraph alone until the element ends, unless one around it is hidden already.
    fn hide(&mut self, element: Id, by: Hiding) {
        if self.hidden.is_none() && !self.shown.contains(by) {
            let around = std::mem::take(&mut self.open);
            self.hidden = Some(Hidden {
                element,
                by,
                around,
            });
        }
    }

    /// Takes the paragraph up again that a hidden element stands in, if it is this one.
    fn show(&mut self, element: Id) {
        if self
            .hidden
            .as_ref()
            .is_some_and(|hidden| hidden.element == element)
        {
            self.end_paragraph();
            if let Some(hidden) = self.hidden.take() {
                self.open = hidden.around;
            }
        }
    }

    /// Notes that an element of a line may stand apart from what is before it.
    fn set_apart(&mut self, id: Id, kind: Kind) {
        let gap = match kind {
            Kind::Box | Kind::Replaced => Gap::Sure,
            Kind::Inline | Kind::Link if !self.open.text.is_empty() => gaps::before(self.tree, id),
            _ => Gap::None,
        };
        if gap != Gap::None {
            self.open.gap = gap;
        }
    }

    fn read(&mut self, id: Id, text: &str) {
        if self.open.gap == Gap::None && gaps::sets_apart(self.tree, self.tree.parent(id)) {
            self.open.gap = gaps::before(self.tree, id);
        }
        if self.open.gap != Gap::None {
            if gaps::is_filled(self.open.gap, &self.open.text, text) {
                self.open.text.push(' ');
            }
            self.open.gap = Gap::None;
        }
        let start = self.open.text.len();
        self.open.text.push_str(text);
        let is_asked = !self.links.is_empty() || self.open.element.is_none();
        if !is_asked || text.trim_ascii().is_empty() {
            return;
        }
        let length = folded_length(text);
        if length == 0 {
            return;
        }
        if self.open.element.is_none() {
            self.open.element = self.tree.parent(id);
            self.open.place.extend(self.place.numbers());
            self.open.is_raw = self.pre.is_some();
        }
        if let Some(link) = self.links.last() {
            self.open.linked += length;
            self.open.links.add(*link, start..self.open.text.len());
        }
    }

    fn end_paragraph(&mut self) {
        if let Some(element) = self.open.element {
            let (text, links) = self.open.fold(self.tree, self.targets);
            let link_density = share(self.open.linked, text.chars().count());
            let hidden = self.hidden.as_ref().map(|hidden| hidden.by);
            self.found.amounts.add(hidden, &text, link_density);
            if hidden.is_none() {
                let (tag, path) = (self.tree.name(element), self.paths.of(self.tree, element));
                let marks = Marks::of_names(tag.to_owned(), link_density, path).with_links(links);
                self.push(text, marks);
            }
        }
        self.open.clear();
    }

    fn push(&mut self, text: String, marks: Marks) {
        let form = self.forms.last().map_or("", |(_, form)| form);
        let marks = self.open.add_to(marks.with_form(form));
        let Some(room) = self.room.checked_sub(size(&marks)) else {
            self.found.is_truncated = true;
            return;
        };
        self.room = room;
        let span = self.end..self.end + text.len();
        self.end = span.end + 1;
        let paragraph = Paragraph::spanning(text, span).with_marks(marks);
        self.found.paragraphs.push(paragraph);
    }
}

/// How many bytes marks take, about.
fn size(marks: &Marks) -> usize {
    let links = marks.links().iter().map(|link| link.target().len());
    let texts = [marks.path(), marks.form(), marks.raw().unwrap_or_default()];
    texts.map(str::len).iter().sum::<usize>() + links.sum::<usize>()
}

/// `part` of `whole`, at most 1: spaces between links belong to neither.
fn share(part: usize, whole: usize) -> f32 {
    (part as f32 / whole.max(1) as f32).min(1.0)
}
