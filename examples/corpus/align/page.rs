//! One page: labels of its paragraphs there -> labels of its paragraphs here, and what became of each letter.

use unpitch::dataset::LabelledPage;
use unpitch::{Label, Page};

use super::super::carry::{Carried, Fate, carry};
use super::super::rows::{self, ParagraphRow};
use super::super::unhidden::Unhider;

/// What carried over to a page.
#[derive(Debug, Default)]
pub struct PageReport {
    /// Paragraphs here.
    pub n: usize,
    /// Those of them that got no label.
    pub n_unlabelled: usize,
    /// Those of them whose letters are those of a labelled paragraph.
    pub n_same: usize,
    /// Labelled paragraphs.
    pub n_labelled: usize,
    /// Letters of the paragraphs here.
    pub letters_here: usize,
    /// Letters of the labelled paragraphs.
    pub letters_there: usize,
    /// Those of them that kept their label.
    pub carried: usize,
    /// Those of them that came under another label.
    pub outvoted: usize,
    /// Those of them that would have kept their label, were nothing of the page hidden.
    pub hidden: usize,
}

impl PageReport {
    /// Letters of the labelled paragraphs that are neither here nor hidden.
    pub fn lost(&self) -> usize {
        self.letters_there - self.carried - self.outvoted - self.hidden
    }
}

/// Carries a page's labels over.
pub fn carry_over(
    html: &[u8],
    labelled: &LabelledPage,
    unhider: &Unhider,
) -> (Vec<ParagraphRow>, PageReport) {
    let there = labelled.page().paragraphs().iter().map(|p| p.text());
    let there: Vec<_> = there.zip(labelled.labels().iter().copied()).collect();
    let page = Page::from_html_bytes(html);
    let carried = carry(&there, &texts(&page));
    let rows = page.paragraphs().iter().zip(&carried.labels);
    let rows = rows.map(|(paragraph, &label)| ParagraphRow {
        hash: rows::hash(paragraph.text()),
        label,
    });
    let report = PageReport {
        n: carried.labels.len(),
        n_unlabelled: carried.n_unlabelled(),
        n_same: carried.same,
        n_labelled: there.len(),
        letters_here: carried.letters_here,
        letters_there: carried.fates.len(),
        carried: carried.n(Fate::Carried),
        outvoted: carried.n(Fate::Outvoted),
        hidden: hidden(html, &there, &carried, unhider),
    };
    (rows.collect(), report)
}

fn texts(page: &Page) -> Vec<&str> {
    page.paragraphs().iter().map(|p| p.text()).collect()
}

/// How many letters are lost on the page as it is, but carry to it with nothing hidden.
fn hidden(html: &[u8], there: &[(&str, Label)], carried: &Carried, unhider: &Unhider) -> usize {
    if carried.n(Fate::Lost) == 0 {
        return 0;
    }
    let open = Page::from_html_bytes(&unhider.defuse(html));
    let open = carry(there, &texts(&open));
    let fates = carried.fates.iter().zip(&open.fates);
    fates
        .filter(|fates| *fates == (&Fate::Lost, &Fate::Carried))
        .count()
}
