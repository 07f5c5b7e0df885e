use super::*;
use std::path::Path;

fn read(json: &[u8]) -> Result<Read> {
    let place = Place {
        path: Path::new("a.jsonl").into(),
        line: 3,
    };
    super::read(
        json,
        &super::Reading::new(crate::page::Wrapping::Detect, None),
        &place,
    )
}

fn page(json: &[u8]) -> (InputPage, Vec<String>) {
    let read = read(json).unwrap();
    let said = read.remarks.into_iter().map(|remark| remark.text);
    (read.page.unwrap(), said.collect())
}

fn texts(page: &InputPage) -> Vec<&str> {
    let paragraphs = page.page.page().paragraphs().iter();
    paragraphs.map(crate::page::Paragraph::text).collect()
}

fn error(json: &str) -> String {
    read(json.as_bytes()).expect_err("no page").to_string()
}

#[test]
fn foreign_values_are_set_aside_and_the_page_is_read() {
    let cases = [
        (
            r#""language":"English""#,
            "field \"language\": found \"English\", expected a code such as en or de-AT; set aside",
        ),
        (
            r#""language":5"#,
            "field \"language\": found a number, expected a string; set aside",
        ),
        (
            r#""site":5"#,
            "field \"site\": found a number, read as \"5\"",
        ),
        (
            r#""site":["a"]"#,
            "field \"site\": found an array, expected a string; set aside",
        ),
        (
            r#""page":{"n":2}"#,
            "field \"page\": found an object, expected a string; set aside",
        ),
        (
            r#""url":true"#,
            "field \"url\": found a boolean, expected a string; set aside",
        ),
        (
            r#""id":"\x""#,
            "field \"id\": found a string with a faulty escape, expected a string; set aside",
        ),
        (
            r#""html":3"#,
            "field \"html\": found a number, expected a string; set aside",
        ),
        (
            r#""score":NaN"#,
            "field \"score\": found \"NaN\", which is not JSON, so it is not given back",
        ),
    ];
    for (field, said) in cases {
        let json = format!(r#"{{"text":"Ferries sail.",{field}}}"#);
        let (page, remarks) = page(json.as_bytes());
        assert_eq!(texts(&page), ["Ferries sail."], "{field}");
        assert!(
            remarks.iter().any(|remark| remark == said),
            "{field}: {remarks:?}"
        );
    }
}

#[test]
fn absent_and_empty_values_are_nothing_to_speak_of() {
    let json =
        br#"{"html":"","text":"Ferries","page":null,"url":" ","id":7,"site":"","language":""}"#;
    let (page, remarks) = page(json);
    assert_eq!(texts(&page), ["Ferries"]);
    assert_eq!((page.page.name(), page.page.site()), ("7", None));
    assert!(
        page.page.page().language().is_none() && remarks.is_empty(),
        "{remarks:?}"
    );
}

#[test]
fn damaged_text_is_mended() {
    let (page, remarks) = page(br#"{"text":"lone \ud800 surrogate","url":"a"}"#);
    assert_eq!(texts(&page), ["lone \u{fffd} surrogate"]);
    assert!(remarks[0].contains("half a character"), "{remarks:?}");
    let (page, remarks) = super::tests::page(b"{\"text\":\"F\xe4hren f\xfcr S\xfcd\"}");
    assert_eq!(texts(&page), ["Fähren für Süd"]);
    assert_eq!(remarks, ["not UTF-8; read as windows-1252"]);
}

#[test]
fn all_fields_but_the_page_go_back_as_they_are_spelt() {
    let json = b"{ \"b\": 1.50e0,\n\"html\":\"<p>a\", \"a\": [ \"\\ud800\" ], \"n\": 12345678901234567890123 }";
    let (page, _) = page(json);
    let fields = page
        .fields
        .iter()
        .map(|(name, value)| (&**name, value.get()));
    let expected = [
        ("b", "1.50e0"),
        ("a", "[\"\\ud800\"]"),
        ("n", "12345678901234567890123"),
    ];
    assert_eq!(fields.collect::<Vec<_>>(), expected);
}

#[test]
fn without_a_page_the_error_says_what_is_there() {
    let found = |json| {
        let error = error(json);
        let found = error.split_once("found ").unwrap().1;
        found.split_once(", expected").unwrap().0.to_owned()
    };
    assert_eq!(found(r#"{"html":3}"#), "a number in the field \"html\"");
    assert_eq!(
        found(r#"{"text":"\x"}"#),
        "a string with a faulty escape in the field \"text\""
    );
    let other = "an object with neither html nor text but \"url\", \"body\"";
    assert_eq!(found(r#"{"url":"u","body":"b"}"#), other);
    assert_eq!(found("{}"), "an object without fields");
    assert_eq!(found("[1]"), "an array");
    assert!(error("[1]").starts_with("a.jsonl:3: found "));
}

#[test]
fn a_fragment_of_html_is_html_whatever_its_field_is_called() {
    let (page, _) = page(br#"{"text":"<p>Ferries<p>sail"}"#);
    assert_eq!(texts(&page), ["Ferries", "sail"]);
}
