//! Headings without any mark: pages whose paragraphs are all alike, and short ones head long ones.

use super::hint::Hint;
use super::line::Line;
use super::names::n_words;
use super::running::Running;

/// Fewest such lines of a page on which they are headings: a single one may be anything.
const FEWEST: usize = 2;

/// Whether a page has such headings: no others, and several of these.
pub(super) fn are_used(lines: &[Line<'_>], is_title: &[bool], text: &Running) -> bool {
    let inside = text.first..=text.last;
    let marked = |at: usize| {
        let line = &lines[at];
        let is_heading = matches!(line.hint, Some(Hint::Heading(_) | Hint::Headline));
        !is_title[at] && (is_heading || line.around.is_bold && line.is_like_heading())
    };
    let inside = || inside.clone().take_while(|at| *at < lines.len());
    !inside().any(marked) && inside().filter(|at| is_one(lines, *at, text)).count() >= FEWEST
}

/// Whether a line may be one: in the block of the text, of a few words, and between ends of sentences and long text.
pub(super) fn is_one(lines: &[Line<'_>], at: usize, text: &Running) -> bool {
    let line = &lines[at];
    let above = at.checked_sub(1).map(|above| &lines[above]);
    let is_below_text = above.is_some_and(|above| above.is_long() && above.is_sentence());
    let is_over_text = lines.get(at + 1).is_some_and(|below| {
        below.is_long() && below.around.block == text.block && below.hint == line.hint
    });
    let is_alike = line.around.block == text.block && !line.is_plain() && line.is_like_heading();
    let is_said = line
        .text
        .starts_with(['-', '–', '—', '"', '“', '„', '«', '(', '[']);
    is_alike
        && is_below_text
        && is_over_text
        && !is_said
        && !line.text.ends_with([':', '：'])
        && !line.dated.has_date
        && (2..=14).contains(&n_words(line.text))
}
