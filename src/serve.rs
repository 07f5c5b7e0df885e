//! An HTTP service: pages in, labels, articles and verdicts out.
//!
//! ```text
//! connections    a connection -> requests, up to a number of them; ends in order
//! access         Host, Origin, token
//! routes         a request -> one page, or a batch
//! request        its options and the type of its body
//! body           whole, or line by line; no place is free before its answer is sent
//! batch          JSON lines -> answers in order, no more at a time than there are threads
//! workers, task  a page -> a line of JSON, on a thread of its own
//! metrics        what was answered, for Prometheus
//! ```
//! One thread reads and writes, [`Limits::threads`] others label. A request has a place among [`Limits::requests`] from before its
//! body is read until no work is left of it, even if nobody waits for the answer any more; there is no other queue.

pub(crate) mod access;
mod batch;
mod body;
pub(crate) mod connections;
mod limits;
mod metrics;
pub(crate) mod refusal;
mod request;
mod routes;
mod task;
mod workers;

use std::io;
use std::net::TcpListener;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use tokio::sync::{Semaphore, watch};

use crate::model::Model;
use access::Access;
use metrics::Metrics;
use routes::App;
use workers::{Queued, Workers};

pub use limits::Limits;

/// The description of the routes, but for the version.
const OPENAPI: &str = include_str!("serve/openapi.json");

/// A service that answers with a model.
///
/// ```no_run
/// use unpitch::Model;
/// use unpitch::serve::{Limits, Service};
///
/// let model = Model::load("site.unpitch")?;
/// let service = Service::new(&model, Limits::default());
/// let stop = service.stop();
/// std::thread::spawn(move || {
///     std::thread::sleep(std::time::Duration::from_secs(3_600));
///     stop.stop();
/// });
/// service.run(std::net::TcpListener::bind("127.0.0.1:8080")?)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Service<'m> {
    model: &'m Model,
    limits: Limits,
    token: Option<String>,
    stop: Stop,
}

/// Stops a service, from any thread.
#[derive(Clone, Debug)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    /// Of a service that has yet to begin.
    pub(crate) fn new() -> Stop {
        Stop(watch::channel(false).0)
    }

    /// What says when to stop.
    fn subscribe(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }

    /// Has the service take on nothing more and end once the requests under way are answered, or have had their time.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl<'m> Service<'m> {
    /// A service within these limits, without a token.
    #[must_use]
    pub fn new(model: &'m Model, limits: Limits) -> Service<'m> {
        Service {
            model,
            limits: limits.sensible(),
            token: None,
            stop: Stop::new(),
        }
    }

    /// Answers only those who have this token, `/health` and `/openapi.json` excepted.
    #[must_use]
    pub fn token(self, token: Option<String>) -> Service<'m> {
        Service { token, ..self }
    }

    /// What stops it.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Answers until it is stopped.
    ///
    /// On a loopback address only requests whose `Host` names this machine are answered. On any other, whoever can reach it can
    /// use it: give it a token.
    ///
    /// # Errors
    /// What the operating system says of the listener, or of threads that can't be started.
    pub fn run(&self, listener: TcpListener) -> io::Result<()> {
        let (sender, queue) = channel();
        let queue = Mutex::new(queue);
        thread::scope(|scope| {
            for _ in 0..self.limits.threads {
                let work = || workers::work(self.model, &queue, self.limits.time);
                thread::Builder::new().spawn_scoped(scope, work)?;
            }
            // Its end closes the queue, and with it the workers.
            self.listen(listener, sender)
        })
    }

    fn listen(&self, listener: TcpListener, queue: Sender<Queued>) -> io::Result<()> {
        let access = Access::new(listener.local_addr()?, self.token.as_deref());
        let router = routes::router(Arc::new(self.app(Workers(queue))), access);
        connections::answer(listener, router, self.limits, &self.stop)
    }

    fn app(&self, workers: Workers) -> App {
        let version = env!("CARGO_PKG_VERSION");
        let model = self.model.digest();
        App {
            workers,
            limits: self.limits,
            metrics: Arc::new(Metrics::new()),
            places: Arc::new(Semaphore::new(self.limits.requests)),
            health: format!(r#"{{"status":"ok","version":"{version}","model":"{model}"}}"#),
            openapi: OPENAPI.replace("VERSION", version),
        }
    }
}
