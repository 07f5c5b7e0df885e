//! The rules, in the order in which they are asked: the table is in the room's own documentation.

use super::credits;
use super::hint::Hint;
use super::line::Line;
use super::names::is_name;
use super::outline::Outline;
use super::part::Part;
use super::reads;
use super::summary;
use super::wording;
use super::words::Words;

/// Shortest text about an author that begins with the name, in Latin letters.
const SHORTEST_BIO: usize = 50;

/// The part of one line.
pub(super) fn part(outline: &Outline<'_>, at: usize) -> Part {
    if outline.is_title[at] {
        return Part::Title;
    }
    let rules = [
        by_signature,
        by_author_box,
        by_top_line,
        summary::by_overline,
        by_hint,
        wording::by_words,
        summary::by_place,
    ];
    let found = rules.iter().find_map(|rule| rule(outline, at));
    found.unwrap_or(Part::Body)
}

/// The head of a post, wherever it stands; who helped; and outside the text a heading that begins as a byline does.
fn by_signature(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    let is_outside = outline.is_below_text(at) || outline.is_above_text(at);
    let is_heading = matches!(line.hint, Some(Hint::Heading(_) | Hint::Headline));
    let is_other = matches!(line.hint, Some(Hint::Caption | Hint::Code | Hint::Quote));
    let is_signed = reads::like_post_head(line)
        || reads::like_help(line)
        || (is_outside && is_heading && reads::like_signature(line));
    (is_signed && !is_other && !credits::like_credit(line)).then_some(Part::Byline)
}

/// Below the text: the box about the author, its heading, and what follows who signs. A date there is a date.
fn by_author_box(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    if outline.is_above_text(at) || matches!(line.hint, Some(Hint::Code | Hint::Cell)) {
        return None;
    }
    let above = at.checked_sub(1).map(|above| &outline.lines[above]);
    let is_inside = line.around.in_bio && above.is_some_and(|above| above.around.in_bio);
    if Words::get().is_about_author(line.text) && !is_inside {
        return Some(Part::Heading);
    }
    let about = &outline.about_author;
    let is_near_end = outline.is_below_text(at) || outline.is_near_end(about.start);
    let is_after = at > about.start && at < about.end && is_near_end;
    let starts_with_author = |name: &String| line.text.starts_with(name.as_str());
    let is_on_author = line.length >= SHORTEST_BIO
        && outline.is_near_end(at)
        && outline.authors.iter().any(starts_with_author);
    let is_bio =
        is_in_box(outline, at) || is_after || is_on_author || follows_signature(outline, at);
    let is_date = line.dated.is_dateline() && line.dated.other_letters == 0;
    let is_below_box = outline.is_below_text(at) && at > about.start;
    match is_date && (is_bio || is_below_box) {
        true => Some(Part::Dateline),
        false => is_bio.then_some(Part::Bio),
    }
}

/// Whether a line stands in a box about the author. A name alone there, or one with a date, only signs.
fn is_in_box(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let above = at.checked_sub(1).map(|above| &outline.lines[above]);
    let mut beside = above.into_iter().chain(outline.lines.get(at + 1));
    let mut signs = || is_name(line.text) && !beside.any(|other| other.around.in_bio);
    let is_dated = line.hint == Some(Hint::Author) && line.dated.has_date;
    line.around.in_bio && !is_dated && !signs()
}

/// Below the text, whether a line long enough to be about somebody stands right under a heading that says who wrote it.
fn follows_signature(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let is_signed = |above: &Line<'_>| {
        matches!(above.hint, Some(Hint::Heading(_))) && reads::like_signature(above)
    };
    let above = at
        .checked_sub(1)
        .filter(|above| outline.is_below_text(*above));
    line.length >= SHORTEST_BIO && above.is_some_and(|above| is_signed(&outline.lines[above]))
}

/// Above the text: lines that read like a byline or a date, even in a list. A label is what it is put to.
fn by_top_line(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    if !outline.is_above_text(at) || !matches!(line.hint, None | Some(Hint::Item | Hint::Date)) {
        return None;
    }
    let below = outline.lines.get(at + 1);
    let named = below.filter(|_| line.is_short() && line.text.ends_with([':', '：']));
    named
        .and_then(|below| top_line(outline, below))
        .or_else(|| top_line(outline, line))
}

fn top_line(outline: &Outline<'_>, line: &Line<'_>) -> Option<Part> {
    let is_byline = reads::like_byline(line, &outline.authors)
        || line.links_author() && line.is_short()
        || line.hint == Some(Hint::Author) && !line.dated.has_date;
    if is_byline {
        return Some(Part::Byline);
    }
    reads::like_dateline(line).then_some(Part::Dateline)
}

/// Whether a line in a byline's box is its date alone.
fn is_date_of_byline(outline: &Outline<'_>, line: &Line<'_>) -> bool {
    let dated = line.dated;
    let is_alone = dated.other_letters == 0 || !reads::like_byline(line, &outline.authors);
    dated.is_dateline() && dated.starts && is_alone
}

/// What the nearest element says. What the running text stands in too says nothing.
fn by_hint(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    let is_apart = line.around.block != outline.text.block;
    Some(match line.hint? {
        Hint::Code => Part::Code,
        Hint::Cell => Part::Table,
        Hint::Item => Part::ListItem,
        Hint::Quote => Part::Quote,
        Hint::Caption => Part::Caption,
        Hint::Author if is_date_of_byline(outline, line) => Part::Dateline,
        Hint::Author => Part::Byline,
        Hint::Heading(_) => summary::heading(outline, at),
        Hint::Date if line.dated.has_date => Part::Dateline,
        Hint::Dateline if line.is_short() => Part::Dateline,
        Hint::Standfirst if is_apart && outline.is_above_text(at) => Part::Standfirst,
        Hint::Headline | Hint::Standfirst if is_apart && line.is_like_heading() => {
            summary::heading(outline, at)
        }
        Hint::Image if is_apart && (line.has_picture || !line.is_long()) => Part::Caption,
        _ => return None,
    })
}
