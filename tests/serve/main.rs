//! The service, asked as its users ask it.
#![cfg(all(feature = "default-model", feature = "cli"))]

mod access;
mod answers;
mod batches;
#[path = "../common/mod.rs"]
mod common;
mod docs;
mod limits;
mod stopping;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::thread::JoinHandle;
use std::time::Duration;

use reqwest::blocking::{Client, Response};
use serde_json::Value;

/// Longer than anything here should take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running service; killed at the end of its test.
struct Server {
    child: Child,
    address: String,
    talk: Option<JoinHandle<String>>,
}

impl Server {
    /// Starts one on a free port, with these arguments.
    fn start(args: &[&str]) -> Server {
        let mut child = common::start(&[&["serve", "--port", "0"], args].concat());
        let mut stderr = BufReader::new(child.stderr.take().expect("piped"));
        let mut said = String::new();
        let address = loop {
            let start = said.len();
            stderr.read_line(&mut said).expect("UTF-8");
            assert!(said.len() > start, "it ended: {said}");
            if let Some((_, address)) = said[start..].split_once("http://") {
                break address.trim().to_owned();
            }
        };
        let talk = std::thread::spawn(move || {
            let mut rest = String::new();
            let _ = stderr.read_to_string(&mut rest);
            rest
        });
        Server {
            child,
            address,
            talk: Some(talk),
        }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn get(&self, path: &str) -> Response {
        client().get(self.url(path)).send().expect("an answer")
    }

    fn post(&self, path: &str, media: &str, body: impl Into<Vec<u8>>) -> Response {
        let request = client().post(self.url(path)).header("Content-Type", media);
        request.body(body.into()).send().expect("an answer")
    }

    /// A connection of one's own.
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a duration");
        stream
    }

    /// Sends a request as it is spelt, to whom it is to be the last one, and reads the answer.
    fn raw(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("UTF-8");
        answer
    }

    /// Has it stop; its exit code and what it said after it had started.
    fn stop(self) -> (Option<i32>, String) {
        self.signal();
        self.wait()
    }

    /// Its exit code and what it said after it had started.
    fn wait(mut self) -> (Option<i32>, String) {
        let status = self.child.wait().expect("it ends");
        let talk = self.talk.take().expect("asked once");
        (status.code(), talk.join().expect("it is read"))
    }

    fn signal(&self) {
        let id = self.child.id().to_string();
        let kill = std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status();
        assert!(kill.expect("there is kill").success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn client() -> Client {
    let client = Client::builder().timeout(PATIENCE).no_proxy();
    client.build().expect("a client")
}

fn json(response: Response) -> Value {
    let text = response.text().expect("UTF-8");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The status and the error of an answer that is none.
fn refusal(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let media = response.headers()["content-type"].to_str().expect("text");
    assert_eq!(media, "application/json");
    let error = json(response)["error"].as_str().map(str::to_owned);
    (status, error.expect("an error"))
}
