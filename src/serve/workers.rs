//! Threads that label, each one page at a time, and the queue before them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use tokio::sync::oneshot;

use super::limits::Place;
use super::refusal::Refusal;
use super::task::Task;
use crate::deadline::Deadline;
use crate::model::Model;

/// The answer to a page: a line of JSON.
pub type Answer = Result<Vec<u8>, Refusal>;

/// A task in the queue.
pub struct Queued {
    task: Task,
    answer: oneshot::Sender<Answer>,
    /// Until when; without one, so long from when the work begins.
    deadline: Option<Deadline>,
    place: Place,
}

/// Where tasks go in. Requests under way are counted, so that no more of them can wait here.
#[derive(Clone)]
pub struct Workers(pub Sender<Queued>);

impl Workers {
    /// Has a page worked on. If nobody waits for the answer any more, it is left out.
    pub async fn answer(&self, task: Task, place: Place, deadline: Option<Deadline>) -> Answer {
        let (answer, answered) = oneshot::channel();
        let queued = Queued {
            task,
            answer,
            deadline,
            place,
        };
        let ended = || Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "the service is stopping");
        self.0.send(queued).map_err(|_| ended())?;
        answered.await.unwrap_or_else(|_| Err(ended()))
    }
}

/// Works until nothing more can come in; a page may take so long.
pub fn work(model: &Model, queue: &Mutex<Receiver<Queued>>, time: Duration) {
    let mut scorer = model.scorer();
    loop {
        let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(queued) = queue.recv() else { return };
        drop(queue);
        let Queued {
            task,
            answer: asked,
            deadline,
            place,
        } = queued;
        if asked.is_closed() {
            continue;
        }
        let deadline = deadline.unwrap_or_else(|| Deadline::after(time));
        let run = AssertUnwindSafe(|| task.run(model, &mut scorer, deadline));
        let answer = catch_unwind(run).unwrap_or_else(|_| {
            // It may be in any state.
            scorer = model.scorer();
            Err(Refusal::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "a fault of unpitch's own on this page; please report it",
            ))
        });
        // From here on only the answer holds it: who has that may ask again at once.
        drop(place);
        // Whoever asked may be gone.
        let _ = asked.send(answer);
    }
}
