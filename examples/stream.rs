//! JSON lines in, the articles' texts out, with the library alone.
//!
//! ```sh
//! echo '{"id": 7, "html": "<nav>News</nav><p>The ferry sails again from Monday, ..."}' |
//!     cargo run --release --example stream --no-default-features --features html,default-model
//! ```
//! Each line is an object with `html` or `text`, and answered by `{"id": ..., "text": ...}` before the next one is read:
//! `id` is that of the object, whatever it is, and `text` is empty where there is no article. A line that is no such
//! object is told on standard error; the others go on, and the exit code is 2. Memory holds one line at a time, and
//! lines of more than 64 MiB are refused.

use std::io::{self, BufRead, Read, Write};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};
use unpitch::{CleanOptions, Model, Page, Scorer};

/// Longest line, in bytes.
const LONGEST: u64 = 64 << 20;

/// What a line holds.
#[derive(Deserialize)]
struct Scraped {
    #[serde(default)]
    id: serde_json::Value,
    html: Option<String>,
    text: Option<String>,
}

/// What is answered.
#[derive(Serialize)]
struct Article {
    id: serde_json::Value,
    text: String,
}

fn main() -> ExitCode {
    match run(io::stdin().lock(), io::stdout().lock()) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(2),
        // Whoever read our answers has heard enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Answers every line; gives the number of those that could not be.
fn run(mut input: impl BufRead, mut output: impl Write) -> io::Result<usize> {
    let mut scorer = Model::embedded().scorer();
    let (mut line, mut n_failed) = (Vec::new(), 0);
    for number in 1_u64.. {
        line.clear();
        (&mut input).take(LONGEST).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            break;
        }
        if line.len() as u64 == LONGEST && !line.ends_with(b"\n") {
            return Err(io::Error::other(format!(
                "line {number}: longer than {LONGEST} bytes"
            )));
        }
        match answer(&line, &mut scorer) {
            Ok(article) => {
                serde_json::to_writer(&mut output, &article)?;
                output.write_all(b"\n")?;
                output.flush()?;
            }
            Err(error) => {
                eprintln!("error: line {number}: {error}");
                n_failed += 1;
            }
        }
    }
    Ok(n_failed)
}

fn answer(line: &[u8], scorer: &mut Scorer<'_>) -> Result<Article, Box<dyn std::error::Error>> {
    let scraped: Scraped = serde_json::from_slice(line)?;
    let page = match (&scraped.html, &scraped.text) {
        (Some(html), _) => Page::from_html(html),
        (None, Some(text)) => Page::from_text(text),
        (None, None) => Err("found neither html nor text, expected one of them")?,
    };
    let labels = scorer.predict(&page);
    Ok(Article {
        id: scraped.id,
        text: labels.clean(&page, &CleanOptions::default())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(lines: &str) -> (Vec<serde_json::Value>, usize) {
        let mut output = Vec::new();
        let n_failed = run(lines.as_bytes(), &mut output).expect("a stream");
        let output = String::from_utf8(output).expect("UTF-8");
        let answers = output.lines().map(serde_json::from_str);
        (answers.collect::<Result<_, _>>().expect("JSON"), n_failed)
    }

    #[test]
    fn each_line_gives_its_article() {
        let html = include_str!("../docs/night-bus.html");
        let lines = [
            serde_json::json!({"id": {"shelf": 3}, "html": html}),
            serde_json::json!({"text": "Sign in\n\nAll rights reserved.", "site": "post.example"}),
        ];
        let (answers, n_failed) = answers(&lines.map(|line| line.to_string()).join("\n"));
        assert_eq!(n_failed, 0);
        assert_eq!(answers[0]["id"]["shelf"], 3);
        let text = answers[0]["text"].as_str().expect("text");
        assert!(text.starts_with("The night bus gets its depot back"));
        assert!(!text.contains("best stories by e-mail"), "{text}");
        assert_eq!(answers[1], serde_json::json!({"id": null, "text": ""}));
    }

    #[test]
    fn a_line_that_is_no_page_is_passed_over() {
        let (answers, n_failed) = answers("{\"id\": 1}\n[]\n\n{\"id\": 2, \"text\": \"\"}\n");
        assert_eq!(n_failed, 3);
        assert_eq!(answers, [serde_json::json!({"id": 2, "text": ""})]);
    }
}
