//! JSON lines in, JSON lines out: each page is answered as it comes, in order, and no more is read than is being answered.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt};

use super::body::{Lines, held};
use super::limits::{Limits, Place};
use super::metrics::Metrics;
use super::refusal::Refusal;
use super::task::{Order, Task};
use super::workers::Workers;
use crate::corpora::sent::Media;

/// What all lines of a batch have in common.
#[derive(Clone)]
pub struct Batch {
    pub order: Arc<Order>,
    pub media: Media,
    pub workers: Workers,
    pub metrics: Arc<Metrics>,
    pub place: Place,
}

impl Batch {
    /// The answers to the lines of a body; one that breaks off ends with a line that says so.
    pub fn answers(
        self,
        body: Body,
        limits: &Limits,
    ) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static {
        let lines = Lines::new(body, *limits).stream();
        lines
            .map(move |(line, bytes)| self.clone().answer(line, bytes))
            .buffered(limits.threads)
    }

    async fn answer(self, line: u64, bytes: Result<Vec<u8>, Refusal>) -> Result<Bytes, Infallible> {
        let (metrics, place) = (self.metrics.clone(), self.place.clone());
        let answered = match bytes {
            Ok(bytes) => self.answer_page(line, bytes).await,
            Err(refusal) => Err(refusal),
        };
        metrics.page(answered.is_ok());
        let answer = answered.unwrap_or_else(|refusal| refusal.line(line));
        Ok(held(answer, place))
    }

    async fn answer_page(self, line: u64, bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        let task = Task {
            order: self.order,
            media: self.media,
            bytes,
            line,
        };
        self.workers.answer(task, self.place, None).await
    }
}
