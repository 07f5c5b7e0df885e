//! Which paragraphs of a page belong together: the same text, one stretch between long paragraphs, one path, one block.
//!
//! Whoever knows a few paragraphs of a group knows something about the rest: ten lines of one list in the markup are all
//! menu or all offer. Features and the second pass both look at the page through these groupings.

use std::collections::HashMap;
use std::hash::Hash;

use crate::page::Page;

/// From this many characters on a paragraph counts as long: a line of running text, hardly ever a menu item.
pub(crate) const LONG: usize = 120;

/// A heading has at most so many bytes.
const LONGEST_HEADING: usize = 200;

/// Most elements a path holds; a path of so many may be cut.
const PATH_ELEMENTS: usize = 6;

/// The group of each paragraph of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Grouping {
    /// Group of each paragraph, numbered from 0 as they come.
    pub(crate) of: Vec<u32>,
    /// Number of groups.
    pub(crate) len: usize,
}

impl Grouping {
    /// Paragraphs with equal keys make a group, wherever they stand.
    fn by_key<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> Grouping {
        let mut groups: HashMap<K, u32> = HashMap::new();
        let mut of = Vec::new();
        for key in keys {
            let next = groups.len() as u32;
            of.push(*groups.entry(key).or_insert(next));
        }
        Grouping {
            of,
            len: groups.len(),
        }
    }

    /// Runs of paragraphs; `starts` says which paragraphs begin one.
    fn by_start(starts: impl Iterator<Item = bool>) -> Grouping {
        let mut of: Vec<u32> = Vec::new();
        for start in starts {
            let last = of.last().copied();
            of.push(last.map_or(0, |group| group + u32::from(start)));
        }
        let len = of.last().map_or(0, |last| *last as usize + 1);
        Grouping { of, len }
    }
}

impl Grouping {
    /// For each paragraph of a grouping by runs, the paragraphs directly above and below its run.
    pub(crate) fn borders(&self) -> Vec<(Option<usize>, Option<usize>)> {
        let n = self.of.len();
        let mut borders = vec![(None, None); n];
        for index in 1..n {
            let same = self.of[index] == self.of[index - 1];
            borders[index].0 = if same {
                borders[index - 1].0
            } else {
                Some(index - 1)
            };
            let index = n - 1 - index;
            let same = self.of[index] == self.of[index + 1];
            borders[index].1 = if same {
                borders[index + 1].1
            } else {
                Some(index + 1)
            };
        }
        borders
    }
}

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
    pub(crate) const MOST_RISE: usize = PATH_ELEMENTS;

    /// The structure of a page, by its marks too if every paragraph has some.
    pub(crate) fn of(page: &Page) -> Structure {
        let paragraphs = page.paragraphs().iter();
        let paths: Option<Vec<&str>> = paragraphs
            .map(|paragraph| paragraph.marks().map(|marks| marks.path.as_str()))
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
            headings: headings(page, looks),
            ..Structure::default()
        }
    }

    /// The paragraphs directly above and below each paragraph's run of lines of one form.
    pub(crate) fn borders(&self) -> Vec<(Option<usize>, Option<usize>)> {
        self.plain[2].borders()
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

/// The nearest heading above each paragraph: the last line that `governs` and is not too long.
fn headings(page: &Page, governs: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
    let mut last = None;
    let paragraphs = page.paragraphs().iter().enumerate();
    let above = paragraphs.map(|(index, paragraph)| {
        let governing = last;
        if paragraph.text().len() <= LONGEST_HEADING && governs(index) {
            last = Some(index as u32);
        }
        governing
    });
    above.collect()
}

/// Whether a path leads through `h1` to `h6`.
fn names_heading(path: &str) -> bool {
    path.split(" < ").any(|element| {
        let tag = element.split('.').next().unwrap_or_default().as_bytes();
        matches!(tag, [b'h', b'1'..=b'6'])
    })
}

/// What a line looks like in a list of its like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Form {
    /// A word or two.
    Short,
    /// A line.
    Line,
    /// Running text.
    Long,
}

impl Form {
    /// Number of forms.
    pub(crate) const COUNT: usize = 3;

    /// Most bytes of a short line.
    const SHORT: usize = 40;

    fn of(text: &str) -> Form {
        let text = without_bullet(text);
        if text.len() <= Form::SHORT {
            Form::Short
        } else if is_long(text) {
            Form::Long
        } else {
            Form::Line
        }
    }
}

/// A text without the sign that makes it an item of a list, which HTML has markup for and plain text has not.
pub(crate) fn without_bullet(text: &str) -> &str {
    let is_bullet = |c| {
        matches!(
            c,
            '•' | '‣' | '◦' | '·' | '*' | '-' | '–' | '▪' | '■' | '●' | '✓' | '✔'
        )
    };
    match text.strip_prefix(is_bullet) {
        Some(rest) if rest.starts_with(' ') && rest.len() > 1 => &rest[1..],
        _ => text,
    }
}

/// Whether a text is long enough to be running text.
fn is_long(text: &str) -> bool {
    text.len() >= LONG && text.chars().nth(LONG - 1).is_some()
}

/// A path without its innermost elements.
fn tail(path: &str, without: usize) -> &str {
    let mut rest = path;
    for _ in 0..without {
        rest = rest.split_once(" < ").map_or("", |(_, rest)| rest);
    }
    rest
}

/// The rise of every paragraph.
fn rises(paths: &[&str]) -> Vec<usize> {
    let elements =
        |path: &&'_ str| -> Vec<String> { path.split(" < ").map(str::to_owned).collect() };
    let mut before: Vec<String> = Vec::new();
    let mut rises = Vec::with_capacity(paths.len());
    let mut previous = "";
    for path in paths {
        if *path == previous {
            rises.push(0);
            continue;
        }
        let own = elements(path);
        rises.push(rise(&before, &own));
        (before, previous) = (own, path);
    }
    if let Some(first) = rises.first_mut() {
        *first = Structure::MOST_RISE;
    }
    rises
}

/// How many elements one climbs from either path to the nearest element they share.
///
/// Elements have no identity in a path, so equal tails stand for shared ancestors. Paths are cut, so a tail may go on
/// in one of them only; but a single element in common is no evidence then.
fn rise(a: &[String], b: &[String]) -> usize {
    for height in 0..Structure::MOST_RISE {
        let shares = |up_a: usize, up_b: usize| {
            let (Some(a_tail), Some(b_tail)) = (a.get(up_a..), b.get(up_b..)) else {
                return false;
            };
            let overlap = a_tail.len().min(b_tail.len());
            let whole = a_tail.len() == b_tail.len()
                || a.len() == PATH_ELEMENTS
                || b.len() == PATH_ELEMENTS;
            whole
                && (overlap > 1 || (height == 0 && overlap > 0))
                && a_tail[..overlap] == b_tail[..overlap]
        };
        if (0..=height).any(|less| shares(height, less) || shares(less, height)) {
            return height;
        }
    }
    Structure::MOST_RISE
}
