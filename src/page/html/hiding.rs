//! How much text a page hides, and by what means: where that is most of its text or of its prose, it is the page.

use std::collections::BTreeMap;

use super::tree::Hiding;

/// Text of this length is prose if it is not mostly links, in bytes: a sentence or two.
const PROSE: usize = 100;

/// Hidden text of less than this is not a page, in bytes.
const LEAST_TEXT: usize = 80;

/// Hidden prose of less than this is not an article, in bytes.
const LEAST_PROSE: usize = 200;

/// Prose that a page can be about, in bytes: other text may well be more then, such as a long menu.
const PROSE_OF_A_PAGE: usize = 1_000;

/// How many means of hiding are given up one by one before all are.
const MOST_SHOWN: usize = 8;

/// Means of hiding that hide nothing on this page.
#[derive(Debug, Default)]
pub(super) struct Shown {
    means: Vec<Hiding>,
    is_all: bool,
}

impl Shown {
    /// Whether hidden text is read at all.
    pub fn is_empty(&self) -> bool {
        self.means.is_empty()
    }

    /// Whether nothing is hidden any more.
    pub fn is_all(&self) -> bool {
        self.is_all
    }

    pub fn contains(&self, by: Hiding) -> bool {
        self.is_all || self.means.contains(&by)
    }

    pub fn add(&mut self, by: Hiding) {
        self.is_all = self.means.len() == MOST_SHOWN;
        self.means.push(by);
    }
}

/// How much text a page has, seen and hidden.
#[derive(Debug, Default)]
pub(super) struct Amounts {
    seen: Amount,
    /// By what hides it.
    by_means: BTreeMap<Hiding, Amount>,
}

/// How much of a text there is, in bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Amount {
    bytes: usize,
    /// What is not mostly links: a menu is not the page, however long it is.
    text: usize,
    /// What is long enough for a sentence or two.
    prose: usize,
}

impl Amounts {
    /// Counts a paragraph.
    pub fn add(&mut self, hidden: Option<Hiding>, text: &str, link_density: f32) {
        let amount = match hidden {
            None => &mut self.seen,
            Some(by) => self.by_means.entry(by).or_default(),
        };
        amount.bytes += text.len();
        if link_density < 0.5 {
            amount.text += text.len();
            amount.prose += if text.len() >= PROSE { text.len() } else { 0 };
        }
    }

    /// Bytes of text that is hidden.
    pub fn hidden_bytes(&self) -> usize {
        self.hidden().bytes
    }

    /// All that is hidden.
    fn hidden(&self) -> Amount {
        self.by_means
            .values()
            .fold(Amount::default(), |a, b| Amount {
                bytes: a.bytes + b.bytes,
                text: a.text + b.text,
                prose: a.prose + b.prose,
            })
    }

    /// What hides most of it, if too much is hidden.
    pub fn to_show(&self) -> Option<Hiding> {
        let hidden = self.hidden();
        let takes_prose = hidden.prose >= LEAST_PROSE && hidden.prose > self.seen.prose;
        let has_prose = self.seen.prose > PROSE_OF_A_PAGE && 2 * hidden.prose < self.seen.prose;
        let takes_text = hidden.text >= LEAST_TEXT && hidden.text > self.seen.text && !has_prose;
        let measure = |amount: &Amount| {
            if takes_prose {
                amount.prose
            } else {
                amount.text
            }
        };
        let largest = self
            .by_means
            .iter()
            .rev()
            .max_by_key(|(_, amount)| measure(amount));
        largest
            .filter(|_| takes_prose || takes_text)
            .map(|(by, _)| *by)
    }
}
