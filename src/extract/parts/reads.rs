//! What a line reads like, by its words alone.

use super::dates::Dated;
use super::line::Line;
use super::names::{first_segment, is_name, n_words};
use super::words::Words;

/// Signs between the words of a byline and the name.
const AFTER_BY: [char; 8] = [':', '：', '/', '／', '=', '＝', '・', ' '];

/// Fewest signs of source code, and how many bytes there are at most for each.
const FEWEST_SIGNS: usize = 4;
const SIGN_EVERY: usize = 20;

/// Longest byline, in Latin letters.
const LONGEST_BYLINE: usize = 160;

/// Longest dateline, in Latin letters.
const LONGEST_DATELINE: usize = 200;

/// Longest line that is one because of how it ends.
const LONGEST_SIGNED: usize = 60;

/// Most words of a line that gives an address.
const WORDS_AND_ADDRESS: usize = 4;

/// How far from the start of a credit its colon may be, in bytes.
const CREDIT_WITHIN: usize = 40;

/// Whether a line says who wrote the piece; `people` are those who may have.
pub(super) fn like_byline(line: &Line<'_>, people: &[String]) -> bool {
    line.length <= LONGEST_BYLINE
        && (is_by_somebody(line.text)
            || (line.dated.has_date && has_by_inside(line.text))
            || is_address(line.text)
            || names_one_of(line, people)
            || (people.is_empty() && is_name_and_date(line))
            || (line.length <= LONGEST_SIGNED && Words::get().ends_byline(line.text)))
}

/// Whether a line is a date and little else, or a date and then, behind a sign, what else there is to say above a text.
pub(super) fn like_dateline(line: &Line<'_>) -> bool {
    let first = line.text.split(['|', '•', '·']).next();
    line.dated.is_dateline()
        || line.length <= LONGEST_DATELINE
            && first.is_some_and(|first| {
                first.len() < line.text.len() && Dated::of(first).is_dateline()
            })
}

/// Whether it begins with the words of a byline, and a name or nothing.
fn is_by_somebody(text: &str) -> bool {
    let pieces = text.split(['|', '–', '—', '•', '·']);
    let by = pieces.filter_map(|piece| Words::get().after_by(piece.trim()));
    by.chain(Words::get().after_long_by(text))
        .map(|name| first_segment(name.trim_start_matches(AFTER_BY)))
        .any(|name| name.is_empty() || is_name(name))
}

/// Whether words of a byline stand inside a line with a date, and a whole name.
fn has_by_inside(text: &str) -> bool {
    let starts = text.match_indices(' ').map(|(at, _)| &text[at + 1..]);
    let mut rests = starts.filter_map(|start| Words::get().after_by(start));
    rests.any(|rest| {
        let name = first_segment(rest.trim_start_matches(AFTER_BY));
        n_words(name) > 1 && is_name(name)
    })
}

/// The name that a byline gives, if it has two words and more.
pub(super) fn author(text: &str) -> Option<&str> {
    let name = Words::get().after_by(text).unwrap_or(text);
    let name = first_segment(name.trim_start_matches(AFTER_BY));
    (is_name(name) && n_words(name) > 1).then_some(name)
}

/// Whether it is an electronic address, and a name at most.
fn is_address(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_address = |word: &str| {
        let host = word.split_once('@').map_or("", |(_, host)| host);
        host.trim_end_matches('.').contains('.')
    };
    n_words(text) <= WORDS_AND_ADDRESS && !text.contains([':', '：']) && words.any(is_address)
}

/// Whether a text is thick with the signs of source code.
pub(super) fn like_code(text: &str) -> bool {
    let is_sign = |byte: &u8| matches!(byte, b'{' | b'}' | b'=' | b'<' | b'>' | b';');
    let n_signs = text.bytes().filter(is_sign).count();
    n_signs >= FEWEST_SIGNS && n_signs * SIGN_EVERY >= text.len()
}

/// Whether it has the name of one of them and little else.
fn names_one_of(line: &Line<'_>, people: &[String]) -> bool {
    line.is_short()
        && !line.is_sentence()
        && people.iter().any(|name| {
            line.text.contains(name.as_str()) && n_words(line.text) <= n_words(name) + 10
        })
}

/// Whether it is a name, a sign and a date.
fn is_name_and_date(line: &Line<'_>) -> bool {
    let name = first_segment(line.text);
    line.dated.is_dateline()
        && (2..=3).contains(&n_words(name))
        && is_name(name)
        && !name.chars().any(|c| c.is_numeric())
        && line.text[name.len()..]
            .trim_start()
            .starts_with(['|', '•', '·', '–', '—', '-'])
}

