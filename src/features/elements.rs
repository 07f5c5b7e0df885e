//! The elements of a page's paths, each taken apart once, however many paragraphs stand in it.

use rapidhash::RapidHashMap;

use crate::ends::Ends;
use crate::page::Page;
use crate::page::path::{Element, Path};
use crate::structure::Structure;

/// The different elements of a page and its different paths; nothing for a page of plain text.
#[derive(Default)]
pub(super) struct Elements<'a> {
    /// The different elements, in the order in which they come.
    distinct: Vec<Element<'a>>,
    /// The elements of each different path, innermost first, by their numbers.
    paths: Vec<u32>,
    /// End of each path.
    ends: Ends,
}

impl<'a> Elements<'a> {
    /// Of a page; its paths are numbered as in its structure.
    pub(super) fn new(page: &'a Page, structure: &Structure) -> Elements<'a> {
        let mut elements = Elements::default();
        let Some(marked) = structure.marked() else {
            return elements;
        };
        let mut numbers = RapidHashMap::default();
        let marks = page.paragraphs().iter().filter_map(|p| p.marks());
        for (marks, path) in marks.zip(&marked.whole_paths.group_of) {
            if *path as usize == elements.ends.len() {
                for element in Path::parse(marks.path()) {
                    elements.push(element, &mut numbers);
                }
                elements.ends.push(elements.paths.len());
            }
        }
        elements
    }

    fn push(&mut self, element: Element<'a>, numbers: &mut RapidHashMap<&'a str, u32>) {
        let next = self.distinct.len() as u32;
        let number = *numbers.entry(element.as_str()).or_insert(next);
        if number == next {
            self.distinct.push(element);
        }
        self.paths.push(number);
    }

    /// The different elements.
    pub(super) fn distinct(&self) -> &[Element<'a>] {
        &self.distinct
    }

    /// Number of different paths.
    pub(super) fn n_paths(&self) -> usize {
        self.ends.len()
    }

    /// The numbers of a path's elements among the different ones, innermost first.
    pub(super) fn path(&self, path: usize) -> impl Iterator<Item = usize> + '_ {
        let numbers = &self.paths[self.ends.range(path)];
        numbers.iter().map(|number| *number as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Marks, Paragraph};

    #[test]
    fn an_element_of_several_paths_is_taken_apart_once() {
        let paths = [
            "p < div.box < body",
            "a < div.box < body",
            "p < div.box < body",
        ];
        let paragraphs =
            paths.map(|path| Paragraph::new("Tides").with_marks(Marks::new("p", 0.0, path)));
        let page = Page::new(paragraphs.to_vec());
        let structure = Structure::from_page(&page);
        let elements = Elements::new(&page, &structure);
        let names: Vec<&str> = elements.distinct().iter().map(|e| e.as_str()).collect();
        assert_eq!(names, ["p", "div.box", "body", "a"]);
        assert!(elements.path(0).eq([0, 1, 2]) && elements.path(1).eq([3, 1, 2]));
        assert_eq!(elements.ends.len(), 2);
    }
}
