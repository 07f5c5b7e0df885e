//! The examples of the README and of `docs`: every command is run, and what it prints must be what the page shows.
//!
//! A block marked `console` holds commands after `$ `, each followed by its output; a line of `...` stands for any
//! number of lines. The commands of a page run one after the other in one folder, which holds `data/` and `docs/`.
#![cfg(all(unix, feature = "cli", feature = "default-model"))]

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_unpitch");

/// A page of the repository.
fn read(page: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(page)).expect(page)
}

/// The contents of the blocks of one language.
fn blocks<'a>(readme: &'a str, language: &str) -> Vec<&'a str> {
    let opening = format!("\n```{language}\n");
    let blocks = readme.split(&opening).skip(1);
    blocks
        .map(|block| block.split_once("```").expect("a block that ends").0)
        .collect()
}

fn run(command: &str, folder: &Path) -> String {
    let programs = Path::new(PROGRAM).parent().expect("a folder").display();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "$ {command}\n{said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Whether the output is as shown, where `...` stands for any number of lines.
fn is_as_shown(output: &[&str], shown: &[&str]) -> bool {
    match shown.split_first() {
        None => output.is_empty(),
        Some((&"...", rest)) => (0..=output.len()).any(|skip| is_as_shown(&output[skip..], rest)),
        Some((line, rest)) => output.first() == Some(line) && is_as_shown(&output[1..], rest),
    }
}

#[test]
fn the_first_command_prints_its_table() {
    let readme = read("README.md");
    let command = blocks(&readme, "sh")[0].trim();
    let arguments = command
        .strip_prefix("cargo run --release --quiet -- ")
        .expect("the program");
    let printed = run(&format!("unpitch {arguments}"), Path::new(ROOT));
    assert_eq!(blocks(&readme, "text")[0], printed);
}

/// The commands of a page that print something else than the page shows, with what they print.
fn wrong(page: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["data", "docs"] {
        let (from, to) = (Path::new(ROOT).join(name), folder.path().join(name));
        std::os::unix::fs::symlink(from, to).expect("a link");
    }
    let mut wrong = String::new();
    for block in blocks(&read(page), "console") {
        for example in block.split("$ ").skip(1) {
            let (command, shown) = example.split_once('\n').expect("a command");
            let printed = run(command, folder.path());
            let shown: Vec<&str> = shown.lines().collect();
            if !is_as_shown(&printed.lines().collect::<Vec<_>>(), &shown) {
                let _ = writeln!(wrong, "$ {command}\n{printed}");
            }
        }
    }
    wrong
}

#[test]
fn every_console_example_prints_what_is_shown() {
    for page in [
        "README.md",
        "docs/checking-labels.md",
        "docs/coming-from-others.md",
        "docs/corpora.md",
    ] {
        let wrong = wrong(page);
        assert!(
            wrong.is_empty(),
            "{page}: printed instead of what is shown:\n{wrong}"
        );
    }
}

#[test]
fn dots_stand_for_any_lines() {
    assert!(is_as_shown(&["a", "b", "c"], &["a", "...", "c"]));
    assert!(is_as_shown(&["a"], &["...", "a", "..."]));
    assert!(!is_as_shown(&["a", "b"], &["...", "a"]));
}
