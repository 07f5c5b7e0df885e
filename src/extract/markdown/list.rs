//! Items of lists: their bullets and how deep they are.

use super::inline;
use crate::page::path::Path;
use crate::page::{Marks, Paragraph};
use crate::structure::without_bullet;

/// A run of items, and the lists that the last one stands in, outermost first.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<List>,
    /// The last item's element.
    item: Vec<u32>,
}

/// A list that is open.
#[derive(Debug)]
struct List {
    /// How many lists the page has around its items.
    depth: usize,
    /// How far what stands in an item is indented.
    width: usize,
}

impl Lists {
    /// The lines of the next item. A second paragraph of an item stays in it.
    pub(super) fn item(&mut self, paragraph: &Paragraph) -> String {
        let marked = Item::new(paragraph);
        let sign = sign(paragraph);
        let text = inline::behind(paragraph, sign.len());
        if !marked.element.is_empty() && marked.element == self.item {
            let indent = " ".repeat(self.open.iter().map(|list| list.width).sum());
            return format!("\n\n{indent}{text}");
        }
        let feed = if self.open.is_empty() { "" } else { "\n" };
        marked.element.clone_into(&mut self.item);
        let bullet = match sign {
            number if number.starts_with(|c: char| c.is_ascii_digit()) => number,
            _ if marked.is_ordered => "1. ",
            _ => "- ",
        };
        let indent = " ".repeat(self.indent(marked.depth, bullet.len()));
        format!("{feed}{indent}{bullet}{text}")
    }

    /// How far an item of that depth is indented. It is never more than one level deeper than the one above: four spaces
    /// without a list around would make it code.
    fn indent(&mut self, depth: usize, width: usize) -> usize {
        while self.open.last().is_some_and(|list| list.depth >= depth) {
            self.open.pop();
        }
        let indent = self.open.iter().map(|list| list.width).sum();
        self.open.push(List { depth, width });
        indent
    }
}

/// The bullet that an item's text begins with, and the space behind it; in plain text it may be a number.
fn sign(paragraph: &Paragraph) -> &str {
    let text = paragraph.text();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = matches!(digits, 1..=2) && text[digits..].starts_with(". ");
    if is_number && paragraph.marks().is_none() && text.len() > digits + 2 {
        &text[..digits + 2]
    } else {
        &text[..text.len() - without_bullet(text).len()]
    }
}

/// What the marks of an item say.
struct Item<'p> {
    depth: usize,
    is_ordered: bool,
    /// The place of its `li`; empty if that is not known.
    element: &'p [u32],
}

impl<'p> Item<'p> {
    fn new(paragraph: &'p Paragraph) -> Item<'p> {
        let path = paragraph.marks().map_or("", Marks::path);
        let place = paragraph.marks().map_or(&[][..], Marks::place);
        let is_list = |tag: &str| matches!(tag, "ul" | "ol");
        let tags = || Path::parse(path).map(|element| element.tag());
        let item = tags().position(|tag| tag == "li");
        let around = item.and_then(|at| place.len().checked_sub(at));
        Item {
            depth: tags().filter(|tag| is_list(tag)).count(),
            is_ordered: tags().find(|tag| is_list(tag)) == Some("ol"),
            element: around.map_or(&[], |end| &place[..end]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(items: &[(&str, &str)]) -> String {
        let mut lists = Lists::default();
        let items = items.iter().map(|(path, text)| {
            let marks = Marks::new("li", 0.0, *path);
            lists.item(&Paragraph::new(text).with_marks(marks))
        });
        items.collect()
    }

    #[test]
    fn items_are_as_deep_as_their_lists() {
        let (one, two) = ("li < ul < body", "li < ul < li < ul < body");
        assert_eq!(
            items(&[(one, "a"), (two, "b"), (one, "c")]),
            "- a\n  - b\n- c"
        );
        assert_eq!(
            items(&[(two, "a"), (two, "b"), (one, "c")]),
            "- a\n- b\n- c"
        );
        let ordered = "li < ol < body";
        assert_eq!(items(&[(ordered, "a"), (two, "b")]), "1. a\n   - b");
    }

    #[test]
    fn an_item_may_have_two_paragraphs() {
        let mut lists = Lists::default();
        let mut item = |text: &str, place: [u32; 3]| {
            let marks = Marks::new("p", 0.0, "p < li < ul").with_place(place.to_vec());
            lists.item(&Paragraph::new(text).with_marks(marks))
        };
        let text = item("a", [0, 0, 0]) + &item("b", [0, 0, 1]) + &item("c", [0, 1, 0]);
        assert_eq!(text, "- a\n\n  b\n- c");
    }

    #[test]
    fn a_bullet_of_the_text_is_not_doubled() {
        let mut lists = Lists::default();
        assert_eq!(lists.item(&Paragraph::new("• North")), "- North");
        assert_eq!(lists.item(&Paragraph::new("12. South")), "\n12. South");
        let marked = Paragraph::new("3. East").with_marks(Marks::default());
        assert_eq!(lists.item(&marked), "\n- 3\\. East");
    }
}
