//! What the program writes and where: files it may replace, full disks, closed pipes, terminals.
#![cfg(all(unix, feature = "cli", feature = "default-model"))]

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use common::{stderr, stdout, unpitch};
use tempfile::TempDir;

/// A folder with a small labelled CSV, on which a training takes a moment.
struct Play {
    folder: TempDir,
}

impl Play {
    fn new() -> Play {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("data.csv"), rows("quay", 36)).unwrap();
        Play { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command line in the folder, by a shell.
    fn run(&self, line: &str) -> Output {
        let unpitch = env!("CARGO_BIN_EXE_unpitch");
        let shell = Command::new("sh")
            .args([
                "-c",
                &format!("unpitch() {{ {unpitch:?} \"$@\"; }}; {line}"),
            ])
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .output();
        shell.expect("a shell")
    }

    /// Trains in the folder; `more` names the data and the output.
    fn train(&self, more: &str) -> Output {
        self.run(&format!("unpitch train --solver sparse {more}"))
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Rows of six pages on six sites, labelled with some disorder.
fn rows(site: &str, n: usize) -> String {
    let labels = [
        "article",
        "subscription-pitch",
        "navigation",
        "related-content",
    ];
    let texts = [
        "The night boat sails again",
        "Become a member",
        "Home",
        "More about boats",
    ];
    let mut csv = "page,site,label,text\n".to_owned();
    for i in 0..n {
        let page = i % 6;
        let (label, text) = (labels[(i / 6 + i / 10) % 4], texts[(i / 6) % 4]);
        csv += &format!("{site}{page},{site}{page}.example,{label},{text} {i}\n");
    }
    csv
}

#[track_caller]
fn succeeds(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
}

/// The one line of an error.
#[track_caller]
fn fails(output: &Output, reasons: &[&str]) {
    let text = stderr(output);
    assert_eq!(output.status.code(), Some(2), "{text}");
    for reason in reasons {
        assert!(text.contains(reason), "no {reason:?} in {text}");
    }
}

#[track_caller]
fn is_model(path: &Path) {
    unpitch::Model::load(path).expect("a model");
}

mod files {
    use super::*;

    #[test]
    fn a_link_stays_and_the_file_at_its_end_is_replaced() {
        let play = Play::new();
        fs::write(play.at("end"), "old").unwrap();
        symlink("end", play.at("link")).unwrap();
        // What an earlier version wrote to, planted to destroy a file.
        symlink("data.csv", play.at("link.partial")).unwrap();
        succeeds(&play.train("data.csv --output link"));
        assert!(play.at("link").is_symlink());
        is_model(&play.at("end"));
        assert_eq!(
            fs::read_to_string(play.at("data.csv")).unwrap(),
            rows("quay", 36)
        );
        assert_eq!(play.names(), ["data.csv", "end", "link", "link.partial"]);
    }

    #[test]
    fn permissions_are_kept_or_those_of_the_umask() {
        let play = Play::new();
        fs::write(play.at("old"), "old").unwrap();
        fs::set_permissions(play.at("old"), fs::Permissions::from_mode(0o604)).unwrap();
        let mode = |name| fs::metadata(play.at(name)).unwrap().permissions().mode() & 0o777;
        succeeds(&play.run(
            "umask 027; for m in old new; do unpitch train --solver sparse data.csv -o $m; done",
        ));
        assert_eq!((mode("old"), mode("new")), (0o604, 0o640));
    }

    #[test]
    fn devices_and_pipes_are_written_to() {
        let play = Play::new();
        succeeds(&play.train("data.csv --output /dev/null"));
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        succeeds(&play.run(
            "mkfifo pipe; cat pipe >read & unpitch train --solver sparse data.csv -o pipe; wait",
        ));
        is_model(&play.at("read"));
        fails(
            &play.train("data.csv --output /dev/full"),
            &["/dev/full", "No space left"],
        );
    }

    #[test]
    fn a_hyphen_is_standard_output() {
        let play = Play::new();
        for output in ["-", "/dev/stdout"] {
            succeeds(&play.train(&format!("data.csv --output {output} >m")));
            is_model(&play.at("m"));
            succeeds(&play.train(&format!("data.csv --output {output} | cat >m")));
            is_model(&play.at("m"));
        }
        assert_eq!(play.names(), ["data.csv", "m"]);
    }

    #[test]
    fn an_output_that_is_an_input_is_refused_before_anything_is_read() {
        let play = Play::new();
        fs::write(play.at("other.csv"), rows("pier", 36)).unwrap();
        fs::hard_link(play.at("data.csv"), play.at("hard")).unwrap();
        symlink("data.csv", play.at("soft")).unwrap();
        symlink("soft", play.at("softer")).unwrap();
        for output in ["data.csv", "./data.csv", "hard", "soft", "softer"] {
            for inputs in [
                "data.csv",
                "other.csv data.csv",
                "other.csv --validation data.csv",
            ] {
                let refused = play.train(&format!("{inputs} --output {output}"));
                fails(&refused, &[output, "the same file as the input data.csv"]);
                assert!(
                    !stderr(&refused).contains("Training"),
                    "{}",
                    stderr(&refused)
                );
            }
        }
        fails(
            &play.train("/dev/stdin --output data.csv <data.csv"),
            &["the same file as the input /dev/stdin"],
        );
        assert_eq!(
            fs::read_to_string(play.at("data.csv")).unwrap(),
            rows("quay", 36)
        );
    }

    #[test]
    fn what_no_file_can_be_written_to_is_refused_before_anything_is_read() {
        let play = Play::new();
        fs::create_dir(play.at("models")).unwrap();
        for (output, reason) in [
            ("models", "is a folder"),
            ("models/", "is a folder"),
            (".", "is a folder"),
            ("nowhere/m", "there is no folder nowhere"),
        ] {
            let refused = play.train(&format!("data.csv --output {output}"));
            fails(&refused, &[output, reason]);
            assert!(
                !stderr(&refused).contains("Training"),
                "{}",
                stderr(&refused)
            );
        }
        assert_eq!(play.names(), ["data.csv", "models"]);
    }

    #[test]
    fn data_are_measured_on_and_counted_once() {
        let play = Play::new();
        symlink("data.csv", play.at("soft.csv")).unwrap();
        fs::copy(play.at("data.csv"), play.at("copy.csv")).unwrap();
        fails(
            &play.train("data.csv --validation soft.csv --output m"),
            &["soft.csv: the same file as data.csv, which is trained on"],
        );
        for line in ["train --folds 2", "evaluate"] {
            let twice = play.run(&format!("unpitch {line} data.csv soft.csv"));
            fails(
                &twice,
                &["soft.csv: the same file as data.csv; give it once"],
            );
        }
        let copied = play.train("data.csv --validation copy.csv --output m");
        succeeds(&copied);
        assert!(stderr(&copied).contains("the validation data are the training data"));
    }
}

#[cfg(target_os = "linux")]
mod full_disks_and_closed_pipes {
    use super::*;

    /// Every way to write a result.
    const RESULTS: [&str; 11] = [
        "--help",
        "--version",
        "train --help",
        "train data.csv --folds 2 --solver sparse",
        "train data.csv --solver sparse --output -",
        "evaluate data.csv",
        "evaluate data.csv --format json",
        "predict data.csv --format table",
        "predict data.csv --format text --keep navigation --keep article --keep related-content",
        "predict data.csv --format html",
        "predict data.csv",
    ];

    #[test]
    fn a_full_disk_is_an_error() {
        let play = Play::new();
        for line in RESULTS {
            let full = play.run(&format!("unpitch {line} >/dev/full"));
            fails(&full, &["error: standard output: No space left on device"]);
        }
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        let play = Play::new();
        for line in RESULTS {
            // The reader is gone before anything is written.
            let closed = play.run(&format!(
                "{{ sleep 0.1; unpitch {line} 2>talk; echo $? >code; }} | true"
            ));
            let talk = fs::read_to_string(play.at("talk")).unwrap();
            let code = fs::read_to_string(play.at("code")).unwrap();
            assert_eq!(code, "0\n", "{line}: {talk}");
            assert!(
                !talk.contains("error") && !talk.contains("panicked"),
                "{line}: {talk}"
            );
            succeeds(&closed);
        }
    }

    #[test]
    fn a_stderr_that_takes_nothing_changes_neither_results_nor_exit_codes() {
        let play = Play::new();
        let cases = [
            ("predict nowhere", 2),
            ("predict --no-such-option", 2),
            ("predict data.csv nowhere", 2),
            ("train data.csv --output /dev/full", 2),
            ("train data.csv --solver sparse --output m", 0),
            ("train data.csv --solver sparse --folds 2", 0),
            ("evaluate data.csv --floor accuracy=1", 1),
        ];
        for (line, code) in cases {
            let heard = stdout(&play.run(&format!("unpitch {line}")));
            let closed = format!(
                "{{ sleep 0.1; unpitch {line} >out; echo $? >code; }} 2>&1 | true; cat out; exit $(cat code)"
            );
            for run in [
                play.run(&format!("unpitch {line} 2>/dev/full")),
                play.run(&format!("unpitch {line} 2>&-")),
                play.run(&closed),
            ] {
                assert_eq!(run.status.code(), Some(code), "{line}");
                assert_eq!(stdout(&run), heard, "{line}");
            }
        }
    }
}

mod eyes {
    use super::*;

    /// Recolours, retitles, clears, and turns the direction.
    const HOSTILE: &str = "a\u{1b}[31m\u{1b}]0;t\u{7}\u{9b}2J\u{202e}b\u{2066}c\u{200f}d\u{2028}e";

    #[track_caller]
    fn is_neutral(shown: &[u8]) {
        let shown = String::from_utf8_lossy(shown);
        let obeyed = |c: &char| {
            (c.is_control() && *c != '\n') || "\u{202e}\u{2066}\u{200f}\u{2028}".contains(*c)
        };
        assert_eq!(shown.chars().find(obeyed), None, "{shown:?}");
        assert!(
            shown.contains(r"\u{1b}") && shown.contains(r"\u{202e}"),
            "{shown}"
        );
    }

    #[test]
    fn errors_and_notes_are_neutral_also_into_a_file() {
        let play = Play::new();
        let csv = format!("text,label,{HOSTILE}\nFerries sail.,{HOSTILE},\n");
        let bad = play.at(&format!("{HOSTILE}.csv"));
        fs::write(&bad, csv).unwrap();
        let bad = bad.to_str().unwrap();
        let model = play.at(&format!("{HOSTILE}.model"));
        let model = model.to_str().unwrap();
        let good = play.at("data.csv");
        let good = good.to_str().unwrap();
        for args in [
            &["evaluate", bad][..],
            &["evaluate", HOSTILE],
            &["evaluate", "--skip-bad", bad],
            &["predict", HOSTILE],
            &["predict", bad, "--language", HOSTILE],
            &["predict", bad, "--model", model],
            &[
                "train",
                good,
                "--label-map",
                &format!("{HOSTILE}=navigation"),
                "--solver",
                HOSTILE,
            ],
            &["train", good, "--solver", "sparse", "--output", model],
        ] {
            is_neutral(&unpitch(args, b"").stderr);
        }
        // clap itself drops the escapes of what it cites.
        let usage = unpitch(&[HOSTILE], b"").stderr;
        is_neutral(&[&usage, r"\u{1b}".as_bytes()].concat());
    }

    #[test]
    fn tables_are_neutral_and_data_keep_their_bytes() {
        let name = HOSTILE.replace(['\n', '\u{2028}'], "");
        let page =
            serde_json::json!({ "url": name, "text": format!("Ferries \u{202e}sail \u{200f}.") });
        let page = page.to_string().into_bytes();
        let keep = unpitch::Label::ALL.map(|label| format!("--keep={label}"));
        let predict = |format: &str| {
            let mut args = vec!["predict", "-", "nowhere", "--format", format];
            args.extend(keep.iter().map(String::as_str));
            unpitch(&args, &page)
        };
        let table = predict("table").stdout;
        let shown = String::from_utf8_lossy(&table);
        assert!(shown.contains(r"Ferries \u{202e}sail \u{200f}."), "{shown}");
        is_neutral(&table);
        for format in ["csv", "jsonl", "text"] {
            let data = stdout(&predict(format));
            assert!(data.contains("Ferries \u{202e}sail \u{200f}."), "{data}");
        }
        assert!(stdout(&predict("csv")).contains(&name));
    }

    #[test]
    fn without_arguments_the_help_is_shown_as_help() {
        let output = unpitch(&[], b"");
        assert_eq!(output.status.code(), Some(2));
        let help = stderr(&output);
        assert!(
            help.starts_with("Label") && help.contains("Usage:"),
            "{help}"
        );
    }

    #[test]
    fn quiet_leaves_errors_and_results() {
        let play = Play::new();
        let mixed = "page,label,text,tag,link_density,path,mood\n\
                     a,article,Ferries sail again.,p,0,p < body,good\n\
                     a,navigation,Home,,,,bad\n";
        fs::write(play.at("mixed.csv"), mixed).unwrap();
        for line in [
            "train data.csv --solver sparse --output m --validation mixed.csv",
            "train data.csv --solver sparse --folds 2",
            "evaluate mixed.csv",
            "predict mixed.csv",
        ] {
            let loud = play.run(&format!("unpitch {line}"));
            let quiet = play.run(&format!("unpitch {line} --quiet"));
            succeeds(&quiet);
            assert!(
                !loud.stderr.is_empty() && quiet.stderr.is_empty(),
                "{}",
                stderr(&quiet)
            );
            assert_eq!(loud.stdout, quiet.stdout, "{line}");
        }
        let missed = play.run("unpitch -q evaluate mixed.csv --floor subscription-pitch.f1=1");
        assert_eq!(missed.status.code(), Some(1));
        assert!(
            stderr(&missed).contains("below the floor"),
            "{}",
            stderr(&missed)
        );
        fails(&play.run("unpitch -q predict nowhere"), &["error: nowhere"]);
    }

    #[test]
    fn pages_with_marks_on_some_rows_only_are_warned_about() {
        let play = Play::new();
        let marks = |page: &str, tag: &str| {
            let density = if tag.is_empty() { "" } else { "0" };
            format!("{page},article,Ferries sail again.,{tag},{density},{tag}\n")
        };
        let csv = |pages: [(&str, &str); 6]| {
            let rows = pages.map(|(page, tag)| marks(page, tag));
            "page,label,text,tag,link_density,path\n".to_owned() + &rows.concat()
        };
        let mixed = csv([
            ("a", "p"),
            ("a", "p"),
            ("b", "p"),
            ("b", ""),
            ("c", ""),
            ("c", "p"),
        ]);
        let clean = csv([
            ("a", "p"),
            ("a", "p"),
            ("b", "p"),
            ("b", "p"),
            ("c", ""),
            ("c", ""),
        ]);
        fs::write(play.at("mixed.csv"), mixed).unwrap();
        fs::write(play.at("clean.csv"), clean).unwrap();
        let training = "train data.csv --solver sparse --output m --validation";
        for line in ["evaluate", "predict", training] {
            let warned = stderr(&play.run(&format!("unpitch {line} mixed.csv")));
            for part in [
                "warning: mixed.csv: 2 pages are read as text",
                "mixed.csv:5: ",
                "page \"b\"",
            ] {
                assert!(warned.contains(part), "{line}: no {part:?} in {warned}");
            }
            let clean = stderr(&play.run(&format!("unpitch {line} clean.csv")));
            assert!(!clean.contains("read as text"), "{line}: {clean}");
        }
        let as_text = stderr(&play.run("unpitch evaluate --text-only mixed.csv"));
        assert!(!as_text.contains("warning"), "{as_text}");
    }

    #[test]
    fn a_default_training_reports_its_steps_in_a_screen_of_lines() {
        let play = Play::new();
        let trained = play.run("unpitch train data.csv --output m");
        succeeds(&trained);
        let talk = stderr(&trained);
        let (_, after) = talk.split_once("output  m\n").expect("the announcement");
        let (progress, _) = after.split_once("Trained\n").expect("the summary");
        assert!((1..=24).contains(&progress.lines().count()), "{progress}");
        assert!(
            !progress.contains("inf") && !progress.contains("NaN"),
            "{progress}"
        );
    }
}
