//! Lines of plain text: which are blank, which begin an item of a list, and whether all are broken at a column.

use std::ops::Range;

use super::{is_gap, is_invisible, is_nothing, line_end};

/// Fewest pairs of successive lines to decide by: with fewer, two long headlines would pass.
const LEAST_PAIRS: usize = 3;

/// Widths that text is wrapped at, in characters: 60 to 80 by habit, with room for narrow mails and wide editors.
/// Narrower columns can't be told from verse and menus.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// Share of lines with no room for the next line's first word. Breaking at a column fills all but a paragraph's
/// last line; lines of unrelated lengths leave room in about half.
const LEAST_FILLED: f64 = 0.8;

/// Share of line breaks followed by a lower-case letter. Most in wrapped English, fewer in German with its
/// capital nouns, next to none in lists of headlines. At 0.4, one German article in 14 was missed; at 0.3, one in 60.
const LEAST_GOING_ON: f64 = 0.3;

/// Share of lines that may be wider than any wrapping: links, a table.
const MOST_OVERLONG: f64 = 0.05;

/// Signs that begin an item of a list.
const BULLETS: [&str; 12] = ["*", "-", "+", "•", "‣", "▪", "◦", "·", "●", "○", "–", "—"];

/// A line that is not blank.
pub(super) struct Line {
    /// Its bytes, without gaps and nothings at the ends.
    pub span: Range<usize>,
    /// Whether the line above is not blank either.
    pub goes_on: bool,
    /// Whether it begins an item of a list.
    pub is_item: bool,
    /// Whether it stands in an item of a list, as its beginning or further on.
    is_listed: bool,
}

/// The lines that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut goes_on, mut in_list) = (false, false);
    let mut rest = text;
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        let end = line_end(rest.as_bytes()).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(end);
        rest = after_line_end(tail);
        let visible = !line
            .chars()
            .all(|c| is_gap(c) || is_nothing(c) || is_invisible(c));
        if visible {
            let span = trimmed(line);
            let is_item =
                is_item(&line[span.clone()]) && may_be_item(text, lines.last(), goes_on, in_list);
            in_list = is_item || (in_list && goes_on);
            lines.push(Line {
                span: start + span.start..start + span.end,
                goes_on,
                is_item,
                is_listed: in_list,
            });
        }
        goes_on = visible;
    }
    lines
}

/// The text after one line end; CR LF is one.
fn after_line_end(tail: &str) -> &str {
    tail.strip_prefix("\r\n").unwrap_or_else(|| {
        let mut chars = tail.chars();
        chars.next();
        chars.as_str()
    })
}

/// The bytes of a line without gaps and nothings at the ends.
fn trimmed(line: &str) -> Range<usize> {
    let blank = |c| is_gap(c) || is_nothing(c);
    let start = line.len() - line.trim_start_matches(blank).len();
    start..line.trim_end_matches(blank).len().max(start)
}

/// Whether the text is hard-wrapped, by the rule at [`Wrapping::Detect`].
pub(super) fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    // Lists are short lines, or wrapped at another width than the text around them.
    let pairs: Vec<(usize, &str)> = lines
        .windows(2)
        .filter(|pair| pair[1].goes_on && !pair[0].is_listed && !pair[1].is_listed)
        .map(|pair| {
            (
                chars(&text[pair[0].span.clone()]),
                unquoted(&text[pair[1].span.clone()]),
            )
        })
        .collect();
    let Some(width) = width(&pairs) else {
        return false;
    };
    let share = |count: usize, of: usize| count as f64 / of as f64;
    let filled = |(line, next): &&(usize, &str)| line + 1 + chars(first_word(next)) > width;
    let going_on = |(_, next): &&(usize, &str)| next.starts_with(char::is_lowercase);
    let overlong = |line: &&Line| is_overlong(&text[line.span.clone()]);
    share(pairs.iter().filter(filled).count(), pairs.len()) >= LEAST_FILLED
        && share(pairs.iter().filter(going_on).count(), pairs.len()) >= LEAST_GOING_ON
        && share(lines.iter().filter(overlong).count(), lines.len()) <= MOST_OVERLONG
}

/// The 95th percentile of the widths of lines with a successor, if it is one that text is wrapped at.
fn width(pairs: &[(usize, &str)]) -> Option<usize> {
    if pairs.len() < LEAST_PAIRS {
        return None;
    }
    let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| *line).collect();
    let rank = (widths.len() * 95).div_ceil(100) - 1;
    let (_, width, _) = widths.select_nth_unstable(rank);
    Some(*width).filter(|width| WIDTHS.contains(width))
}

/// Whether a line begins with a bullet or a number, and goes on.
fn is_item(line: &str) -> bool {
    let Some((sign, rest)) = line.split_once(is_gap) else {
        return false;
    };
    let bare = sign.strip_prefix('(').unwrap_or(sign);
    let number = bare.strip_suffix([')', '.']).unwrap_or_default();
    let is_number = number.len() <= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = number.len() == 1
        && bare.ends_with(')')
        && number.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_sign = BULLETS.contains(&sign) || (!number.is_empty() && (is_number || is_letter));
    is_sign && !rest.trim_matches(is_gap).is_empty()
}

/// Whether an item of a list may stand below the line `above`. A line of running text may begin with a dash too.
fn may_be_item(text: &str, above: Option<&Line>, goes_on: bool, in_list: bool) -> bool {
    let ends_early = |line: &Line| {
        chars(&text[line.span.clone()]) < *WIDTHS.start() || text[line.span.clone()].ends_with(':')
    };
    !goes_on || in_list || above.is_some_and(ends_early)
}

/// Whether a line is wider than text is wrapped at, although it has a space to break at.
fn is_overlong(line: &str) -> bool {
    chars(line) > *WIDTHS.end() && line.contains(is_gap)
}

/// A line without the signs of a quotation before it, which a mail repeats in each line.
fn unquoted(line: &str) -> &str {
    line.trim_start_matches(|c| c == '>' || is_gap(c))
}

/// The characters of `text`.
fn chars(text: &str) -> usize {
    text.chars().count()
}

/// The start of `text`, up to the first gap.
fn first_word(text: &str) -> &str {
    text.split(is_gap).next().unwrap_or_default()
}
