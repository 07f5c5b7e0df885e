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
//! are recognised by what breaking at a column does: every line is filled, its successor's first word had no room, and
//! sentences run on across the break. Lists, menus, headlines and poems break for other reasons and fail one or
//! the other. Of 911 scraped pages none passes; of their articles, wrapped at 55, 65, ... 100 columns, 99 in 100 do.

mod lines;

use std::borrow::Cow;
#[cfg(feature = "html")]
use std::ops::Range;

use super::Paragraph;
use lines::{is_wrapped, lines};

/// How lines make paragraphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wrapping {
    /// As [`Wrapping::Wrapped`] if the text is hard-wrapped, else as [`Wrapping::Lines`].
    ///
    /// A text is taken as hard-wrapped if, among at least 3 pairs of lines that follow each other without a blank
    /// one between, none of them in an item of a list, the lines are 50 to 100 characters wide at their 95th percentile, 8 in 10 have no room left for
    /// the next line's first word, and 3 in 10 go on in lower case; and if at most 1 line in 20 is wider than 100
    /// characters. Scripts without lower case are therefore never taken as wrapped: say so instead.
    #[default]
    Detect,
    /// One paragraph a line.
    Lines,
    /// Paragraphs end at blank lines, and before items of a list. Words hyphenated at a line's end stay in two.
    Wrapped,
}

/// Splits text into paragraphs, none of them blank, with their byte ranges in `text`.
pub(super) fn split(text: &str, wrapping: Wrapping) -> Vec<Paragraph> {
    let lines = lines(text);
    let wrapped = match wrapping {
        Wrapping::Lines => false,
        Wrapping::Wrapped => true,
        Wrapping::Detect => is_wrapped(text, &lines),
    };
    let blocks = lines.chunk_by(|_, next| wrapped && next.goes_on && !next.is_item);
    let spans = blocks.map(|block| block[0].span.start..block[block.len() - 1].span.end);
    let mut paragraphs = Vec::with_capacity(lines.len());
    paragraphs
        .extend(spans.map(|span| Paragraph::spanning(fold_white_space(&text[span.clone()]), span)));
    paragraphs
}

/// Folds runs of white space and control characters to single spaces, none at the ends, and drops what prints as
/// nothing. Text without any visible character becomes empty.
pub(super) fn fold_white_space(text: &str) -> String {
    let text = text.trim_ascii();
    if is_folded(text.as_bytes()) {
        return text.to_owned();
    }
    fold_by_runs(text)
}

/// [`fold_white_space`] of a text that is kept as it is where it is folded already.
pub(super) fn folded(text: String) -> String {
    if is_folded(text.as_bytes()) {
        return text;
    }
    fold_by_runs(&text)
}

/// How many characters a text has once it is folded.
#[cfg(feature = "html")]
pub(super) fn folded_length(text: &str) -> usize {
    let text = text.trim_ascii();
    if is_folded(text.as_bytes()) {
        return text.chars().count();
    }
    fold_by_runs(text).chars().count()
}

/// [`fold_white_space`], and what becomes of parts of the text, which come in order and do not overlap: they end up without
/// white space at their ends, empty where nothing is left.
#[cfg(feature = "html")]
pub(super) fn fold_ranges(text: &str, ranges: &mut [Range<usize>]) -> String {
    let inside = text.trim_ascii();
    if is_folded(inside.as_bytes()) {
        let before = text.len() - text.trim_ascii_start().len();
        for range in ranges {
            let [start, end] = [range.start, range.end].map(|at| at.saturating_sub(before));
            *range = without_spaces(inside, start..end);
        }
        return inside.to_owned();
    }
    let folded = fold_by_runs(inside);
    move_ranges(text, &folded, ranges);
    folded
}

/// A part of a folded text without the spaces at its ends.
#[cfg(feature = "html")]
fn without_spaces(text: &str, range: Range<usize>) -> Range<usize> {
    let [start, end] = [range.start, range.end].map(|at| at.min(text.len()));
    let is_space = |at: usize| text.as_bytes().get(at) == Some(&b' ');
    let start = start + usize::from(is_space(start));
    let end = end - usize::from(end > start && is_space(end - 1));
    start..end.max(start)
}

/// Moves parts of a text to where their characters stand in the folded text.
#[cfg(feature = "html")]
fn move_ranges(text: &str, folded: &str, ranges: &mut [Range<usize>]) {
    let is_kept = |c: char| !is_gap(c) && !is_nothing(c);
    let before = text.char_indices().filter(|(_, c)| is_kept(*c));
    let after = folded.char_indices().filter(|(_, c)| *c != ' ');
    // Where each character that is kept stood, where it stands now, and where it ends.
    let moved = before.zip(after);
    let mut moved = moved
        .map(|((from, _), (to, c))| (from, to, to + c.len_utf8()))
        .peekable();
    for range in ranges {
        while moved.next_if(|(from, ..)| *from < range.start).is_some() {}
        let start = moved.peek().map_or(folded.len(), |(_, to, _)| *to);
        let end = std::iter::from_fn(|| moved.next_if(|(from, ..)| *from < range.end)).last();
        *range = start..end.map_or(start, |(.., end)| end);
    }
}

