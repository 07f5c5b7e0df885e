//! The rules, in the order in which they are asked: the table is in the room's own documentation.

use super::hint::Hint;
use super::line::Line;
use super::names::{is_name, n_words};
use super::outline::Outline;
use super::part::Part;
use super::reads;
use super::words::Words;

/// Shortest heading above the text that sums the piece up, in Latin letters.
const SHORTEST_SUMMARY: usize = 60;

/// Longest standfirst, in Latin letters.
const LONGEST_SUMMARY: usize = 500;

/// A line without any mark over a list is a heading up to so many words.
const WORDS_OVER_LIST: usize = 3;

/// The part of one line, given those above it.
pub(super) fn part(outline: &Outline<'_>, at: usize) -> Part {
    if outline.is_title[at] {
        return Part::Title;
    }
    let rules = [by_author_box, by_top_line, by_hint, by_words, by_place];
    let found = rules.iter().find_map(|rule| rule(outline, at));
    found.unwrap_or(Part::Body)
}

/// Below the text: the box about the author, and its heading.
fn by_author_box(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    if at == 0 || outline.is_above_text(at) || matches!(line.hint, Some(Hint::Code | Hint::Cell)) {
        return None;
    }
    let is_inside = line.in_bio && outline.lines[at - 1].in_bio;
    if Words::get().is_about_author(line.text) && !is_inside {
        return Some(Part::Heading);
    }
    let is_after = at > outline.about_author && outline.is_below_text(at);
    (line.in_bio || is_after).then_some(Part::Bio)
}

/// Above the text: lines that read like a byline or a date, even in a list.
fn by_top_line(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    if !outline.is_above_text(at) || !matches!(line.hint, None | Some(Hint::Item | Hint::Date)) {
        return None;
    }
    if reads::like_byline(line, &outline.authors) || line.links_author() && line.is_short() {
        return Some(Part::Byline);
    }
    line.dated.is_dateline().then_some(Part::Dateline)
}

/// What the nearest element says.
fn by_hint(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    Some(match line.hint? {
        Hint::Code => Part::Code,
        Hint::Cell => Part::Table,
        Hint::Item => Part::ListItem,
        Hint::Quote => Part::Quote,
        Hint::Caption => Part::Caption,
        Hint::Author if line.dated.is_dateline() && line.dated.other_letters == 0 => Part::Dateline,
        Hint::Author => Part::Byline,
        Hint::Heading(_) => heading(outline, at),
        Hint::Date if line.dated.has_date => Part::Dateline,
        Hint::Place if line.is_short() => Part::Dateline,
        Hint::Standfirst if outline.is_above_text(at) => Part::Standfirst,
        Hint::Headline | Hint::Standfirst if is_like_heading(line) => heading(outline, at),
        Hint::Image if is_caption_like(outline, line) => Part::Caption,
        _ => return None,
    })
}

/// A heading above the text may sum the piece up.
fn heading(outline: &Outline<'_>, at: usize) -> Part {
    let line = &outline.lines[at];
    let is_summary = line.length >= SHORTEST_SUMMARY || outline.is_description(line);
    match outline.is_above_text(at) && outline.is_below_title(at) {
        true if line.dated.is_dateline() => Part::Dateline,
        true if is_summary => Part::Standfirst,
        _ => Part::Heading,
    }
}

/// Whether a line in a box named after a picture may be its text: it is not where the running text is.
fn is_caption_like(outline: &Outline<'_>, line: &Line<'_>) -> bool {
    line.block != outline.block && (line.has_picture || !line.is_long())
}

fn is_like_heading(line: &Line<'_>) -> bool {
    line.is_short() && !line.is_sentence()
}

/// What the line's own words say.
fn by_words(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    let is_text = outline.block == line.block && line.is_long();
    if reads::like_credit(line) && !is_text {
        return Some(Part::Caption);
    }
    if outline.is_below_text(at) {
        return below_text(outline, at);
    }
    if is_bullet_point(outline, at) {
        return Some(Part::ListItem);
    }
    (is_bold_heading(outline, at) || is_plain_heading(outline, at)).then_some(Part::Heading)
}

/// Who signs, when, and who that is.
fn below_text(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    let starts_with_author = |name: &String| line.text.starts_with(name.as_str());
    if line.is_long() && outline.authors.iter().any(starts_with_author) {
        return Some(Part::Bio);
    }
    if line.dated.is_dateline() {
        return Some(Part::Dateline);
    }
    let signs = is_name(line.text) && n_words(line.text) > 1;
    (signs || reads::like_byline(line, &outline.authors)).then_some(Part::Byline)
}

/// A line with a bullet beside another one. Dashes begin what people say, too: of those only short lines count.
fn is_bullet_point(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let above = at.checked_sub(1).map(|above| &outline.lines[above]);
    let mut beside = above.into_iter().chain(outline.lines.get(at + 1));
    let is_dash = line.text.starts_with(['-', '–']);
    line.has_bullet() && !(is_dash && line.is_long()) && beside.any(Line::has_bullet)
}

/// A short line that starts bold, is no sentence and has something below.
fn is_bold_heading(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let has_text_below = outline
        .lines
        .get(at + 1)
        .is_some_and(|below| !below.is_bold);
    line.is_bold && is_like_heading(line) && !line.has_sentences() && has_text_below
}

/// A short line over a list, or in a page of plain text over a long one.
fn is_plain_heading(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let Some(below) = outline.lines.get(at + 1) else {
        return false;
    };
    let is_over_list = (below.hint == Some(Hint::Item) || below.has_bullet())
        && n_words(line.text) <= WORDS_OVER_LIST;
    let is_over_text = line.is_plain() && below.is_long() && !outline.is_above_text(at);
    is_like_heading(line) && line.hint.is_none() && (is_over_list || is_over_text)
}

/// Between headline and text: what is no line of either is the summary.
fn by_place(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    if line.length > LONGEST_SUMMARY {
        return None;
    }
    let is_apart = outline.block != line.block && !line.is_plain();
    let is_above = outline.is_above_text(at);
    let is_overline = is_above && is_apart && outline.is_title.get(at + 1) == Some(&true);
    let is_summary = is_above && outline.is_below_title(at) && line.length >= 40;
    (is_overline || is_summary && (is_apart || outline.is_description(line)))
        .then_some(Part::Standfirst)
}
