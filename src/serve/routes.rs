//! The routes: what a request becomes.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tower_http::decompression::RequestDecompressionLayer;

use super::access::{self, Access};
use super::batch::{Batch, broken_off};
use super::limits::Limits;
use super::metrics::{self, Metrics};
use super::refusal::Refusal;
use super::request::{media, order};
use super::task::{Action, Order, Task};
use super::workers::Workers;
use crate::corpora::sent::{Kind, Media};

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
type Taken = (Arc<Order>, Media, Arc<OwnedSemaphorePermit>);

/// How long a body is read that nobody wants.
const PATIENCE: Duration = Duration::from_secs(2);

/// How much of it is read, unpacked, in bytes: a few hundredths of a second's work.
const MOST_DRAINED: usize = 64 << 20;

/// All routes, behind what lets requests through.
pub fn router(app: Arc<App>, access: Access) -> Router {
    let (metrics, access) = (app.metrics.clone(), Arc::new(access));
    let pages = Router::new()
        .route("/label", post(label))
        .route("/clean", post(clean))
        .route("/verdict", post(verdict))
        .route_layer(RequestDecompressionLayer::new());
    let secret = pages
        .route("/metrics", get(metrics_text))
        .route_layer(from_fn_with_state(access.clone(), access::by_token));
    Router::new()
        .merge(secret)
        .route("/health", get(health))
        .route("/openapi.json", get(openapi))
        .route_layer(from_fn_with_state(metrics, metrics::count))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(access, access::by_name))
        .with_state(app)
}

async fn label(app: Shared, query: RawQuery, request: Request) -> Result<Response, Refusal> {
    answer(app, Action::label(), query, request).await
}

async fn clean(app: Shared, query: RawQuery, request: Request) -> Result<Response, Refusal> {
    answer(app, Action::clean(), query, request).await
}

async fn verdict(app: Shared, query: RawQuery, request: Request) -> Result<Response, Refusal> {
    answer(app, Action::Verdict, query, request).await
}

async fn answer(
    State(app): Shared,
    action: Action,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, Refusal> {
    let (head, body) = request.into_parts();
    let taken = app.take(action, query.as_deref().unwrap_or_default(), &head.headers);
    let (order, media, place) = match taken {
        Ok(taken) => taken,
        Err(refusal) => {
            drain(body).await;
            return Err(refusal);
        }
    };
    if media.kind == Kind::JsonLines {
        let batch = Batch {
            order,
            media,
            workers: app.workers.clone(),
            metrics: app.metrics.clone(),
            place,
        };
        let answers = Body::from_stream(batch.answers(body, &app.limits));
        return Ok(typed("application/x-ndjson", answers));
    }
    let bytes = app.read(body).await?;
    let task = Task {
        order,
        media,
        bytes,
        line: 1,
    };
    let answered = app.answer(task, place).await;
    app.metrics.page(answered.is_ok());
    Ok(typed("application/json", answered?))
}

impl App {
    /// What is asked for, and a place among the requests under way.
    fn take(&self, action: Action, query: &str, headers: &HeaderMap) -> Result<Taken, Refusal> {
        let order = order(action, query)?;
        let media = media(headers)?;
        // Known before any of it is read; packed it may be longer yet.
        let length = headers.get(CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        let most = self.limits.page_bytes;
        if media.kind != Kind::JsonLines && length.is_some_and(|length: usize| length > most) {
            return Err(Refusal::too_long(most));
        }
        let place = self.places.clone().try_acquire_owned();
        let place = place.map_err(|_| Refusal::busy())?;
        Ok((Arc::new(order), media, Arc::new(place)))
    }

    /// A whole body.
    async fn read(&self, mut body: Body) -> Result<Vec<u8>, Refusal> {
        let most = self.limits.page_bytes;
        let collected = Limited::new(&mut body, most).collect();
        match timeout(self.limits.time, collected).await {
            Err(_) => Err(Refusal::too_slow()),
            Ok(Ok(bytes)) => Ok(bytes.to_bytes().into()),
            Ok(Err(error)) if error.is::<LengthLimitError>() => {
                drain(body).await;
                Err(Refusal::too_long(most))
            }
            Ok(Err(error)) => Err(broken_off(&*error)),
        }
    }

    /// The answer to a page, within the time for a request: waiting for a worker counts.
    async fn answer(
        &self,
        task: Task,
        place: Arc<OwnedSemaphorePermit>,
    ) -> Result<Vec<u8>, Refusal> {
        let answered = timeout(self.limits.time, self.workers.answer(task, place)).await;
        answered.unwrap_or_else(|_| Err(crate::Error::OutOfTime.into()))
    }
}

/// Reads what nobody wants, up to a bound: a client that is still sending would not see the answer.
async fn drain(body: Body) {
    let mut body = Limited::new(body, MOST_DRAINED);
    let drained = async { while let Some(Ok(_)) = body.frame().await {} };
    let _ = timeout(PATIENCE, drained).await;
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
