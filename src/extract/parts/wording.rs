//! Rules by a line's own words and those of its neighbours.

use super::bare;
use super::credits;
use super::hint::Hint;
use super::line::Line;
use super::names::{is_name, n_words};
use super::outline::Outline;
use super::part::Part;
use super::reads;

/// A line without any mark over a list is a heading up to so many words.
const WORDS_OVER_LIST: usize = 3;

/// Most letters beside a date of a line of plain text that is one wherever it stands.
const OTHER_LETTERS: usize = 8;

/// Longest name that is a byline without any other word, in Latin letters.
const LONGEST_NAME: usize = 40;

/// What the line's own words say.
pub(super) fn by_words(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    let is_text = outline.text.block == line.around.block && line.is_long();
    if credits::like_credit(line) && !is_text {
        return Some(Part::Caption);
    }
    if outline.is_below_text(at) {
        return below_text(outline, at);
    }
    if line.is_plain() && reads::like_code(line.text) {
        return Some(Part::Code);
    }
    if line.is_plain() && line.dated.has_date && line.dated.other_letters <= OTHER_LETTERS {
        return Some(Part::Dateline);
    }
    if is_bullet_point(outline, at) {
        return Some(Part::ListItem);
    }
    if is_bare_name(outline, at) {
        return Some(Part::Byline);
    }
    let is_bare = outline.has_bare_headings && bare::is_one(&outline.lines, at, &outline.text);
    (is_bold_heading(outline, at) || is_plain_heading(outline, at) || is_bare)
        .then_some(Part::Heading)
}

/// Who signs, when, and who that is.
fn below_text(outline: &Outline<'_>, at: usize) -> Option<Part> {
    let line = &outline.lines[at];
    if reads::like_dateline(line) {
        return Some(Part::Dateline);
    }
    let signs = is_name(line.text) && n_words(line.text) > 1;
    (signs || reads::like_byline(line, &outline.authors)).then_some(Part::Byline)
}

/// In a page of plain text, a name between headline and text.
fn is_bare_name(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let is_between = outline.is_above_text(at) && outline.is_below_title(at);
    let is_of_people = (2..=4).contains(&n_words(line.text)) && line.length <= LONGEST_NAME;
    line.is_plain() && is_between && is_of_people && is_name(line.text)
}

/// A line with a bullet beside another one, or with a number beside the one before or after. Dashes begin
/// what people say, too: of those only short lines count.
fn is_bullet_point(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let above = at.checked_sub(1).map(|above| &outline.lines[above]);
    let beside = || above.into_iter().chain(outline.lines.get(at + 1));
    let is_next = |other: &Line<'_>| match (line.number(), other.number()) {
        (Some(a), Some(b)) => !line.around.is_bold && a.abs_diff(b) == 1,
        _ => false,
    };
    let is_speech = line.text.starts_with(['-', '–']) && line.is_long();
    beside().any(is_next) || (line.has_bullet() && !is_speech && beside().any(Line::has_bullet))
}

/// A short line that starts bold, is no sentence and has something below.
fn is_bold_heading(outline: &Outline<'_>, at: usize) -> bool {
    let line = &outline.lines[at];
    let has_text_below = outline
        .lines
        .get(at + 1)
        .is_some_and(|below| !below.around.is_bold);
    line.around.is_bold && line.is_like_heading() && !line.has_sentences() && has_text_below
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
    // “The harbour master said:” is no heading.
    let leads_on = line.text.ends_with([':', '：']) && n_words(line.text) > WORDS_OVER_LIST;
    !leads_on && line.is_like_heading() && line.hint.is_none() && (is_over_list || is_over_text)
}
