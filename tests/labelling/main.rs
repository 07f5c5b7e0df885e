//! The labelling page, asked as its browser asks it.
#![cfg(all(feature = "default-model", feature = "cli", unix))]

mod access;
#[path = "../common/mod.rs"]
mod common;
mod journal;
mod rows;
mod steps;
mod uncertain;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command};
use std::time::Duration;

use reqwest::blocking::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Longer than anything here should take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with pages and a place for the output.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().expect("a folder"));
        for (name, text) in PAGES {
            std::fs::write(desk.at(name), text).expect("a page");
        }
        desk
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn output(&self) -> PathBuf {
        self.at("corrected.csv")
    }

    fn journal(&self) -> PathBuf {
        self.at("corrected.csv.journal")
    }

    fn csv(&self) -> String {
        std::fs::read_to_string(self.output()).expect("the output")
    }

    /// The program's arguments for these of the pages.
    fn args(&self, pages: &[&str]) -> Vec<String> {
        let paths = pages.iter().map(|page| self.at(page));
        let paths = paths.map(|path| path.to_str().expect("UTF-8").to_owned());
        let first = std::iter::once("label".to_owned()).chain(paths);
        let output = self.output().to_str().expect("UTF-8").to_owned();
        first.chain(["--output".to_owned(), output]).collect()
    }

    fn sit(&self, pages: &[&str]) -> Sitting {
        Sitting::start(&self.args(pages))
    }

    /// What it says where it does not begin.
    fn refusal(&self, pages: &[&str]) -> String {
        let args = self.args(pages);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let output = common::unpitch(&args, b"");
        let said = common::stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        said
    }
}

/// Three pages, invented; the last two have their end in common.
const PAGES: [(&str, &str); 3] = [
    (
        "ferry.html",
        "<h1>Ferries sail again</h1><p>From Monday the boats leave at six, at nine and at noon, weather permitting.\
         <p>Nobody was asked, and nobody complains.<form action=/join><p>Every Friday<input name=email><button>Send \
         it to me</button></form><footer><p>Imprint<p>Reader panel</footer>",
    ),
    (
        "mill.txt",
        "The mill turns\nFor the first time since the flood the wheel of the upper mill has turned, for an hour.\n\
         Our list\nThe tide app\nImprint of the mill\n",
    ),
    (
        "pier.txt",
        "The pier is painted\nIt took four days and eleven pots of green, and a bench was painted by mistake.\n\
         Our list\nThe tide app\nImprint of the mill\n",
    ),
];

/// A running program; killed at the end of its test.
struct Sitting {
    child: Child,
    stderr: BufReader<ChildStderr>,
    address: String,
    token: String,
}

impl Sitting {
    fn start(args: &[String]) -> Sitting {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let mut child = common::start(&args);
        let mut stderr = BufReader::new(child.stderr.take().expect("piped"));
        let mut said = String::new();
        let (address, token) = loop {
            let start = said.len();
            stderr.read_line(&mut said).expect("UTF-8");
            assert!(said.len() > start, "it ended: {said}");
            if let Some((_, url)) = said[start..].split_once("http://") {
                let url = url.split_whitespace().next().expect("an address");
                let (address, token) = url.split_once("/#").expect("a token");
                break (address.to_owned(), token.to_owned());
            }
        };
        Sitting {
            child,
            stderr,
            address,
            token,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn get(&self, path: &str) -> Response {
        let request = client().get(self.url(path)).bearer_auth(&self.token);
        request.send().expect("an answer")
    }

    /// A request as the page sends it.
    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        let request = client().post(self.url(path)).bearer_auth(&self.token);
        let request = request.header("Origin", self.url(""));
        let request = request.header("Content-Type", "application/json");
        request.body(body.to_string())
    }

    /// How it stands, page and all.
    fn look(&self) -> Value {
        value(self.get("/sitting"))
    }

    /// Takes a step on the page that is shown, and gives how it stands then, page and all.
    fn step(&self, act: Value) -> Value {
        let (status, answer) = self.try_step(act);
        assert_eq!(status, 200, "{answer}");
        self.look()
    }

    fn try_step(&self, act: Value) -> (u16, Value) {
        let view = self.look();
        let mut step =
            json!({"taken": view["taken"], "page": view["current"].as_str().unwrap_or("")});
        let fields = act.as_object().expect("an object").clone();
        step.as_object_mut().expect("an object").extend(fields);
        let response = self.post("/steps", &step).send().expect("an answer");
        (response.status().as_u16(), value(response))
    }

    fn label(&self, at: [usize; 2], label: &str) -> Value {
        self.step(json!({"do": "label", "at": [at], "label": label}))
    }

    fn done(&self) -> Value {
        self.step(json!({"do": "finish"}))
    }

    /// Sends a request as it is spelt, and reads the answer.
    fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a duration");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("UTF-8");
        answer
    }

    /// Ends it by a signal; its exit code, and what it said since it began.
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args([signal, &id]).status();
        assert!(kill.expect("there is kill").success());
        self.wait()
    }

    fn wait(&mut self) -> (Option<i32>, String) {
        let mut said = String::new();
        self.stderr.read_to_string(&mut said).expect("UTF-8");
        let status = self.child.wait().expect("it ends");
        (status.code(), said)
    }
}

impl Drop for Sitting {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn client() -> Client {
    let client = Client::builder().timeout(PATIENCE).no_proxy();
    client.build().expect("a client")
}

fn value(response: Response) -> Value {
    let text = response.text().expect("UTF-8");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The end of a page's name.
fn shown(view: &Value) -> &str {
    let name = view["page"]["name"].as_str().expect("a page");
    let name = Path::new(name).file_name().expect("a name");
    name.to_str().expect("UTF-8")
}

/// A letter for each paragraph of the page that is shown.
fn labels(view: &Value) -> &str {
    view["labels"].as_str().expect("letters")
}
