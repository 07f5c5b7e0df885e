//! The lines that `docs/service.md` begins with.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

#[test]
fn the_first_lines_of_the_manual_work() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("skipped: there is no curl");
        return;
    }
    let manual = std::fs::read_to_string(root.join("docs/service.md")).expect("the manual");
    let (_, rest) = manual.split_once("```sh\n").expect("a first block");
    let (lines, _) = rest.split_once("```").expect("its end");
    assert!(lines.lines().count() <= 10);
    // Below those that systems give out themselves, as to the other tests.
    let mut ports = 20_000 + std::process::id() % 10_000..32_000;
    let port = ports.find(|port| TcpListener::bind(format!("127.0.0.1:{port}")).is_ok());
    let lines = lines.replace("8080", &port.expect("a port that is free").to_string());
    let program = Path::new(env!("CARGO_BIN_EXE_unpitch"))
        .parent()
        .expect("a folder");
    let path = format!(
        "{}:{}",
        program.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let output = Command::new("timeout")
        .args(["60", "bash", "-euo", "pipefail", "-c", &lines])
        .current_dir(root)
        .env("PATH", path)
        .output();
    let output = output.expect("there are timeout and bash");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let answers = String::from_utf8(output.stdout).expect("UTF-8");
    let answers: Vec<serde_json::Value> = answers
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let [article, labels, first, second] = &answers[..] else {
        panic!("{answers:?}");
    };
    let text = article["text"].as_str().expect("a text");
    assert!(
        text.starts_with("Night ferry returns after nine years"),
        "{text}"
    );
    let paragraphs = labels["paragraphs"].as_array().expect("paragraphs");
    assert!(
        !paragraphs.is_empty()
            && paragraphs
                .iter()
                .all(|paragraph| paragraph["label"] == "article")
    );
    assert_eq!((&first["id"], &second["id"]), (&1.into(), &2.into()));
}
