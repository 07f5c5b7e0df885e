//! Parquet in and out.

use super::common::{pages, predict, stderr, texts, unpitch};
use super::{arg, folder};

/// Parquet of these columns of strings.
fn parquet(columns: &[(&str, &[Option<&str>])]) -> Vec<u8> {
    use arrow_array::{ArrayRef, RecordBatch, StringArray};
    let arrays = columns.iter().map(|(name, values)| {
        let array: ArrayRef = std::sync::Arc::new(StringArray::from(values.to_vec()));
        (*name, array, true)
    });
    let batch = RecordBatch::try_from_iter_with_nullable(arrays).expect("columns of one length");
    let mut bytes = Vec::new();
    let writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None);
    let mut writer = writer.expect("a schema");
    writer.write(&batch).expect("in memory");
    writer.close().expect("in memory");
    bytes
}

#[test]
fn rows_of_parquet_are_read_like_objects_of_json() {
    let bytes = parquet(&[
        ("url", &[Some("a"), Some("b"), Some("c")]),
        ("html", &[Some("<p>Fähren\n<p>fahren"), None, Some("")]),
        ("language", &[Some("de"), None, Some("no code")]),
    ]);
    let lines = "{\"url\":\"a\",\"html\":\"<p>Fähren\\n<p>fahren\",\"language\":\"de\"}\n\
                 {\"url\":\"b\",\"html\":null,\"language\":null}\n\
                 {\"url\":\"c\",\"html\":\"\",\"language\":\"no code\"}\n";
    let folder = folder(&[
        ("pages", &bytes),
        (
            "body.jsonl",
            b"{\"body\":\"<!doctype html><p>a\",\"n\":1}\n",
        ),
    ]);
    let path = folder.path().join("pages");
    let rows = predict(&[arg(&path)], b"");
    let objects = predict(&[], lines.as_bytes());
    assert_eq!(rows.status.code(), Some(2), "{}", stderr(&rows));
    assert_eq!(rows.stdout, objects.stdout);
    assert!(stderr(&rows).contains("pages:2: "), "{}", stderr(&rows));
    let stream = predict(&[], &bytes);
    assert_eq!(stream.status.code(), Some(2));
    assert!(
        stderr(&stream).contains("save it as a file"),
        "{}",
        stderr(&stream)
    );
    let body = folder.path().join("body.jsonl");
    let found = pages(&predict(&[arg(&body), "--column", "body"], b""));
    assert_eq!((texts(&found[0]), &found[0]["n"]), (vec!["a"], &1.into()));
    assert!(found[0].get("body").is_none());
    let wrong = predict(&[arg(&body), "--column", "page"], b"");
    assert!(
        stderr(&wrong).contains("an object with no \"page\" but \"body\""),
        "{}",
        stderr(&wrong)
    );
}

/// The rows of a file as JSON.
fn rows(path: &std::path::Path) -> Vec<serde_json::Value> {
    use arrow_json::writer::{LineDelimited, WriterBuilder};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let file = std::fs::File::open(path).expect("the file");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
    let builder = WriterBuilder::new().with_explicit_nulls(true);
    let mut writer = builder.build::<_, LineDelimited>(Vec::new());
    for batch in reader.build().expect("Parquet") {
        writer.write(&batch.expect("rows")).expect("in memory");
    }
    writer.finish().expect("in memory");
    let lines = String::from_utf8(writer.into_inner()).expect("UTF-8");
    lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

const CRAWL: &str = "{\"id\": 7, \"tags\": [\"sea\"], \"text\": \"Fähren fahren wieder.\\n\\nJetzt abonnieren\"}\n\
                     {\"id\": 8, \"text\": \"\"}\n\
                     {\"id\": \"9\", \"page\": \"c\", \"html\": \"<p>Ferries sail again from Monday.\"}\n";

#[test]
fn rows_have_what_the_lines_have() {
    let folder = folder(&[("pages.jsonl", CRAWL.as_bytes())]);
    let path = |name: &str| folder.path().join(name);
    let (input, output) = (path("pages.jsonl"), path("out.parquet"));
    for command in ["predict", "clean", "verdict"] {
        let lines = pages(&unpitch(&[command, arg(&input), "--format", "jsonl"], b""));
        let done = unpitch(&[command, arg(&input), "--output", arg(&output)], b"");
        assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
        let rows = rows(&output);
        assert_eq!(rows.len(), lines.len());
        for (row, line) in rows.iter().zip(&lines) {
            for name in ["page", "language", "text", "verdict", "access", "reasons"] {
                assert_eq!(row.get(name), line.get(name), "{command}");
            }
        }
        // Ids of two kinds, and lists, make columns of JSON.
        assert_eq!(
            (&rows[0]["id"], &rows[0]["tags"]),
            (&"7".into(), &"[\"sea\"]".into())
        );
    }
}

#[test]
fn a_flat_file_has_a_row_a_paragraph() {
    let folder = folder(&[("pages.jsonl", CRAWL.as_bytes())]);
    let path = |name: &str| folder.path().join(name);
    let (input, output) = (path("pages.jsonl"), path("out.parquet"));
    let lines = pages(&predict(&[arg(&input)], b""));
    predict(&[arg(&input), "--flat", "--output", arg(&output)], b"");
    let rows = rows(&output);
    let wanted = lines.iter().flat_map(|line| {
        let paragraphs = line["paragraphs"].as_array().expect("paragraphs");
        paragraphs
            .iter()
            .map(|paragraph| (&line["page"], &paragraph["text"], &paragraph["label"]))
    });
    let found: Vec<_> = rows
        .iter()
        .map(|row| (&row["page"], &row["text"], &row["label"]))
        .collect();
    assert_eq!(found, wanted.collect::<Vec<_>>());
    let refused = predict(&[arg(&input), "--flat"], b"");
    assert!(
        stderr(&refused).contains("--flat is for Parquet"),
        "{}",
        stderr(&refused)
    );
    let stream = predict(&[arg(&input), "--format", "parquet"], b"");
    assert!(
        stderr(&stream).contains("give one with --output"),
        "{}",
        stderr(&stream)
    );
}

#[test]
fn shards_have_one_schema_and_an_interrupted_run_keeps_it() {
    let folder = folder(&[("pages.jsonl", CRAWL.as_bytes())]);
    let path = |name: &str| folder.path().join(name);
    let (input, output) = (path("pages.jsonl"), path("out.parquet"));
    let args = [
        "predict",
        arg(&input),
        "-o",
        arg(&output),
        "--shard-size",
        "1",
    ];
    unpitch(&args, b"");
    let journal = path("out.parquet.journal");
    let text = std::fs::read_to_string(&journal).expect("the journal");
    // As after a kill behind the first shard.
    let first: Vec<&str> = text.lines().take(2).collect();
    std::fs::write(&journal, first.join("\n") + "\n").expect("the journal");
    let before = std::fs::read(path("out-00002.parquet")).expect("a shard");
    let done = unpitch(&[&args[..], &["--resume"]].concat(), b"");
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    assert_eq!(
        std::fs::read(path("out-00002.parquet")).expect("a shard"),
        before
    );
    let last = &rows(&path("out-00002.parquet"))[0];
    assert_eq!(
        (&last["id"], &last["input"]),
        (
            &serde_json::Value::Null,
            &"{\"id\":\"9\",\"page\":\"c\"}".into()
        )
    );
}
