//! The article as a whole: where its text begins and ends, what its running text stands in, who wrote it.

use std::collections::HashMap;

use super::hint::Hint;
use super::line::Line;
use super::names::folded;
use super::reads;
use super::titles::titles;
use super::words::Words;
use crate::PageFacts;

/// Shortest line that may be running text, in Latin letters.
const SHORTEST: usize = 60;

/// Most lines above the running text of a plain text.
const MOST_TOP_LINES: usize = 12;

/// Most long ones among them: a summary, a caption.
const MOST_LONG_TOP_LINES: usize = 2;

/// Shortest folded beginning by which a text is known to be the page's description, in characters.
const SHORTEST_DESCRIPTION: usize = 30;

/// An article's lines and what they are to each other.
#[derive(Debug)]
pub(super) struct Outline<'p> {
    pub(super) lines: Vec<Line<'p>>,
    pub(super) is_title: Vec<bool>,
    /// The first line that is the headline; their number if none is.
    pub(super) first_title: usize,
    /// The first line of running text; their number if there is none.
    pub(super) first_text: usize,
    /// The last one.
    pub(super) last_text: usize,
    /// The block of most running text.
    pub(super) block: String,
    /// The first heading that says that the author follows.
    pub(super) about_author: usize,
    /// Who wrote it, as the page claims.
    pub(super) authors: Vec<String>,
    description: String,
    /// How many lines stand in a block of that name.
    n_alike: HashMap<String, usize>,
}

impl<'p> Outline<'p> {
    pub(super) fn new(lines: Vec<Line<'p>>, facts: &PageFacts) -> Outline<'p> {
        let block = text_block(&lines);
        let is_text = |line: &Line<'_>| is_running(line) && line.block == block;
        let n = lines.len();
        let top = top_of_plain(&lines);
        let first_text = lines.iter().skip(top).position(is_text);
        let first_text = first_text.map_or(n, |at| top + at);
        let last_text = lines.iter().rposition(is_text).unwrap_or(n);
        let is_about = |line: &Line<'_>| Words::get().is_about_author(line.text);
        let about_author = lines.iter().skip(first_text).position(is_about);
        let is_title = titles(&lines, facts, first_text);
        Outline {
            first_title: is_title.iter().position(|is| *is).unwrap_or(n),
            is_title,
            n_alike: n_alike(&lines),
            first_text,
            last_text,
            block,
            about_author: about_author.map_or(n, |at| first_text + at),
            authors: authors(facts),
            description: folded(facts.description.as_deref().unwrap_or_default()),
            lines,
        }
    }

    /// Whether a line stands above the running text.
    pub(super) fn is_above_text(&self, at: usize) -> bool {
        at < self.first_text
    }

    /// Whether a line stands below it.
    pub(super) fn is_below_text(&self, at: usize) -> bool {
        at > self.last_text
    }

    /// Whether the headline stands above a line.
    pub(super) fn is_below_title(&self, at: usize) -> bool {
        at > self.first_title
    }

    /// Whether no other line stands in a block of the same name.
    pub(super) fn is_alone(&self, line: &Line<'_>) -> bool {
        self.n_alike.get(&line.block) == Some(&1)
    }

    /// Whether a line is what the page says that it is about.
    pub(super) fn is_description(&self, line: &Line<'_>) -> bool {
        let text = folded(line.text);
        let shorter = text.chars().count().min(self.description.chars().count());
        shorter >= SHORTEST_DESCRIPTION
            && (self.description.contains(&text) || text.starts_with(&self.description))
    }
}

fn n_alike(lines: &[Line<'_>]) -> HashMap<String, usize> {
    let mut n_alike = HashMap::new();
    for line in lines {
        *n_alike.entry(line.block.clone()).or_default() += 1;
    }
    n_alike
}

fn authors(facts: &PageFacts) -> Vec<String> {
    let authors = facts.authors.iter().map(|name| name.trim().to_owned());
    authors.filter(|name| name.chars().count() >= 4).collect()
}

/// How many lines of a plain text have its last byline, date or credit above its running text. Nothing else there tells
/// a summary or a caption from it.
fn top_of_plain(lines: &[Line<'_>]) -> usize {
    let mut n_long = 0;
    let top = lines.iter().take(MOST_TOP_LINES).take_while(|line| {
        n_long += usize::from(line.is_long());
        line.is_plain() && n_long <= MOST_LONG_TOP_LINES
    });
    let is_top = |line: &Line<'_>| {
        reads::like_byline(line, &[]) || reads::like_dateline(line) || reads::like_credit(line)
    };
    let last = top.enumerate().filter(|(_, line)| is_top(line)).last();
    last.map_or(0, |(at, _)| at + 1)
}

/// Whether a line may be running text, by itself.
fn is_running(line: &Line<'_>) -> bool {
    let is_of_text = matches!(line.hint, None | Some(Hint::Standfirst | Hint::Image));
    is_of_text && line.length >= SHORTEST && (line.is_sentence() || line.is_long())
}

/// The block that holds most running text; of several the first.
fn text_block(lines: &[Line<'_>]) -> String {
    let mut lengths: HashMap<&str, usize> = HashMap::new();
    for line in lines.iter().filter(|line| is_running(line)) {
        *lengths.entry(&line.block).or_default() += line.length;
    }
    let most = lengths.values().max().copied().unwrap_or_default();
    let mut running = lines.iter().filter(|line| is_running(line));
    running
        .find(|line| lengths[line.block.as_str()] == most)
        .map_or(String::new(), |line| line.block.clone())
}
