//! Which paragraphs of a page belong together: the same text, one stretch between long paragraphs, one path, one block, one
//! card of a list.
//!
//! To know a few paragraphs of a group is to know something about the rest: ten lines of one list in the markup are all
//! menu or all offer. Features and the second pass both look at the page through these groupings.

mod ancestors;
mod grouping;
mod landmark;
mod lines;
mod outline;
mod records;

use std::array::from_fn;
use std::ops::Range;

use rapidhash::RapidHashMap;

use crate::page::path::Path;
use crate::page::{Marks, Page};
use ancestors::{ancestor_distances, outer_path};
pub(crate) use grouping::{Border, Grouping};
pub(crate) use landmark::Landmark;
#[cfg(test)]
pub(crate) use lines::LONG;
use lines::LengthClass;
use lines::{headings, is_in_heading, lengths, lists, looks_like_heading};
pub(crate) use lines::{is_long, length, length_of, without_bullet};
use outline::Outline;
pub(crate) use records::Records;

/// The groupings by marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MarkedGroupings {
    /// By equal paths.
    pub(crate) whole_paths: Grouping,
    /// By equal near paths: whole, and without their 1, 2 and 3 innermost elements.
    pub(crate) paths: [Grouping; 4],
    /// By blocks: runs of lines whose ancestor distances are at most 0, 1, 2 and 3.
    pub(crate) blocks: [Grouping; 4],
    /// By cards, elements that stand among three or more of their kind. A paragraph in none is a group of its own.
    pub(crate) cards: Grouping,
    /// By the elements that those are the cards of, their lists; likewise.
    pub(crate) lists: Grouping,
    /// By the elements that are the innermost landmarks. Those in none are one group. Without places every paragraph is a
    /// group of its own, here as well as above.
    pub(crate) landmarks: Grouping,
    /// Where each paragraph stands.
    pub(crate) standings: Vec<Standing>,
    /// Number of outermost `article`s.
    pub(crate) n_articles: u32,
}

/// Where a paragraph stands among the elements of its page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Standing {
    /// If it stands in a card, how many elements of its path stand inside of that.
    pub(crate) card: Option<usize>,
    /// The paragraph right above the list of which it stands in a card: mostly the list's heading.
    pub(crate) above_list: Option<u32>,
    pub(crate) landmark: Landmark,
    /// The number of the outermost `article` around, from 1; 0 outside of all.
    pub(crate) article: u32,
}

impl MarkedGroupings {
    fn new(marks: &[&Marks], paths: &[&str], distances: &[usize]) -> MarkedGroupings {
        let near = Grouping::by_key(paths.iter());
        let outer = |without| near.coarser(|first| outer_path(paths[first], without));
        let begins = |most| distances.iter().map(move |distance| *distance > most);
        let alone = || Grouping::by_start(marks.iter().map(|_| true));
        let groupings = MarkedGroupings {
            whole_paths: Grouping::by_key(marks.iter().map(|marks| marks.path())),
            paths: from_fn(outer),
            blocks: from_fn(|most| Grouping::by_start(begins(most))),
            cards: alone(),
            lists: alone(),
            landmarks: alone(),
            standings: vec![Standing::default(); marks.len()],
            n_articles: 0,
        };
        match Outline::new(marks.iter().copied()) {
            Some(outline) => groupings.with_outline(&outline),
            None => groupings,
        }
    }

    fn with_outline(self, outline: &Outline) -> MarkedGroupings {
        let paragraphs = || 0..outline.n_paragraphs();
        MarkedGroupings {
            cards: Grouping::by_key(paragraphs().map(|i| outline.card(i).ok_or(i))),
            lists: Grouping::by_key(paragraphs().map(|i| outline.list(i).ok_or(i))),
            landmarks: Grouping::by_key(paragraphs().map(|i| outline.landmark(i).1)),
            standings: standings(outline),
            n_articles: outline.n_articles,
            ..self
        }
    }
}

