//! The pages of a sitting, and the steps that were done to them: done again, and undone.

use rapidhash::RapidHashSet;

use super::queue;
use super::repeats::{Known, Place, Repeats};
use super::sheet::{Answer, How, Sheet, State};
use super::step::{Act, Step, labels, paragraphs};
use crate::label::Label;

/// Pages, and what was done to them.
pub struct Sheets {
    pub all: Vec<Sheet>,
    pub done: Vec<Done>,
    /// The page that is shown.
    current: Option<usize>,
    repeats: Repeats,
}

/// A step that can be undone.
pub struct Done {
    pub step: Step,
    sheet: usize,
    /// What it changed, as it was, in the order of the changes.
    before: Vec<(Place, Answer)>,
    state: State,
}

/// Why a step can't be done; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is of another page than the one that is shown.
    OtherPage,
    /// It can't be done to that page, or there is nothing to undo.
    Wrong(&'static str),
}

impl Sheets {
    pub fn new(all: Vec<Sheet>) -> Sheets {
        Sheets {
            repeats: Repeats::new(&all),
            all,
            done: Vec::new(),
            current: None,
        }
    }

    /// Shows the page of that id.
    pub fn show(&mut self, id: &str) {
        self.current = self.all.iter().position(|sheet| sheet.id == id);
    }

    pub fn count(&self, state: State) -> usize {
        self.all.iter().filter(|sheet| sheet.state == state).count()
    }

    pub fn current(&self) -> Option<&Sheet> {
        self.current.map(|index| &self.all[index])
    }

    /// Whether a step can be done.
    pub fn check(&self, step: &Step) -> Result<(), Refused> {
        if step.act == Act::Undo {
            let is_any = !self.done.is_empty();
            return is_any
                .then_some(())
                .ok_or(Refused::Wrong("nothing to undo"));
        }
        let sheet = self.current().filter(|sheet| sheet.id == step.page);
        let sheet = sheet.filter(|sheet| sheet.state != State::Finished);
        let n = sheet.ok_or(Refused::OtherPage)?.answers.len();
        let is_possible = match &step.act {
            Act::Label { at, .. } => paragraphs(at, n).is_some(),
            Act::Confirm { at, labels } => {
                paragraphs(at, n).is_some_and(|at| are_labels(labels, at.len()))
            }
            Act::Finish { labels, .. } => are_labels(labels, n),
            Act::Skip | Act::Undo => true,
        };
        let wrong = Refused::Wrong("expected paragraphs of the page, in their order");
        is_possible.then_some(()).ok_or(wrong)
    }

    /// Does a step that was checked.
    pub fn apply(&mut self, step: Step) {
        let Some(sheet) = self.current.filter(|_| step.act != Act::Undo) else {
            return self.undo();
        };
        let mut done = Done {
            sheet,
            before: Vec::new(),
            state: self.all[sheet].state,
            step,
        };
        let answers = self.answers(sheet, &done.step.act);
        for (paragraph, answer) in &answers {
            let place = Place {
                sheet,
                paragraph: *paragraph,
            };
            self.set(place, *answer, &mut done.before);
        }
        let paragraphs = answers.iter().map(|(paragraph, _)| *paragraph);
        let is_finish = matches!(done.step.act, Act::Finish { .. });
        self.take_over(sheet, paragraphs, is_finish, &mut done.before);
        match done.step.act {
            Act::Finish { .. } => self.all[sheet].state = State::Finished,
            Act::Skip => self.all[sheet].state = State::Skipped,
            _ => {}
        }
        self.done.push(done);
        self.turn();
    }

    /// The answers that a step gives.
    fn answers(&self, sheet: usize, act: &Act) -> Vec<(usize, Answer)> {
        let sheet = &self.all[sheet];
        let n = sheet.answers.len();
        let at = |at: &[_]| paragraphs(at, n).unwrap_or_default().into_iter();
        match act {
            Act::Label { at: runs, label } => {
                let (label, how) = (*label, How::Given);
                at(runs).map(|i| (i, Answer { label, how })).collect()
            }
            Act::Confirm {
                at: runs,
                labels: given,
            } => {
                let how = How::Confirmed;
                let given = labels(given).unwrap_or_default();
                let answer = |(n, i): (usize, usize)| {
                    let label = given.get(n).copied().unwrap_or(sheet.answers[i].label);
                    (i, Answer { label, how })
                };
                at(runs).enumerate().map(answer).collect()
            }
            Act::Finish { labels: given, .. } => {
                let given = labels(given).unwrap_or_default().into_iter();
                let answers = given.zip(&sheet.answers);
                let kept = |(label, answer): (Label, &Answer)| Answer { label, ..*answer };
                answers.map(kept).enumerate().collect()
            }
            Act::Skip | Act::Undo => Vec::new(),
        }
    }

    fn set(&mut self, place: Place, answer: Answer, before: &mut Vec<(Place, Answer)>) {
        let old = &mut self.all[place.sheet].answers[place.paragraph];
        if *old != answer {
            before.push((place, std::mem::replace(old, answer)));
        }
    }