/// Copies runs that are folded already, and looks at the characters between them.
fn fold_by_runs(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let (mut rest, mut gap) = (text, false);
    while let Some(c) = rest.chars().next() {
        let run = folded_run(rest.as_bytes());
        let length = if run > 0 { run } else { c.len_utf8() };
        let (piece, after) = rest.split_at(length);
        rest = after;
        if run == 0 && is_gap(c) {
            gap = true;
        } else if run > 0 || !is_nothing(c) {
            if gap && !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
            gap = false;
            folded.push_str(piece);
        }
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    if folded.chars().all(|c| c == ' ' || is_invisible(c)) {
        folded.clear();
    }
    folded
}

/// Whether a text is folded already, as most are; `false` where a byte leaves it in doubt.
fn is_folded(text: &[u8]) -> bool {
    folded_run(text) == text.len() && text.last() != Some(&b' ')
}

/// How many bytes at the beginning of a text are folded already, but for a space at their end; a byte that leaves it in
/// doubt ends them.
fn folded_run(text: &[u8]) -> usize {
    let (mut previous, mut start) = (b' ', 0);
    for block in text.as_chunks().0 {
        if !is_folded_ascii(block, previous) {
            break;
        }
        previous = block[block.len() - 1];
        start += block.len();
    }
    for (at, &byte) in text.iter().enumerate().skip(start) {
        let is_plain = match byte {
            b' ' => previous != b' ',
            0..b' ' | 0x7F => false,
            0x80.. => is_plain_start(&text[at..]),
            _ => true,
        };
        if !is_plain {
            return at;
        }
        previous = byte;
    }
    text.len()
}

/// Whether a few bytes behind another are folded ASCII: without branches, so that they are looked at all at once.
fn is_folded_ascii(block: &[u8; 16], previous: u8) -> bool {
    let mut is_plain = (block[0] != b' ') | (previous != b' ');
    for byte in block {
        is_plain &= byte.wrapping_sub(b' ') < 0x7F - b' ';
    }
    for at in 1..block.len() {
        is_plain &= (block[at] != b' ') | (block[at - 1] != b' ');
    }
    is_plain
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

/// Where the first line end of a text starts.
fn line_end(text: &[u8]) -> Option<usize> {
    let ends = |at: &usize| match text[*at] {
        b'\n' | 0x0B | 0x0C | b'\r' => true,
        0xC2 => text[*at..].starts_with("\u{85}".as_bytes()),
        0xE2 => matches!(text[*at..], [_, 0x80, 0xA8 | 0xA9, ..]),
        _ => false,
    };
    let (blocks, rest) = text.as_chunks();
    for (number, block) in blocks.iter().enumerate() {
        let mut bytes = number * block.len()..(number + 1) * block.len();
        if may_end_line(block)
            && let Some(end) = bytes.find(ends)
        {
            return Some(end);
        }
    }
    (text.len() - rest.len()..text.len()).find(ends)
}

/// Whether a line end may start among a few bytes: without branches, so that they are looked at all at once.
fn may_end_line(block: &[u8; 16]) -> bool {
    let mut may = false;
    for byte in block {
        may |= (byte.wrapping_sub(b'\n') < 4) | (*byte == 0xC2) | (*byte == 0xE2);
    }
    may
}

/// A text without its gaps, such as an address or a name that is one word.
pub(super) fn without_gaps(text: &str) -> Cow<'_, str> {
    // Without branches, so that many bytes are looked at at once.
    let is_plain = |is_plain, byte: u8| is_plain & byte.is_ascii_graphic();
    if !text.bytes().fold(true, is_plain) && text.contains(is_gap) {
        Cow::Owned(text.split(is_gap).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// White space and control characters.
pub(super) fn is_gap(c: char) -> bool {
    match c {
        '!'..='~' => false,
        '\0'..='\x7F' => true,
        _ => c.is_whitespace() || c.is_control(),
    }
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

    /// Folds a text by its meaning.
    fn fold_by_characters(text: &str) -> String {
        let mut folded = String::new();
        let mut gap = false;
        for c in text.chars().filter(|c| !is_nothing(*c)) {
            if !is_gap(c) && gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = is_gap(c);
            folded.extend((!gap).then_some(c));
        }
        if folded.chars().all(|c| c == ' ' || is_invisible(c)) {
            folded.clear();
        }
        folded
    }

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

    /// As html2text and lynx write pages: wrapped, with tight lists.
    const WITH_LISTS: &str = "  * [Home](/)\n  * [Timetable](/timetable)\n  * [Prices](/prices)\n\n\
        # Ferries sail again\n\n\
        The ferry sails again from the old harbour on Monday. It had lain at the\n\
        mole for two weeks because of the storm, and the crew has used the time to\n\
        repaint the deck and to mend the ramp that the waves had bent.\n\n\
        What is new:\n\
        1. Tickets are sold on board as before, and at the kiosk on the mole too\n   \
           which opens at six.\n\
        2. Dogs sail free.\n\n\
        The price has not changed since last spring, but the return ticket is now\n\
        good for three days, and children pay half of it.\n";

    #[test]
    fn items_of_lists_are_paragraphs_of_their_own_in_wrapped_text() {
        let found = texts(WITH_LISTS, Wrapping::Detect);
        assert_eq!(found.len(), 9, "{found:#?}");
        assert_eq!(found[1], "* [Timetable](/timetable)");
        assert!(found[4].ends_with("the ramp that the waves had bent."));
        assert_eq!(found[5], "What is new:");
        assert!(found[6].ends_with("on the mole too which opens at six."));
        assert_eq!(found[7], "2. Dogs sail free.");
        assert!(found[8].starts_with("The price") && found[8].ends_with("half of it."));
        // Forced, the same.
        assert_eq!(
            texts("a:\n- b\n  c\n(2) d", Wrapping::Wrapped),
            ["a:", "- b c", "(2) d"]
        );
    }

    #[test]
    fn a_dash_or_number_in_running_text_begins_no_item() {
        let text = "The ferry that lay at the mole for two weeks because of the storm\n\
            - the worst in years - sails again, and its crew is glad. It came in\n\
            1987. in the spring, when there was no ramp yet, only a plank and a rope\n\
            that somebody held.";
        assert_eq!(texts(text, Wrapping::Wrapped).len(), 1);
        for line in [
            "-",
            "- ",
            "1987. in",
            "-a",
            "* \u{A0}",
            "...",
            "e.g. this",
            "I. one",
        ] {
            assert_eq!(
                texts(&format!("a\n{line} \nb"), Wrapping::Wrapped).len(),
                1,
                "{line}"
            );
        }
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
    fn two_spaces_are_folded_wherever_they_stand() {
        for before in 1..40 {
            let (start, end) = ("x".repeat(before), "y".repeat(40 - before));
            let folded = fold_white_space(&format!("{start}  {end}"));
            assert_eq!(folded, format!("{start} {end}"));
        }
    }

    #[test]
    fn a_list_begins_below_a_colon_or_a_short_line() {
        let long = "The ferry sails again on Monday, and its crew has had to learn";
        let of = |above: &str| texts(&format!("{above}\n- one"), Wrapping::Wrapped).len();
        assert_eq!(of(&format!("{long}:")), 2);
        assert_eq!(of("What is new"), 2);
        assert_eq!(of(long), 1);
    }

    #[test]
    fn a_line_is_filled_where_the_next_word_has_no_room() {
        let line = |length: usize| format!("of {}\n", "x".repeat(length - 3));
        let text = |length| line(50) + &line(length).repeat(10);
        // With a space and "of" a line of 48 would have 51 characters, and one of 47 has 50.
        assert!(detects(&text(48)));
        assert!(!detects(&text(47)));
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
        fn line_ends_are_found_wherever_they_stand(text in awkward()) {
            let is_end = |c: char| matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
            prop_assert_eq!(line_end(text.as_bytes()), text.find(is_end));
        }

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
        fn runs_fold_as_characters_do(text in awkward()) {
            prop_assert_eq!(fold_white_space(&text), fold_by_characters(&text));
        }

        #[test]
        #[cfg(feature = "html")]
        fn parts_of_a_folded_text_move_as_any_do(text in "(a|b| |é|\n){0,9}", mut cuts in prop::collection::vec(0..9usize, 4)) {
            cuts.sort_unstable();
            let cuts = cuts.iter().map(|at| text.floor_char_boundary(*at)).collect::<Vec<_>>();
            let mut ranges = [cuts[0]..cuts[1], cuts[2]..cuts[3]];
            let mut expected = ranges.clone();
            let folded = fold_ranges(&text, &mut ranges);
            move_ranges(&text, &folded, &mut expected);
            prop_assert_eq!(ranges, expected);
        }

        #[test]
        #[cfg(feature = "html")]
        fn parts_of_a_text_are_folded_in_it(parts in prop::collection::vec(awkward(), 1..6)) {
            let mut end = 0;
            let mut ranges: Vec<_> = parts.iter().map(|part| { end += part.len(); end - part.len()..end }).collect();
            let text = fold_ranges(&parts.concat(), &mut ranges);
            prop_assert_eq!(&text, &fold_white_space(&parts.concat()));
            let mut end = 0;
            for (part, range) in parts.iter().zip(ranges) {
                prop_assert!(end <= range.start || range.is_empty());
                end = range.end.max(end);
                let folded = fold_white_space(part);
                // Characters that print nothing stay where others stand beside them.
                prop_assert!(folded.is_empty() || text[range] == *folded);
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
