//! The article as a whole: its headline, its text, who wrote it.

use std::ops::Range;

use rapidhash::RapidHashMap;

use super::bare;
use super::hint::Hint;
use super::line::Line;
use super::names::folded;
use super::reads;
use super::running::Running;
use super::titles::titles;
use super::words::Words;
use crate::PageFacts;

/// Shortest folded beginning by which a text is known to be the page's description, in characters.
const SHORTEST_DESCRIPTION: usize = 30;

/// How many lines at the end may be about the author.
const LAST_FEW: usize = 4;

/// Most people that a piece is taken to be by.
const MOST_AUTHORS: usize = 10;

/// An article's lines and what they are to each other.
#[derive(Debug)]
pub(super) struct Outline<'p> {
    pub(super) lines: Vec<Line<'p>>,
    pub(super) is_title: Vec<bool>,
    /// The first line that is the headline; their number if none is.
    pub(super) first_title: usize,
    pub(super) text: Running,
    /// The first heading that says that the author follows, and the next that heads something else.
    pub(super) about_author: Range<usize>,
    /// Whether short lines without any mark are its headings.
    pub(super) has_bare_headings: bool,
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    description: String,
    /// For each line, whether no other one stands in a block of the same name.
    pub(super) is_alone: Vec<bool>,
}

impl<'p> Outline<'p> {
    pub(super) fn new(lines: Vec<Line<'p>>, facts: &PageFacts) -> Outline<'p> {
        let text = Running::measure(&lines);
        let n = lines.len();
        let is_title = titles(&lines, facts, text.first);
        Outline {
            first_title: is_title.iter().position(|is| *is).unwrap_or(n),
            is_alone: are_alone(&lines),
            about_author: about_author(&lines, text.first),
            has_bare_headings: bare::are_used(&lines, &is_title, &text),
            is_title,
            authors: authors(facts, &lines[..text.first]),
            description: folded(facts.description.as_deref().unwrap_or_default()),
            text,
            lines,
        }
    }

    /// Whether a line stands above the running text.
    pub(super) fn is_above_text(&self, at: usize) -> bool {
        at < self.text.first
    }

    /// Whether a line stands below it.
    pub(super) fn is_below_text(&self, at: usize) -> bool {
        at > self.text.last
    }

    /// Whether a line is among the last few.
    pub(super) fn is_near_end(&self, at: usize) -> bool {
        at + LAST_FEW >= self.lines.len()
    }

    /// Whether the headline stands above a line.
    pub(super) fn is_below_title(&self, at: usize) -> bool {
        at > self.first_title
    }

    /// Whether a line is what the page says that it is about.
    pub(super) fn is_description(&self, line: &Line<'_>) -> bool {
        let text = folded(line.text);
        let shorter = text.chars().count().min(self.description.chars().count());
        shorter >= SHORTEST_DESCRIPTION
            && (self.description.contains(&text) || text.starts_with(&self.description))
    }
}

/// From the heading over the author on to the next heading of its rank or a higher one.
fn about_author(lines: &[Line<'_>], first_text: usize) -> Range<usize> {
    let is_about = |line: &Line<'_>| Words::get().is_about_author(line.text);
    let Some(at) = lines.iter().skip(first_text).position(is_about) else {
        return lines.len()..lines.len();
    };
    let start = first_text + at;
    let rank = |line: &Line<'_>| match line.hint {
        Some(Hint::Heading(rank)) => Some(rank),
        _ => None,
    };
    let ends = |line: &Line<'_>| rank(line).is_some_and(|r| Some(r) <= rank(&lines[start]));
    let below = lines.iter().skip(start + 1).position(ends);
    start..below.map_or(lines.len(), |below| start + 1 + below)
}

fn are_alone(lines: &[Line<'_>]) -> Vec<bool> {
    let blocks = lines.iter().map(|line| &*line.around.block);
    let mut n_alike: RapidHashMap<&str, usize> = RapidHashMap::default();
    for block in blocks.clone() {
        *n_alike.entry(block).or_default() += 1;
    }
    blocks.map(|block| n_alike[block] == 1).collect()
}

/// Who wrote it: those that the page names, and those of the lines above its text that are bylines.
fn authors(facts: &PageFacts, top: &[Line<'_>]) -> Vec<String> {
    let named = facts.authors.iter().map(|name| name.trim());
    let named = named.filter(|name| name.chars().count() >= 4);
    let is_byline =
        |line: &&Line<'_>| line.hint == Some(Hint::Author) || reads::like_byline(line, &[]);
    let signed = top.iter().filter(is_byline);
    let signed = signed.filter_map(|line| reads::author(line.text));
    named
        .chain(signed)
        .take(MOST_AUTHORS)
        .map(str::to_owned)
        .collect()
}
