//! What the browser is sent: texts and numbers, never a page's own HTML.

use serde::Serialize;

use super::groups::{Groups, groups};
use super::sheet::{Sheet, State};
use super::sitting::{Sitting, Written};
use super::step::{Act, letter};
use crate::page::Paragraph;

/// Most characters of a paragraph that are shown.
const MOST_CHARS: usize = 4_000;

/// A sitting as it stands.
#[derive(Serialize)]
pub struct View<'a> {
    /// Number of steps so far; who asks for the next one says it.
    taken: u64,
    /// The id of the page that is shown; none if all are done.
    current: Option<&'a str>,
    /// The page, where it is not the one that was shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<Page<'a>>,
    /// A letter for each of its paragraphs: the label.
    labels: String,
    /// Likewise: where the label comes from.
    how: String,
    progress: Progress,
    /// What came of it, once it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<Over>,
}

#[derive(Serialize)]
struct Page<'a> {
    name: &'a str,
    site: Option<&'a str>,
    language: Option<&'a str>,
    paragraphs: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    text: &'a str,
    /// Characters that are left out at the end of the text.
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
    tag: Option<&'a str>,
    /// The model's label.
    label: char,
    probability: f32,
    doubtful: bool,
    /// Paragraphs of one number are taken together.
    group: u32,
    /// Doubtful ones of one label and one number, in a row, are selected together.
    block: u32,
}

#[derive(Serialize)]
struct Progress {
    pages: usize,
    finished: usize,
    skipped: usize,
    /// Paragraphs that wait for a person, on all pages that are open.
    waiting: usize,
    /// Mean time on a page, where one was finished.
    seconds: Option<f32>,
    /// Whether there is a step to undo.
    can_undo: bool,
}

#[derive(Serialize)]
struct Over {
    path: String,
    finished: usize,
    pages: usize,
    begun: usize,
}

impl<'a> View<'a> {
    /// A sitting, for somebody who has seen that page already.
    pub fn new(sitting: &'a Sitting<'_>, seen: Option<&str>) -> View<'a> {
        let sheet = sitting.sheets.current();
        let answers = || sheet.iter().flat_map(|sheet| &sheet.answers);
        View {
            taken: sitting.taken,
            current: sheet.map(|sheet| &*sheet.id),
            page: sheet.filter(|sheet| seen != Some(&sheet.id)).map(page),
            labels: answers().map(|answer| letter(answer.label)).collect(),
            how: answers().map(|answer| answer.how.letter()).collect(),
            progress: progress(sitting),
            over: sitting.written().map(over),
        }
    }
}

fn page(sheet: &Sheet) -> Page<'_> {
    let groups = groups(&sheet.page);
    let paragraphs = sheet.page.paragraphs().iter().enumerate();
    Page {
        name: &sheet.name,
        site: sheet.site.as_deref(),
        language: sheet.language.as_ref().map(|language| language.code()),
        paragraphs: paragraphs
            .map(|(index, paragraph)| shown(sheet, index, paragraph, &groups))
            .collect(),
    }
}

fn shown<'a>(sheet: &Sheet, index: usize, paragraph: &'a Paragraph, groups: &Groups) -> Shown<'a> {
    let prediction = sheet.predictions[index];
    let (text, more) = beginning(paragraph.text());
    Shown {
        text,
        more,
        tag: paragraph.marks().map(|marks| marks.tag()),
        label: letter(prediction.label()),
        probability: prediction.probability(),
        doubtful: sheet.doubtful[index],
        group: groups.groups[index],
        block: groups.blocks[index],
    }
}

/// What is shown of a text, and how many characters are not.
fn beginning(text: &str) -> (&str, usize) {
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => (&text[..end], text[end..].chars().count()),
        None => (text, 0),
    }
}

fn progress(sitting: &Sitting<'_>) -> Progress {
    let open = sitting
        .sheets
        .all
        .iter()
        .filter(|sheet| sheet.state == State::Open);
    let times = sitting
        .sheets
        .done
        .iter()
        .filter_map(|done| match done.step.act {
            Act::Finish { seconds, .. } => Some(seconds),
            _ => None,
        });
    let (n, sum) = times.fold((0.0, 0.0), |(n, sum), seconds| (n + 1.0, sum + seconds));
    Progress {
        pages: sitting.n_pages(),
        finished: sitting.n_finished(),
        skipped: sitting.sheets.count(State::Skipped),
        waiting: open.map(Sheet::n_waiting).sum(),
        seconds: (n > 0.0).then(|| sum / n),
        can_undo: !sitting.sheets.done.is_empty(),
    }
}

fn over(written: &Written) -> Over {
    Over {
        path: written.path.display().to_string(),
        finished: written.finished,
        pages: written.pages,
        begun: written.begun,
    }
}

fn is_zero(n: &usize) -> bool {
    *n == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(beginning("Fähre"), ("Fähre", 0));
        let long = "ä".repeat(MOST_CHARS + 7);
        let (text, more) = beginning(&long);
        assert_eq!((text.chars().count(), more), (MOST_CHARS, 7));
    }
}
