//! Pages by the thousand: what is read, what is rejected, what is written, and how a long run goes on.
#![cfg(feature = "default-model")]

#[path = "../common/mod.rs"]
mod common;
mod inputs;
mod long_runs;
mod outputs;
#[cfg(feature = "parquet")]
mod parquet;
mod rejects;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::pages;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("the folder takes files");
    }
    folder
}

fn arg(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// The pages' names below the folder.
fn names(output: &Output, folder: &TempDir) -> Vec<String> {
    let name = |page: &Value| {
        let name = page["page"].as_str().expect("a name");
        let below = Path::new(name).strip_prefix(folder.path());
        below.map_or(name.to_owned(), |below| arg(below).to_owned())
    };
    pages(output).iter().map(name).collect()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("in memory")
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    liblzma::encode_all(bytes, 3).expect("in memory")
}

fn record(fields: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let header = format!("WARC/1.0\r\n{fields}\r\nContent-Length: {length}\r\n\r\n");
    [header.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(number: usize, html: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n\
         WARC-Target-URI: https://ferries.example/{number}\r\nContent-Type: application/http"
    );
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    record(&fields, &[head, html].concat())
}