fn standings(outline: &Outline) -> Vec<Standing> {
    // The first paragraph of each list; what is above that is above the list.
    let mut firsts: RapidHashMap<u32, usize> = RapidHashMap::default();
    let standing = |index| Standing {
        card: outline.inside_card(index),
        above_list: outline.list(index).and_then(|list| {
            let first = *firsts.entry(list).or_insert(index);
            first.checked_sub(1).map(|above| above as u32)
        }),
        landmark: outline.landmark(index).0,
        article: outline.article(index),
    };
    (0..outline.n_paragraphs()).map(standing).collect()
}

/// How a page hangs together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Structure {
    /// By the same text; by stretches between long paragraphs; by runs of lines of one length class.
    plain: [Grouping; Structure::PLAIN],
    /// What stands in for marks where there are none.
    records: Option<Records>,
    /// What marks add.
    marked: Option<MarkedGroupings>,
    /// Runs of lines that begin with one bullet.
    lists: Vec<Range<usize>>,
    /// For each paragraph, its heading.
    headings: Vec<Option<u32>>,
    /// For each paragraph, how far away the nearest ancestor is that it shares with the one above.
    ancestor_distances: Vec<usize>,
}

impl Structure {
    /// Number of groupings that any page has.
    pub(crate) const PLAIN: usize = 3;
    /// Number of groupings that records add where there are no marks.
    pub(crate) const RECORDS: usize = Records::GROUPINGS;
    /// Number of groupings that marks add.
    pub(crate) const MARKED: usize = 11;
    /// The ancestor distance where nothing is shared.
    pub(crate) const MOST_DISTANCE: usize = ancestors::MOST_DISTANCE;

    /// The structure of a page, by its marks too if every paragraph has some.
    pub(crate) fn from_page(page: &Page) -> Structure {
        let paragraphs = page.paragraphs().iter();
        let marks: Option<Vec<&Marks>> = paragraphs.map(|paragraph| paragraph.marks()).collect();
        let lengths = lengths(page);
        let Some(marks) = marks.filter(|marks| !marks.is_empty()) else {
            return Structure::from_lines(page, &lengths);
        };
        let paths: Vec<&str> = marks.iter().map(|marks| Path::near(marks.path())).collect();
        let distances = ancestor_distances(&paths);
        Structure {
            headings: headings(&lengths, |index| is_in_heading(paths[index])),
            marked: Some(MarkedGroupings::new(&marks, &paths, &distances)),
            ancestor_distances: distances,
            ..Structure::of_any(page, &lengths)
        }
    }

