//! Shards, the journal beside them, and runs that are killed and go on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::common::{stderr, unpitch};
use super::rejects::broken;
use super::{arg, folder};

/// Pages of one site, which share a line, and files that are no pages among them.
fn crawl(pages: usize) -> TempDir {
    let broken = broken();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for n in 0..pages {
        let page = format!(
            "<!doctype html><link rel=canonical href=https://harbour.example/{n}><h1>Ferry {n} sails</h1>\
             <p>Ferry {n} sails again from Monday, the harbour master said, as the storm has gone by now.\
             <p>With material from the harbour's own agency, which has reported on all ferries since 1901."
        );
        files.push((format!("{n:04}.html"), page.into_bytes()));
        if n % 7 == 0 {
            let (name, bytes) = &broken[n / 7 % broken.len()];
            files.push((format!("{n:04}-{name}"), bytes.clone()));
        }
    }
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, bytes)| (&**name, &**bytes))
        .collect();
    folder(&files)
}

/// The whole output of a run in shards.
fn shards(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let is_shard = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "jsonl");
    let texts = paths.iter().filter(is_shard);
    texts
        .map(|path| fs::read_to_string(path).expect("a shard"))
        .collect()
}

fn args<'a>(pages: &'a Path, output: &'a Path, rejects: &'a Path) -> Vec<&'a str> {
    let line = "clean --format jsonl --drop-repeated --shard-size 10 --threads 2";
    let mut args: Vec<&str> = line.split(' ').collect();
    args.extend([
        arg(pages),
        "--output",
        arg(output),
        "--rejects",
        arg(rejects),
    ]);
    args
}

#[test]
fn a_run_that_is_killed_again_and_again_has_the_records_of_one_that_was_not() {
    // Several batches of pages, so that a run that is killed within one never was at the end.
    let (pages, whole, killed) = (crawl(950), TempDir::new().unwrap(), TempDir::new().unwrap());
    let paths = |folder: &TempDir| (folder.path().join("a.jsonl"), folder.path().join("rejects"));
    let (output, rejects) = paths(&whole);
    let done = unpitch(&args(pages.path(), &output, &rejects), b"");
    assert_eq!(done.status.code(), Some(2), "{}", stderr(&done));
    assert!(
        stderr(&done).contains("; 949 left out as repeated; 136 rejects"),
        "{}",
        stderr(&done)
    );
    assert!(output.with_file_name("a-00094.jsonl").exists());

    let (output, killed_rejects) = paths(&killed);
    let mut args = args(pages.path(), &output, &killed_rejects);
    let journal = output.with_extension("jsonl.journal");
    let lines = || fs::read_to_string(&journal).map_or(0, |text| text.lines().count());
    let mut times = 0;
    loop {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unpitch"));
        let run = command.args(&args).stderr(Stdio::null()).spawn();
        let mut run = run.expect("the program starts");
        // At other moments each time, but never before it got somewhere.
        let wanted = lines() + 1 + times % 2;
        let ended = loop {
            match run.try_wait().expect("a child") {
                None if lines() < wanted => std::thread::sleep(Duration::from_millis(1)),
                ended => break ended,
            }
        };
        std::thread::sleep(Duration::from_millis(7 * times as u64 % 20));
        if let Some(ended) = ended {
            assert_eq!(ended.code(), Some(2));
            break;
        }
        run.kill().expect("a child that may be killed");
        run.wait().expect("a child");
        times += 1;
        args.retain(|arg| *arg != "--resume");
        args.push("--resume");
    }
    assert!(times > 2, "killed {times} times");
    let (got, wanted) = (shards(killed.path()), shards(whole.path()));
    let other = got
        .lines()
        .zip(wanted.lines())
        .find(|(got, wanted)| got != wanted);
    assert_eq!(other, None, "after {times} kills");
    assert_eq!(got.len(), wanted.len(), "after {times} kills");
    assert_eq!(
        fs::read(killed_rejects).unwrap(),
        fs::read(rejects).unwrap()
    );
    let left = fs::read_dir(killed.path()).unwrap().count();
    assert_eq!(
        left,
        fs::read_dir(whole.path()).unwrap().count(),
        "something was left behind"
    );
}

/// A run in shards of so many pages.
fn sharded<'a>(pages: &'a Path, output: &'a Path, size: &'a str) -> [&'a str; 6] {
    [
        "predict",
        arg(pages),
        "-o",
        arg(output),
        "--shard-size",
        size,
    ]
}

/// Sends SIGINT; whether there still was a program to take it.
#[cfg(unix)]
fn interrupt(run: &Child) -> bool {
    let mut kill = Command::new("kill");
    let sent = kill.args(["-INT", &run.id().to_string()]).status();
    sent.expect("kill").success()
}

