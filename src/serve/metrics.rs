//! What a service has done, for Prometheus.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

/// What the answer of `/metrics` is.
pub const MEDIA: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What is counted apart.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

/// What a service has done.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    pages: Family<Outcome, Counter>,
    under_way: Gauge,
    seconds: Histogram,
}

impl Metrics {
    pub fn new() -> Metrics {
        let mut metrics = Metrics {
            registry: Registry::with_prefix("unpitch"),
            requests: Family::default(),
            pages: Family::default(),
            under_way: Gauge::default(),
            // From a millisecond to half a minute.
            seconds: Histogram::new(exponential_buckets(0.001, 2.0, 16)),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let Metrics {
            registry,
            requests,
            pages,
            under_way,
            seconds,
        } = self;
        let help = "Requests answered, by route and status";
        registry.register("requests", help, requests.clone());
        let help = "Pages answered: labelled, or refused";
        registry.register("pages", help, pages.clone());
        let help = "Requests under way";
        registry.register("requests_under_way", help, under_way.clone());
        let help = "Time until the answer of a request began";
        registry.register_with_unit("request", help, Unit::Seconds, seconds.clone());
    }

    /// Counts a page.
    pub fn page(&self, is_labelled: bool) {
        let outcome = if is_labelled { "labelled" } else { "refused" };
        self.pages.get_or_create(&Outcome { outcome }).inc();
    }

    /// All of it, as Prometheus reads it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        encode(&mut text, &self.registry).expect("a string takes everything");
        text
    }
}

/// Counts requests.
pub async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    // Paths that are none of ours could be any number.
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("other", MatchedPath::as_str).to_owned();
    let under_way = UnderWay::new(&metrics);
    let response = next.run(request).await;
    metrics.seconds.observe(start.elapsed().as_secs_f64());
    let status = response.status().as_u16();
    let answered = Answered { route, status };
    metrics.requests.get_or_create(&answered).inc();
    // Until the last of it has been sent, or nobody reads it any more.
    response.map(|body| {
        Body::new(Watched {
            body,
            _under_way: under_way,
        })
    })
}

/// An answer on its way.
struct Watched {
    body: Body,
    _under_way: UnderWay,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A request that is counted as under way.
struct UnderWay(Gauge);

impl UnderWay {
    fn new(metrics: &Metrics) -> UnderWay {
        metrics.under_way.inc();
        UnderWay(metrics.under_way.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}
