//! A JSON object -> a page, and the fields that go back with its answer.

use std::sync::Arc;

use super::super::job::{Fields, InputPage, Job, Read, Reject, Remark};
use super::detect;
use super::faults::Place;
use super::json::fields::{fields, on_one_line};
use super::json::string::Text;
use super::json::value::{Value, kind};
use crate::dataset::NamedPage;
use crate::error::Result;
use crate::language::Language;
use crate::page::{Page, Wrapping, decode};

/// The fields that hold a page; unless asked for, they are not given back, its paragraphs are.
const SOURCES: [&str; 2] = ["html", "text"];

/// The fields that name a page, best first.
const NAMES: [&str; 3] = ["page", "url", "id"];

/// How objects become pages.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub wrapping: Wrapping,
    /// The field that holds the page, where it is another than `html` and `text`.
    column: Option<Arc<str>>,
    keeps_source: bool,
}

impl Reading {
    pub fn new(wrapping: Wrapping, column: Option<&str>) -> Reading {
        Reading {
            wrapping,
            column: column.map(Arc::from),
            keeps_source: false,
        }
    }

    /// Whether the fields that hold a page are given back too.
    pub fn keep_source(self, keeps_source: bool) -> Reading {
        Reading {
            keeps_source,
            ..self
        }
    }

    /// Whether a field of that name holds a page.
    pub fn is_source(&self, name: &str) -> bool {
        SOURCES.contains(&name) || self.column.as_deref() == Some(name)
    }
}

/// The page of one object, to be read on any thread; `offset` is where a reject says that it stands.
pub fn job(json: Vec<u8>, reading: &Reading, place: Place, offset: u64) -> Job {
    let reading = reading.clone();
    Job::new(json.len(), move || {
        let rejected = |error| Reject::new(error).offset(offset);
        read(&json, &reading, &place)
            .map_err(|error| Box::new(rejected(error).bytes(&json).id(id(&json))))
    })
}

/// Reads the page of one object. What of it cannot be understood is set aside, as long as there is a page.
fn read(json: &[u8], reading: &Reading, place: &Place) -> Result<Read> {
    let decoded = decode(json);
    let Some(fields) = fields(&decoded.text) else {
        let found = kind(&decoded.text);
        let advice = "write each page as an object of its own";
        return Err(place.error(found, "a JSON object with html or text", advice));
    };
    let mut record = Record {
        fields,
        reading,
        place,
        remarks: Vec::new(),
    };
    if decoded.encoding != "UTF-8" || std::str::from_utf8(json).is_err() {
        let text = format!("not UTF-8; read as {}", decoded.encoding);
        record.remarks.push(place.remark("encoding", text));
    }
    record.page()
}

/// What names an object that may be no page.
fn id(json: &[u8]) -> Option<String> {
    let decoded = decode(json);
    let fields = fields(&decoded.text)?;
    let named = |name: &&str| fields.iter().find(|(field, _)| field == name);
    NAMES
        .iter()
        .filter_map(named)
        .find_map(|(_, json)| match Value::read(json) {
            Value::Text(text) => Some(text.text),
            Value::Number(number) => Some(number.to_owned()),
            _ => None,
        })
}

/// An object on its way to a page.
struct Record<'a> {
    fields: Vec<(String, &'a str)>,
    reading: &'a Reading,
    place: &'a Place,
    remarks: Vec<Remark>,
}

impl<'a> Record<'a> {
    fn page(mut self) -> Result<Read> {
        let wrapping = self.reading.wrapping;
        let (html, text) = self.sources();
        let (page, has_content) = match (html, text) {
            (Some(html), text) if !is_blank(&html) || text.is_none() => {
                (Page::from_html(&html), !is_blank(&html))
            }
            (_, Some(text)) => (text_page(&text, wrapping), !is_blank(&text)),
            (_, None) => return Err(self.no_page()),
        };
        let name = self.name();
        let site = self.site();
        let page = page.with_language(self.language());
        let page = InputPage {
            page: NamedPage::new(name, site, page),
            fields: self.given_back(),
            has_content,
        };
        Ok(Read {
            page: Some(page),
            remarks: self.remarks,
        })
    }

    /// The page as HTML and as text.
    fn sources(&mut self) -> (Option<String>, Option<String>) {
        let Some(column) = self.reading.column.clone() else {
            return (self.text("html"), self.text("text"));
        };
        match self.text(&column) {
            Some(html) if detect::is_html(html.as_bytes()) => (Some(html), None),
            text => (None, text),
        }
    }

