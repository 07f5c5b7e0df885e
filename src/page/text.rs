//! Plain text -> paragraphs: where lines end, which lines belong together, which characters are nothing.
//!
//! - **Lines** end at LF, CR, CR LF, vertical tab, form feed, NEL (U+0085), U+2028 and U+2029.
//! - **Gaps** are Unicode white space (the no-break spaces U+00A0, U+2007 and U+202F among it) and control
//!   characters, NUL included. A run of them becomes one space, and none at the ends.
//! - **Nothings** vanish: soft hyphen U+00AD, zero-width space U+200B, word joiner U+2060, byte-order mark U+FEFF.
//! - **Invisible** characters with a meaning inside words stay: the joiners U+200C and U+200D, the marks and
//!   embeddings of right-to-left text, variation selectors. Text of nothing else is blank all the same.
//!
//! Scraped text has a paragraph a line, mails and old text files break their lines at a column. The latter's lines
//! are told by what breaking at a column does: every line is filled, its successor's first word had no room, and
//! sentences run on across the break. Lists, menus, headlines and poems break for other reasons and fail one or
//! the other. Of 911 scraped pages none passes; of their articles, wrapped at 55, 65, ... 100 columns, 99 in 100 do.

use std::ops::Range;

use super::Paragraph;

/// How lines make paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wrapping {
    /// As [`Wrapping::Wrapped`] if the text is hard-wrapped, else as [`Wrapping::Lines`].
    ///
    /// A text is taken as hard-wrapped if, among at least 3 pairs of lines that follow each other without a blank
    /// one between, the lines are 50 to 100 characters wide at their 95th percentile, 8 in 10 have no room left for
    /// the next line's first word, and 3 in 10 go on in lower case; and if at most 1 line in 20 is wider than 100
    /// characters. Scripts without lower case are therefore never taken as wrapped: say so instead.
    #[default]
    Detect,
    /// One paragraph a line.
    Lines,
    /// Paragraphs end at blank lines only. Words hyphenated at a line's end stay in two.
    Wrapped,
}

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

/// Splits text into paragraphs, none of them blank, with their byte ranges in `text`.
pub(super) fn split(text: &str, wrapping: Wrapping) -> Vec<Paragraph> {
    let lines = lines(text);
    let wrapped = match wrapping {
        Wrapping::Lines => false,
        Wrapping::Wrapped => true,
        Wrapping::Detect => is_wrapped(text, &lines),
    };
    let blocks = lines.chunk_by(|_, next| wrapped && next.goes_on);
    let spans = blocks.map(|block| block[0].span.start..block[block.len() - 1].span.end);
    spans
        .map(|span| Paragraph::spanning(fold_white_space(&text[span.clone()]), span))
        .collect()
}

/// Folds runs of white space and control characters to single spaces, none at the ends, and drops what prints as
/// nothing. Text without any visible character becomes empty.
pub(super) fn fold_white_space(text: &str) -> String {
    if is_folded(text.as_bytes()) {
        return text.to_owned();
    }
    fold_by_characters(text)
}

/// [`fold_white_space`] of a text that is kept as it is where it is folded already.
pub(super) fn folded(text: String) -> String {
    if is_folded(text.as_bytes()) {
        return text;
    }
    fold_by_characters(&text)
}

fn fold_by_characters(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|c| !is_nothing(*c)) {
        if is_gap(c) {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        folded.push(c);
    }
    if folded.chars().all(|c| c == ' ' || is_invisible(c)) {
        folded.clear();
    }
    folded
}

/// Whether a text is folded already, as most are; `false` where a byte leaves it in doubt.
fn is_folded(text: &[u8]) -> bool {
    let mut previous = b' ';
    for (at, &byte) in text.iter().enumerate() {
        let is_plain = match byte {
            b' ' => previous != b' ',
            0..b' ' | 0x7F => false,
            0x80.. => is_plain_start(&text[at..]),
            _ => true,
        };
        if !is_plain {
            return false;
        }
        previous = byte;
    }
    previous != b' '
}

/// Whether a byte beyond ASCII can't begin a gap, a nothing or anything invisible; bytes inside characters can't.
fn is_plain_start(rest: &[u8]) -> bool {
    match *rest {
        // U+0080-00A0, U+00AD.
        [0xC2, next, ..] => !matches!(next, 0x80..=0xA0 | 0xAD),
        // U+2000-200F, U+2028-206F; the dashes and quotes between are plain.
        [0xE2, 0x80, last, ..] => matches!(last, 0x90..=0xA7),
        [0xE2, 0x81, ..] => false,
        // U+034F, U+061C, U+3000; U+1680 and U+180E; U+FE00-FEFF; U+E0000-E0FFF.
        [0xCD, next, ..] => next != 0x8F,
        [0xD8, next, ..] => next != 0x9C,
        [0xE3, next, ..] => next != 0x80,
        [first, ..] => !matches!(first, 0xE1 | 0xEF | 0xF3),
        [] => true,
    }
}

