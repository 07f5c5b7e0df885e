//! JSON lines in, JSON lines out: each page is answered as it comes, in order, and no more is read than is being answered.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;
use tokio_util::codec::{AnyDelimiterCodec, AnyDelimiterCodecError, FramedRead};
use tokio_util::io::StreamReader;

use super::limits::Limits;
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
    pub place: Arc<OwnedSemaphorePermit>,
}

/// A line of the body, or why there is none.
type Line = (u64, Result<Vec<u8>, Refusal>);

impl Batch {
    /// The answers to the lines of a body; one that breaks off ends with a line that says so.
    pub fn answers(
        self,
        body: Body,
        limits: &Limits,
    ) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static {
        let lines = lines(body, *limits);
        lines
            .map(move |(line, bytes)| self.clone().answer(line, bytes))
            .buffered(limits.threads.max(1))
    }

    async fn answer(self, line: u64, bytes: Result<Vec<u8>, Refusal>) -> Result<Bytes, Infallible> {
        let metrics = self.metrics.clone();
        let answered = match bytes {
            Ok(bytes) => self.answer_page(line, bytes).await,
            Err(refusal) => Err(refusal),
        };
        metrics.page(answered.is_ok());
        let answer = answered.unwrap_or_else(|refusal| refusal.line(line));
        Ok(answer.into())
    }

    async fn answer_page(self, line: u64, bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        let task = Task {
            order: self.order,
            media: self.media,
            bytes,
            line,
        };
        self.workers.answer(task, self.place).await
    }
}

/// The lines of a body that are not blank, by number from 1.
fn lines(body: Body, limits: Limits) -> impl Stream<Item = Line> + Send + 'static {
    let bytes = body.into_data_stream().map_err(io::Error::other);
    let codec =
        AnyDelimiterCodec::new_with_max_length(b"\n".to_vec(), b"\n".to_vec(), limits.page_bytes);
    let framed = FramedRead::new(StreamReader::new(bytes), codec);
    stream::unfold(Some((framed, 0)), move |state| async move {
        let (mut framed, mut line) = state?;
        loop {
            line += 1;
            let next = timeout(limits.time, framed.next()).await;
            return match next {
                Ok(None) => None,
                Ok(Some(Ok(bytes))) if bytes.trim_ascii().is_empty() => continue,
                Ok(Some(Ok(bytes))) => Some(((line, Ok(bytes.into())), Some((framed, line)))),
                Ok(Some(Err(AnyDelimiterCodecError::MaxChunkLengthExceeded))) => {
                    // It ends after an error, and goes on with the next line when it is asked again.
                    let _ = framed.next().await;
                    let refusal = Refusal::too_long(limits.page_bytes);
                    Some(((line, Err(refusal)), Some((framed, line))))
                }
                Ok(Some(Err(AnyDelimiterCodecError::Io(error)))) => {
                    Some(((line, Err(broken_off(&error))), None))
                }
                Err(_) => Some(((line, Err(Refusal::too_slow())), None)),
            };
        }
    })
}

/// A body that cannot be read on.
pub fn broken_off(error: &dyn std::error::Error) -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        format!("the body breaks off, or is not packed as its Content-Encoding says ({error})"),
    )
}
