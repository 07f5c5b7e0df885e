//! A service on this machine, and one request to it after the other, each on a connection of its own.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;

use arbitrary::Arbitrary;
use socket2::SockRef;
use unpitch::Model;
use unpitch::serve::{Limits, Service};

/// A small model: starting the service digests it.
const SMALL: &[u8] = include_bytes!("../../tests/fixtures/models/format-5.unpitch");

/// How long an answer may take: less than libFuzzer waits, so that a request that is never answered tells why.
const PATIENCE: Duration = Duration::from_secs(8);

/// A request.
#[derive(Debug, Arbitrary)]
pub enum Request<'a> {
    /// Whatever the bytes are.
    Raw(&'a [u8]),
    /// One that HTTP allows.
    Sound {
        method: bool,
        path: Route,
        query: &'a str,
        media: Media<'a>,
        encoding: Option<Encoding>,
        chunks: Option<u8>,
        body: &'a [u8],
    },
}

#[derive(Debug, Arbitrary)]
pub enum Route {
    Label,
    Clean,
    Verdict,
    Health,
    Metrics,
    Openapi,
    Unknown,
}

#[derive(Debug, Arbitrary)]
pub enum Media<'a> {
    Html,
    Latin,
    Text,
    Json,
    JsonLines,
    Other(&'a str),
}

#[derive(Debug, Arbitrary)]
pub enum Encoding {
    Gzip,
    Other,
}

impl Request<'_> {
    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Request::Raw(bytes) => bytes.to_vec(),
            Request::Sound {
                method,
                path,
                query,
                media,
                encoding,
                chunks,
                body,
            } => {
                let method = if *method { "POST" } else { "GET" };
                let (path, query, media) = (path.path(), escaped(query), media.name());
                let mut head = format!(
                    "{method} {path}?{query} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {media}\r\n"
                );
                if let Some(encoding) = encoding {
                    head += &format!("Content-Encoding: {}\r\n", encoding.name());
                }
                [head.into_bytes(), framed(body, *chunks)].concat()
            }
        }
    }
}

impl Route {
    fn path(&self) -> &'static str {
        match self {
            Route::Label => "/label",
            Route::Clean => "/clean",
            Route::Verdict => "/verdict",
            Route::Health => "/health",
            Route::Metrics => "/metrics",
            Route::Openapi => "/openapi.json",
            Route::Unknown => "/tides",
        }
    }
}

impl Media<'_> {
    fn name(&self) -> String {
        match self {
            Media::Html => "text/html".to_owned(),
            Media::Latin => "text/html; charset=iso-8859-1".to_owned(),
            Media::Text => "text/plain".to_owned(),
            Media::Json => "application/json".to_owned(),
            Media::JsonLines => "application/x-ndjson".to_owned(),
            Media::Other(text) => text.chars().filter(|c| !c.is_control()).collect(),
        }
    }
}

impl Encoding {
    fn name(&self) -> &'static str {
        match self {
            Encoding::Gzip => "gzip",
            Encoding::Other => "tide",
        }
    }
}

/// A query without what would end it.
fn escaped(query: &str) -> String {
    query
        .chars()
        .filter(|c| c.is_ascii_graphic() && *c != '#')
        .collect()
}

/// The end of a head, and the body: of a known length, or in chunks.
fn framed(body: &[u8], chunks: Option<u8>) -> Vec<u8> {
    let Some(size) = chunks else {
        return [
            format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(),
            body,
        ]
        .concat();
    };
    let mut framed = b"Transfer-Encoding: chunked\r\n\r\n".to_vec();
    for chunk in body.chunks(usize::from(size).max(1)) {
        framed.extend(format!("{:x}\r\n", chunk.len()).as_bytes());
        framed.extend([chunk, b"\r\n"].concat());
    }
    framed.extend(b"0\r\n\r\n");
    framed
}

/// Asks the service, and checks that it answers, or hangs up on what is no HTTP.
pub fn check(request: &Request<'_>) {
    let mut stream = TcpStream::connect(*service()).expect("the service listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time");
    // It may have hung up before all was sent.
    let sent = stream.write_all(&request.bytes());
    let is_raw = matches!(request, Request::Raw(_));
    if is_raw {
        let _ = stream.shutdown(Shutdown::Write);
    }
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let _ = SockRef::from(&stream).set_linger(Some(Duration::ZERO));
    if let Err(error) = &read {
        let is_late = matches!(
            error.kind(),
            std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
        );
        assert!(!is_late, "no end of an answer in {PATIENCE:?}");
    }
    if !is_raw && sent.is_ok() && read.is_ok() {
        check_answer(&answer);
    }
}

fn check_answer(answer: &[u8]) {
    let text = String::from_utf8_lossy(answer);
    let status = text
        .strip_prefix("HTTP/1.1 ")
        .unwrap_or_else(|| panic!("no answer: {text:?}"));
    assert!(
        !status.starts_with("50") || status.starts_with("503"),
        "{text}"
    );
}

/// A service that runs as long as the process.
fn service() -> &'static SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        std::thread::spawn(move || {
            let model = Model::read(SMALL).expect("a sound model");
            let mut limits = Limits::default();
            (limits.threads, limits.page_bytes) = (1, 1 << 20);
            Service::new(&model, limits)
                .run(listener)
                .expect("it runs on");
        });
        address
    })
}
