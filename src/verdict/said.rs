//! What paragraphs say, read when a rule first asks: most are never asked for.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;

use crate::features::{MeaningReader, Meanings, in_address};
use crate::page::{Page, Paragraph};
use crate::{Label, Language};

/// How far away another paragraph of the same run still says what an offer is about.
const NEAR: usize = 4;

/// What each paragraph of a page says, and those around it.
pub(super) struct Said<'a> {
    paragraphs: &'a [Paragraph],
    /// What they mean in the page's language, where labelling has found that out.
    known: Option<&'a [Meanings]>,
    /// Reads what is not known.
    reader: RefCell<MeaningReader>,
    own: Vec<OnceCell<Meanings>>,
    near: Vec<OnceCell<Meanings>>,
    /// The run that was asked for last, its first paragraph and the one behind it: rule after rule asks for the same one, of each
    /// of its paragraphs, and a page may be a single run.
    last_run: Cell<(usize, usize, Meanings)>,
}

impl<'a> Said<'a> {
    pub(super) fn new(
        page: &'a Page,
        language: Option<Language>,
        known: Option<&'a [Meanings]>,
    ) -> Said<'a> {
        let paragraphs = page.paragraphs();
        let reader = match known {
            Some(_) => MeaningReader::for_template(page, language),
            None => MeaningReader::for_page(page, language),
        };
        Said {
            paragraphs,
            known,
            reader: RefCell::new(reader),
            own: vec![OnceCell::new(); paragraphs.len()],
            near: vec![OnceCell::new(); paragraphs.len()],
            last_run: Cell::new((0, 0, Meanings::NONE)),
        }
    }

    /// What a paragraph says, by its words and its marks.
    pub(super) fn own(&self, at: usize) -> Meanings {
        *self.own[at].get_or_init(|| {
            let paragraph = &self.paragraphs[at];
            let known = self.known.map_or(Meanings::NONE, |known| known[at]);
            let words = self.reader.borrow_mut().read(paragraph.text());
            known.union(words).union(of_marks(paragraph))
        })
    }

    /// What the paragraphs of the same label around it say, and itself.
    pub(super) fn near(&self, at: usize, labels: &[Label]) -> Meanings {
        *self.near[at].get_or_init(|| self.together(run(at, labels, NEAR)))
    }

    /// What all of its run says: the paragraphs of its label without a gap.
    pub(super) fn run(&self, at: usize, labels: &[Label]) -> Meanings {
        let (start, end, said) = self.last_run.get();
        if (start..end).contains(&at) {
            return said;
        }
        let run = run(at, labels, usize::MAX);
        let said = self.together(run.clone());
        self.last_run.set((run.start, run.end, said));
        said
    }

    fn together(&self, paragraphs: Range<usize>) -> Meanings {
        paragraphs.map(|at| self.own(at)).collect()
    }
}

/// A paragraph and those around it that have its label, without a gap: at most so many on each side.
fn run(at: usize, labels: &[Label], most: usize) -> Range<usize> {
    let same = |other: &&Label| **other == labels[at];
    let above = labels[..at].iter().rev().take(most).take_while(same);
    let below = labels[at + 1..].iter().take(most).take_while(same);
    at - above.count()..at + below.count() + 1
}

/// What a paragraph's form asks for and its links lead to.
fn of_marks(paragraph: &Paragraph) -> Meanings {
    let Some(marks) = paragraph.marks() else {
        return Meanings::default();
    };
    let fields = marks.form().split(' ').skip(1).map(|field| {
        match field.split_once(':').map_or(field, |(kind, _)| kind) {
            "email" => const { Meanings::named("email") },
            "password" => const { Meanings::named("password") },
            _ => Meanings::default(),
        }
    });
    fields
        .chain(marks.links().iter().map(|link| in_address(link.target())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::sample::page;
    use crate::{Link, Marks};

    const SUBSCRIBE: Meanings = Meanings::named("subscribe");

    #[test]
    fn near_is_four_away_in_the_same_run() {
        let lines = [
            "P Subscribe",
            "P a",
            "P b",
            "P c",
            "P d",
            "P e",
            "N Subscribe",
            "P f",
        ];
        let (page, labels) = page("en", &lines);
        let said = Said::new(&page, page.language(), None);
        let having = |said: &dyn Fn(usize) -> Meanings| -> Vec<usize> {
            (0..labels.len())
                .filter(|at| said(*at).has_any(SUBSCRIBE))
                .collect()
        };
        assert_eq!(having(&|at| said.own(at)), [0, 6]);
        assert_eq!(having(&|at| said.near(at, &labels)), [0, 1, 2, 3, 4, 6]);
        assert_eq!(having(&|at| said.run(at, &labels)), [0, 1, 2, 3, 4, 5, 6]);
        // In another order, one run after the other.
        let runs = [7, 0, 6, 5].map(|at| said.run(at, &labels).has_any(SUBSCRIBE));
        assert_eq!(runs, [false, true, true, true]);
    }

    #[test]
    fn forms_and_links_speak() {
        let marks = Marks::new("a", 0.0, "a")
            .with_form("/sign-in email:mail password:word")
            .with_links(vec![Link::new(0..2, "//www.facebook.com/harbour", "")]);
        let said = of_marks(&Paragraph::new("Go").with_marks(marks));
        assert_eq!(said, Meanings::named("email password network"));
        assert_eq!(of_marks(&Paragraph::new("Go")), Meanings::NONE);
    }
}
