use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use super::*;
use crate::{Error, Language, Marks, Page, Paragraph};

fn read(csv: impl AsRef<[u8]>) -> Result<(Dataset, ReadReport)> {
    DatasetReader::new().read(csv.as_ref(), "t.csv")
}

fn dataset(csv: impl AsRef<[u8]>) -> Dataset {
    read(csv).unwrap().0
}

fn data_error<T: std::fmt::Debug>(result: Result<T>) -> DataError {
    match result {
        Err(Error::Data(error)) => *error,
        other => panic!("{other:?}"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn texts(page: &Page) -> Vec<&str> {
    page.paragraphs().iter().map(Paragraph::text).collect()
}

const SCATTERED: &str = "label,text,page,position,site,language,tag,link_density,path,note
article,\"b,\n \"\"two\"\"\",p,7,,,p,,,x
navigation,home,q,0,q.org,de-AT,,,,x
article,b one,p,3,p.org,en,,0.25,div < body,x
";

#[test]
fn scattered_rows_make_pages_in_position_order() {
    let (data, report) = read(SCATTERED).unwrap();
    let [p, q] = data.pages() else {
        panic!("{data:?}")
    };
    assert_eq!((p.name(), p.site()), ("p", Some("p.org")));
    assert_eq!(texts(p.page()), ["b one", "b, \"two\""]);
    assert_eq!(p.page().language(), "en".parse().ok());
    assert_eq!(p.origin().unwrap().1, 2);
    assert_eq!((q.name(), q.site()), ("q", Some("q.org")));
    assert_eq!(q.page().language(), "de".parse().ok());
    assert_eq!(q.labels(), [Label::Navigation]);
    let marks: Vec<_> = p.page().paragraphs().iter().map(|p| p.marks()).collect();
    let first = Marks {
        link_density: 0.25,
        path: "div < body".into(),
        ..Marks::default()
    };
    let second = Marks {
        tag: "p".into(),
        ..Marks::default()
    };
    assert_eq!(marks, [Some(&first), Some(&second)]);
    assert_eq!(q.page().paragraphs()[0].marks(), None);
    assert_eq!((report.rows, report.n_skipped), (3, 0));
    assert_eq!(report.ignored_columns, ["note"]);
    assert_eq!(
        (data.n_paragraphs(), data.label_counts()),
        (3, [2, 0, 1, 0])
    );
    assert_eq!(data.sites(), ["p.org", "q.org"]);
}

#[test]
fn without_page_or_position_rows_are_pages_or_stand_in_file_order() {
    let data = dataset("text,label\n\"a\n1\",article\n\nb,navigation\n");
    let names: Vec<_> = data.pages().iter().map(LabelledPage::name).collect();
    assert_eq!(names, ["line 2", "line 5"]);
    let data = dataset("page,text,label\np,z,article\nq,x,article\np,a,article\n");
    assert_eq!(texts(data.pages()[0].page()), ["z", "a"]);
}

/// (what, file, line, column, part of the message)
type Refusal = (
    &'static str,
    Vec<u8>,
    Option<u64>,
    Option<&'static str>,
    &'static str,
);

fn refusal(
    what: &'static str,
    csv: impl AsRef<[u8]>,
    line: u64,
    column: &'static str,
    message: &'static str,
) -> Refusal {
    let line = Some(line).filter(|line| *line > 0);
    let column = Some(column).filter(|column| !column.is_empty());
    (what, csv.as_ref().to_vec(), line, column, message)
}

fn structural_refusals() -> Vec<Refusal> {
    let mut late = b"text,label\r\n\"a\r\nb\",article\r\n".to_vec();
    late.extend(b"caf\xe9,article\r\n");
    vec![
        refusal("empty", "", 0, "", "an empty file"),
        refusal("blank", "\n\r\n\n", 0, "", "an empty file"),
        refusal("header only", "text,label\n", 0, "", "a header and no rows"),
        refusal(
            "no text",
            "label,txt\nx,y\n",
            1,
            "text",
            "a header of \"label,txt\"",
        ),
        refusal("no label", "\ntext\nx\n", 2, "label", "training"),
        refusal(
            "semicolons",
            "page;text;label\n",
            1,
            "text",
            "delimited by ';'",
        ),
        refusal("tabs", "text\tlabel\n", 1, "text", "delimited by '\\t'"),
        refusal(
            "quoted semicolons",
            "\"text\";\"label\"\n",
            1,
            "",
            "other delimiters",
        ),
        refusal(
            "doubled",
            "text,label,x,x\n",
            1,
            "",
            "two columns named \"x\"",
        ),
        refusal(
            "few cells",
            "text,label\na,article\nb\n",
            3,
            "",
            "1 cell, expected 2",
        ),
        refusal("many cells", "text,label\na,b,article\n", 2, "", "3 cells"),
        refusal(
            "open quote",
            "text,label\na,article\n\"b,article\nc,article\n",
            3,
            "text",
            "never closed",
        ),
        refusal(
            "after quote",
            "text,label\nx,article\n\"a\nb\"c,article\n",
            3,
            "text",
            "'c' after the quoted cell \"a\\nb\"",
        ),
        refusal("utf-8", late, 4, "text", "byte 0xE9 after \"caf\""),
        refusal("utf-8 in header", b"text,\xe9\n", 1, "", "byte 0xE9"),
        refusal("utf-16", b"\xff\xfet\0e\0", 0, "", "found UTF-16"),
        refusal("utf-16 unmarked", b"t\0e\0x\0", 0, "", "found UTF-16"),
        refusal("spreadsheet", b"PK\x03\x04....", 0, "", "a spreadsheet"),
        refusal(
            "long",
            ["text,label\n\"".into(), "x".repeat(MAX_RECORD_BYTES + 1)].concat(),
            2,
            "text",
            "over 16 MiB, at \"xxx",
        ),
    ]
}

fn cell_refusals() -> Vec<Refusal> {
    let pages = |rows: &str| format!("page,position,site,language,text,label\n{rows}");
    let dense = |cell: &str| format!("text,label,link_density\na,article,0\nb,article,{cell}\n");
    vec![
        refusal(
            "label",
            "text,label\na,Article\n",
            2,
            "label",
            "\"Article\", expected one of article, subscription-pitch, navigation, related-content; correct it, or map the name to one of these",
        ),
        refusal("no label", "text,label\na,\n", 2, "label", "an empty cell"),
        refusal(
            "long label",
            format!("text,label\na,\"\x1b{}\"\n", "é".repeat(50)),
            2,
            "label",
            "found \"\\u{1b}ééééééééééééééééééééééééééééééééééééééé\"…, ",
        ),
        refusal(
            "no text",
            "text,label\n\" \n\",article\n",
            2,
            "text",
            "an empty text",
        ),
        refusal(
            "no page",
            pages("p,0,,,a,article\n ,1,,,b,article\n"),
            3,
            "page",
            "an empty cell",
        ),
        refusal(
            "position",
            pages("p,-1,,,a,article\n"),
            2,
            "position",
            "\"-1\"",
        ),
        refusal(
            "no position",
            pages("p,,,,a,article\n"),
            2,
            "position",
            "an empty cell",
        ),
        refusal(
            "huge position",
            pages("p,99999999999999999999,,,a,article\n"),
            2,
            "position",
            "a whole number",
        ),
        refusal(
            "doubled position",
            pages("p,4,,,a,article\nq,4,,,a,article\np,04,,,b,article\n"),
            4,
            "position",
            "position 4, which line 2 has too",
        ),
        refusal(
            "language",
            pages("p,0,,english,a,article\n"),
            2,
            "language",
            "\"english\"",
        ),
        refusal(
            "two languages",
            pages("p,0,,,a,article\np,1,,en,a,article\np,2,,de,a,article\n"),
            4,
            "language",
            "\"de\", expected \"en\", as on line 3, for page \"p\"",
        ),
        refusal(
            "two sites",
            pages("p,0,a.org,,a,article\np,1,b.org,,a,article\n"),
            3,
            "site",
            "\"b.org\", expected \"a.org\", as on line 2",
        ),
        refusal(
            "density",
            dense("x"),
            3,
            "link_density",
            "\"x\", expected a number from 0 to 1",
        ),
        refusal("density NaN", dense("NaN"), 3, "link_density", "\"NaN\""),
        refusal("density inf", dense("inf"), 3, "link_density", "\"inf\""),
        refusal(
            "density over 1",
            dense("1.01"),
            3,
            "link_density",
            "\"1.01\"",
        ),
        refusal(
            "density under 0",
            dense("-0.1"),
            3,
            "link_density",
            "\"-0.1\"",
        ),
    ]
}

#[test]
fn every_refusal_says_its_line_and_column() {
    for (what, csv, line, column, message) in [structural_refusals(), cell_refusals()].concat() {
        let error = data_error(read(&csv));
        assert_eq!(error.path.to_str(), Some("t.csv"), "{what}");
        assert_eq!(
            (error.line, error.column.as_deref()),
            (line, column),
            "{what}: {error}"
        );
        assert!(error.to_string().contains(message), "{what}: {error}");
    }
}

#[test]
fn compression_marks_and_line_ends_change_nothing() {
    let plain = dataset(SCATTERED);
    let crlf = SCATTERED.replace('\n', "\r\n");
    let mut members = gzip(&SCATTERED.as_bytes()[..40]);
    members.extend(gzip(&SCATTERED.as_bytes()[40..]));
    let marked = format!("\u{feff}{SCATTERED}");
    let variants = [
        crlf.as_bytes(),
        &members,
        marked.as_bytes(),
        &gzip(marked.as_bytes()),
    ];
    for variant in variants.map(dataset) {
        assert_eq!(variant.digest(), plain.digest());
        assert_eq!(variant.label_counts(), plain.label_counts());
    }
    let other = dataset(SCATTERED.replace("navigation,home", "article,home"));
    assert_ne!(other.digest(), plain.digest());
    assert_ne!(plain.clone().without_marks().digest(), plain.digest());
}

#[test]
fn the_digest_is_that_of_the_documented_bytes() {
    use sha2::{Digest, Sha256};
    let data = dataset("page,text,label,tag\np,ab,navigation,a\n");
    let bytes = b"unpitch dataset 1\n\
        \x01\x01\0\0\0\0\0\0\0p\0\0\x01\0\0\0\0\0\0\0\
        \x02\x02\0\0\0\0\0\0\0ab\x01\x01\0\0\0\0\0\0\0a\0\0\0\0\0\0\0\0\0\0\0\0";
    let expected = Sha256::digest(bytes);
    let expected: String = expected.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(data.digest(), expected);
}

#[test]
fn a_damaged_archive_is_named_as_such() {
    let whole = gzip(SCATTERED.as_bytes());
    for length in 2..whole.len() {
        let error = data_error(read(&whole[..length]));
        assert!(error.found.contains("truncated gzip"), "{length}: {error}");
    }
    let mut damaged = whole.clone();
    let checksum = whole.len() - 8;
    damaged[checksum] ^= 1;
    let skipping = DatasetReader::new().skip_bad(true);
    let error = data_error(skipping.read(&damaged[..], "t.csv"));
    assert!(error.found.contains("damaged gzip"), "{error}");
}

#[test]
fn skipping_counts_bad_rows_and_keeps_the_first_messages() {
    let mut csv = b"page,position,text,label\n".to_vec();
    csv.extend(b"p,0,a,article\nq,x,b,article\np,0,c,article\np,1,d\n");
    csv.extend(b"p,1,\"e\"f,article\np,1,\xff,article\np,1,g,ad\np,1,,article\np,1,h,navigation\n");
    let reader = DatasetReader::new().skip_bad(true);
    let (data, report) = reader.read(&csv[..], "t.csv").unwrap();
    assert_eq!(data.pages().len(), 1, "a bad row starts no page");
    assert_eq!(texts(data.pages()[0].page()), ["a", "h"]);
    assert_eq!((report.rows, report.n_skipped), (2, 7));
    let lines: Vec<_> = report.skipped.iter().map(|error| error.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7].map(Some));

    let error = data_error(reader.read(&b"text,label\na,b\nc,d\n"[..], "t.csv"));
    assert!(
        error.to_string().contains("bad rows only, 2 of them"),
        "{error}"
    );
    let error = data_error(reader.read(&b"text,label\na,article\n\"b,article\n"[..], "t.csv"));
    assert_eq!(
        (error.line, error.column.as_deref()),
        (Some(3), Some("text"))
    );
}

#[test]
fn mapped_names_are_labels_and_may_redefine_one() {
    let reader = DatasetReader::new()
        .label_map("ad", Label::SubscriptionPitch)
        .label_map("navigation", Label::RelatedContent);
    let csv = "text,label\na,ad\nb,navigation\nc,article\n";
    let (data, _) = reader.read(csv.as_bytes(), "t.csv").unwrap();
    assert_eq!(data.label_counts(), [1, 1, 0, 1]);
}

#[test]
fn pages_to_be_labelled_need_no_label() {
    let reader = DatasetReader::new();
    let (pages, report) = reader
        .read_pages(&b"label,text\nnonsense,a\n"[..], "t")
        .unwrap();
    assert_eq!(texts(pages[0].page()), ["a"]);
    assert_eq!(report.ignored_columns, [""; 0]);
    let (pages, _) = reader.read_pages(&b"text\na\n\nb\n"[..], "t").unwrap();
    assert_eq!(pages.len(), 2);
    let error = data_error(reader.read_pages(&b"label\narticle\n"[..], "t"));
    assert_eq!(error.column.as_deref(), Some("text"));
}

#[test]
fn merging_refuses_a_page_name_that_both_files_have() {
    let read = |csv: &str, path: &str| DatasetReader::new().read(csv.as_bytes(), path).unwrap().0;
    let first = read("page,text,label\np,a,article\n", "a.csv");
    let second = read("page,text,label\nq,b,article\np,b,article\n", "b.csv");
    let error = data_error(first.merge(second)).to_string();
    assert!(
        error.starts_with("b.csv:3: column \"page\": found page \"p\", which is also at a.csv:2")
    );

    let unnamed = read("text,label\na,article\n", "a.csv");
    let before = unnamed.digest().to_owned();
    let both = unnamed
        .merge(read("text,label\nb,navigation\n", "b.csv"))
        .unwrap();
    assert_eq!(both.n_paragraphs(), 2);
    assert_ne!(both.digest(), before);
    both.require_two_labels().unwrap();
}

#[test]
fn one_label_teaches_nothing() {
    let error = data_error(dataset("text,label\na,article\nb,article\n").require_two_labels());
    assert!(
        error
            .to_string()
            .starts_with("t.csv: column \"label\": found only article, 2 times")
    );
    assert!(Dataset::default().require_two_labels().is_err());
    let page = NamedPage::new("p", None, Page::from_text("a\nb"));
    assert!(LabelledPage::new(page, vec![Label::Article]).is_err());
}

fn any_paragraph() -> impl Strategy<Value = (Label, Paragraph)> {
    let text = "[a\"',;=é\u{a0}\u{0} \r\n\t-]{0,12}[b\"]";
    let marks = (
        "[a-z0-9]{0,3}",
        0.0f32..=1.0,
        "([a-z\"]( <,\n\\.[a-z]){0,2})?",
    );
    let marks = marks.prop_map(|(tag, link_density, path)| Marks {
        tag,
        link_density,
        path,
    });
    let label = proptest::sample::select(&Label::ALL[..]);
    (label, text, proptest::option::of(marks)).prop_map(|(label, text, marks)| {
        let folded = Paragraph::new(Paragraph::new(&text).text());
        let paragraph = match marks {
            Some(marks) => folded.with_marks(marks),
            None => folded,
        };
        (label, paragraph)
    })
}

type AnyPage = (Option<String>, Option<Language>, Vec<(Label, Paragraph)>);

fn write(pages: &[AnyPage]) -> Vec<u8> {
    let mut writer = RecordWriter::new(Vec::new()).unwrap();
    for (i, (site, language, paragraphs)) in pages.iter().enumerate() {
        for (position, (label, paragraph)) in paragraphs.iter().enumerate() {
            let row = LabelledRow {
                page: &format!("\"p\",\n{i}"),
                site: site.as_deref(),
                language: *language,
                position,
                label: *label,
                probability: Some(0.5),
                paragraph,
            };
            writer.write(row).unwrap();
        }
    }
    writer.finish().unwrap()
}

proptest! {
    #[test]
    fn what_is_written_reads_back(pages in proptest::collection::vec((
        proptest::option::of("[a-z,\".]{1,8}"),
        proptest::option::of(proptest::sample::select(vec!["en".parse().unwrap(), "de".parse().unwrap()])),
        proptest::collection::vec(any_paragraph(), 1..5),
    ), 1..4)) {
        let (data, report) = read(write(&pages)).unwrap();
        prop_assert_eq!(report.ignored_columns, Vec::<String>::new());
        prop_assert_eq!(data.pages().len(), pages.len());
        for (read, (site, language, paragraphs)) in data.pages().iter().zip(pages) {
            let (labels, paragraphs): (Vec<_>, Vec<_>) = paragraphs.into_iter().unzip();
            prop_assert_eq!(read.site(), site.as_deref());
            prop_assert_eq!(read.page(), &Page::new(paragraphs).with_language(language));
            prop_assert_eq!(read.labels(), labels);
        }
    }

    #[test]
    fn no_bytes_panic_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200), skip: bool, zip: bool) {
        let reader = DatasetReader::new().skip_bad(skip);
        let mut csv = b"page,position,text,label\np,1,a,article\n".to_vec();
        csv.extend(&bytes);
        for input in [&bytes, &csv] {
            let packed = if zip { gzip(input) } else { input.clone() };
            let _ = reader.read(&packed[..], "t.csv");
            let _ = reader.read_pages(&packed[..], "t.csv");
        }
        let mut torn = gzip(&csv);
        let at = bytes.len() % torn.len();
        torn[at] ^= 0x55;
        let _ = reader.read(&torn[..], "t.csv");
    }

    #[test]
    fn no_cells_panic_the_reader(rows in "([pq]|\"|,|\n|\r|[0-9]|article|a|é|-|\\.){0,60}", skip: bool) {
        let reader = DatasetReader::new().skip_bad(skip);
        let csv = format!("page,position,text,label,link_density\n{rows}");
        if let Ok((data, report)) = reader.read(csv.as_bytes(), "t.csv") {
            prop_assert_eq!(data.n_paragraphs(), report.rows);
        }
    }
}
