//! Rules for what stands above the text: overlines, headings and the summary.

use super::hint::Hint;
use super::line::Line;
use super::outline::Outline;
use super::part::Part;
use super::reads;

/// Shortest heading above the text that sums the piece up, in Latin letters.
const SHORTEST_HEADING: usize = 60;

/// Shortest one above a byline, a date or a caption.
const SHORTEST_LINE: usize = 12;

/// Shortest and longest summary, in Latin letters.
const SUMMARY: std::ops::RangeInclusive<usize> = 40..=500;

/// How many paragraphs of the page may be from it to the headline.
const MOST_BETWEEN: usize = 3;

/// Fewest letters of an overline: fewer are a price or a number.
const OVERLINE_LETTERS: usize = 4;

/// The line right above the headline, in a block of its own; a date if it is one.
pub(super) fn by_overline(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    let title = outline.lines.get(at + 1);
    let is_near = title.is_some_and(|title| title.position - line.position <= MOST_BETWEEN);
    let is_over_title = is_near && outline.first_title == at + 1 && outline.is_above_text(at);
    let of_no_kind = matches!(
        line.hint,
        None | Some(Hint::Headline | Hint::Heading(_) | Hint::Standfirst)
    );
    let has_letters =
        || line.text.chars().filter(|c| c.is_alphabetic()).count() >= OVERLINE_LETTERS;
    let is_apart = line.around.block != outline.text.block && !line.is_plain();
    let part = match line.dated.is_dateline() && line.dated.starts {
        true => Part::Dateline,
        false => Part::Standfirst,
    };
    (is_over_title && of_no_kind && is_apart && has_letters() && line.is_like_heading())
        .then_some(part)
}

/// A heading above the text may sum the piece up, if it is long or stands over what only tops a text.
pub(super) fn heading(outline: &Outline<'_>, at: usize) -> Part {
    let line = &outline.lines[at];
    let is_summary = line.length >= SHORTEST_HEADING
        || outline.is_description(line)
        || is_over_top_line(outline, at);
    match outline.is_above_text(at) && outline.is_below_title(at) {
        true if line.dated.is_dateline() => Part::Dateline,
        true if is_summary => Part::Standfirst,
        _ => Part::Heading,
    }
}

/// Whether the line follows the headline and has a byline, a date or a caption below.
fn is_over_top_line(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let below = outline.lines.get(at + 1);
    let is_top = |line: &Line<'_>| {
        matches!(line.hint, Some(Hint::Author | Hint::Caption | Hint::Date))
            || reads::like_dateline(line)
            || reads::like_byline(line, &outline.authors)
    };
    let is_short = line.length < SHORTEST_LINE;
    at > 0 && !is_short && outline.is_title[at - 1] && below.is_some_and(is_top)
}

/// Between headline and text: what no other line stands in a block like, or what the page gives as its description. In
/// plain text it is the line below the headline.
pub(super) fn by_place(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    let is_between = outline.is_above_text(at) && outline.is_below_title(at);
    let is_apart = || match line.is_plain() {
        true => at > 0 && outline.is_title[at - 1],
        false => outline.is_alone[at],
    };
    let is_summary = is_between && (is_apart() || outline.is_description(line));
    (is_summary && SUMMARY.contains(&line.length)).then_some(Part::Standfirst)
}
