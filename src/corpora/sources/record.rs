//! A JSON object -> a page, and the fields that go back with its answer.

mod no_page;

use std::sync::Arc;

use super::super::job::{Fields, InputPage, Job, Read, Reject, Remark};
use super::detect;
use super::faults::Place;
use super::json::fields::{fields, on_one_line};
use super::json::string::Text;
use super::json::value::{Value, kind};
use crate::corpora::Limits;
use crate::dataset::NamedPage;
use crate::deadline::Deadline;
use crate::error::Result;
use crate::language::Language;
use crate::page::{Page, Wrapping, decode};

/// The fields that hold a page; unless asked for, they are not given back, its paragraphs are.
const SOURCES: [&str; 2] = ["html", "text"];

/// The fields that name a page, best first.
const NAMES: [&str; 3] = ["page", "url", "id"];

/// How objects become pages.
#[derive(Clone, Debug)]
pub struct Reading {
    pub wrapping: Wrapping,
    /// The field that holds the page, where it is another than `html` and `text`.
    column: Option<Arc<str>>,
    keeps_source: bool,
    /// Longest object, in bytes.
    longest: usize,
    deadline: Deadline,
}

impl Reading {
    pub fn new(wrapping: Wrapping, column: Option<&str>) -> Reading {
        Reading {
            wrapping,
            column: column.map(Arc::from),
            keeps_source: false,
            longest: Limits::default().page_bytes,
            deadline: Deadline::NEVER,
        }
    }

    /// Whether the fields that hold a page are given back too.
    pub fn keep_source(self, keeps_source: bool) -> Reading {
        Reading {
            keeps_source,
            ..self
        }
    }

    /// The same, of objects that may be so long, in bytes.
    pub fn longest(self, longest: usize) -> Reading {
        Reading { longest, ..self }
    }

    /// When reading a page is given up.
    #[cfg(feature = "serve")]
    pub fn until(self, deadline: Deadline) -> Reading {
        Reading { deadline, ..self }
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
    if json.len() > reading.longest {
        let found = format!("more than {}", Limits::size(reading.longest));
        let advice = "split it into pages, or raise the limit (--max-page)";
        return Err(place.error(found, "a page", advice));
    }
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
        let (html, text) = self.sources();
        let (page, has_content) = match (html, text) {
            (Some(html), text) if !is_blank(&html) || text.is_none() => {
                let page = Page::from_html_until(&html, self.reading.deadline)?;
                (page, !is_blank(&html))
            }
            (_, Some(text)) => (text_page(&text, self.reading)?, !is_blank(&text)),
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
}

/// Text, or a fragment of HTML that somebody called text.
fn text_page(text: &str, reading: &Reading) -> Result<Page> {
    if detect::is_html(text.as_bytes()) {
        // The few elements of a text say less than the elements of a page, on which the model learned.
        return Ok(Page::from_html_until(text, reading.deadline)?.without_marks());
    }
    Ok(Page::from_text_with(text, reading.wrapping))
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod tests;
