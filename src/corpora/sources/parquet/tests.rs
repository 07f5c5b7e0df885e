use super::*;
use arrow_array::{BinaryArray, Int64Array, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;

use crate::page::Wrapping;

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true)))
        .unwrap()
}

fn strings(values: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn file(batch: &RecordBatch) -> Vec<u8> {
    let mut bytes = Vec::new();
    let group = WriterProperties::builder()
        .set_max_row_group_row_count(Some(2))
        .build();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(group)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
    bytes
}

/// Name, fields and paragraphs of each page, a reject as `!` and its reason.
fn pages(bytes: &[u8], column: Option<&str>) -> Vec<(String, String, Vec<String>)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pages.parquet");
    std::fs::write(&path, bytes).unwrap();
    let reading = Reading::new(Wrapping::Detect, column);
    let mut all = Vec::new();
    each(&path, &reading, &Counter::default(), &mut |job| {
        all.push(match job.run() {
            Ok(read) => {
                let page = read.page.unwrap();
                let fields = page
                    .fields
                    .iter()
                    .map(|(name, json)| format!("{name}={json}"));
                let texts = page
                    .page
                    .page()
                    .paragraphs()
                    .iter()
                    .map(|p| p.text().to_owned());
                (
                    page.page.name().to_owned(),
                    fields.collect::<Vec<_>>().join(" "),
                    texts.collect(),
                )
            }
            Err(reject) => (
                format!("!{}", reject.error),
                reject.offset.to_string(),
                Vec::new(),
            ),
        });
        Ok(())
    })
    .unwrap();
    all
}

fn page(name: &str, fields: &str, texts: &[&str]) -> (String, String, Vec<String>) {
    let texts = texts.iter().map(|text| (*text).to_owned()).collect();
    (name.to_owned(), fields.to_owned(), texts)
}

#[test]
fn rows_are_pages_and_their_columns_come_back() {
    let rows = batch(vec![
        ("url", strings(&[Some("a"), Some("b"), None])),
        (
            "html",
            strings(&[Some("<p>Ferries\n<p>sail"), None, Some("<p>c")]),
        ),
        (
            "n",
            Arc::new(Int64Array::from(vec![Some(1), None, Some(i64::MAX)])),
        ),
    ]);
    let found = pages(&file(&rows), None);
    assert_eq!(found[0], page("a", "url=\"a\" n=1", &["Ferries", "sail"]));
    assert!(
        found[1].0.starts_with('!') && found[1].1 == "1",
        "{found:?}"
    );
    assert!(found[2].0.ends_with("pages.parquet:3"), "{found:?}");
    assert_eq!(found[2].1, "url=null n=9223372036854775807");
}

#[test]
fn any_column_may_hold_the_page_as_text_or_bytes() {
    let html = "<!doctype html><p>Fähre";
    let bytes: ArrayRef = Arc::new(BinaryArray::from(vec![
        html.as_bytes(),
        b"F\xe4hre f\xfcr S\xfcd",
    ]));
    let rows = batch(vec![
        ("id", strings(&[Some("1"), Some("2")])),
        ("body", bytes),
    ]);
    let found = pages(&file(&rows), Some("body"));
    assert_eq!(found[0], page("1", "id=\"1\"", &["Fähre"]));
    assert_eq!(found[1], page("2", "id=\"2\"", &["Fähre für Süd"]));
    let none = pages(&file(&rows), None);
    assert!(
        none[0]
            .0
            .contains("neither html nor text but \"id\", \"body\""),
        "{none:?}"
    );
}

