//! What is beyond the limits is refused, and nothing of the rest is lost.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

use super::{Server, json, refusal};

/// Begins to send a page, and does not go on.
fn begin(server: &Server) -> TcpStream {
    let mut stream = server.connect();
    let head = format!(
        "POST /label HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>Ferries",
        server.address
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    stream
}

/// Waits until so many requests are under way.
fn wait_for(server: &Server, n: usize) {
    let line = format!("unpitch_requests_under_way {}\n", n + 1);
    while !server
        .get("/metrics")
        .text()
        .expect("UTF-8")
        .contains(&line)
    {
        thread::yield_now();
    }
}

fn rest(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("UTF-8");
    answer
}

#[test]
fn requests_beyond_the_limit_are_refused_and_those_within_answered() {
    let server = Server::start(&["--max-requests", "2"]);
    let mut held = [begin(&server), begin(&server)];
    wait_for(&server, 2);
    let response = server.post("/label", "text/html", "<p>Ferries".repeat(100_000));
    assert_eq!(response.headers()["retry-after"], "1");
    let (status, error) = refusal(response);
    assert!(status == 503 && error.contains("again later"), "{error}");
    assert_eq!(server.get("/health").status().as_u16(), 200);
    for stream in &mut held {
        stream.write_all(&[b' '; 90]).expect("it reads");
    }
    for stream in held {
        assert!(rest(stream).starts_with("HTTP/1.1 200"));
    }
    wait_for(&server, 0);
    assert_eq!(
        server
            .post("/label", "text/html", "<p>Ferries")
            .status()
            .as_u16(),
        200
    );
}

#[test]
fn a_body_that_does_not_come_gives_its_place_free() {
    let server = Server::start(&["--max-requests", "1", "--timeout", "1"]);
    let answer = rest(begin(&server));
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert_eq!(
        server
            .post("/label", "text/html", "<p>Ferries")
            .status()
            .as_u16(),
        200
    );
}

#[test]
fn a_place_is_free_again_when_whoever_asked_is_gone() {
    let server = Server::start(&["--max-requests", "1"]);
    drop(begin(&server));
    wait_for(&server, 0);
    assert_eq!(
        server
            .post("/label", "text/html", "<p>Ferries")
            .status()
            .as_u16(),
        200
    );
}

#[test]
fn a_page_that_takes_too_long_is_given_up_and_others_go_on() {
    let server = Server::start(&["--timeout", "1", "--threads", "1", "--max-page", "64"]);
    let slow =
        "<p>Ferries sail again from Monday, <a href=/>the harbour master</a> said.".repeat(900_000);
    let (status, error) = refusal(server.post("/label", "text/html", slow));
    assert!(
        status == 503 && error.contains("longer than it was given"),
        "{status} {error}"
    );
    let answer = loop {
        let response = server.post("/label", "text/html", "<p>Ferries");
        if response.status().as_u16() == 200 {
            break json(response);
        }
    };
    assert_eq!(answer["paragraphs"][0]["text"], "Ferries");
}

#[test]
fn a_page_that_is_too_long_is_refused_whether_its_length_is_said_or_not() {
    let server = Server::start(&["--max-page", "1"]);
    let long = vec![b'x'; 3 << 20];
    let (status, error) = refusal(server.post("/label", "text/plain", long.clone()));
    assert!(status == 413 && error.contains("1048576 bytes"), "{error}");
    let body = reqwest::blocking::Body::new(std::io::Cursor::new(long));
    let request = super::client()
        .post(server.url("/label"))
        .header("Content-Type", "text/plain");
    assert_eq!(
        refusal(request.body(body).send().expect("an answer")).0,
        413
    );
}
