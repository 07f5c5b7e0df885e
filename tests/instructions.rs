//! The instructions that fixed work takes, held to `benches/instructions.json`: the work of `benches/instructions.rs`,
//! optimised, counted by valgrind, which gives the same figure however busy the machine is.
//!
//! Where there is no valgrind, or another compiler than the budget was made with, whose code has other counts, the test
//! says so and is skipped. Where work is meant to take more, or takes less by now, this writes the counts as the new budget:
//!
//! ```sh
//! RENEW_INSTRUCTIONS=1 cargo test --test instructions
//! ```
#![cfg(all(unix, feature = "html", feature = "train", feature = "default-model"))]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

const BUDGET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.json");

/// Per cent that a count may be above its budget. The seeds of hash maps move it by half a per cent, another libc or
/// processor by what its own loops take.
const MARGIN: f64 = 3.0;

/// The file of budgets.
#[derive(Debug, Deserialize, Serialize)]
struct Budget {
    about: String,
    /// `rustc --version` and its target, as it made the counts.
    compiler: String,
    /// By work, as `benches/instructions.rs` names it.
    instructions: BTreeMap<String, u64>,
}

#[test]
fn no_work_takes_more_instructions_than_its_budget() {
    let skipped = |why: &str| notice(&format!("instructions: SKIPPED, {why}"));
    if said(Command::new("valgrind").arg("--version")).is_none() {
        return skipped("there is no valgrind");
    }
    let renew = std::env::var_os("RENEW_INSTRUCTIONS").is_some();
    let (mut budget, compiler) = (budget(), compiler());
    if budget.compiler != compiler && !renew {
        let made = &budget.compiler;
        return skipped(&format!("the budget is for {made}, this is {compiler}"));
    }
    let counts = counts();
    if renew {
        (budget.compiler, budget.instructions) = (compiler, counts);
        return write(&budget);
    }
    let faults = faults(&budget.instructions, &counts);
    assert!(faults.is_empty(), "\n{}\n{HOW_TO_RENEW}", faults.join("\n"));
}

const HOW_TO_RENEW: &str = "if that is meant, RENEW_INSTRUCTIONS=1 cargo test --test instructions, and say why in the commit";

/// Work that is above its budget, and names that are on one side only.
fn faults(budget: &BTreeMap<String, u64>, counts: &BTreeMap<String, u64>) -> Vec<String> {
    let fault = |(name, &count): (&String, &u64)| match budget.get(name) {
        None => Some(format!("{name} has no budget")),
        Some(&allowed) => {
            let change = 100.0 * (count as f64 / allowed as f64 - 1.0);
            (change > MARGIN).then(|| {
                format!("{name}: {count} instructions, {allowed} allowed ({change:+.1} %)")
            })
        }
    };
    let gone = budget.keys().filter(|name| !counts.contains_key(*name));
    let gone = gone.map(|name| format!("{name} has a budget and is no work"));
    counts.iter().filter_map(fault).chain(gone).collect()
}

fn budget() -> Budget {
    let text = std::fs::read_to_string(BUDGET).expect(BUDGET);
    serde_json::from_str(&text).expect(BUDGET)
}

fn write(budget: &Budget) {
    let text = serde_json::to_string_pretty(budget).expect("plain values");
    std::fs::write(BUDGET, text + "\n").expect("the file can be written");
}

/// The compiler that builds the work, and for which target.
fn compiler() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let version = said(Command::new(rustc).arg("-vV")).expect("rustc runs");
    let mut lines = version.lines();
    let first = lines.next().expect("a version");
    let host = lines.find_map(|line| line.strip_prefix("host: "));
    format!("{first} for {}", host.expect("a host"))
}

fn counts() -> BTreeMap<String, u64> {
    let program = program();
    let names = said(&mut Command::new(&program)).expect("the names of the work");
    let folder = tempfile::tempdir().expect("a folder");
    let count = |name: &str| (name.to_owned(), count(&program, name, folder.path()));
    names.lines().map(count).collect()
}

/// Builds the work as `cargo bench --no-run` does, which has built it before in the test command of the README.
fn program() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["bench", "--quiet", "--bench", "instructions", "--no-run"])
        .args(["--message-format", "json", "--target-dir"])
        .arg(target.expect("the target folder"))
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    let messages = said(&mut cargo).expect("the work builds");
    let messages = messages
        .lines()
        .map(serde_json::from_str::<serde_json::Value>);
    // The program is among what is built.
    let executable = |message: serde_json::Value| {
        let is_work = message["target"]["name"] == "instructions";
        Some(message["executable"].as_str()?.to_owned()).filter(|_| is_work)
    };
    let found = messages
        .filter_map(|message| executable(message.expect("JSON")))
        .next();
    found.expect("cargo names what it has built").into()
}

/// The instructions of one piece of work.
fn count(program: &Path, name: &str, folder: &Path) -> u64 {
    let out = folder.join("counts");
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args([
            "--tool=callgrind",
            "--quiet",
            "--toggle-collect=*counted_work*",
        ])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .args([program.as_os_str(), name.as_ref()]);
    said(&mut valgrind).expect(name);
    let counted = std::fs::read_to_string(&out).expect("valgrind's file");
    let total = counted
        .lines()
        .find_map(|line| line.strip_prefix("totals: "));
    total.and_then(|total| total.parse().ok()).expect("a total")
}

/// What a command prints, or nothing if it is not there or fails, for which it says itself why.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    if !output.status.success() {
        notice(&String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// Says something in every run: of a test that passes, the harness swallows what `eprintln` prints, but not this.
fn notice(text: &str) {
    let line = format!("\n{text}\n");
    std::io::stderr()
        .write_all(line.as_bytes())
        .expect("stderr");
}

#[test]
fn work_above_its_budget_is_named() {
    let counted = |counts: &[(&str, u64)]| {
        counts
            .iter()
            .map(|&(name, n)| (name.to_owned(), n))
            .collect()
    };
    let budget = counted(&[("a", 1000), ("b", 1000), ("gone", 1)]);
    let faults = faults(&budget, &counted(&[("a", 1029), ("b", 1031), ("new", 1)]));
    let expected = [
        "b: 1031 instructions, 1000 allowed (+3.1 %)",
        "new has no budget",
        "gone has a budget and is no work",
    ];
    assert_eq!(faults, expected);
}
