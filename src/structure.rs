//! Which paragraphs of a page belong together: the same text, one stretch between long paragraphs, one path, one block.
//!
//! Whoever knows a few paragraphs of a group knows something about the rest: ten lines of one list in the markup are all
//! menu or all offer. Features and the second pass both look at the page through these groupings.

mod grouping;
mod heading;
mod line;
mod path;

use std::ops::Range;

use crate::page::Page;
pub(crate) use grouping::Grouping;
use heading::{headings, names_heading};
pub(crate) use line::{Form, LONG, without_bullet};
use line::{is_long, lists};
use path::{rises, tail};

/// The groupings by marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MarkedGroupings {
    /// By equal paths: whole, and without their 1, 2 and 3 innermost elements.
    pub(crate) paths: [Grouping; 4],
    /// By blocks: runs in which one climbs at most 0, 1, 2 and 3 elements from line to line.
    pub(crate) blocks: [Grouping; 4],
}

/// How a page hangs together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Structure {
    /// By the same text; by stretches between long paragraphs; by runs of lines of one form.
    plain: [Grouping; Structure::PLAIN],
    /// What marks add.
    marked: Option<MarkedGroupings>,
    /// The form of each paragraph.
    forms: Vec<Form>,
    /// Runs of lines that begin with one bullet.
    lists: Vec<Range<usize>>,
    /// For each paragraph, the heading that governs it.
    headings: Vec<Option<u32>>,
    /// For each paragraph, how many elements one climbs from it to one it shares with the paragraph before.
    rise: Vec<usize>,
}

impl Structure {
    /// Number of groupings that any page has.
    pub(crate) const PLAIN: usize = 3;
    /// Number of groupings that marks add.
    pub(crate) const MARKED: usize = 8;
    /// The rise where nothing is shared.
    pub(crate) const MOST_RISE: usize = path::MOST_RISE;

    /// The structure of a page, by its marks too if every paragraph has some.
    pub(crate) fn of(page: &Page) -> Structure {
        let paragraphs = page.paragraphs().iter();
        let paths: Option<Vec<&str>> = paragraphs
            .map(|paragraph| paragraph.marks().map(|marks| marks.path()))
            .collect();
        let mut structure = Structure::of_text(page);
        let Some(paths) = paths.filter(|paths| !paths.is_empty()) else {
            return structure;
        };
        structure.headings = headings(page, |index| names_heading(paths[index]));
        structure.rise = rises(&paths);
        let by_path =
            |without: usize| Grouping::by_key(paths.iter().map(|path| tail(path, without)));
        let block =
            |height: usize| Grouping::by_start(structure.rise.iter().map(|rise| *rise > height));
        structure.marked = Some(MarkedGroupings {
            paths: std::array::from_fn(by_path),
            blocks: std::array::from_fn(block),
        });
        structure
    }

    /// The structure of a page as if it had no marks.
    pub(crate) fn of_text(page: &Page) -> Structure {
        let paragraphs = page.paragraphs();
        let same_text = Grouping::by_key(paragraphs.iter().map(|paragraph| paragraph.text()));
        let long: Vec<bool> = paragraphs
            .iter()
            .map(|paragraph| is_long(paragraph.text()))
            .collect();
        let starts = (0..long.len()).map(|i| long[i] || (i > 0 && long[i - 1]));
        let forms: Vec<Form> = paragraphs.iter().map(|p| Form::of(p.text())).collect();
        let turns = (0..forms.len()).map(|i| i > 0 && forms[i] != forms[i - 1]);
        let plain = [
            same_text,
            Grouping::by_start(starts),
            Grouping::by_start(turns),
        ];
        let looks = |index: usize| {
            let text = paragraphs[index].text();
            let below = paragraphs.get(index + 1).map_or(0, |p| p.text().len());
            text.ends_with(':') || below >= 2 * text.len()
        };
        Structure {
            plain,
            forms,
            lists: lists(page),
            headings: headings(page, looks),
            ..Structure::default()
        }
    }

    /// The paragraphs directly above and below each paragraph's run of lines of one form.
    pub(crate) fn borders(&self) -> Vec<(Option<usize>, Option<usize>)> {
        self.plain[2].borders()
    }

    /// Paragraphs of the same text.
    pub(crate) fn same_text(&self) -> &Grouping {
        &self.plain[0]
    }

    /// Runs of lines that begin with one bullet: each is one list, in text that has no other sign of it.
    pub(crate) fn lists(&self) -> &[Range<usize>] {
        &self.lists
    }

    /// What a paragraph looks like.
    pub(crate) fn form(&self, index: usize) -> Form {
        self.forms[index]
    }

    /// The nearest line above that governs a paragraph, if there is one.
    pub(crate) fn heading(&self, index: usize) -> Option<usize> {
        self.headings[index].map(|heading| heading as usize)
    }

    /// Whether every paragraph of the page has marks.
    pub(crate) fn is_marked(&self) -> bool {
        self.marked.is_some()
    }

    /// The groupings: those of any page, then those of a page with marks.
    pub(crate) fn groupings(&self) -> impl Iterator<Item = &Grouping> {
        let marked = self.marked.iter();
        let marked = marked.flat_map(|marked| marked.paths.iter().chain(&marked.blocks));
        self.plain.iter().chain(marked)
    }

    /// The groupings by marks.
    pub(crate) fn marked(&self) -> Option<&MarkedGroupings> {
        self.marked.as_ref()
    }

    /// How many elements one climbs from a paragraph to one it shares with the paragraph before; none without marks.
    pub(crate) fn rise(&self, index: usize) -> usize {
        self.rise
            .get(index)
            .copied()
            .unwrap_or(Structure::MOST_RISE)
    }
}
