//! An article as [CommonMark](https://spec.commonmark.org), its tables as GitHub writes them.
//!
//! The page's text is somebody else's: nothing in it becomes markup, and what it says is what a reader of the Markdown
//! sees. What is markup comes from the parts, the paths and the links alone.

mod code;
mod escape;
mod inline;
mod list;
mod table;
mod target;
#[cfg(test)]
mod tests;

use super::parts::Part;
use crate::page::path::Path;
use crate::page::{Marks, Page, Paragraph};
use list::Lists;

/// A paragraph that is kept, and its part.
type Kept<'p> = (&'p Paragraph, Part);

/// The kept paragraphs of a page as Markdown, with a line feed at its end; empty if none is kept. Those without a part are
/// body.
pub(crate) fn markdown(page: &Page, kept: &[bool], parts: &[Option<Part>]) -> String {
    let parts = parts.iter().copied().chain(std::iter::repeat(None));
    let paragraphs = page.paragraphs().iter().zip(kept).zip(parts);
    let kept: Vec<Kept<'_>> = paragraphs
        .filter(|((paragraph, kept), _)| **kept && !paragraph.text().trim().is_empty())
        .map(|((paragraph, _), part)| (paragraph, part.unwrap_or(Part::Body)))
        .collect();
    let mut document = Document::default();
    for run in kept.chunk_by(|a, b| a.1 == b.1) {
        document.add_run(run);
    }
    document.text
}

/// The Markdown so far.
#[derive(Default)]
struct Document {
    text: String,
}

impl Document {
    /// Adds paragraphs of one part that follow each other.
    fn add_run(&mut self, run: &[Kept<'_>]) {
        match run[0].1 {
            Part::ListItem => self.add_list(run),
            Part::Table => self.add_tables(run),
            Part::Quote => self.add_block(&quote(run)),
            part => {
                for (paragraph, _) in run {
                    self.add_block(&block(paragraph, part));
                }
            }
        }
    }

    /// Adds a block, with an empty line before it.
    fn add_block(&mut self, block: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(block);
        self.text.push('\n');
    }

    fn add_list(&mut self, run: &[Kept<'_>]) {
        let mut lists = Lists::default();
        let items = run.iter().map(|(item, _)| lists.item(item));
        self.add_block(&items.collect::<String>());
    }

    fn add_tables(&mut self, run: &[Kept<'_>]) {
        let cells: Vec<&Paragraph> = run.iter().map(|(cell, _)| *cell).collect();
        for table in table::tables(&cells) {
            match table::pipes(&table) {
                Some(rows) => self.add_block(&rows),
                None => {
                    for cell in table {
                        self.add_block(&inline::block(cell));
                    }
                }
            }
        }
    }
}

/// A paragraph by itself.
fn block(paragraph: &Paragraph, part: Part) -> String {
    match part {
        Part::Title => heading(paragraph, 1),
        Part::Heading => heading(paragraph, level(paragraph)),
        Part::Code => code::fenced(paragraph),
        _ => inline::block(paragraph),
    }
}

fn heading(paragraph: &Paragraph, level: usize) -> String {
    let text = inline::block(paragraph);
    format!("{} {}", "#".repeat(level), escape::closing(text))
}

/// The level of a heading, 2 to 6: the first is the title's.
fn level(paragraph: &Paragraph) -> usize {
    let path = paragraph.marks().map_or("", Marks::path);
    let level = Path::parse(path).find_map(|element| match element.tag().as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(usize::from(level - b'0')),
        _ => None,
    });
    level.unwrap_or(2).max(2)
}

fn quote(run: &[Kept<'_>]) -> String {
    let lines = run
        .iter()
        .map(|(line, _)| format!("> {}", inline::block(line)));
    lines.collect::<Vec<_>>().join("\n>\n")
}
