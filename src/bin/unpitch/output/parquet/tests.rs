//! Files as a reader has them: what is written is read back as JSON lines.

use arrow_json::writer::{LineDelimited, WriterBuilder};
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};

use super::*;

fn write(rows: Rows, columns: Option<Columns>, calls: &[&str]) -> io::Result<(Vec<u8>, Columns)> {
    let mut out = ParquetOut::new(Vec::new(), rows, columns);
    for call in calls {
        out.write(call.as_bytes())?;
    }
    out.finish()
}

fn file(rows: Rows, lines: &str) -> Vec<u8> {
    write(rows, None, &[lines]).unwrap().0
}

/// The rows as JSON lines, with nulls.
fn read(file: &[u8]) -> Vec<String> {
    let bytes = Bytes::copy_from_slice(file);
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes)
        .unwrap()
        .build()
        .unwrap();
    let builder = WriterBuilder::new().with_explicit_nulls(true);
    let mut writer = builder.build::<_, LineDelimited>(Vec::new());
    for batch in reader {
        writer.write(&batch.unwrap()).unwrap();
    }
    writer.finish().unwrap();
    let lines = String::from_utf8(writer.into_inner()).unwrap();
    lines.lines().map(str::to_owned).collect()
}

fn metadata(file: &[u8]) -> ParquetMetaData {
    let bytes = Bytes::copy_from_slice(file);
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
    reader.metadata().as_ref().clone()
}

/// The columns, each with its type.
fn types(file: &[u8]) -> Vec<String> {
    let bytes = Bytes::copy_from_slice(file);
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap();
    let fields = reader.schema().fields().iter();
    fields
        .map(|field| format!("{} {}", field.name(), field.data_type()))
        .collect()
}

const PROBABILITIES: &str =
    r#"{"article":0.7,"subscription-pitch":0.1,"navigation":0.15,"related-content":0.05}"#;

fn paragraph(position: usize, text: &str) -> String {
    format!(
        r#"{{"position":{position},"label":"article","probability":0.7,"probabilities":{PROBABILITIES},"text":"{text}","start":0,"end":5}}"#
    )
}

/// A line of `predict` with fields of the input.
fn page(name: &str, own: &str, paragraphs: &[String]) -> String {
    let paragraphs = paragraphs.join(",");
    format!("{{\"page\":\"{name}\",\"language\":\"en\"{own},\"paragraphs\":[{paragraphs}]}}\n")
}

/// A line of `verdict` with fields of the input.
fn verdict(own: &str) -> String {
    format!(
        "{{\"page\":\"a\"{own},\"language\":null,\"access\":\"open\",\"kind\":\"article\",\"pitches\":[\"paywall\"],\
         \"shares\":{PROBABILITIES},\"claimed_free\":true,\"paid_parts\":[],\"reasons\":[\"it is short\"]}}\n"
    )
}

/// The own columns of a row of verdicts.
fn own(row: &str) -> &str {
    row.split_once("\"it is short\"],")
        .unwrap()
        .1
        .trim_end_matches('}')
}

