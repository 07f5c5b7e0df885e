//! Connections: taken on up to a number, ended where nothing comes or goes, and when the service stops.

use std::sync::Arc;
use std::time::Duration;
use std::{io, net};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

use super::Stop;
use super::limits::Limits;

/// Wait after an error that is not of one connection, such as too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers, on this thread, until `stop` says so, then finishes the requests under way, for as long as a request may take.
///
/// # Errors
/// What the operating system says of the listener.
pub fn answer(
    listener: net::TcpListener,
    router: Router,
    limits: Limits,
    stop: &Stop,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(listener)?;
        answer_all(listener, router, limits, stop.subscribe()).await;
        Ok(())
    })
}

async fn answer_all(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) {
    let open = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    loop {
        tokio::select! {
            biased;
            _ = stop.wait_for(|is_stopped| *is_stopped) => break,
            (stream, place) = accept(&listener, &open) => {
                let connection = connection(stream, router.clone(), &limits);
                let connection = graceful.watch(connection);
                tokio::spawn(async move {
                    // What goes wrong is the other side's, and it is gone.
                    let _ = connection.await;
                    drop(place);
                });
            }
        }
    }
    drop(listener);
    let _ = timeout(limits.time, graceful.shutdown()).await;
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    open: &Arc<Semaphore>,
) -> (TcpStream, OwnedSemaphorePermit) {
    let place = open.clone().acquire_owned().await;
    let place = place.expect("it is never closed");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            Err(error) if is_its_own(&error) => {}
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// Whether an error is of the one connection that would have come.
fn is_its_own(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

type Stream = std::pin::Pin<Box<TimeoutStream<TcpStream>>>;
type Connection = http1::Connection<TokioIo<Stream>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, router: Router, limits: &Limits) -> Connection {
    // Answers are small and whole.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.time));
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.time)
        .serve_connection(
            TokioIo::new(Box::pin(stream)),
            TowerToHyperService::new(router),
        )
}
