//! JSON lines: answered one by one, in order, and as they come.

use std::io::{BufRead, BufReader, Write};

use serde_json::Value;

use super::Server;
use super::common::{pages, predict};

const NDJSON: &str = "application/x-ndjson";

/// The answers to the lines of a batch.
fn answers(server: &Server, path: &str, lines: String) -> Vec<Value> {
    let answers = server.post(path, NDJSON, lines).text().expect("UTF-8");
    let answers = answers.lines();
    answers
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn lines_are_answered_in_order_as_by_the_program() {
    let server = Server::start(&[]);
    let lines: String = (0..200)
        .map(|n| {
            let text = "Ferries sail again from Monday. ".repeat(1 + n % 7);
            format!("{{\"id\": {n}, \"text\": \"{text}\"}}\n\n")
        })
        .collect();
    let answers = answers(&server, "/label", lines.clone());
    assert_eq!(
        answers,
        pages(&predict(&["--format", "jsonl"], lines.as_bytes()))
    );
}

#[test]
fn a_line_that_is_no_page_is_answered_in_its_place() {
    let server = Server::start(&["--max-page", "1"]);
    let long = format!("{{\"text\": \"{}\"}}", "x".repeat(2 << 20));
    let lines = [
        "{\"id\": 1, \"text\": \"Ferries\"}",
        "[1]",
        &long,
        "{\"id\"",
        "{\"id\": 5, \"text\": \"Boats\"}",
    ];
    let answers = answers(&server, "/verdict", lines.join("\n"));
    let statuses: Vec<_> = answers
        .iter()
        .map(|answer| answer["status"].as_u64())
        .collect();
    assert_eq!(statuses, [None, Some(400), Some(413), Some(400), None]);
    assert_eq!(
        (&answers[1]["line"], &answers[4]["id"]),
        (&2.into(), &5.into())
    );
    assert!(
        answers[2]["error"]
            .as_str()
            .expect("text")
            .contains("--max-page")
    );
}

#[test]
fn each_line_is_answered_before_the_next_one_is_sent() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let head = format!(
        "POST /label HTTP/1.1\r\nHost: {}\r\nContent-Type: {NDJSON}\r\nTransfer-Encoding: chunked\r\n\r\n",
        server.address
    );
    stream.write_all(head.as_bytes()).expect("it reads");
    let mut answers = BufReader::new(stream.try_clone().expect("a second handle"));
    for n in 0..3 {
        let line = format!("{{\"id\": {n}, \"text\": \"Ferries\"}}\n");
        write!(stream, "{:x}\r\n{line}\r\n", line.len()).expect("it reads");
        loop {
            let mut answer = String::new();
            answers.read_line(&mut answer).expect("an answer");
            if answer.contains(&format!("\"id\":{n}")) {
                break;
            }
        }
    }
}
