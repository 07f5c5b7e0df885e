//! The pages that are on their way: taken in, and not given back yet.

use std::collections::VecDeque;

use crate::labelling::Labelled;

/// Pages for each thread: enough that one long page does not leave the others idle.
const PAGES_PER_THREAD: usize = 16;

/// Pages in all.
const MOST_PAGES: usize = 256;

/// Bytes of source beyond which no further page is taken in; a single page may have more.
const MOST_BYTES: usize = 16 << 20;

/// What became of a page.
pub struct Outcome {
    pub labelled: Result<Labelled, String>,
    pub url: Option<String>,
}

/// What became of the page with this number, from 0.
pub struct Finished {
    pub index: usize,
    pub outcome: Outcome,
}

/// A page on its way.
struct Slot {
    index: usize,
    bytes: usize,
    url: Option<String>,
    labelled: Option<Result<Labelled, String>>,
}

/// The pages on their way, in the order in which they were taken in.
pub struct Window {
    slots: VecDeque<Slot>,
    /// Number of the next page to be taken in.
    next: usize,
    bytes: usize,
    most_pages: usize,
    is_ordered: bool,
}

impl Window {
    pub fn new(n_threads: usize, is_ordered: bool) -> Window {
        let most_pages = match n_threads {
            1 => 1,
            n => MOST_PAGES.min(n.saturating_mul(PAGES_PER_THREAD)),
        };
        Window {
            slots: VecDeque::new(),
            next: 0,
            bytes: 0,
            most_pages,
            is_ordered,
        }
    }

    pub fn has_room(&self) -> bool {
        self.slots.len() < self.most_pages && self.bytes < MOST_BYTES
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Takes a page of so many bytes in; its number.
    pub fn add(&mut self, bytes: usize, url: Option<String>) -> usize {
        self.push(bytes, url, None)
    }

    /// Takes in a page that no thread needs to look at.
    pub fn add_finished(&mut self, outcome: Outcome) {
        self.push(0, outcome.url, Some(outcome.labelled));
    }

    fn push(
        &mut self,
        bytes: usize,
        url: Option<String>,
        labelled: Option<Result<Labelled, String>>,
    ) -> usize {
        let index = self.next;
        self.next += 1;
        self.bytes += bytes;
        self.slots.push_back(Slot {
            index,
            bytes,
            url,
            labelled,
        });
        index
    }

    /// Notes what became of a page.
    pub fn finish(&mut self, index: usize, labelled: Result<Labelled, String>) {
        // Slots stand by number, with gaps where pages were given back out of order.
        if let Ok(at) = self.slots.binary_search_by_key(&index, |slot| slot.index) {
            self.slots[at].labelled = Some(labelled);
        }
    }

    /// Gives back the next page, if it is done: the first one, or any where the order does not matter.
    pub fn next(&mut self) -> Option<Finished> {
        let candidates = if self.is_ordered { 1 } else { self.slots.len() };
        let mut slots = self.slots.iter().take(candidates);
        let at = slots.position(|slot| slot.labelled.is_some())?;
        let slot = self.slots.remove(at)?;
        self.bytes -= slot.bytes;
        Some(Finished {
            index: slot.index,
            outcome: Outcome {
                labelled: slot.labelled?,
                url: slot.url,
            },
        })
    }

    /// Drops all pages.
    pub fn clear(&mut self) {
        self.slots.clear();
        self.bytes = 0;
    }
}
