//! How much CPU time unpitch takes in its own process, reading excluded: for pages of HTML, for text, and for fits.

mod fit;
mod made;
#[path = "../../pages.rs"]
mod pages;

use std::fs;
use std::hint::black_box;

use cpu_time::ProcessTime;
use pages::Result;
use serde_json::{Value, json};
use unpitch::{ArticleOptions, Model, Page};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let answer = match arguments.as_slice() {
        [command, folder] if command == "pages" => time_pages(&pages::read(folder)?),
        [command, file] if command == "text" => time_texts(&read_texts(file)?),
        [command, csv, svmlight, alpha] if command == "fit" => {
            fit::time(csv, svmlight, alpha.parse()?)?
        }
        [command, rows, columns, threads] if command == "made" => {
            made::time(rows.parse()?, columns.parse()?, threads.parse()?)?
        }
        _ => {
            let usage = "unpitch-speed pages DIR | text FILE.jsonl | fit TRAIN.csv.gz TO.svmlight ALPHA | made ROWS COLUMNS THREADS";
            return Err(format!("usage: {usage}").into());
        }
    };
    println!("{answer}");
    Ok(())
}

/// Parse, labels and the article's text in one loop, so that their shares are those of the same run.
fn time_pages(pages: &[Vec<u8>]) -> Value {
    let mut scorer = Model::embedded().scorer();
    let options = ArticleOptions::default();
    let (mut parse, mut label) = (0.0, 0.0);
    let total = seconds(|| {
        for bytes in pages {
            let start = ProcessTime::now();
            let page = Page::from_html_bytes(bytes);
            let parsed = ProcessTime::now();
            let labels = black_box(scorer.predict(&page));
            label += parsed.elapsed().as_secs_f64();
            parse += parsed.duration_since(start).as_secs_f64();
            black_box(labels.article_text(&page, &options)).expect("labels of this page");
        }
    });
    let bytes: usize = pages.iter().map(Vec::len).sum();
    json!({
        "pages": pages.len(),
        "bytes": bytes,
        "parse_seconds": parse,
        "label_seconds": label,
        "seconds": total,
    })
}

fn time_texts(texts: &[String]) -> Value {
    let mut scorer = Model::embedded().scorer();
    let mut paragraphs = 0;
    let seconds = seconds(|| {
        for text in texts {
            let page = Page::from_text(text);
            paragraphs += black_box(scorer.predict(&page)).iter().len();
        }
    });
    let bytes: usize = texts.iter().map(String::len).sum();
    json!({"paragraphs": paragraphs, "bytes": bytes, "seconds": seconds})
}

/// CPU seconds of this process, user and system; there is one thread.
fn seconds(work: impl FnOnce()) -> f64 {
    let start = ProcessTime::now();
    work();
    start.elapsed().as_secs_f64()
}

fn read_texts(file: &str) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for line in fs::read_to_string(file)?.lines() {
        let page: Value = serde_json::from_str(line)?;
        texts.push(
            page["text"]
                .as_str()
                .ok_or("a line without text")?
                .to_owned(),
        );
    }
    Ok(texts)
}