    fn value(&self, name: &str) -> Value<'a> {
        let field = self.fields.iter().find(|(field, _)| field == name);
        field.map_or(Value::Absent, |(_, json)| Value::read(json))
    }

    /// A field that must be a string.
    fn text(&mut self, name: &str) -> Option<String> {
        match self.value(name) {
            Value::Absent => None,
            Value::Text(text) => Some(self.whole(name, text)),
            Value::Number(_) => self.set_aside(name, "a number, expected a string"),
            Value::Other(found) => self.set_aside(name, &format!("{found}, expected a string")),
        }
    }

    /// The page's name: databases number their pages.
    fn name(&mut self) -> String {
        let names = NAMES.map(|name| match self.value(name) {
            Value::Number(number) => Some(number.to_owned()),
            _ => self.text(name),
        });
        let mut named = names.into_iter().flatten();
        let name = named.find(|name| !is_blank(name));
        name.unwrap_or_else(|| self.place.to_string())
    }

    fn site(&mut self) -> Option<String> {
        if let Value::Number(number) = self.value("site") {
            self.say("site", &format!("a number, read as {number:?}"));
            return Some(number.to_owned());
        }
        self.text("site").filter(|site| !is_blank(site))
    }

    fn language(&mut self) -> Option<Language> {
        let code = self.text("language").filter(|code| !is_blank(code))?;
        let language = code.trim().parse().ok();
        if language.is_none() {
            let shown: String = code.chars().take(40).collect();
            let found = format!("{shown:?}, expected a code such as en or de-AT");
            return self.set_aside("language", &found);
        }
        language
    }

    /// The fields that go back with the answer.
    fn given_back(&mut self) -> Fields {
        let fields = std::mem::take(&mut self.fields);
        let mut given = Vec::with_capacity(fields.len());
        for (name, json) in fields {
            if self.reading.is_source(&name) && !self.reading.keeps_source {
                continue;
            }
            match on_one_line(json) {
                Some(value) => given.push((name, value)),
                None => {
                    let shown: String = json.chars().take(40).collect();
                    let found = format!("{shown:?}, which is not JSON, so it is not given back");
                    self.say(&name, &found);
                }
            }
        }
        given
    }

    /// A string without halves of characters.
    fn whole(&mut self, name: &str, text: Text) -> String {
        if text.had_lone_surrogate {
            let found = "half a character (such as \\ud800), replaced by U+FFFD";
            self.say(name, found);
        }
        text.text
    }

    fn set_aside<T>(&mut self, name: &str, found: &str) -> Option<T> {
        self.say(name, &format!("{found}; set aside"));
        None
    }

    fn say(&mut self, name: &str, found: &str) {
        let text = format!("field {name:?}: found {found}");
        self.remarks.push(self.place.remark(name, text));
    }

    /// Why there is no page: its field may be there and be something else, or have another name.
    fn no_page(&self) -> crate::error::Error {
        let sources = self.fields.iter().find(|(name, json)| {
            self.is_asked_for(name) && !matches!(Value::read(json), Value::Absent)
        });
        let found = match sources {
            Some((name, json)) => format!("{} in the field {name:?}", kind(json)),
            None => self.without_page(),
        };
        if let Some(column) = self.reading.column.as_deref() {
            let expected = format!("a string with the page, in {column:?}");
            let advice = "give the field that holds the page with --column";
            return self.place.error(found, &expected, advice);
        }
        let advice = "name the field that holds the page html or text";
        self.place
            .error(found, "a string with the page, in html or text", advice)
    }

    /// Whether the page would have been taken from a field of that name.
    fn is_asked_for(&self, name: &str) -> bool {
        match self.reading.column.as_deref() {
            Some(column) => column == name,
            None => SOURCES.contains(&name),
        }
    }

    fn without_page(&self) -> String {
        let names: Vec<String> = self
            .fields
            .iter()
            .take(8)
            .map(|(name, _)| format!("{name:?}"))
            .collect();
        match names.as_slice() {
            [] => "an object without fields".to_owned(),
            names => format!(
                "an object with {} but {}",
                match self.reading.column.as_deref() {
                    Some(column) => format!("no {column:?}"),
                    None => "neither html nor text".to_owned(),
                },
                names.join(", ")
            ),
        }
    }
}

/// Text, or a fragment of HTML that somebody called text.
fn text_page(text: &str, wrapping: Wrapping) -> Page {
    if detect::is_html(text.as_bytes()) {
        // The few elements of a text say less than the elements of a page, on which the model learned.
        return Page::from_html(text).without_marks();
    }
    Page::from_text_with(text, wrapping)
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn read(json: &[u8]) -> Result<Read> {
        let place = Place {
            path: Path::new("a.jsonl").into(),
            line: 3,
        };
        super::read(json, &super::Reading::default(), &place)
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
}
