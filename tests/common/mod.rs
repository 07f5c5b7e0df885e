//! Runs the program as a user does.
// Each test file uses its own part of this.
#![allow(dead_code)]

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

/// Runs the program to its end.
pub fn unpitch(args: &[&str], input: &[u8]) -> Output {
    let mut child = start(args);
    // A program that refuses its arguments may be gone before it reads.
    let _ = child.stdin.take().expect("piped").write_all(input);
    child.wait_with_output().expect("the binary ends")
}

/// Runs `unpitch predict` to its end.
pub fn predict(args: &[&str], input: &[u8]) -> Output {
    unpitch(&[&["predict"], args].concat(), input)
}

/// Starts the program, all its streams piped.
pub fn start(args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_unpitch"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The pages of jsonl output.
pub fn pages(output: &Output) -> Vec<Value> {
    let lines = std::str::from_utf8(&output.stdout).expect("UTF-8").lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// The texts of a page's paragraphs.
pub fn texts(page: &Value) -> Vec<&str> {
    let paragraphs = page["paragraphs"].as_array().expect("paragraphs").iter();
    paragraphs
        .map(|p| p["text"].as_str().expect("text"))
        .collect()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
