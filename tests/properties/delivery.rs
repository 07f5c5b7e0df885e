//! Pages labelled by the program are labelled as by the library, whatever they come in, in any order, on any number of threads;
//! and as CSV they are the same pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tempfile::TempDir;
use unpitch::dataset::DatasetReader;
use unpitch::{Model, Page, Paragraph};

use super::common::{predict, stderr};
use super::made_up;

/// The pages of `pages/`, which Python, Node and the service are asked for too.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/properties/pages");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let page = |file: &PathBuf| {
        let name = file.file_stem().expect("a name").to_str().expect("UTF-8");
        (name.to_owned(), fs::read_to_string(file).expect("UTF-8"))
    };
    files.iter().map(page).collect()
}

/// What is said of each page: the texts of its paragraphs and their probabilities, to the bit.
type Said = BTreeMap<String, Vec<(String, [u32; 4])>>;

fn expected(pages: &[(String, String)]) -> Said {
    let said = pages.iter().map(|(name, html)| {
        let page = Page::from_html(html);
        let predictions = Model::embedded().predict(&page);
        let paragraphs = predictions.zip(&page).expect("the same page");
        let paragraphs = paragraphs.map(|(paragraph, prediction)| {
            let bits = prediction.probabilities().map(f32::to_bits);
            (paragraph.text().to_owned(), bits)
        });
        (name.clone(), paragraphs.collect())
    });
    said.collect()
}

/// What the program says, by the ends of the pages' names.
fn said(args: &[&str], input: &[u8]) -> Said {
    let output = predict(&[&["--format", "jsonl"], args].concat(), input);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    let pages = super::common::pages(&output);
    let name = |page: &Value| {
        let name = page["page"].as_str().expect("a name");
        let name = name.rsplit('/').next().expect("a last part");
        name.trim_end_matches(".html").to_owned()
    };
    let paragraphs = |page: &Value| {
        let paragraphs = page["paragraphs"].as_array().expect("paragraphs").iter();
        paragraphs.map(paragraph).collect()
    };
    let said: Said = pages
        .iter()
        .map(|page| (name(page), paragraphs(page)))
        .collect();
    assert_eq!(said.len(), pages.len(), "two pages of one name");
    said
}

fn paragraph(paragraph: &Value) -> (String, [u32; 4]) {
    let names = [
        "article",
        "subscription-pitch",
        "navigation",
        "related-content",
    ];
    let share = |name| paragraph["probabilities"][name].as_f64().expect("a share") as f32;
    let text = paragraph["text"].as_str().expect("a text");
    (text.to_owned(), names.map(|name| share(name).to_bits()))
}

fn json_lines<'a>(pages: impl Iterator<Item = &'a (String, String)>) -> Vec<u8> {
    let lines = pages.map(|(name, html)| format!("{}\n", json!({"page": name, "html": html})));
    lines.collect::<String>().into_bytes()
}

/// A response to a request for a page.
fn warc((name, html): &(String, String)) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
    let header = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nContent-Type: application/http\r\n\
         WARC-Target-URI: https://quay.example/{name}\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    format!("{header}{http}\r\n\r\n").into_bytes()
}

#[cfg(feature = "parquet")]
fn parquet(pages: &[(String, String)]) -> Vec<u8> {
    use arrow_array::{ArrayRef, RecordBatch, StringArray};
    let names = pages.iter().map(|(name, _)| name.as_str());
    let texts = pages.iter().map(|(_, html)| html.as_str());
    let columns: [(&str, ArrayRef); 2] = [
        (
            "page",
            std::sync::Arc::new(StringArray::from_iter_values(names)),
        ),
        (
            "html",
            std::sync::Arc::new(StringArray::from_iter_values(texts)),
        ),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let mut bytes = Vec::new();
    let writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None);
    let mut writer = writer.expect("a schema");
    writer.write(&batch).expect("in memory");
    writer.close().expect("in memory");
    bytes
}

/// Holds a way of handing all pages over against the library, on one thread and more.
fn check(way: &str, paths: &[&str], input: &[u8], expected: &Said) {
    for threads in ["1", "2", "4"] {
        let said = said(&[&["--threads", threads], paths].concat(), input);
        assert_eq!(&said, expected, "{way}, {threads} threads");
    }
}

