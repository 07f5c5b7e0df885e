//! A source and a model -> a labelled page, without a Python object in sight.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use self_cell::self_cell;
use unpitch::{Page, Part, Predictions, Scorer};

use crate::offsets;
use crate::source::Source;

/// A model that any thread may hold.
#[derive(Clone)]
pub enum Shared {
    /// The default model, loaded once a process.
    Embedded,
    Loaded(Arc<unpitch::Model>),
}

impl std::ops::Deref for Shared {
    type Target = unpitch::Model;

    fn deref(&self) -> &unpitch::Model {
        match self {
            Shared::Embedded => unpitch::Model::embedded(),
            Shared::Loaded(model) => model,
        }
    }
}

/// A page, what the model says of it, and what was given with it.
pub struct Labelled {
    pub page: Page,
    pub predictions: Predictions,
    /// Where each paragraph stands, in code points: see [`offsets`].
    pub spans: Vec<Range<usize>>,
    pub url: Option<String>,
    parts: OnceLock<Vec<Option<Part>>>,
}

impl Labelled {
    pub fn new(
        page: Page,
        predictions: Predictions,
        spans: Vec<Range<usize>>,
        url: Option<String>,
    ) -> Labelled {
        Labelled {
            page,
            predictions,
            spans,
            url,
            parts: OnceLock::new(),
        }
    }

    /// The part of the article that each paragraph is, found when first asked for.
    pub fn parts(&self) -> &[Option<Part>] {
        self.parts.get_or_init(|| {
            let parts = self.predictions.parts(&self.page);
            parts.expect("the page that was labelled")
        })
    }
}

self_cell!(
    /// A scorer with the model that it borrows, so that it can outlive a call.
    struct OwnedScorer {
        owner: Shared,
        #[not_covariant]
        dependent: Scorer,
    }
);

/// Labels pages one after another. One per thread: it knows the words of the pages before.
pub struct Labeller(OwnedScorer);

impl Labeller {
    pub fn new(model: Shared) -> Labeller {
        Labeller(OwnedScorer::new(model, |model| model.scorer()))
    }

    /// Forgets everything, as it has to be where a page went wrong.
    pub fn renew(&mut self) {
        *self = Labeller::new(self.0.borrow_owner().clone());
    }

    /// Labels a page, or says what went wrong inside; then the labeller has to be renewed.
    pub fn label(&mut self, source: Source<'_>) -> Result<Labelled, String> {
        let labelled = catch_unwind(AssertUnwindSafe(|| self.labelled(source)));
        labelled.map_err(|panic| {
            let fixed = panic.downcast_ref::<&str>().copied();
            let made = panic.downcast_ref::<String>().map(String::as_str);
            let message = fixed.or(made).unwrap_or("without a message");
            format!("a fault of unpitch's own on this page, please report it: {message}")
        })
    }

    fn labelled(&mut self, source: Source<'_>) -> Labelled {
        let page = source.content.page().with_language(source.language);
        let predictions = self.0.with_dependent_mut(|_, scorer| scorer.predict(&page));
        let spans = offsets::spans(&page, source.content.text());
        Labelled::new(page, predictions, spans, source.url)
    }
}
