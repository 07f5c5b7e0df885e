//! Parquet in and out.

use super::common::{pages, predict, stderr, texts};
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