#[test]
fn pages_are_labelled_alike_whatever_they_come_in() {
    let pages = pages();
    let expected = expected(&pages);
    assert!(expected.len() >= 4 && expected.values().all(|page| page.len() >= 7));
    let folder = TempDir::new().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("the folder takes files");
        path.to_str().expect("UTF-8").to_owned()
    };
    let files: Vec<String> = pages
        .iter()
        .map(|(name, html)| file(&format!("{name}.html"), html.as_bytes()))
        .collect();
    let mut paths: Vec<&str> = files.iter().map(String::as_str).collect();
    check("files", &paths, b"", &expected);
    paths.reverse();
    check("files in the other order", &paths, b"", &expected);
    for (path, page) in files.iter().zip(&pages) {
        assert_eq!(
            said(&[path], b"")[&page.0],
            expected[&page.0],
            "{path} alone"
        );
    }
    check("JSON lines", &[], &json_lines(pages.iter()), &expected);
    let reversed = json_lines(pages.iter().rev());
    check("JSON lines in the other order", &[], &reversed, &expected);
    let records: Vec<u8> = pages.iter().flat_map(warc).collect();
    check("WARC", &[&file("pages.warc", &records)], b"", &expected);
    #[cfg(feature = "parquet")]
    check(
        "Parquet",
        &[&file("pages.parquet", &parquet(&pages))],
        b"",
        &expected,
    );
}

/// A page as a CSV can have it: each span that of its text alone.
fn as_read(page: &Page) -> Page {
    let paragraphs = page.paragraphs().iter().map(|paragraph| {
        let own = Paragraph::new(paragraph.text());
        match paragraph.marks() {
            Some(marks) => own.with_marks(marks.clone()),
            None => own,
        }
    });
    Page::new(paragraphs.collect()).with_facts(page.facts().clone())
}

/// Holds what the program writes of pages as CSV against the pages, and its labels against the library's.
fn check_csv(given: &[(bool, String)]) {
    let line = |(at, (is_html, text)): (usize, &(bool, String))| {
        let kind = if *is_html { "html" } else { "text" };
        format!("{}\n", json!({"page": at.to_string(), kind: text}))
    };
    let lines: String = given.iter().enumerate().map(line).collect();
    let output = predict(&["--format", "csv"], lines.as_bytes());
    let (read, _) = DatasetReader::new()
        .read(&output.stdout[..], "pages.csv")
        .expect("rows");
    // A text that looks like HTML is read as that, and its few elements count for nothing.
    let page = |(is_html, text): &(bool, String)| match is_html {
        true => Page::from_html(text),
        false if Page::looks_like_html(text.as_bytes()) => Page::from_html(text).without_marks(),
        false => Page::from_text(text),
    };
    let pages: Vec<Page> = given.iter().map(page).collect();
    let written = pages.iter().enumerate();
    let mut written = written.filter(|(_, page)| !page.paragraphs().is_empty());
    for labelled in read.pages() {
        let (at, page) = written.next().expect("as many pages");
        assert_eq!(labelled.name(), at.to_string());
        let own = labelled.page().clone().with_language(None);
        assert_eq!(own, as_read(page));
        let labels = Model::embedded().predict(page);
        assert!(
            labels
                .iter()
                .map(|own| own.label())
                .eq(labelled.labels().iter().copied())
        );
    }
    assert!(written.next().is_none(), "a page is missing");
}

#[test]
fn csv_of_the_program_reads_back_as_the_same_pages() {
    let given = prop_oneof![
        made_up::html().prop_map(|html| (true, html)),
        made_up::text().prop_map(|text| (false, text)),
    ];
    // A run of the program a case.
    let mut runner = TestRunner::new(Config::with_cases(6));
    let cases = vec(given, 20..40);
    let run = |given: Vec<(bool, String)>| {
        // Something to write, whatever else there is.
        let sure = (true, "<p>Ferries sail again".to_owned());
        check_csv(&[given, vec![sure]].concat());
        Ok(())
    };
    runner.run(&cases, run).expect("it reads back");
}
