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

/// Whether a line says who wrote the piece; `people` are those who may have.
pub(super) fn like_byline(line: &Line<'_>, people: &[String]) -> bool {
    line.length <= LONGEST_BYLINE
        && (is_by_somebody(line.text)
            || like_help(line)
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
                first.len() < line.text.len() && Dated::read(first).is_dateline()
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

/// Whether it begins as a byline does and gives a whole name, or says who edited, reviewed or translated it.
pub(super) fn like_signature(line: &Line<'_>) -> bool {
    let words = Words::get();
    let begins = words.after_by(line.text);
    let rest = begins.or_else(|| words.after_helped(line.text));
    line.length <= LONGEST_BYLINE && rest.is_some_and(is_whole_name)
}

/// Whether it says who helped: no part of a text does that.
pub(super) fn like_help(line: &Line<'_>) -> bool {
    let rest = Words::get().after_helped(line.text);
    line.length <= LONGEST_BYLINE && rest.is_some_and(is_whole_name)
}

fn is_whole_name(rest: &str) -> bool {
    let name = first_segment(rest.trim_start_matches(AFTER_BY).trim_end_matches('.'));
    n_words(name) > 1 && is_name(name)
}

/// Whether it is the head of a post: it ends with `by`, a name of any kind, a sign, and nothing but a date.
pub(super) fn like_post_head(line: &Line<'_>) -> bool {
    if line.length > LONGEST_BYLINE || !line.dated.has_date {
        return false;
    }
    let inside = line.text.match_indices(' ').map(|(at, _)| at + 1);
    let mut starts = std::iter::once(0).chain(inside);
    starts.any(|at| {
        let rest = Words::get().after_by(&line.text[at..]).unwrap_or_default();
        let end = rest.find([':', '»', ',', '|', '–', '—', '•', '·', '(']);
        end.is_some_and(|end| {
            let dated = Dated::read(&rest[end..]);
            (1..=3).contains(&n_words(&rest[..end])) && dated.has_date && dated.other_letters == 0
        })
    })
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
    text.contains('@')
        && n_words(text) <= WORDS_AND_ADDRESS
        && !text.contains([':', '：'])
        && words.any(is_address)
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

#[cfg(test)]
mod tests {
    use super::super::around::Arounds;
    use super::*;
    use crate::page::Paragraph;
    use proptest::prelude::*;

    fn is_byline(text: &str) -> bool {
        let people = ["Ada Marsh".to_owned()];
        like_byline(
            &Line::new(0, &Paragraph::new(text), &mut Arounds::default()),
            &people,
        )
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
    fn posts_and_helpers_are_signed() {
        let read = |text: &str, like: fn(&Line<'_>) -> bool| {
            like(&Line::new(
                0,
                &Paragraph::new(text),
                &mut Arounds::default(),
            ))
        };
        assert!(read(
            "Re: Tides of the north by reed7: 3:21pm On Mar 09, 2024",
            like_post_head
        ));
        assert!(read("von reed7 » 3. März 2024, 18:04", like_post_head));
        assert!(!read(
            "The gates were built by us, in March 2024 or later",
            like_post_head
        ));
        assert!(
            read("Edited by: Tom Reed", like_help) && read("Written byTom Reed", like_signature)
        );
        assert!(read(
            "With assistance from Ada Marsh and Tom Reed.",
            like_help
        ));
        assert!(!read("Edited by the harbour", like_help) && !read("By Design", like_signature));
    }

    #[test]
    fn a_name_and_a_date_are_a_byline_where_nobody_else_is_known() {
        let paragraph = Paragraph::new("Tom Reed | 3 March 2024");
        let line = Line::new(0, &paragraph, &mut Arounds::default());
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
        let like = |text: &str| {
            like_dateline(&Line::new(
                0,
                &Paragraph::new(text),
                &mut Arounds::default(),
            ))
        };
        assert!(like(
            "3 March 2024 | Filed under harbours, ferries and the tides of the north"
        ));
        assert!(!like("Harbours | Ferries"));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,60}") {
            is_byline(&text);
        }
    }
}
