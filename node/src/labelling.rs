//! A source and a model -> a labelled page, in whatever thread.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use self_cell::self_cell;
use unpitch::{CleanOptions, Page, Predictions, Scorer};

use crate::fault::Fault;
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

/// A page and what the model says of it.
pub struct Labelled {
    pub page: Page,
    pub predictions: Predictions,
    /// Where each paragraph stands, in UTF-16 units: see [`offsets`].
    pub spans: Vec<Range<usize>>,
}

impl Labelled {
    /// The article's text.
    pub fn clean(&self, options: &CleanOptions) -> Result<String, Fault> {
        Ok(self.predictions.clean(&self.page, options)?)
    }
}

self_cell!(
    /// A scorer with the model that it borrows, so that it can outlive a call.
    struct Labeller {
        owner: Shared,
        #[not_covariant]
        dependent: Scorer,
    }
);

impl Labeller {
    fn label(&mut self, source: &Source<'_>) -> Labelled {
        let page = source.page();
        let predictions = self.with_dependent_mut(|_, scorer| scorer.predict(&page));
        let spans = offsets::spans(&page, source.given_text());
        Labelled {
            page,
            predictions,
            spans,
        }
    }
}

/// A model, and labellers that know the words of the pages before: as many as threads were at it at once.
pub struct Labellers {
    model: Shared,
    idle: Mutex<Vec<Labeller>>,
}

impl Labellers {
    pub fn new(model: Shared) -> Labellers {
        Labellers {
            model,
            idle: Mutex::default(),
        }
    }

    /// Labels a page and makes something of it. A labeller in whose hands a page went wrong is not used again.
    pub fn label<T>(
        &self,
        source: &Source<'_>,
        then: impl FnOnce(Labelled) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        guarded(|| {
            let idle = self.idle().pop();
            let new = || Labeller::new(self.model.clone(), |model| model.scorer());
            let mut labeller = idle.unwrap_or_else(new);
            let labelled = labeller.label(source);
            self.idle().push(labeller);
            then(labelled)
        })
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Labeller>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does something in which a panic is a fault like others, and not the end of the process.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Fault::panic(&*panic)))
}
