//! The running text of an article: what it stands in, where it begins and ends.

use rapidhash::RapidHashMap;

use super::credits;
use super::hint::Hint;
use super::line::Line;
use super::reads;

/// Shortest line that may be running text, in Latin letters.
const SHORTEST: usize = 60;

/// Most lines above the running text of a plain text.
const MOST_TOP_LINES: usize = 12;

/// Most long ones among them: a summary, a caption.
const MOST_LONG_TOP_LINES: usize = 2;

/// Where the running text is.
#[derive(Debug)]
pub(super) struct Running {
    /// The block that holds most of it.
    pub(super) block: String,
    /// Its first line; the number of lines if there is none.
    pub(super) first: usize,
    /// Its last one.
    pub(super) last: usize,
}

impl Running {
    pub(super) fn measure(lines: &[Line<'_>]) -> Running {
        let block = text_block(lines);
        let is_text = |line: &Line<'_>| is_running(line) && line.around.block == block;
        let top = top_of_plain(lines);
        let first = lines.iter().skip(top).position(is_text);
        Running {
            first: first.map_or(lines.len(), |at| top + at),
            last: lines.iter().rposition(is_text).unwrap_or(lines.len()),
            block,
        }
    }
}

/// How many lines of a plain text have its last byline, date or credit above its running text. Nothing else there tells
/// a summary or a caption from it.
fn top_of_plain(lines: &[Line<'_>]) -> usize {
    let mut n_long = 0;
    let top = lines.iter().take(MOST_TOP_LINES).take_while(|line| {
        n_long += usize::from(line.is_long());
        line.is_plain() && n_long <= MOST_LONG_TOP_LINES
    });
    let is_top = |line: &Line<'_>| {
        reads::like_byline(line, &[]) || reads::like_dateline(line) || credits::like_credit(line)
    };
    let last = top.enumerate().filter(|(_, line)| is_top(line)).last();
    last.map_or(0, |(at, _)| at + 1)
}

/// Whether a line may be running text, by itself.
fn is_running(line: &Line<'_>) -> bool {
    let is_of_text = matches!(line.hint, None | Some(Hint::Standfirst | Hint::Image));
    is_of_text && line.length >= SHORTEST && (line.is_sentence() || line.is_long())
}

/// The block that holds most running text; of several the first.
fn text_block(lines: &[Line<'_>]) -> String {
    let mut lengths: RapidHashMap<&str, usize> = RapidHashMap::default();
    for line in lines.iter().filter(|line| is_running(line)) {
        *lengths.entry(&line.around.block).or_default() += line.length;
    }
    let most = lengths.values().max().copied().unwrap_or_default();
    let mut running = lines.iter().filter(|line| is_running(line));
    running
        .find(|line| lengths[line.around.block.as_str()] == most)
        .map_or(String::new(), |line| line.around.block.clone())
}

#[cfg(test)]
mod tests {
    use super::super::around::Arounds;
    use super::*;
    use crate::page::Page;

    #[test]
    fn text_of_plain_text_begins_below_its_byline() {
        let long =
            "Ferries sail again to all of the islands from Monday on, the harbour master said.";
        let page = Page::from_text(&format!("Tides\n\n{long}\n\nBy Ada Marsh\n\n{long}\n\nEnd"));
        let lines = page.paragraphs().iter().enumerate();
        let mut arounds = Arounds::default();
        let lines: Vec<Line<'_>> = lines
            .map(|(at, p)| Line::new(at, p, &mut arounds))
            .collect();
        let running = Running::measure(&lines);
        assert_eq!((running.first, running.last), (3, 3));
        assert_eq!(Running::measure(&lines[..1]).first, 1);
    }
}
