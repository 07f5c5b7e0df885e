//! Which paragraphs are the headline of the piece.

use super::credits;
use super::hint::Hint;
use super::line::Line;
use super::names::{folded, letters, n_words};
use super::reads;
use crate::PageFacts;

/// What stands between a headline and the site's name in a `<title>`.
const SEPARATORS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » "];

/// Shortest folded text that counts where a title goes on with other words, in bytes.
const SHORTEST_START: usize = 20;

/// Length from which a line without spaces is more than a word or two, in Latin letters.
const LONG_WORD: usize = 24;

/// For each line, whether it is the headline; `first_text` is the first line of running text.
pub(super) fn titles(lines: &[Line<'_>], facts: &PageFacts, first_text: usize) -> Vec<bool> {
    let names = Names::from_facts(facts);
    let Some(main) = main(lines, &names, first_text) else {
        return vec![false; lines.len()];
    };
    let title = folded(lines[main].text);
    let is_repeated = |at: usize, line: &Line<'_>| {
        letters(line.text).eq(title.chars()) || (at < first_text && names.has(line.text))
    };
    let lines = lines.iter().enumerate();
    lines
        .map(|(at, line)| at == main || (may_be_title(line) && is_repeated(at, line)))
        .collect()
}

/// The line that most speaks for; of several the first.
fn main(lines: &[Line<'_>], names: &Names, first_text: usize) -> Option<usize> {
    let numbered = lines.iter().enumerate();
    let ranks: Vec<u8> = numbered
        .map(|(at, line)| rank(line, names, at <= first_text))
        .collect();
    match ranks.iter().copied().max() {
        Some(best) if best > 0 => ranks.iter().position(|rank| *rank == best),
        _ => first_line(lines, first_text),
    }
}

/// How much speaks for a line; 0 is nothing.
fn rank(line: &Line<'_>, names: &Names, is_above_text: bool) -> u8 {
    if !may_be_title(line) {
        return 0;
    }
    let is_named = names.has(line.text) || names.starts_with(line.text);
    match line.hint {
        Some(Hint::Heading(1)) if is_named => 6,
        Some(Hint::Heading(1)) => 5,
        Some(Hint::Heading(_) | Hint::Headline) if is_named => 4,
        _ if is_named && is_above_text => 3,
        Some(Hint::Heading(2 | 3)) if is_above_text => 2,
        Some(Hint::Headline) if is_above_text => 1,
        _ => 0,
    }
}

fn may_be_title(line: &Line<'_>) -> bool {
    let of_another_kind = matches!(
        line.hint,
        Some(Hint::Caption | Hint::Author | Hint::Quote | Hint::Code | Hint::Date)
    );
    line.length <= 300 && !of_another_kind && !line.around.in_bio
}

/// The headline of a page that says nothing of it: the first short line above the text that is of no other kind; one of
/// more than a word or two if there is one.
fn first_line(lines: &[Line<'_>], first_text: usize) -> Option<usize> {
    let above = || lines.iter().take(first_text);
    let is_whole = |line: &Line<'_>| n_words(line.text) >= 3 || line.length >= LONG_WORD;
    let whole = above().position(|line| may_be_first(line) && is_whole(line));
    whole.or_else(|| above().position(may_be_first))
}

fn may_be_first(line: &Line<'_>) -> bool {
    line.hint.is_none()
        && line.length <= 200
        && (!line.is_sentence() || line.text.ends_with(['!', '?', '？', '！']))
        && line.text.contains(char::is_alphabetic)
        && !reads::like_dateline(line)
        && !reads::like_byline(line, &[])
        && !credits::like_credit(line)
}

/// What the page calls itself, folded.
struct Names {
    whole: Vec<String>,
}

impl Names {
    fn from_facts(facts: &PageFacts) -> Names {
        let claims = [&facts.headline, &facts.og_title, &facts.title];
        let claims = claims.into_iter().flatten();
        let whole = claims.flat_map(|claim| [folded(claim), folded(without_site(claim))]);
        Names {
            whole: whole.filter(|name| !name.is_empty()).collect(),
        }
    }

    fn has(&self, text: &str) -> bool {
        self.whole.iter().any(|name| letters(text).eq(name.chars()))
    }

    /// Whether a text and a name begin alike, to the end of the shorter one.
    fn starts_with(&self, text: &str) -> bool {
        self.whole.iter().any(|name| {
            let shorter = shared_start(letters(text), name.chars());
            shorter.is_some_and(|length| length >= SHORTEST_START)
        })
    }
}

/// The length in bytes of the shorter of two texts, if the other begins with it.
fn shared_start(
    mut a: impl Iterator<Item = char>,
    mut b: impl Iterator<Item = char>,
) -> Option<usize> {
    let mut length = 0;
    while let (Some(a), Some(b)) = (a.next(), b.next()) {
        if a != b {
            return None;
        }
        length += a.len_utf8();
    }
    Some(length)
}

/// A `<title>` up to the first separator, or from the last one on, whichever is longer.
fn without_site(title: &str) -> &str {
    let firsts = SEPARATORS.iter().filter_map(|s| title.find(s));
    let start = firsts.min().map_or(title, |at| &title[..at]);
    let lasts = SEPARATORS
        .iter()
        .filter_map(|s| Some(title.rfind(s)? + s.len()));
    let end = lasts.max().map_or(title, |at| &title[at..]);
    if start.len() >= end.len() { start } else { end }
}

#[cfg(test)]
mod tests {
    use super::super::around::Arounds;
    use super::*;
    use crate::page::Paragraph;

    #[test]
    fn a_site_is_cut_off() {
        assert_eq!(
            without_site("Harbour reopens | Tide News"),
            "Harbour reopens"
        );
        assert_eq!(
            without_site("Tide News - Harbour reopens"),
            "Harbour reopens"
        );
        assert_eq!(without_site("Harbour"), "Harbour");
    }

    #[test]
    fn what_the_page_calls_itself_is_its_headline() {
        let lines = ["North", "Harbour reopens", "harbour reopens!", "Tides"];
        let paragraphs = lines.map(Paragraph::new);
        let lines = paragraphs.iter().enumerate();
        let mut arounds = Arounds::default();
        let lines: Vec<Line<'_>> = lines
            .map(|(at, p)| Line::new(at, p, &mut arounds))
            .collect();
        let facts = PageFacts {
            title: Some("Harbour reopens | Tide News".to_owned()),
            ..PageFacts::default()
        };
        assert_eq!(titles(&lines, &facts, 4), [false, true, true, false]);
        let unnamed = titles(&lines, &PageFacts::default(), 4);
        assert_eq!(unnamed, [true, false, false, false]);
        assert!(titles(&[], &facts, 0).is_empty());
    }
}
