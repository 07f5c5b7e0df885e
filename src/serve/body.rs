//! Bodies: read whole, line by line, or away, and never for long without a pause, since one thread reads for all.

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use futures_util::{Stream, stream};
use http_body_util::BodyExt;
use tokio::task::coop::consume_budget;
use tokio::time::timeout;

use super::limits::{Limits, Place};
use super::refusal::Refusal;

/// How much is read, unpacked, that is no page, in bytes: blank lines, lines that are too long, what is refused.
const MOST_SKIPPED: usize = 16 << 20;

/// A whole body.
pub async fn whole(body: &mut Body, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let read = async {
        let mut bytes = Vec::new();
        while let Some(data) = next(body).await? {
            if bytes.len() + data.len() > limits.page_bytes {
                return Err(Refusal::too_long(limits.page_bytes));
            }
            bytes.extend_from_slice(&data);
        }
        Ok(bytes)
    };
    let read = timeout(limits.time, read).await;
    read.unwrap_or_else(|_| Err(Refusal::too_slow()))
}

/// Reads what nobody wants, up to a bound: a client that is still sending would not see the answer.
pub async fn drain(body: &mut Body) {
    let mut skipped = 0;
    while skipped <= MOST_SKIPPED
        && let Ok(Some(data)) = next(body).await
    {
        skipped += data.len();
    }
}

/// The next piece.
async fn next(body: &mut Body) -> Result<Option<Bytes>, Refusal> {
    consume_budget().await;
    match body.frame().await {
        None => Ok(None),
        Some(Ok(frame)) => Ok(Some(frame.into_data().unwrap_or_default())),
        Some(Err(error)) => Err(broken_off(&error)),
    }
}

/// A body that cannot be read on.
fn broken_off(error: &dyn std::error::Error) -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        format!("the body breaks off, or is not packed as its Content-Encoding says ({error})"),
    )
}

/// An answer that keeps its request's place until the last of it has been sent.
pub fn held(bytes: Vec<u8>, place: Place) -> Bytes {
    struct Held(Vec<u8>, #[expect(dead_code, reason = "it is held")] Place);
    impl AsRef<[u8]> for Held {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    Bytes::from_owner(Held(bytes, place))
}

/// A line by its number, from 1, or why there is none.
pub type Line = (u64, Result<Vec<u8>, Refusal>);

/// The lines of a body that are not blank. One that is too long is said in its place; what cannot be read on is the last one.
pub struct Lines {
    body: Body,
    limits: Limits,
    /// What has been read of the body, and not yet of its lines.
    rest: Bytes,
    line: u64,
    is_ended: bool,
}

impl Lines {
    pub fn new(body: Body, limits: Limits) -> Lines {
        Lines {
            body,
            limits,
            rest: Bytes::new(),
            line: 0,
            is_ended: false,
        }
    }

    pub fn stream(self) -> impl Stream<Item = Line> + Send + 'static {
        stream::unfold(self, |mut lines| async {
            let line = lines.next().await?;
            Some((line, lines))
        })
    }

    async fn next(&mut self) -> Option<Line> {
        let mut skipped = 0;
        while !self.is_ended {
            let line = self.next_of_any().await;
            skipped += line.length;
            match line.read {
                Ok(bytes) if bytes.trim_ascii().is_empty() && skipped <= MOST_SKIPPED => {}
                Ok(bytes) if bytes.trim_ascii().is_empty() => {
                    self.is_ended = true;
                    return Some((
                        self.line,
                        Err(Refusal::bad("found nothing but blank lines")),
                    ));
                }
                read => return Some((self.line, read)),
            }
        }
        None
    }

    /// The next line, blank or not.
    async fn next_of_any(&mut self) -> Piece {
        self.line += 1;
        let mut piece = Piece {
            read: Ok(Vec::new()),
            length: 0,
        };
        loop {
            let end = memchr::memchr(b'\n', &self.rest);
            let bytes = self
                .rest
                .split_to(end.map_or(self.rest.len(), |end| end + 1));
            piece.add(&bytes, self.limits.page_bytes);
            if end.is_some() {
                return piece;
            }
            match self.more().await {
                Ok(true) if piece.length <= MOST_SKIPPED.max(self.limits.page_bytes) => {}
                Ok(_) => {
                    self.is_ended = true;
                    return piece;
                }
                Err(refusal) => {
                    self.is_ended = true;
                    piece.read = Err(refusal);
                    return piece;
                }
            }
        }
    }

    /// Reads on; whether there is more.
    async fn more(&mut self) -> Result<bool, Refusal> {
        let read = timeout(self.limits.time, next(&mut self.body)).await;
        let read = read.unwrap_or_else(|_| Err(Refusal::too_slow()))?;
        let is_more = read.is_some();
        self.rest = read.unwrap_or_default();
        Ok(is_more)
    }
}

/// What has been read of a line.
struct Piece {
    read: Result<Vec<u8>, Refusal>,
    /// Its length so far, kept or not.
    length: usize,
}

impl Piece {
    fn add(&mut self, bytes: &[u8], most: usize) {
        self.length += bytes.len();
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        match &mut self.read {
            Ok(read) if read.len() + bytes.len() > most => {
                self.read = Err(Refusal::too_long(most));
            }
            Ok(read) => read.extend_from_slice(bytes),
            Err(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    /// The lines of a body that comes in these pieces, by number, with their texts or the status of why there is none.
    fn lines(pieces: &[&[u8]], page_bytes: usize) -> Vec<(u64, Result<String, u16>)> {
        let pieces: Vec<_> = pieces
            .iter()
            .map(|piece| Bytes::copy_from_slice(piece))
            .collect();
        let body = Body::from_stream(stream::iter(
            pieces.into_iter().map(Ok::<_, std::io::Error>),
        ));
        let limits = Limits {
            page_bytes,
            ..Limits::default()
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let lines = runtime
            .unwrap()
            .block_on(Lines::new(body, limits).stream().collect::<Vec<_>>());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let plain = |(line, read): Line| {
            (
                line,
                read.map(text).map_err(|refusal| refusal.status.as_u16()),
            )
        };
        lines.into_iter().map(plain).collect()
    }

    #[test]
    fn lines_are_told_whatever_pieces_they_come_in() {
        let text = |line: u64, text: &str| (line, Ok(text.to_owned()));
        assert_eq!(
            lines(&[b"a\n\n  \r\nb", b"c\nd"], 9),
            [text(1, "a"), text(4, "bc"), text(5, "d")]
        );
        assert_eq!(lines(&[b"", b"\n", b"\n"], 9), []);
        assert_eq!(lines(&[], 9), []);
    }

    #[test]
    fn a_line_that_is_too_long_is_said_in_its_place() {
        let text = |line: u64, text: &str| (line, Ok(text.to_owned()));
        let found = lines(&[b"long\nlong\nabc\nlo", b"ng\nb\nlong"], 3);
        let long = |line: u64| (line, Err(413));
        assert_eq!(
            found,
            [
                long(1),
                long(2),
                text(3, "abc"),
                long(4),
                text(5, "b"),
                long(6)
            ]
        );
    }

    #[test]
    fn what_goes_on_for_ever_without_a_page_ends() {
        let blank = vec![b'\n'; 1 << 20];
        let pieces: Vec<&[u8]> = vec![&blank; 20];
        let found = lines(&pieces, 9);
        assert_eq!((found.len(), found[0].1.clone()), (1, Err(400)));
        let long = vec![b'x'; 1 << 20];
        let pieces: Vec<&[u8]> = vec![&long; 20];
        assert_eq!(lines(&pieces, 9), [(1, Err(413))]);
    }
}