#[test]
#[cfg(unix)]
fn a_run_that_is_interrupted_says_how_to_go_on() {
    let (pages, out) = (crawl(300), TempDir::new().unwrap());
    let output = out.path().join("a b.jsonl");
    let args = sharded(pages.path(), &output, "500");
    let mut command = Command::new(env!("CARGO_BIN_EXE_unpitch"));
    let run = command
        .args(args)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    while !output.with_extension("jsonl.journal").exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(interrupt(&run));
    let ended = run.wait_with_output().expect("a child");
    let said = stderr(&ended);
    assert_eq!(ended.status.code(), Some(130), "{said}");
    let command = format!("-o '{}' --shard-size 500", arg(&output));
    assert!(
        said.contains("go on with: unpitch predict --resume "),
        "{said}"
    );
    assert!(said.trim_end().ends_with(&command), "{said}");
    let resumed = unpitch(&[&args[..], &["--resume"]].concat(), b"");
    assert!(
        stderr(&resumed).contains("note: 300 pages"),
        "{}",
        stderr(&resumed)
    );
    assert_eq!(shards(out.path()).lines().count(), 300);
    let again = unpitch(&[&args[..], &["--resume"]].concat(), b"");
    assert!(
        stderr(&again).contains("nothing left to do"),
        "{}",
        stderr(&again)
    );
}

#[test]
fn what_cannot_go_on_is_refused_and_nothing_is_touched() {
    let (pages, out) = (crawl(3), TempDir::new().unwrap());
    let output = out.path().join("a.csv");
    let run = |more: &[&str]| {
        let args = [
            "predict",
            arg(pages.path()),
            "-o",
            arg(&output),
            "--format",
            "csv",
        ];
        stderr(&unpitch(&[&args[..], more].concat(), b""))
    };
    assert!(run(&["--resume"]).contains("--shard-size"));
    assert!(run(&["--shard-size", "2", "--resume"]).contains("leave --resume out"));
    assert!(run(&["--shard-size", "0"]).contains("--shard-size"));
    assert!(run(&["--shard-size", "2"]).contains("3 pages"));
    let read = |n: u8| fs::read_to_string(out.path().join(format!("a-0000{n}.csv"))).unwrap();
    assert!(
        read(1).starts_with("text,label") || read(1).starts_with("page,"),
        "{}",
        read(1)
    );
    assert!(run(&["--shard-size", "2"]).contains("go on with --resume"));
    assert!(run(&["--shard-size", "3", "--resume"]).contains("of another run"));
    fs::write(pages.path().join("0001.html"), "<p>shorter").unwrap();
    assert!(run(&["--shard-size", "2", "--resume"]).contains("over other inputs"));
    fs::remove_file(out.path().join("a.csv.journal")).unwrap();
    assert!(run(&["--shard-size", "2"]).contains("there already, and no journal"));
    let stdin = unpitch(
        &["predict", "-o", arg(&output), "--shard-size", "2"],
        b"Ferries",
    );
    assert!(
        stderr(&stdin).contains("standard input"),
        "{}",
        stderr(&stdin)
    );
}

/// Stops a run by SIGINT after so many milliseconds.
#[cfg(unix)]
fn interrupted(args: &[&str], after: u64) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unpitch"));
    let run = command.args(args).stderr(Stdio::null()).spawn();
    let mut run = run.expect("the program starts");
    std::thread::sleep(Duration::from_millis(after));
    interrupt(&run);
    run.wait().expect("a child");
}

#[test]
#[cfg(unix)]
fn a_run_that_is_interrupted_at_any_moment_doubles_nothing() {
    let (pages, out) = (crawl(60), TempDir::new().unwrap());
    let output = out.path().join("a.jsonl");
    let args = sharded(pages.path(), &output, "20");
    let resumed = [&args[..], &["--resume"]].concat();
    interrupted(&args, 400);
    // Also before its first page, again and again.
    for after in [50, 100, 150, 200, 300, 400] {
        interrupted(&resumed, after);
    }
    let has_begun = output.with_extension("jsonl.journal").exists();
    let done = unpitch(if has_begun { &resumed } else { &args }, b"");
    assert!(
        stderr(&done).contains("note: 60 pages") || stderr(&done).contains("nothing left"),
        "{}",
        stderr(&done)
    );
    assert_eq!(shards(out.path()).lines().count(), 60);
}

#[test]
fn outputs_that_would_be_read_as_pages_are_refused() {
    let pages = crawl(2);
    let at = |name: &str| pages.path().join(name).display().to_string();
    for (option, name) in [
        ("--output", "a.jsonl"),
        ("--rejects", "r"),
        ("--output-dir", "out"),
    ] {
        let refused = unpitch(&["predict", arg(pages.path()), option, &at(name)], b"");
        assert_eq!(refused.status.code(), Some(2), "{option}");
        assert!(
            stderr(&refused).contains("would be read as one of the pages"),
            "{}",
            stderr(&refused)
        );
    }
    let glob = [
        "predict",
        arg(pages.path()),
        "--glob",
        "*.html",
        "-o",
        &at("a.jsonl"),
    ];
    assert_eq!(
        super::common::stderr(&unpitch(&glob, b""))
            .matches("would be read")
            .count(),
        0
    );
}
