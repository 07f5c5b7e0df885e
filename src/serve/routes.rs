//! The routes: what a request becomes.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, EXPECT};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower_http::decompression::RequestDecompressionLayer;

use super::access::{self, Access};
use super::batch::Batch;
use super::body::{drain, held, whole};
use super::limits::{Limits, Place};
use super::metrics::{self, Metrics};
use super::refusal::Refusal;
use super::request::{media, order};
use super::task::{Action, Order, Task};
use super::workers::Workers;
use crate::corpora::sent::{Kind, Media};
use crate::deadline::Deadline;

/// What all requests share.
pub struct App {
    pub workers: Workers,
    pub limits: Limits,
    pub metrics: Arc<Metrics>,
    /// A place for each request that may be under way.
    pub places: Arc<Semaphore>,
    /// What `/health` says.
    pub health: String,
    pub openapi: String,
}

type Shared = State<Arc<App>>;

/// What a request asks for, and its place among those under way.
#[derive(Clone)]
struct Taken {
    order: Arc<Order>,
    media: Media,
    place: Place,
}

/// How long a body is read that nobody wants.
const PATIENCE: Duration = Duration::from_secs(2);

/// All routes, behind what lets requests through. What stands last is asked first.
pub fn router(app: Arc<App>, access: Access) -> Router {
    let (metrics, access) = (app.metrics.clone(), Arc::new(access));
    let pages = Router::new()
        .route("/label", post(answer))
        .route("/clean", post(answer))
        .route("/verdict", post(answer))
        .route_layer(RequestDecompressionLayer::new())
        .route_layer(from_fn_with_state(app.clone(), take));
    let secret = pages
        .route("/metrics", get(metrics_text))
        .route_layer(from_fn_with_state(access.clone(), access::by_token));
    Router::new()
        .merge(secret)
        .route("/health", get(health))
        .route("/openapi.json", get(openapi))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(access, access::by_name))
        .layer(from_fn_with_state(metrics, metrics::count))
        .with_state(app)
}

/// Finds out what is asked for before anything of the body is unpacked.
async fn take(State(app): Shared, mut request: Request, next: Next) -> Result<Response, Refusal> {
    match app.take(&request) {
        Ok(taken) => {
            request.extensions_mut().insert(taken);
            Ok(next.run(request).await)
        }
        Err(refusal) => {
            // Who waits to be told to go on is not to be told so.
            if !request.headers().contains_key(EXPECT) {
                let mut body = request.into_body();
                let _ = timeout(PATIENCE, drain(&mut body)).await;
            }
            Err(refusal)
        }
    }
}

async fn answer(
    State(app): Shared,
    Extension(taken): Extension<Taken>,
    mut body: Body,
) -> Result<Response, Refusal> {
    if taken.media.kind == Kind::JsonLines {
        return Ok(app.batch(taken, body));
    }
    let bytes = match whole(&mut body, &app.limits).await {
        Ok(bytes) => bytes,
        Err(refusal) => {
            let _ = timeout(PATIENCE, drain(&mut body)).await;
            return Err(refusal);
        }
    };
    let place = taken.place.clone();
    let answered = app.answer(taken, bytes).await;
    app.metrics.page(answered.is_ok());
    Ok(typed("application/json", held(answered?, place)))
}

impl App {
    /// What is asked for, and a place among the requests under way.
    fn take(&self, request: &Request) -> Result<Taken, Refusal> {
        let action = match request.uri().path() {
            "/clean" => Action::clean(),
            "/verdict" => Action::Verdict,
            _ => Action::label(),
        };
        let order = order(action, request.uri().query().unwrap_or_default())?;
        let media = media(request.headers())?;
        // Known before any of it is read; packed it may be longer yet.
        let length = request.headers().get(CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        let most = self.limits.page_bytes;
        if media.kind != Kind::JsonLines && length.is_some_and(|length: usize| length > most) {
            return Err(Refusal::too_long(most));
        }
        let place = self.places.clone().try_acquire_owned();
        Ok(Taken {
            order: Arc::new(order),
            media,
            place: Arc::new(place.map_err(|_| Refusal::busy())?),
        })
    }

    fn batch(&self, taken: Taken, body: Body) -> Response {
        let batch = Batch {
            order: taken.order,
            media: taken.media,
            workers: self.workers.clone(),
            metrics: self.metrics.clone(),
            place: taken.place,
        };
        let answers = batch.answers(body, &self.limits);
        typed("application/x-ndjson", Body::from_stream(answers))
    }

    /// The answer to a page, within the time for a request: waiting for a worker counts.
    async fn answer(&self, taken: Taken, bytes: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        let task = Task {
            order: taken.order,
            media: taken.media,
            bytes,
            line: 1,
        };
        let time = self.limits.time;
        let answered = self
            .workers
            .answer(task, taken.place, Some(Deadline::after(time)));
        let answered = timeout(time, answered).await;
        answered.unwrap_or_else(|_| Err(crate::Error::OutOfTime.into()))
    }
}

async fn health(State(app): Shared) -> Response {
    typed("application/json", app.health.clone())
}

async fn openapi(State(app): Shared) -> Response {
    typed("application/json", app.openapi.clone())
}

async fn metrics_text(State(app): Shared) -> Response {
    typed(metrics::MEDIA, app.metrics.text())
}

async fn unknown() -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "there is /label, /clean, /verdict, /health, /metrics and /openapi.json",
    )
}

async fn wrong_method() -> Refusal {
    Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "/label, /clean and /verdict are asked by POST, the others by GET",
    )
}

fn typed(media: &'static str, body: impl IntoResponse) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static(media))], body).into_response()
}
