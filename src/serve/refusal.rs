//! What is answered instead of labels.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::error::Error;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub status: StatusCode,
    pub error: String,
}

/// As it is written; of a batch with its line.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    error: &'a str,
}

impl Refusal {
    pub fn new(status: StatusCode, error: impl Into<String>) -> Refusal {
        let error = error.into();
        Refusal { status, error }
    }

    /// The sender has to change something.
    pub fn bad(error: impl Into<String>) -> Refusal {
        Refusal::new(StatusCode::BAD_REQUEST, error)
    }

    /// More than the service takes on at a time.
    pub fn busy() -> Refusal {
        Refusal::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "as many requests as this service takes on are under way; send it again later",
        )
    }

    /// A page of more bytes than are taken.
    pub fn too_long(most: usize) -> Refusal {
        Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!(
                "found a page of more than {most} bytes (unpacked), which is the most this service takes; leave it out, or \
                 start the service with a higher --max-page"
            ),
        )
    }

    /// A body that came too slowly.
    pub fn too_slow() -> Refusal {
        Refusal::new(
            StatusCode::REQUEST_TIMEOUT,
            "the body did not come within the time for a request; send it faster, or start the service with a longer --timeout",
        )
    }

    /// The line that stands in a batch's answer, ended.
    pub fn line(&self, line: u64) -> Vec<u8> {
        let mut written = self.written(Some(line), Some(self.status.as_u16()));
        written.push(b'\n');
        written
    }

    fn written(&self, line: Option<u64>, status: Option<u16>) -> Vec<u8> {
        let error = &self.error;
        let json = serde_json::to_vec(&Written {
            line,
            status,
            error,
        });
        json.expect("strings and numbers are JSON")
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        let status = match &error {
            Error::OutOfTime => StatusCode::GATEWAY_TIMEOUT,
            Error::Data(_) | Error::NoPromise => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Refusal::new(status, error.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let json = HeaderValue::from_static("application/json");
        let body = self.written(None, None);
        let mut response = (self.status, [(CONTENT_TYPE, json)], body).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            let seconds = HeaderValue::from_static("1");
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            let name = axum::http::header::WWW_AUTHENTICATE;
            response.headers_mut().insert(name, scheme);
        }
        response
    }
}
