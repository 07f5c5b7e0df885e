//! The program as a user runs it: what it writes, what it refuses, how it exits.

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::{stderr, stdout, unpitch};
use tempfile::TempDir;

const TRAIN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/train.csv");
const VALIDATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/validation.csv");
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/example.txt");

/// A small training that takes a second in a debug build.
fn train(output: &Path, more: &[&str]) -> Output {
    let output = output.to_str().expect("a UTF-8 path");
    let mut args = vec![
        "train",
        TRAIN,
        "--output",
        output,
        "--max-features",
        "600",
        "--alpha",
        "10",
    ];
    args.extend(more);
    unpitch(&args, b"")
}

/// The files of a folder.
fn files(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("the folder is there");
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn train_twice_gives_the_same_bytes_and_evaluate_knows_the_model() {
    let folder = TempDir::new().unwrap();
    let (first, second) = (
        folder.path().join("a.unpitch"),
        folder.path().join("b.unpitch"),
    );
    let trained = train(&first, &["--validation", VALIDATION, "--threads", "1"]);
    assert_eq!(trained.status.code(), Some(0), "{}", stderr(&trained));
    for line in ["rows  1328", "converged  yes", "macro F1"] {
        assert!(
            stderr(&trained).contains(line),
            "no {line:?} in {}",
            stderr(&trained)
        );
    }
    train(&second, &["--validation", VALIDATION, "--threads", "2"]);
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());

    let model = first.to_str().unwrap();
    let evaluated = unpitch(
        &["evaluate", VALIDATION, "-m", model, "--format", "json"],
        b"",
    );
    let report: serde_json::Value = serde_json::from_slice(&evaluated.stdout).unwrap();
    assert_eq!(report["overall"]["paragraphs"], 458);
    let short = unpitch(
        &[
            "evaluate",
            VALIDATION,
            "-m",
            model,
            "--floor",
            "macro_f1=0.999",
        ],
        b"",
    );
    assert_eq!(short.status.code(), Some(1));
    assert!(stderr(&short).contains("0.999"), "{}", stderr(&short));
}

#[test]
fn folds_print_mean_and_spread() {
    let folded = unpitch(
        &[
            "train",
            TRAIN,
            "--folds",
            "2",
            "--max-features",
            "300",
            "--alpha",
            "30",
        ],
        b"",
    );
    assert_eq!(folded.status.code(), Some(0), "{}", stderr(&folded));
    assert!(stdout(&folded).contains("macro F1") && stdout(&folded).contains("spread"));
}

#[test]
fn what_cannot_be_trained_on_is_refused_with_its_place_and_leaves_no_file() {
    let cases: [(&str, &str, &str); 11] = [
        ("text,kind\na,article\n", "label", "a missing column"),
        (
            "text,label\na,article\nb,ad\n",
            "bad.csv:3: column \"label\"",
            "an unknown label",
        ),
        (
            "text,label,position\na,article,x\n",
            "bad.csv:2: column \"position\"",
            "a bad number",
        ),
        (
            "text,label,link_density\na,article,2\n",
            "bad.csv:2: column \"link_density\"",
            "a share over 1",
        ),
        (
            "page,text,label,position\np,a,article,1\np,b,navigation,1\n",
            "bad.csv:3: column \"position\"",
            "a doubled position",
        ),
        ("text,label\n\"a,article\n", "bad.csv:2", "an open quote"),
        (
            "text,label\n\"a\"b,article\n",
            "bad.csv:2: column \"text\"",
            "text after a quote",
        ),
        ("text,label\na\n", "bad.csv:2", "too few cells"),
        ("", "bad.csv", "an empty file"),
        ("text,label\n", "bad.csv", "a header only"),
        (
            "text,label\na,article\nb,article\n",
            "at least two different labels",
            "one label",
        ),
    ];
    for (csv, expected, what) in cases {
        let folder = TempDir::new().unwrap();
        let data = folder.path().join("bad.csv");
        fs::write(&data, csv).unwrap();
        let model = folder.path().join("model.unpitch");
        let output = unpitch(
            &[
                "train",
                data.to_str().unwrap(),
                "-o",
                model.to_str().unwrap(),
            ],
            b"",
        );
        assert_eq!(output.status.code(), Some(2), "{what}: {}", stderr(&output));
        assert!(
            stderr(&output).contains(expected),
            "{what}: {}",
            stderr(&output)
        );
        assert_eq!(files(&folder), ["bad.csv"], "{what}");
    }
}

#[test]
fn broken_utf_8_is_refused_with_its_line_and_column() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("bad.csv");
    fs::write(&data, b"text,label\na,article\nb\xFF,navigation\n").unwrap();
    let model = folder.path().join("model.unpitch");
    let output = unpitch(
        &[
            "train",
            data.to_str().unwrap(),
            "-o",
            model.to_str().unwrap(),
        ],
        b"",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("bad.csv:3: column \"text\""),
        "{}",
        stderr(&output)
    );
    assert!(!model.exists());
}

#[test]
fn label_map_and_skip_bad_let_a_training_go_on() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data.csv");
    let rows =
        "text,label,mood\nFerries sail again.,article,good\nSupport us,ad,bad\n,article,none\n";
    fs::write(&data, rows).unwrap();
    let model = folder.path().join("model.unpitch");
    let output = unpitch(
        &[
            "train",
            data.to_str().unwrap(),
            "-o",
            model.to_str().unwrap(),
            "--label-map",
            "ad=subscription-pitch",
            "--skip-bad",
            "--min-df",
            "1",
        ],
        b"",
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("columns ignored: mood"));
    assert!(stderr(&output).contains("skipped 1 invalid row, used"));
    assert!(model.exists());
}

