//! The README's examples: every command is run, and what it prints must be what the README shows.
//!
//! A block marked `console` holds commands after `$ `, each followed by its output; a line of `...` stands for any
//! number of lines. The commands of all blocks run one after the other in one folder, which holds `data/`.
#![cfg(all(unix, feature = "cli", feature = "default-model"))]

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_unpitch");

fn readme() -> String {
    std::fs::read_to_string(Path::new(ROOT).join("README.md")).expect("README.md")
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
    let readme = readme();
    let command = blocks(&readme, "sh")[0].trim();
    let arguments = command
        .strip_prefix("cargo run --release --quiet -- ")
        .expect("the program");
    let printed = run(&format!("unpitch {arguments}"), Path::new(ROOT));
    assert_eq!(blocks(&readme, "text")[0], printed);
}

#[test]
fn every_console_example_prints_what_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    std::os::unix::fs::symlink(Path::new(ROOT).join("data"), data).expect("a link");
    let readme = readme();
    let mut wrong = String::new();
    for block in blocks(&readme, "console") {
        for example in block.split("$ ").skip(1) {
            let (command, shown) = example.split_once('\n').expect("a command");
            let printed = run(command, folder.path());
            let shown: Vec<&str> = shown.lines().collect();
            if !is_as_shown(&printed.lines().collect::<Vec<_>>(), &shown) {
                let _ = writeln!(wrong, "$ {command}\n{printed}");
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "printed instead of what is shown:\n{wrong}"
    );
}

#[test]
fn dots_stand_for_any_lines() {
    assert!(is_as_shown(&["a", "b", "c"], &["a", "...", "c"]));
    assert!(is_as_shown(&["a"], &["...", "a", "..."]));
    assert!(!is_as_shown(&["a", "b"], &["...", "a"]));
}