    /// Gives the labels of paragraphs to the same texts elsewhere, but for texts that have two on the page. A page that is
    /// done is as it was shown: then elsewhere is on other pages alone, and what was not touched counts.
    fn take_over(
        &mut self,
        sheet: usize,
        paragraphs: impl Iterator<Item = usize>,
        is_finish: bool,
        before: &mut Vec<(Place, Answer)>,
    ) {
        let counts = |answer: &Answer| is_finish || answer.how.is_by_hand();
        let known = Known::on_page(&self.all[sheet], counts);
        let mut keys: RapidHashSet<u64> = RapidHashSet::default();
        for paragraph in paragraphs {
            let key = self.all[sheet].keys[paragraph];
            let Some(label) = known.label(key).filter(|_| keys.insert(key)) else {
                continue;
            };
            let place = Place { sheet, paragraph };
            let elsewhere = self.repeats.elsewhere(&self.all, place);
            let elsewhere = elsewhere.filter(|other| !is_finish || other.sheet != sheet);
            let how = How::Taken;
            for other in elsewhere.collect::<Vec<Place>>() {
                self.set(other, Answer { label, how }, before);
            }
        }
    }

    /// Takes the last step back, and shows its page.
    fn undo(&mut self) {
        let Some(done) = self.done.pop() else { return };
        for (place, answer) in done.before.into_iter().rev() {
            self.all[place.sheet].answers[place.paragraph] = answer;
        }
        self.all[done.sheet].state = done.state;
        self.current = Some(done.sheet);
    }

    /// Shows the next page, unless the one that is shown is still open.
    pub fn turn(&mut self) {
        if self
            .current()
            .is_none_or(|sheet| sheet.state != State::Open)
        {
            self.current = queue::next(&self.all);
        }
    }

    /// Forgets the steps on pages that are finished, which are written now: undone, they would be labelled anew in vain.
    pub fn forget_finished(&mut self) {
        let all = &self.all;
        let is_open = |done: &Done| all[done.sheet].state != State::Finished;
        self.done.retain(is_open);
    }

    /// The steps on pages that are not finished; those that were skipped are shown again next time.
    pub fn left(&self) -> impl Iterator<Item = &Done> {
        self.done.iter().filter(|done| {
            let is_finished = self.all[done.sheet].state == State::Finished;
            let is_label = matches!(done.step.act, Act::Label { .. } | Act::Confirm { .. });
            is_label && !is_finished
        })
    }
}

/// Whether these are letters for so many paragraphs, or left out.
fn are_labels(letters: &str, n: usize) -> bool {
    letters.is_empty() || labels(letters).is_some_and(|labels| labels.len() == n)
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;
    use crate::Model;
    use crate::dataset::NamedPage;
    use crate::labelling::step::letter;
    use crate::page::Page;

    fn sheets(texts: &[&str]) -> Sheets {
        let sheet = |text: &&str| {
            let page = Page::from_text(text);
            let predictions = Model::embedded().predict(&page);
            Sheet::new(NamedPage::new("p", None, page), &predictions, 0.5)
        };
        let mut sheets = Sheets::new(texts.iter().map(sheet).collect());
        sheets.current = Some(0);
        sheets
    }

    fn finish(sheets: &mut Sheets, labels: &str) {
        let act = Act::Finish {
            labels: labels.to_owned(),
            seconds: 0.0,
        };
        let page = sheets.all[0].id.clone();
        sheets.apply(Step { page, act });
    }

    fn letters(sheet: &Sheet) -> String {
        let answers = sheet.answers.iter();
        answers.map(|answer| letter(answer.label)).collect()
    }

    #[test]
    fn a_page_that_is_done_is_as_it_was_shown() {
        let mut sheets = sheets(&["Our list\nFerries\nOur list\nTides", "Our list\nTides"]);
        let before = sheets.all[1].answers.clone();
        finish(&mut sheets, "napr");
        assert_eq!(letters(&sheets.all[0]), "napr");
        // Of a text with two labels neither is taken over.
        assert_eq!(sheets.all[1].answers[0], before[0]);
        assert_eq!(sheets.all[1].answers[1].how, How::Taken);
        assert!(letters(&sheets.all[1]).ends_with('r'));
    }

    #[test]
    fn a_text_that_a_person_gave_two_labels_on_a_page_is_taken_over_no_more() {
        let mut sheets = sheets(&["Our list\nFerries\nOur list", "Our list\nTides"]);
        for (at, label) in [(0, Label::Navigation), (2, Label::Article)] {
            let at = vec![(at, at + 1)];
            let page = sheets.all[0].id.clone();
            let act = Act::Label { at, label };
            sheets.apply(Step { page, act });
        }
        assert!(letters(&sheets.all[0]).starts_with('n') && letters(&sheets.all[0]).ends_with('a'));
        assert!(letters(&sheets.all[1]).starts_with('n'));
    }
}
