//! The thread on which a sitting is: one request after the other, so that steps have an order.

use std::sync::mpsc::{Receiver, Sender};

use axum::http::StatusCode;
use serde::Serialize;
use tokio::sync::oneshot;

use super::sheets::Refused;
use super::sitting::{Failure, Sitting};
use super::step::Step;
use super::view::View;
use super::why::why;
use crate::serve::refusal::Refusal;

/// JSON, or why not.
pub type Answer = Result<Vec<u8>, Refusal>;

/// What is asked for.
pub enum Order {
    /// The sitting as it stands, page and all.
    Look,
    /// A step, by somebody who has seen so many.
    Step { taken: u64, step: Step },
    /// Why a paragraph of the page that is shown was labelled so.
    Why { page: String, paragraph: usize },
    /// The sitting is to end.
    Finish,
}

/// An order that waits for its answer.
pub struct Asked {
    order: Order,
    answer: oneshot::Sender<Answer>,
}

/// Where orders go in.
pub struct Desk(pub Sender<Asked>);

impl Desk {
    /// Has an order carried out.
    pub async fn ask(&self, order: Order) -> Answer {
        let (answer, answered) = oneshot::channel();
        let gone = || Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "the program is stopping");
        self.0.send(Asked { order, answer }).map_err(|_| gone())?;
        answered.await.unwrap_or_else(|_| Err(gone()))
    }
}

/// Works until nothing more can come in.
pub fn work(sitting: &mut Sitting<'_>, queue: Receiver<Asked>) {
    for asked in queue {
        // Whoever asked may be gone.
        let _ = asked.answer.send(carry_out(sitting, asked.order));
    }
}

fn carry_out(sitting: &mut Sitting<'_>, order: Order) -> Answer {
    match order {
        Order::Look => Ok(json(&View::new(sitting, None))),
        Order::Step { taken, step } => {
            if taken != sitting.taken {
                return Err(conflict());
            }
            let seen = sitting.sheets.current().map(|sheet| sheet.id.clone());
            sitting.take(step)?;
            Ok(json(&View::new(sitting, seen.as_deref())))
        }
        Order::Why { page, paragraph } => {
            let sheet = sitting.sheets.current().filter(|sheet| sheet.id == page);
            let sheet = sheet.ok_or_else(conflict)?;
            let why = why(sitting.model, sheet, paragraph);
            let missing = || Refusal::bad("expected the number of a paragraph of the page");
            why.map(|why| json(&why)).ok_or_else(missing)
        }
        Order::Finish => {
            sitting.finish()?;
            Ok(json(&View::new(sitting, None)))
        }
    }
}

/// Another tab, or an answer that was lost.
fn conflict() -> Refusal {
    let reason = "the sitting has gone on elsewhere; look at it anew";
    Refusal::new(StatusCode::CONFLICT, reason)
}

fn json(answer: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(answer).expect("strings and numbers are JSON")
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Refusal {
        match failure {
            Failure::Refused(Refused::OtherPage) => conflict(),
            Failure::Refused(Refused::Wrong(reason)) => Refusal::bad(reason),
            Failure::Failed(error) => error.into(),
        }
    }
}
