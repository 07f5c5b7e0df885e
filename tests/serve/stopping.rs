//! How it ends.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::Server;

#[test]
fn requests_under_way_are_finished_and_no_others_taken_on() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let head = format!(
        "POST /label HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n",
        server.address
    );
    let line = "{\"id\": 1, \"text\": \"Ferries\"}\n";
    let chunk = format!("{:x}\r\n{line}\r\n", line.len());
    stream
        .write_all((head + &chunk).as_bytes())
        .expect("it reads");
    // Its answer has begun: it is under way.
    stream.read_exact(&mut [0; 15]).expect("an answer");
    server.signal();
    let start = std::time::Instant::now();
    while TcpStream::connect(&server.address).is_ok() {
        assert!(start.elapsed() < super::PATIENCE, "it still listens");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    stream
        .write_all((chunk + "0\r\n\r\n").as_bytes())
        .expect("it reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("UTF-8");
    assert_eq!(answer.matches("\"id\":1").count(), 2, "{answer}");
    let (code, said) = server.wait();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("stopped"), "{said}");
}

#[test]
fn with_nothing_under_way_it_ends_at_once() {
    let server = Server::start(&["--quiet"]);
    let kept = server.connect();
    assert_eq!(server.get("/health").status().as_u16(), 200);
    let (code, said) = server.stop();
    assert_eq!(code, Some(0), "{said}");
    drop(kept);
}

#[test]
fn a_port_that_is_taken_is_said() {
    let server = Server::start(&[]);
    let (_, port) = server.address.rsplit_once(':').expect("a port");
    let output = super::common::unpitch(&["serve", "--port", port], b"");
    let said = super::common::stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(port) && said.contains("--port"), "{said}");
}