#[test]
fn bad_parameters_are_refused_by_name() {
    for (flag, value, name) in [
        ("--alpha", "0", "parameter alpha"),
        ("--alpha", "nan", "parameter alpha"),
        ("--alpha", "much", "--alpha"),
        ("--min-df", "0", "parameter min_df"),
        ("--max-features", "0", "parameter max_features"),
        ("--dropout", "1", "parameter dropout"),
        ("--max-iterations", "0", "parameter max_iterations"),
        ("--threads", "0", "parameter threads"),
        ("--label-weights", "1,2", "--label-weights"),
        ("--label-weights", "1,2,0,1", "parameter label_weights"),
        ("--solver", "magic", "parameter solver"),
        ("--folds", "1", "folds"),
    ] {
        let output = unpitch(&["train", TRAIN, "-o", "never.unpitch", flag, value], b"");
        assert_eq!(output.status.code(), Some(2), "{flag} {value}");
        let said = stderr(&output);
        let named = said
            .lines()
            .any(|line| line.starts_with("error:") && line.contains(name));
        assert!(named, "{flag} {value}: {said}");
        assert!(!Path::new("never.unpitch").exists());
    }
    let linfa = unpitch(
        &[
            "train",
            TRAIN,
            "-o",
            "never.unpitch",
            "--solver",
            "linfa",
            "--label-weights",
            "balanced",
        ],
        b"",
    );
    assert!(
        stderr(&linfa).contains("label_weights"),
        "{}",
        stderr(&linfa)
    );
}

#[test]
fn a_model_that_is_none_is_refused() {
    let output = unpitch(&["predict", EXAMPLE, "--model", TRAIN], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("model file"),
        "{}",
        stderr(&output)
    );
}

#[cfg(feature = "default-model")]
mod predict {
    use super::*;

    #[test]
    fn into_a_pipe_goes_a_json_line_a_page() {
        let output = unpitch(
            &["predict"],
            "Home\r\n\r\nFähren fahren wieder.\r\n".as_bytes(),
        );
        let page: serde_json::Value = serde_json::from_str(stdout(&output).trim_end()).unwrap();
        assert_eq!(page["page"], "-");
        let second = &page["paragraphs"][1];
        assert_eq!(second["text"], "Fähren fahren wieder.");
        assert_eq!((&second["start"], &second["end"]), (&8.into(), &30.into()));
        assert_eq!(second["position"], 1);
        assert!(second["probability"].as_f64().unwrap() > 0.25);
    }

    #[test]
    fn the_example_is_freed_of_its_pitches() {
        let output = unpitch(&["predict", EXAMPLE, "--format", "text"], b"");
        let text = stdout(&output);
        assert!(text.contains("The last bus from the hospital"), "{text}");
        assert!(text.contains("The crossing had been cut"), "{text}");
        for cut in [
            "Subscribe to read on",
            "Sign up",
            "Cookie settings",
            "Most read",
        ] {
            assert!(!text.contains(cut), "{cut:?} in {text}");
        }
    }

    #[test]
    fn csv_output_is_training_data() {
        let folder = TempDir::new().unwrap();
        let output = unpitch(&["predict", EXAMPLE, VALIDATION, "--format", "csv"], b"");
        let data = folder.path().join("labelled.csv");
        fs::write(&data, &output.stdout).unwrap();
        let evaluated = unpitch(
            &["evaluate", data.to_str().unwrap(), "--format", "json"],
            b"",
        );
        let report: serde_json::Value = serde_json::from_slice(&evaluated.stdout).unwrap();
        assert_eq!(
            report["overall"]["accuracy"]["value"],
            1.0,
            "{}",
            stderr(&evaluated)
        );
        assert_eq!(report["overall"]["pages"], 10);
    }

    #[test]
    fn keep_filters_and_explain_says_why() {
        let output = unpitch(
            &[
                "predict",
                EXAMPLE,
                "--format",
                "table",
                "--keep",
                "subscription-pitch",
                "--explain",
            ],
            b"",
        );
        let table = stdout(&output);
        assert!(
            table.contains("subscription-pitch") && table.contains("speaks of subscribe"),
            "{table}"
        );
        assert!(
            !table.lines().any(|line| line.starts_with("article")),
            "{table}"
        );
    }

    #[test]
    fn a_failing_path_is_reported_and_the_rest_go_on() {
        let output = unpitch(&["predict", "nowhere.txt", EXAMPLE], b"");
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("nowhere.txt"));
        assert_eq!(stdout(&output).lines().count(), 1);
    }

    #[test]
    fn rubbish_is_a_page_and_empty_input_an_empty_one() {
        let rubbish: Vec<u8> = (0..=255).cycle().skip(7).take(40_000).collect();
        assert_eq!(unpitch(&["predict"], &rubbish).status.code(), Some(0));
        let empty = unpitch(&["predict"], b"");
        assert_eq!(
            stdout(&empty),
            "{\"page\":\"-\",\"language\":null,\"paragraphs\":[]}\n"
        );
    }
}