/// Whether a line is the credit of a picture, or ends in one.
pub(super) fn like_credit(line: &Line<'_>) -> bool {
    let text = line
        .text
        .trim_start_matches(['(', '[', '（', '【', '▲', '©']);
    let begins = |text: &str| {
        let rest = Words::get().after_credit(text);
        rest.is_some_and(|rest| rest.is_empty() || is_credited(rest))
    };
    let is_whole = line.length <= 200 && (has_sign(line.text) || begins(text));
    is_whole || (line.length <= 400 && last_piece(line.text).is_some_and(begins))
}

/// Whether a text begins with a sign of credits.
fn has_sign(text: &str) -> bool {
    ["©", "▲", "(c) ", "(C) "]
        .iter()
        .any(|sign| text.starts_with(sign))
}

/// Whether what follows a credit's first word goes on as one does: a colon soon, or `by` and a name.
fn is_credited(rest: &str) -> bool {
    let near = &rest[..rest.floor_char_boundary(CREDIT_WITHIN)];
    let colon = near.find([':', '：', '=', '＝', '/', '／', '©']);
    colon.is_some_and(|at| !near[..at].contains('.') && n_words(&near[..at]) <= 3)
        || Words::get()
            .after_by(rest)
            .is_some_and(|name| is_name(first_segment(name)))
}

/// What a line has behind its last bracket or dash.
fn last_piece(text: &str) -> Option<&str> {
    let at = text.rfind(['(', '[', '—', '–', '|', '（', '.', '©'])?;
    let sign = text[at..].chars().next()?;
    let piece = text[at + sign.len_utf8()..].trim_start();
    (!piece.is_empty()).then_some(piece)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Paragraph;
    use proptest::prelude::*;

    fn is_byline(text: &str) -> bool {
        let people = ["Ada Marsh".to_owned()];
        like_byline(&Line::new(0, &Paragraph::new(text), None), &people)
    }

    fn is_credit(text: &str) -> bool {
        like_credit(&Line::new(0, &Paragraph::new(text), None))
    }

    #[test]
    fn bylines_of_many_lands() {
        for text in [
            "By Tom Reed",
            "Von: Tom Reed",
            "PAR TOM REED",
            "March 3, 2024 | by Tom Reed",
            "March 3, 2024 by Tom Reed",
            "Published: March 3, 2024 · Updated: March 4, 2024 by Tom Reed · 5 Comments",
            "Ada Marsh, harbour desk",
            "作者：海野",
            "tom@tides.example",
            "[Tom Reed tom@tides.example]",
            "Posted by:",
        ] {
            assert!(is_byline(text), "{text}");
        }
        for text in [
            "",
            "By the harbour",
            "Tides",
            "By Monday the ferries sail.",
            "Write to: tom@tides.example",
        ] {
            assert!(!is_byline(text), "{text}");
        }
    }

    #[test]
    fn a_name_and_a_date_are_a_byline_where_nobody_else_is_known() {
        let paragraph = Paragraph::new("Tom Reed | 3 March 2024");
        let line = Line::new(0, &paragraph, None);
        assert!(like_byline(&line, &[]));
        assert!(!like_byline(&line, &["Ada Marsh".to_owned()]));
    }

    #[test]
    fn a_byline_gives_a_name() {
        assert_eq!(author("By Ada Marsh, harbour desk"), Some("Ada Marsh"));
        assert_eq!(author("Ada Marsh"), Some("Ada Marsh"));
        assert_eq!((author("By"), author("Harbour desk")), (None, None));
    }

    #[test]
    fn code_is_thick_with_signs() {
        assert!(like_code("let tide = high; if tide > 3 { sail(); }"));
        assert!(!like_code(
            "The tide; the ferry; and (at last) the harbour."
        ));
    }

    #[test]
    fn a_date_may_have_more_behind_a_sign() {
        let like = |text: &str| like_dateline(&Line::new(0, &Paragraph::new(text), None));
        assert!(like(
            "3 March 2024 | Filed under harbours, ferries and the tides of the north"
        ));
        assert!(!like("Harbours | Ferries"));
    }

    #[test]
    fn credits_of_many_lands() {
        for text in [
            "Photo: Tom Reed",
            "(Foto: Tom Reed)",
            "Image Source: Tide News",
            "The harbour at low tide — Foto: Tom Reed",
            "写真：海",
            "© Tide News",
        ] {
            assert!(is_credit(text), "{text}");
        }
        for text in ["Pictures of the harbour", "The harbour. Ferries sail.", ""] {
            assert!(!is_credit(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,60}") {
            is_byline(&text);
            is_credit(&text);
        }
    }
}
