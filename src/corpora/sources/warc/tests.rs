use super::*;
use crate::corpora::Format;

fn record(fields: &str, body: &[u8]) -> Vec<u8> {
    let header = format!(
        "WARC/1.1\r\n{fields}\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [header.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(url: &str, header: &str, body: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response"
    );
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {header}\r\n\r\n");
    record(&fields, &[head.as_bytes(), body].concat())
}

/// Name and paragraphs of each page, a reject as `!` and its reason.
fn pages(bytes: Vec<u8>) -> Vec<(String, Vec<String>)> {
    let path = Path::new("crawl.warc");
    let source = Source::new(path, Box::new(io::Cursor::new(bytes)), Some(Format::Warc)).unwrap();
    let mut all = Vec::new();
    each(source, Wrapping::Detect, false, &mut |job| {
        let read = job.run();
        all.extend(match read {
            Ok(read) => read.page.map(|page| {
                let paragraphs = page.page.page().paragraphs().iter();
                let texts = paragraphs.map(|p| p.text().to_owned()).collect();
                (page.page.name().to_owned(), texts)
            }),
            Err(reject) => Some((format!("!{}", reject.error), Vec::new())),
        });
        Ok(())
    })
    .unwrap();
    all
}

fn texts(bytes: Vec<u8>) -> Vec<String> {
    let mut pages = pages(bytes);
    assert_eq!(pages.len(), 1, "{pages:?}");
    pages.remove(0).1
}

#[test]
fn pages_of_servers_files_and_texts_are_read_and_nothing_else() {
    let all = [
        record(
            "WARC-Type: warcinfo\r\nContent-Type: application/warc-fields",
            b"software: x",
        ),
        response("https://a.example/1", "text/html", b"<p>Ferries<p>sail"),
        response("https://a.example/2.png", "image/png", b"\x89PNG"),
        record(
            "WARC-Type: request\r\nContent-Type: application/http",
            b"GET / HTTP/1.1",
        ),
        record(
            "WARC-Type: resource\r\nContent-Type: text/html\r\nWARC-Target-URI: <file:///3>",
            b"<p>Home",
        ),
        record(
            "WARC-Type: conversion\r\nContent-Type: text/plain",
            b"Ferries\nsail",
        ),
        record(
            "WARC-Type: conversion\r\nContent-Type: text/plain; x=y",
            b"",
        ),
        record(
            "WARC-Type: metadata\r\nContent-Type: text/html",
            b"<p>no page",
        ),
        record(
            "WARC-Type: response\r\nContent-Type: text/dns",
            b"a.example",
        ),
    ];
    let found = pages(all.concat());
    let is = |name: &str, texts: &[&str]| {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        (name.to_owned(), texts)
    };
    let expected = [
        is("https://a.example/1", &["Ferries", "sail"]),
        is("file:///3", &["Home"]),
        is("<urn:uuid:1>", &["Ferries", "sail"]),
        is("<urn:uuid:1>", &[]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_servers_encoding_holds_unless_the_bytes_say_otherwise() {
    let read = |header: &str, body: &[u8]| texts(response("u", header, body));
    assert_eq!(
        read(
            "text/html; charset=windows-1251",
            b"<p>\xcf\xe0\xf0\xee\xec"
        ),
        ["Паром"]
    );
    assert_eq!(
        read("text/html; charset=utf-8", b"<p>F\xe4hre f\xfcr S\xfcd"),
        ["Fähre für Süd"]
    );
    assert_eq!(
        read("text/html; charset=iso-8859-1", "<p>Fähre".as_bytes()),
        ["Fähre"]
    );
    // Its letters are bytes of ASCII.
    assert_eq!(
        read("text/html; charset=iso-2022-jp", b"<p>\x1b$B%U%'%j!<\x1b(B"),
        ["フェリー"]
    );
    let utf16: Vec<u8> = "\u{feff}<p>Fähre"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read("text/html; charset=windows-1251", &utf16), ["Fähre"]);
    let declared = b"<meta charset=windows-1251><p>\xcf\xe0\xf0\xee\xec";
    assert_eq!(read("text/html", declared), ["Паром"]);
}

#[test]
fn what_is_no_page_is_rejected_with_its_reason() {
    let all = [
        response("u", "text/html", b"%PDF-1.7\n\x01\x02"),
        record(
            "WARC-Type: response\r\nContent-Type: application/http",
            b"no status",
        ),
        response(
            "u",
            "text/html\r\nContent-Encoding: gzip",
            b"\x1f\x8b\x08 and nothing more",
        ),
        response(
            "u",
            "text/html\r\nTransfer-Encoding: chunked",
            b"ff\r\nshort",
        ),
        response("good", "text/html", b"<p>a"),
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec(),
    ];
    let found = pages(all.concat());
    let words = [
        "a PDF document",
        "without a line such as",
        "gzip data",
        "a chunked body",
        "good",
        "Content-Length",
    ];
    assert_eq!(found.len(), words.len(), "{found:?}");
    for ((name, _), words) in found.iter().zip(words) {
        assert!(name.contains(words), "{words}: {name}");
    }
}

/// A page without a name could not be read again from the CSV that it is written to.
#[test]
fn a_page_of_empty_names_is_named_after_its_place() {
    for fields in [
        "WARC-Record-ID:",
        "WARC-Target-URI: < >\r\nWARC-Record-ID: ",
    ] {
        let head =
            format!("WARC/1.0\r\nWARC-Type: conversion\r\n{fields}\r\nContent-Length: 7\r\n\r\n");
        let all = pages([head.as_bytes(), b"Ferries\r\n\r\n"].concat());
        assert_eq!(all[0].0, "crawl.warc@0");
    }
}