#[test]
fn a_page_is_a_row() {
    let file = file(
        Rows::Pages,
        &page("a", r#","url":"u""#, &[paragraph(0, "é\\n\\\"")]),
    );
    let text =
        paragraph(0, "é\\n\\\"").replace(r#","start""#, r#","tag":null,"path":null,"start""#);
    let row =
        format!(r#"{{"page":"a","language":"en","paragraphs":[{text}],"url":"u","input":null}}"#);
    assert_eq!(read(&file), [row]);
}

#[test]
fn a_paragraph_is_a_row_with_the_fields_of_its_page() {
    let paragraphs = [paragraph(0, "x"), paragraph(3, "y")];
    let lines = page("a", r#","n":1,"Label":2"#, &paragraphs) + &page("b", "", &[]);
    let rows = read(&file(Rows::Paragraphs, &lines));
    assert_eq!(rows.len(), 2);
    for (row, (position, text)) in rows.iter().zip([(0, "x"), (3, "y")]) {
        assert!(
            row.starts_with(&format!(
                r#"{{"page":"a","language":"en","position":{position},"label""#
            )),
            "{row}"
        );
        assert!(row.contains(&format!(r#""text":"{text}""#)), "{row}");
        assert!(
            row.ends_with(r#""end":5,"n":1,"input":"{\"Label\":2}"}"#),
            "{row}"
        );
    }
}

#[test]
fn a_verdict_is_a_row() {
    let line = verdict("");
    let row = r#"{"page":"a","language":null,"access":"open""#;
    let rest = line
        .split_once(r#""access":"open""#)
        .unwrap()
        .1
        .trim_end()
        .trim_end_matches('}');
    assert_eq!(
        read(&file(Rows::Verdicts, &line)),
        [format!(r#"{row}{rest},"input":null}}"#)]
    );
}

#[test]
fn an_article_is_a_row() {
    let verdict = verdict("").replace(r#""page":"a","language":null,"#, "");
    let verdict = verdict.trim_end();
    let before = r#""text":"t","title":null,"author":"A; B","date":"2024-05-01","language":"en""#;
    let line = format!("{{\"page\":\"a\",{before},\"verdict\":{verdict}}}\n");
    let row = line.trim_end().strip_suffix('}').unwrap();
    assert_eq!(
        read(&file(Rows::Articles, &line)),
        [format!(r#"{row},"input":null}}"#)]
    );
}

#[test]
fn own_fields_have_the_types_of_their_values() {
    let lines = verdict(r#","b":true,"i":-1,"f":0.5,"s":"x","o":{"a": [1]},"n":null"#)
        + &verdict(r#","i":2,"f":3,"o":1,"late":"é""#);
    let file = file(Rows::Verdicts, &lines);
    let types = types(&file);
    let expected = [
        "b Boolean",
        "i Int64",
        "f Float64",
        "s Utf8",
        "o Utf8",
        "n Utf8",
        "late Utf8",
        "input Utf8",
    ];
    assert_eq!(types[types.len() - expected.len()..], expected);
    let rows = read(&file);
    let first =
        r#""b":true,"i":-1,"f":0.5,"s":"x","o":"{\"a\": [1]}","n":null,"late":null,"input":null"#;
    let second = r#""b":null,"i":2,"f":3.0,"s":null,"o":"1","n":null,"late":"é","input":null"#;
    assert_eq!([own(&rows[0]), own(&rows[1])], [first, second]);
}

#[test]
fn what_fits_no_column_is_in_input() {
    let (_, columns) = write(Rows::Verdicts, None, &[&verdict(r#","n":1"#)]).unwrap();
    let later = verdict(r#","n":"one","new":[2],"gone":null"#)
        .replace("]}\n", "],\"input\":{\"kind\":3}}\n")
        + &verdict(r#","n":18446744073709551615"#)
        + &verdict(r#","n":2"#);
    let (file, same) = write(Rows::Verdicts, Some(columns.clone()), &[&later]).unwrap();
    assert_eq!(same, columns);
    let rows = read(&file);
    let rows: Vec<&str> = rows.iter().map(|row| own(row)).collect();
    let expected = [
        r#""n":null,"input":"{\"n\":\"one\",\"new\":[2],\"kind\":3}""#,
        r#""n":null,"input":"{\"n\":18446744073709551615}""#,
        r#""n":2,"input":null"#,
    ];
    assert_eq!(rows, expected);
}

#[test]
fn columns_are_found_in_the_first_lines_alone() {
    let early = verdict(r#","n":1"#).repeat(survey::MOST_LINES);
    let file = file(Rows::Verdicts, &(early + &verdict(r#","n":0.5,"new":1"#)));
    let rows = read(&file);
    assert_eq!(
        own(&rows[survey::MOST_LINES]),
        r#""n":null,"input":"{\"n\":0.5,\"new\":1}""#
    );
    assert_eq!(own(&rows[survey::MOST_LINES - 1]), r#""n":1,"input":null"#);
}

#[test]
fn no_line_no_row() {
    for rows in [
        Rows::Pages,
        Rows::Paragraphs,
        Rows::Articles,
        Rows::Verdicts,
    ] {
        let file = file(rows, "");
        assert_eq!(metadata(&file).file_metadata().num_rows(), 0);
        let names: Vec<String> = rows
            .columns()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        assert_eq!(types(&file).len(), names.len() + 1);
    }
}

#[test]
fn calls_make_no_difference() {
    let lines: Vec<String> = (0..3_000)
        .map(|n| page("a", &format!(r#","n":{n}"#), &[paragraph(n, "x")]))
        .collect();
    let calls: Vec<&str> = lines.iter().map(|line| &**line).collect();
    let one_by_one = write(Rows::Pages, None, &calls).unwrap();
    assert_eq!(
        one_by_one,
        write(Rows::Pages, None, &[&lines.concat()]).unwrap()
    );
}

#[test]
fn row_groups_are_bounded_by_bytes() {
    // Each page has 1 MiB: the batch that has the 64th ends the row group.
    let line = page("a", "", &[paragraph(0, &"x".repeat(1 << 20))]);
    let file = file(Rows::Pages, &line.repeat(70));
    let metadata = metadata(&file);
    let rows: Vec<i64> = metadata
        .row_groups()
        .iter()
        .map(RowGroupMetaData::num_rows)
        .collect();
    assert_eq!(rows, [64, 6]);
    assert_eq!(
        metadata.file_metadata().created_by(),
        Some(&*format!("unpitch version {}", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn a_line_that_does_not_fit_is_an_error_and_the_file_stays_unfinished() {
    let sound = page("a", "", &[paragraph(0, "x")]);
    for (broken, found) in [
        ("{\"page\":1}\n".to_owned(), "\"paragraphs\""),
        ("[]\n".to_owned(), "a JSON object"),
        (
            sound.replace("\"position\":0", "\"position\":\"first\""),
            "first",
        ),
        (
            sound.replace("\"start\"", "\"because\":[],\"start\""),
            "because",
        ),
    ] {
        let mut out = ParquetOut::new(Vec::new(), Rows::Pages, Some(Columns::default()));
        out.write(sound.as_bytes()).unwrap();
        let written = out.write(broken.as_bytes());
        let is_written = written.is_ok();
        let error = written.and_then(|()| out.finish().map(drop)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData);
        assert!(error.to_string().contains(found), "{is_written} {error}");
    }
    let mut out = ParquetOut::new(Vec::new(), Rows::Pages, None);
    out.write(b"{").unwrap_err();
    assert!(out.write(sound.as_bytes()).is_err() && out.finish().is_err());
}

/// An output without room.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_the_output_says_is_told() {
    let mut out = ParquetOut::new(Full, Rows::Pages, None);
    out.write(page("a", "", &[]).as_bytes()).unwrap();
    assert_eq!(
        out.finish().map(drop).unwrap_err().kind(),
        ErrorKind::StorageFull
    );
}