/// A line that is not blank.
struct Line {
    /// Its bytes, without gaps and nothings at the ends.
    span: Range<usize>,
    /// Whether the line above is not blank either.
    goes_on: bool,
}

/// The lines that are not blank.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut goes_on = false;
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
            lines.push(Line {
                span: start + span.start..start + span.end,
                goes_on,
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
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let pairs: Vec<(&str, &str)> = lines
        .windows(2)
        .filter(|pair| pair[1].goes_on)
        .map(|pair| (&text[pair[0].span.clone()], &text[pair[1].span.clone()]))
        .collect();
    let Some(width) = width(&pairs) else {
        return false;
    };
    let share = |count: usize, of: usize| count as f64 / of as f64;
    let filled = |(line, next): &&(&str, &str)| chars(line) + 1 + chars(first_word(next)) > width;
    let going_on = |(_, next): &&(&str, &str)| next.starts_with(char::is_lowercase);
    let overlong = |line: &&Line| is_overlong(&text[line.span.clone()]);
    share(pairs.iter().filter(filled).count(), pairs.len()) >= LEAST_FILLED
        && share(pairs.iter().filter(going_on).count(), pairs.len()) >= LEAST_GOING_ON
        && share(lines.iter().filter(overlong).count(), lines.len()) <= MOST_OVERLONG
}

/// The 95th percentile of the widths of lines with a successor, if it is one that text is wrapped at.
fn width(pairs: &[(&str, &str)]) -> Option<usize> {
    if pairs.len() < LEAST_PAIRS {
        return None;
    }
    let mut widths: Vec<usize> = pairs.iter().map(|(line, _)| chars(line)).collect();
    let rank = (widths.len() * 95).div_ceil(100) - 1;
    let (_, width, _) = widths.select_nth_unstable(rank);
    Some(*width).filter(|width| WIDTHS.contains(width))
}

/// Whether a line is wider than text is wrapped at, although it has a space to break at.
fn is_overlong(line: &str) -> bool {
    chars(line) > *WIDTHS.end() && line.contains(is_gap)
}

/// The characters of `text`.
fn chars(text: &str) -> usize {
    text.chars().count()
}

/// The start of `text`, up to the first gap.
fn first_word(text: &str) -> &str {
    text.split(is_gap).next().unwrap_or_default()
}

/// Where the first line end of a text starts.
fn line_end(text: &[u8]) -> Option<usize> {
    let ends = |(at, byte): (usize, &u8)| match byte {
        b'\n' | 0x0B | 0x0C | b'\r' => true,
        0xC2 => text[at..].starts_with("\u{85}".as_bytes()),
        0xE2 => matches!(text[at..], [_, 0x80, 0xA8 | 0xA9, ..]),
        _ => false,
    };
    text.iter().enumerate().position(ends)
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_nothing(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Joiners, direction marks, variation selectors: no ink of their own, but a meaning beside letters and emoji.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{206F}')
        || matches!(c, '\u{61C}' | '\u{180E}' | '\u{34F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MAIL: &str = "Dear all,\n\n\
        the ferry sails again from the old harbour on Monday. It had lain at the\n\
        mole for two weeks because of the storm, and the crew has used the time to\n\
        repaint the deck and to mend the ramp that the waves had bent.\n\n\
        Tickets are sold on board as before. The price has not changed since last\n\
        spring, but the return ticket is now good for three days.\n";

    fn texts(text: &str, wrapping: Wrapping) -> Vec<String> {
        let paragraphs = split(text, wrapping);
        paragraphs.iter().map(|p| p.text().to_owned()).collect()
    }

    fn detects(text: &str) -> bool {
        is_wrapped(text, &lines(text))
    }

    #[test]
    fn a_wrapped_mail_becomes_its_three_paragraphs() {
        let found = texts(MAIL, Wrapping::Detect);
        assert_eq!(found.len(), 3);
        assert!(found[1].ends_with("because of the storm, and the crew has used the time to repaint the deck and to mend the ramp that the waves had bent."));
        assert_eq!(texts(MAIL, Wrapping::Lines).len(), 6);
        assert_eq!(texts("a\nb\n \nc", Wrapping::Wrapped), ["a b", "c"]);
        assert_eq!(texts("a\nb\n \nc", Wrapping::Lines), ["a", "b", "c"]);
    }

    #[test]
    fn what_breaks_for_other_reasons_is_not_taken_as_wrapped() {
        let long = "The ferry sails again from the old harbour on Monday, and the tickets are sold on board as ever.\n";
        assert!(!detects(&long.repeat(20)));
        assert!(!detects(&"Home\nNews\nlocal sports\nweather\n".repeat(10)));
        let headlines = "Ferry sails again from the old harbour on Monday morning\n\
            Council votes to close the bridge for the whole of next summer\n\
            Storm bends the ramp and delays the opening of the new terminal\n\
            Readers tell us what they would change about the morning ferry\n";
        assert!(!detects(&headlines.repeat(5)));
        let poem = "the harbour sleeps and all the ropes are slack, and gulls\n\
            walk on the mole;\n\
            the ferry that went out last night has not come back again\n\
            and no one asks;\n";
        assert!(!detects(&poem.repeat(5)));
    }

    #[test]
    fn every_line_end_ends_a_line() {
        let found = split(
            "\u{FEFF}a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\u{C}g",
            Wrapping::Lines,
        );
        let spans: Vec<_> = found.iter().map(|p| (p.text(), p.span())).collect();
        assert_eq!(spans[..3], [("a", 3..4), ("b", 6..7), ("c", 8..9)]);
        assert_eq!(spans.len(), 7);
        // CR LF ends one line, not two.
        assert_eq!(texts("a\r\nb\r\n\r\nc", Wrapping::Wrapped), ["a b", "c"]);
    }

    #[test]
    fn gaps_fold_nothings_vanish_and_joiners_stay() {
        let fold = fold_white_space;
        assert_eq!(fold(" a\u{A0}\u{202F}\t\0\u{2007}b\u{200B} "), "a b");
        assert_eq!(
            fold("hy\u{AD}phen \u{AD} zero\u{200B}width\u{2060}\u{FEFF}"),
            "hyphen zerowidth"
        );
        assert_eq!(fold("می\u{200C}روم"), "می\u{200C}روم");
        assert_eq!(fold("👩\u{200D}🚀 ❤\u{FE0F}"), "👩\u{200D}🚀 ❤\u{FE0F}");
        for blank in [
            "",
            " \n\u{A0}",
            "\u{FEFF}",
            "\u{200D} \u{200C}",
            "\u{AD}\u{FE0F}",
            "\0\u{7}",
        ] {
            assert_eq!(fold(blank), "");
            assert!(split(blank, Wrapping::Detect).is_empty(), "{blank:?}");
        }
    }

    /// Text made mostly of the characters that the rules are about.
    fn awkward() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[a-zÄé€ ]{0,30}",
            "[\\n\\r\\t \u{A0}\u{AD}\u{200B}\u{200D}\u{FEFF}\u{2028}\u{85}\0]{1,3}",
            "\\PC{0,5}",
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn the_common_text_is_told_to_be_folded() {
        for text in ["Sign in", "“Größe” – it’s 5 € · été", "日本", "новости"]
        {
            assert!(is_folded(text.as_bytes()), "{text}");
        }
        for c in ('\0'..=char::MAX).filter(|c| is_gap(*c) || is_nothing(*c) || is_invisible(*c)) {
            assert!(!is_folded(format!("a{c}").as_bytes()), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn paragraphs_are_slices_of_their_source(text in awkward(), which in 0..3usize) {
            let wrapping = [Wrapping::Detect, Wrapping::Lines, Wrapping::Wrapped][which];
            let mut end = 0;
            for paragraph in split(&text, wrapping) {
                let span = paragraph.span();
                prop_assert!(end <= span.start && span.start < span.end && span.end <= text.len());
                end = span.end;
                let source = &text[span];
                prop_assert_eq!(fold_white_space(source), paragraph.text());
                prop_assert!(!paragraph.text().is_empty());
                prop_assert!(!source.starts_with(is_gap) && !source.ends_with(is_gap));
            }
        }

        #[test]
        fn what_is_taken_for_folded_is(text in awkward(), any in ".{0,6}") {
            for text in [&text, &any, &fold_white_space(&text)] {
                if is_folded(text.as_bytes()) {
                    prop_assert_eq!(&fold_by_characters(text), text);
                }
            }
        }

        #[test]
        fn folding_is_idempotent_and_loses_no_letter(text in awkward()) {
            let folded = fold_white_space(&text);
            prop_assert_eq!(&fold_white_space(&folded), &folded);
            prop_assert!(!folded.contains(char::is_control));
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&folded), letters(&text));
        }
    }
}
