//! The routes: a shell without data for whoever looks, and the data for who has the token.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use tokio::time::timeout;

use super::assets;
use super::desk::{Desk, Order};
use super::guard;
use super::step::Step;
use crate::serve::Stop;
use crate::serve::access::{self, Access};
use crate::serve::refusal::Refusal;

/// Most bytes of a step: thousands of paragraphs, each a run of its own.
const MOST_BYTES: usize = 1 << 20;

/// How long a step may take to come in.
const PATIENCE: Duration = Duration::from_secs(10);

/// What all requests share.
pub struct App {
    desk: Desk,
    stop: Stop,
}

impl App {
    pub fn new(desk: Desk, stop: Stop) -> App {
        App { desk, stop }
    }
}

type Shared = State<Arc<App>>;

/// All routes, behind what lets requests through. What stands last is asked first.
pub fn router(app: Arc<App>, access: Arc<Access>) -> Router {
    let data = Router::new()
        .route("/sitting", get(look))
        .route("/why", get(why))
        .route("/steps", post(step))
        .route("/finish", post(finish))
        .route_layer(from_fn(guard::by_origin))
        .route_layer(from_fn_with_state(access.clone(), access::by_token));
    Router::new()
        .merge(data)
        .merge(assets::router())
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(from_fn_with_state(access, access::by_name))
        .layer(from_fn(guard::strict))
        .with_state(app)
}

async fn look(State(app): Shared) -> Result<Response, Refusal> {
    Ok(json(app.desk.ask(Order::Look).await?))
}

/// A step, and how many its sender has seen.
#[derive(Deserialize)]
struct Sent {
    taken: u64,
    #[serde(flatten)]
    step: Step,
}

async fn step(State(app): Shared, body: Body) -> Result<Response, Refusal> {
    let sent: Sent = serde_json::from_slice(&whole(body).await?)
        .map_err(|error| Refusal::bad(format!("expected a step as JSON ({error})")))?;
    let order = Order::Step {
        taken: sent.taken,
        step: sent.step,
    };
    Ok(json(app.desk.ask(order).await?))
}

async fn whole(body: Body) -> Result<Bytes, Refusal> {
    let read = timeout(PATIENCE, to_bytes(body, MOST_BYTES)).await;
    let too_much = |_| {
        let reason = format!("expected a step of at most {MOST_BYTES} bytes");
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, reason)
    };
    let too_slow = |_| Refusal::new(StatusCode::REQUEST_TIMEOUT, "the step did not come in time");
    read.map_err(too_slow)?.map_err(too_much)
}

async fn why(State(app): Shared, uri: Uri) -> Result<Response, Refusal> {
    let query = uri.query().unwrap_or_default().as_bytes();
    let (mut page, mut paragraph) = (None, None);
    for (name, value) in form_urlencoded::parse(query) {
        match &*name {
            "page" => page = Some(value.into_owned()),
            "paragraph" => paragraph = value.parse().ok(),
            _ => {}
        }
    }
    let (Some(page), Some(paragraph)) = (page, paragraph) else {
        return Err(Refusal::bad("expected page and paragraph"));
    };
    Ok(json(app.desk.ask(Order::Why { page, paragraph }).await?))
}

/// Ends the sitting; the program then ends once this is answered.
async fn finish(State(app): Shared) -> Result<Response, Refusal> {
    let answer = app.desk.ask(Order::Finish).await?;
    app.stop.stop();
    Ok(json(answer))
}

async fn unknown() -> Refusal {
    let reason = "there is /, the labelling page; the rest is its own";
    Refusal::new(StatusCode::NOT_FOUND, reason)
}

fn json(body: Vec<u8>) -> Response {
    typed("application/json", body)
}

fn typed(media: &'static str, body: impl IntoResponse) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static(media))], body).into_response()
}