    /// The structure of a page as if it had no marks.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn from_text(page: &Page) -> Structure {
        Structure::from_lines(page, &lengths(page))
    }

    /// The structure that lines and their lengths show by themselves.
    fn from_lines(page: &Page, lengths: &[usize]) -> Structure {
        Structure {
            records: Some(Records::new(page, lengths)),
            headings: headings(lengths, |index| looks_like_heading(page, lengths, index)),
            ..Structure::of_any(page, lengths)
        }
    }

    /// What pages with marks and without have alike.
    fn of_any(page: &Page, lengths: &[usize]) -> Structure {
        let texts = || page.paragraphs().iter().map(|paragraph| paragraph.text());
        let long = |i: usize| is_long(lengths[i]);
        let stretches = (0..lengths.len()).map(|i| long(i) || (i > 0 && long(i - 1)));
        let classes = texts().zip(lengths);
        let classes: Vec<LengthClass> = classes
            .map(|(text, length)| LengthClass::of_line(text, *length))
            .collect();
        let runs = (0..classes.len()).map(|i| i > 0 && classes[i] != classes[i - 1]);
        Structure {
            plain: [
                Grouping::by_key(texts()),
                Grouping::by_start(stretches),
                Grouping::by_start(runs),
            ],
            lists: lists(page),
            ..Structure::default()
        }
    }

    /// The paragraphs directly above and below each paragraph's run of lines of one length class.
    pub(crate) fn borders(&self) -> Vec<Border> {
        self.plain[2].borders()
    }

    /// Paragraphs of the same text.
    pub(crate) fn same_text(&self) -> &Grouping {
        &self.plain[0]
    }

    /// Runs of lines of one length class.
    #[cfg(feature = "serve")]
    pub(crate) fn runs(&self) -> &Grouping {
        &self.plain[2]
    }

    /// Runs of lines that begin with one bullet: each is one list, in text that has no other sign of it.
    pub(crate) fn lists(&self) -> &[Range<usize>] {
        &self.lists
    }

    /// The heading of a paragraph: the nearest line above that is one, if there is any.
    pub(crate) fn heading(&self, index: usize) -> Option<usize> {
        self.headings[index].map(|heading| heading as usize)
    }

    /// Whether every paragraph of the page has marks.
    pub(crate) fn is_marked(&self) -> bool {
        self.marked.is_some()
    }

    /// The groupings: those of any page, then those of a page without marks, or with.
    pub(crate) fn groupings(&self) -> impl Iterator<Item = &Grouping> {
        let marked = self.marked.iter();
        let marked = marked.flat_map(|marked| {
            let near = marked.paths.iter().chain(&marked.blocks);
            near.chain([&marked.cards, &marked.lists, &marked.landmarks])
        });
        let records = self.records.iter().flat_map(Records::groupings);
        self.plain.iter().chain(records).chain(marked)
    }

    /// The lists of a page without marks.
    pub(crate) fn records(&self) -> Option<&Records> {
        self.records.as_ref()
    }

    /// The groupings by marks.
    pub(crate) fn marked(&self) -> Option<&MarkedGroupings> {
        self.marked.as_ref()
    }

    /// The paragraph right above the list of which a paragraph stands in a card.
    pub(crate) fn above_list(&self, index: usize) -> Option<usize> {
        let above = self.marked.as_ref()?.standings[index].above_list;
        above.map(|above| above as usize)
    }

    /// How far away the nearest ancestor is that a paragraph shares with the one above; [`Structure::MOST_DISTANCE`] without
    /// marks.
    pub(crate) fn ancestor_distance(&self, index: usize) -> usize {
        self.ancestor_distances
            .get(index)
            .copied()
            .unwrap_or(Structure::MOST_DISTANCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Marks, Paragraph};

    fn outer(marked: &MarkedGroupings) -> impl Iterator<Item = &Grouping> {
        [&marked.cards, &marked.lists, &marked.landmarks].into_iter()
    }

    fn marked(lines: &[(&str, &str)]) -> Page {
        let paragraphs = lines.iter().map(|(text, path)| {
            let marks = Marks::new("p", 0.0, *path);
            Paragraph::new(text).with_marks(marks)
        });
        Page::new(paragraphs.collect())
    }

    #[test]
    fn groupings_of_a_page_of_text() {
        let long = "ferries ".repeat(20);
        let page = Page::from_text(&["News", "Tides", &long, "News", "Tides:"].join("\n\n"));
        let structure = Structure::from_page(&page);
        let plain = structure.groupings().take(Structure::PLAIN);
        let groups: Vec<_> = plain.map(|g| &g.group_of[..]).collect();
        assert_eq!(groups, [[0, 1, 2, 0, 3], [0, 0, 1, 2, 2], [0, 0, 1, 2, 2]]);
        assert_eq!(structure.same_text().n_groups, 4);
        let middle = (Some(1), Some(3));
        assert_eq!(structure.borders()[2], middle);
        // The line before the long one is its heading, and the heading of what follows.
        let headings = [0, 1, 2, 3, 4].map(|index| structure.heading(index));
        assert_eq!(headings, [None, None, Some(1), Some(1), Some(1)]);
        assert!(!structure.is_marked() && structure.ancestor_distance(1) == 6);
        assert!(structure.records().is_some());
        assert_eq!(
            structure.groupings().count(),
            Structure::PLAIN + Structure::RECORDS
        );
    }

    #[test]
    fn marks_add_groupings_by_path_and_block() {
        let page = marked(&[
            ("Tides", "h1 < main < body"),
            ("Low", "li < ul < main < body"),
            ("High", "li < ul < main < body"),
            ("News", "a < nav < body"),
        ]);
        let structure = Structure::from_page(&page);
        let marked = structure.marked().expect("groupings by marks");
        assert_eq!(marked.paths[0].group_of, [0, 1, 1, 2]);
        assert_eq!(marked.paths[2].group_of, [0, 1, 1, 0]);
        let blocks: Vec<_> = marked.blocks.iter().map(|g| &g.group_of[..]).collect();
        assert_eq!(
            blocks,
            [[0, 1, 1, 2], [0, 1, 1, 2], [0, 0, 0, 1], [0, 0, 0, 1]]
        );
        let distances = [0, 1, 2, 3, 4].map(|index| structure.ancestor_distance(index));
        assert_eq!(distances, [6, 2, 0, 6, 6]);
        assert_eq!(structure.heading(3), Some(0));
        assert_eq!(
            structure.groupings().count(),
            Structure::PLAIN + Structure::MARKED
        );
        assert_eq!(
            Structure::from_text(&page),
            Structure::from_page(&page.without_marks())
        );
    }

    /// A line and three cards of a list in `main`, the second of two paragraphs, then a line in no landmark.
    fn page_with_places() -> Page {
        let lines: [(&str, &[u32]); 6] = [
            ("h2 < main < body", &[0, 0, 0]),
            ("li < ul < main < body", &[0, 0, 1, 0]),
            ("a < li < ul < main < body", &[0, 0, 1, 1, 0]),
            ("p < li < ul < main < body", &[0, 0, 1, 1, 1]),
            ("li < ul < main < body", &[0, 0, 1, 2]),
            ("p < body", &[0, 1]),
        ];
        let paragraph = |(path, place): (&str, &[u32])| {
            let marks = Marks::new("p", 0.0, path).with_place(place.to_vec());
            Paragraph::new("Tides").with_marks(marks)
        };
        Page::new(lines.map(paragraph).to_vec())
    }

    #[test]
    fn places_add_groupings_by_card_list_and_landmark() {
        let structure = Structure::from_page(&page_with_places());
        let marked = structure.marked().expect("groupings by marks");
        let outer: Vec<_> = outer(marked).map(|g| &g.group_of[..]).collect();
        assert_eq!(
            outer,
            [[0, 1, 2, 2, 3, 4], [0, 1, 1, 1, 1, 2], [0, 0, 0, 0, 0, 1]]
        );
        let cards: Vec<_> = marked
            .standings
            .iter()
            .map(|standing| standing.card)
            .collect();
        assert_eq!(cards, [None, Some(0), Some(1), Some(1), Some(0), None]);
        let above = [0, 1, 2, 3, 4, 5].map(|index| structure.above_list(index));
        assert_eq!(above, [None, Some(0), Some(0), Some(0), Some(0), None]);
        assert_eq!(
            structure.groupings().count(),
            Structure::PLAIN + Structure::MARKED
        );
    }

    #[test]
    fn nothing_is_above_a_list_that_begins_the_page() {
        let mut paragraphs = page_with_places().paragraphs().to_vec();
        paragraphs.remove(0);
        let structure = Structure::from_page(&Page::new(paragraphs));
        assert_eq!(
            [0, 1, 4].map(|index| structure.above_list(index)),
            [None; 3]
        );
    }

    #[test]
    fn without_a_place_every_paragraph_stands_alone() {
        let mut paragraphs = page_with_places().paragraphs().to_vec();
        paragraphs.push(Paragraph::new("High").with_marks(Marks::new("p", 0.0, "p < body")));
        let structure = Structure::from_page(&Page::new(paragraphs));
        let marked = structure.marked().expect("groupings by marks");
        assert!(outer(marked).all(|grouping| grouping.n_groups == 7));
        assert_eq!(marked.standings, [Standing::default(); 7]);
        assert_eq!((structure.above_list(2), marked.n_articles), (None, 0));
        assert_eq!(
            structure.groupings().count(),
            Structure::PLAIN + Structure::MARKED
        );
    }

    #[test]
    fn a_page_with_some_marks_is_one_of_text() {
        let mut paragraphs = marked(&[("Tides", "h1"), ("Low", "p")])
            .paragraphs()
            .to_vec();
        paragraphs.push(Paragraph::new("High"));
        let page = Page::new(paragraphs);
        assert_eq!(Structure::from_page(&page), Structure::from_text(&page));
        assert!(!Structure::from_page(&Page::default()).is_marked());
    }
}