#[test]
fn batches_are_bounded_by_bytes() {
    let long = "x".repeat(3 << 20);
    let rows = batch(vec![("text", strings(&[Some(long.as_str()); 9]))]);
    let bytes = {
        let mut bytes = Vec::new();
        // Without a dictionary the file knows how long its rows are.
        let plain = WriterProperties::builder()
            .set_dictionary_enabled(false)
            .build();
        let mut writer = ArrowWriter::try_new(&mut bytes, rows.schema(), Some(plain)).unwrap();
        writer.write(&rows).unwrap();
        writer.close().unwrap();
        bytes
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.parquet");
    std::fs::write(&path, bytes).unwrap();
    let sizes: Vec<usize> = open(&path, &Counter::default())
        .unwrap()
        .0
        .map(|batch| batch.unwrap().num_rows())
        .collect();
    assert_eq!(sizes, [5, 4]);
}

#[test]
fn what_is_cut_off_is_one_reject() {
    let bytes = file(&batch(vec![(
        "text",
        strings(&[Some("Ferries"), Some("sail")]),
    )]));
    for cut in [4, 20, bytes.len() - 1] {
        let found = pages(&bytes[..cut], None);
        assert_eq!(found.len(), 1);
        assert!(found[0].0.contains("cannot be read on"), "{found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_damage_panics(at in any::<prop::sample::Index>(), byte: u8) {
        let mut bytes = file(&batch(vec![("text", strings(&[Some("Ferries"), Some("sail"), None]))]));
        let at = at.index(bytes.len());
        bytes[at] = byte;
        prop_assert!(pages(&bytes, None).len() <= 1_000);
    }
}

/// A file without rows whose schema is so many groups, one inside the other.
fn nested(levels: u32) -> Vec<u8> {
    let count = |n: u32| {
        [
            n as u8 & 0x7F | 0x80,
            (n >> 7) as u8 & 0x7F | 0x80,
            (n >> 14) as u8,
        ]
    };
    let root = b"\x48\x01r\x15\x02\x00";
    let groups = b"\x35\x02\x18\x01a\x15\x02\x00".repeat(levels as usize);
    let leaf = b"\x15\x0C\x25\x02\x18\x01a\x00";
    let schema = [b"\x19\xFC", &count(levels + 2)[..], root, &groups, leaf].concat();
    let footer = [b"\x15\x02", &schema[..], b"\x16\x00\x19\x0C\x00"].concat();
    let length = (footer.len() as u32).to_le_bytes();
    [b"PAR1", &footer[..], &length, b"PAR1"].concat()
}

#[test]
fn a_schema_that_would_end_the_stack_is_refused() {
    assert_eq!(pages(&nested(20), None), []);
    for levels in [100, 20_000, 1 << 20] {
        let found = pages(&nested(levels), None);
        assert!(found[0].0.contains("100 levels deep"), "{}", found[0].0);
    }
}

#[test]
fn claims_of_a_dictionary_are_not_believed() {
    let bytes = file(&batch(vec![("text", strings(&[Some("a"), Some("b")]))]));
    // The first header is the dictionary's: its type, its sizes, and how many values it has.
    let at = bytes.windows(2).position(|two| two == b"\x4C\x15");
    let at = at.expect("a dictionary") + 2;
    let claims = [&bytes[..at], b"\xFE\xFF\xFF\xFF\x0F", &bytes[at + 1..]].concat();
    let found = pages(&claims, None);
    assert!(
        found[0].0.contains("a dictionary of 2147483647 values"),
        "{}",
        found[0].0
    );
}

#[test]
fn rows_that_are_promised_and_do_not_come_are_told() {
    // Both the file and its group have one row; a footer has each number by itself.
    let bytes = file(&batch(vec![("text", strings(&[Some("a")]))]));
    let footer = bytes.len()
        - 8
        - u32::from_le_bytes(*bytes[bytes.len() - 8..].first_chunk().unwrap()) as usize;
    let mut told = 0;
    for at in footer..bytes.len() - 8 {
        let mut other = bytes.clone();
        other[at] = if other[at] == 2 { 0 } else { continue };
        let found = pages(&other, None);
        assert!(!found.is_empty(), "byte {at}");
        told += usize::from(found[0].0.contains("after 0 of 1 rows"));
    }
    assert!(told > 0);
}

/// The parquet crate takes minutes for it.
#[test]
fn a_header_that_claims_a_list_without_end_is_refused_at_once() {
    let bytes = file(&batch(vec![("text", strings(&[Some("a"), Some("b")]))]));
    let at = bytes.windows(2).position(|two| two == b"\x4C\x15");
    let at = at.expect("a dictionary");
    // An unknown field: a list of 2,147,483,647 numbers of 8 bytes.
    let list = b"\x09\x28\xF7\xFF\xFF\xFF\xFF\x07";
    let found = pages(&[&bytes[..at], list, &bytes[at..]].concat(), None);
    assert!(found[0].0.contains("does not end"), "{}", found[0].0);
}
