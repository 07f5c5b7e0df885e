//! Which part of an article each of its paragraphs is.
//!
//! Rules, not a model: what a part is, templates and their authors say themselves, in tags, in the names of classes and in
//! the words that bylines and credits begin with. They are asked in this order, and the first that knows decides:
//!
//! | rule | part | by |
//! |---|---|---|
//! | the headline | title | `h1`, what the page calls itself, the first heading above the text; the same text again |
//! | who signs | byline | `by`, a name and a date at a post's head; `edited by`; `written by` in a heading outside the text |
//! | the author's box, below the text | bio, heading | class words (`author-box`), an organisation's box; what follows “About the author” |
//! | right under a heading that signs, below the text | bio | `written by`; a date there is a dateline |
//! | a line above the text | byline, dateline | the words of bylines, the page's authors, `rel=author`; dates |
//! | right above the headline | standfirst, dateline | a block of its own; a date |
//! | the nearest element that says something | any | `pre td li blockquote figcaption h2`; `itemprop`; class words |
//! | its own words | caption, heading, byline … | words of credits, agencies, bullets, numbers in a row, bold lines, signatures |
//! | short lines between long ones | heading | in a page without a marked heading, if there are several |
//! | its place | standfirst | between headline and text, and in another block than the text |
//! | none of these | body | |
//!
//! Of a page of plain text the same rules are asked. There headings are short lines over long ones, and the headline is
//! the first line.

mod around;
mod bare;
mod block;
mod class_words;
mod credits;
mod dates;
mod hint;
mod line;
mod names;
mod outline;
mod part;
mod reads;
mod rules;
mod running;
mod summary;
#[cfg(test)]
mod tests;
mod titles;
mod wording;
mod words;

use crate::page::{Page, Paragraph};
use around::Arounds;
use hint::Hint;
use line::Line;
use outline::Outline;

pub use part::{Part, UnknownPart};

/// For each paragraph of the page, its part if it is article.
pub(crate) fn parts_of(page: &Page, is_article: &[bool]) -> Vec<Option<Part>> {
    let numbered = page.paragraphs().iter().enumerate().zip(is_article);
    let paragraphs: Vec<Numbered<'_>> = numbered
        .filter(|(_, is_article)| **is_article)
        .map(|(paragraph, _)| paragraph)
        .collect();
    let outline = Outline::new(lines(&paragraphs), page.facts());
    let mut parts = vec![None; page.paragraphs().len()];
    for (at, line) in outline.lines.iter().enumerate() {
        parts[line.position] = Some(rules::part(&outline, at));
    }
    parts
}

/// A paragraph and which of its page's it is.
type Numbered<'p> = (usize, &'p Paragraph);

/// Elements that hold the whole article on some pages, which are laid out in tables or are galleries.
const LAYOUTS: [Hint; 3] = [Hint::Cell, Hint::Caption, Hint::Quote];

/// The lines of an article. What most of its long ones stand in tells none of them from the others.
fn lines<'p>(paragraphs: &[Numbered<'p>]) -> Vec<Line<'p>> {
    let mut arounds = Arounds::default();
    let read = |(position, paragraph): &Numbered<'p>| Line::new(*position, paragraph, &mut arounds);
    let mut lines: Vec<Line<'p>> = paragraphs.iter().map(read).collect();
    let long: Vec<Option<Hint>> = lines
        .iter()
        .filter(|l| l.is_long())
        .map(|l| l.hint)
        .collect();
    let holds_most =
        |hint: &Hint| 2 * long.iter().filter(|h| **h == Some(*hint)).count() > long.len();
    if let Some(layout) = LAYOUTS.into_iter().find(holds_most) {
        lines.iter_mut().for_each(|line| line.ignore(layout));
    }
    lines
}
