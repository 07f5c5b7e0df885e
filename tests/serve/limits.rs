//! What is beyond the limits is refused, and nothing of the rest is lost.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use super::common::gzip;
use super::{PATIENCE, Server, refusal};

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
    until(|| {
        server
            .get("/metrics")
            .text()
            .expect("UTF-8")
            .contains(&line)
    });
}

/// Waits until it is so.
fn until(is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "it never was");
        thread::sleep(Duration::from_millis(5));
    }
}

/// The status that a page gets now.
fn status_now(server: &Server) -> u16 {
    let response = server.post("/label", "text/html", "<p>Ferries");
    response.status().as_u16()
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
    assert_eq!(status_now(&server), 200);
}

#[test]
fn a_body_that_does_not_come_gives_its_place_free() {
    let server = Server::start(&["--max-requests", "1", "--timeout", "3"]);
    let answer = rest(begin(&server));
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert_eq!(status_now(&server), 200);
}

#[test]
fn a_place_is_free_again_when_whoever_asked_is_gone() {
    let server = Server::start(&["--max-requests", "1"]);
    drop(begin(&server));
    wait_for(&server, 0);
    assert_eq!(status_now(&server), 200);
}

#[test]
fn a_page_that_takes_too_long_is_given_up_and_others_go_on() {
    let server = Server::start(&["--timeout", "2", "--threads", "1"]);
    // Few bytes, which come at once, and more paragraphs than are read and scored in that time.
    let slow = "<p>a ".repeat(1_000_000);
    let (status, error) = refusal(server.post("/label", "text/html", slow));
    assert!(
        status == 504 && error.contains("longer than it was given"),
        "{status} {error}"
    );
    let is_answered = || status_now(&server) == 200;
    until(is_answered);
}

#[test]
fn pages_of_too_many_paragraphs_are_not_explained() {
    let server = Server::start(&[]);
    let long = "<p>a ".repeat(5_001);
    let (status, error) = refusal(server.post("/label?explain=true", "text/html", long));
    assert!(
        status == 400 && error.contains("5001 paragraphs"),
        "{status} {error}"
    );
}

#[test]
fn a_client_that_is_gone_while_its_page_is_worked_on_leaves_nothing_behind() {
    let server = Server::start(&["--max-requests", "1"]);
    let page = "<p>a ".repeat(20_000);
    let mut stream = server.connect();
    let head = format!(
        "POST /label HTTP/1.1\r\nHost: {}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}",
        server.address,
        page.len()
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    wait_for(&server, 1);
    drop(stream);
    wait_for(&server, 0);
    until(|| status_now(&server) == 200);
}

#[test]
fn who_waits_to_be_told_to_go_on_is_refused_before_the_body() {
    let server = Server::start(&[]);
    let answer = server.raw(&format!(
        "POST /label HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: image/png\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
        server.address
    ));
    assert!(answer.starts_with("HTTP/1.1 415"), "{answer}");
}

#[test]
fn packed_lines_without_a_page_end_and_others_are_answered_meanwhile() {
    let server = Server::start(&[]);
    let blank = gzip(&vec![b'\n'; 40 << 20]);
    let request = super::client().post(server.url("/label"));
    let request = request.header("Content-Type", "application/x-ndjson");
    let request = request.header("Content-Encoding", "gzip").body(blank);
    let asked = thread::spawn(move || request.send().expect("an answer").text().expect("UTF-8"));
    assert_eq!(server.get("/health").status().as_u16(), 200);
    let answer = asked.join().expect("it ends");
    assert!(
        answer.contains("blank lines") && answer.lines().count() == 1,
        "{answer}"
    );
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
