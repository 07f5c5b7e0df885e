//! JSON lines -> pages, one at a time.

use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use unpitch::{DataError, Error, Language, NamedPage, Page, Result, Wrapping};

use super::pages::{Job, Visit};
use super::source::{LONGEST_PAGE, Source};

/// What a line may say; other fields are passed over.
#[derive(Deserialize)]
struct Record {
    html: Option<String>,
    text: Option<String>,
    page: Option<Name>,
    url: Option<Name>,
    id: Option<Name>,
    site: Option<String>,
    language: Option<String>,
}

/// Databases number their pages.
#[derive(Deserialize)]
#[serde(untagged)]
enum Name {
    Text(String),
    Number(serde_json::Number),
}

/// Hands on each line as a page to be read, or what is wrong with it; stops at the first error of `visit`.
pub fn each(source: Source, wrapping: Wrapping, visit: Visit<'_>) -> io::Result<()> {
    let path: Arc<Path> = source.path.as_path().into();
    let mut reader = source.reader();
    for number in 1.. {
        let place = Place {
            path: path.clone(),
            number,
        };
        let mut line = Vec::new();
        match read_line(&mut reader, &mut line) {
            Err(error) => return visit(Job::new(0, move || Err(Error::io(&*place.path)(error)))),
            Ok(Line::None) => break,
            Ok(Line::TooLong) => visit(Job::new(0, move || Err(too_long(&place))))?,
            Ok(Line::Whole) if line.trim_ascii().is_empty() => {}
            Ok(Line::Whole) => visit(Job::new(line.len(), move || page(&line, wrapping, &place)))?,
        }
    }
    Ok(())
}

enum Line {
    Whole,
    TooLong,
    None,
}

/// Reads a line; of one that is too long, the start.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let limit = LONGEST_PAGE as u64 + 1;
    reader.by_ref().take(limit).read_until(b'\n', line)?;
    if line.is_empty() {
        return Ok(Line::None);
    }
    if line.len() <= LONGEST_PAGE || line.ends_with(b"\n") {
        return Ok(Line::Whole);
    }
    reader.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

/// The page of one line.
fn page(line: &[u8], wrapping: Wrapping, place: &Place) -> Result<NamedPage> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let record: Record = serde_json::from_slice(line).map_err(|error| place.no_record(&error))?;
    let language = match &record.language {
        Some(code) => Some(code.parse().map_err(|_| place.no_language(code))?),
        None => None::<Language>,
    };
    let page = match (&record.html, &record.text) {
        (Some(html), _) => Page::from_html(html),
        (None, Some(text)) if Page::looks_like_html(text.as_bytes()) => {
            Page::from_html(text).without_marks()
        }
        (None, Some(text)) => Page::from_text_with(text, wrapping),
        (None, None) => return Err(place.no_page()),
    };
    let names = [record.page, record.url, record.id];
    let name = names.into_iter().flatten().map(Name::text);
    let name = name.into_iter().find(|name| !name.trim().is_empty());
    let name = name.unwrap_or_else(|| format!("{}:{}", place.path.display(), place.number));
    Ok(NamedPage::new(
        name,
        record.site,
        page.with_language(language),
    ))
}

impl Name {
    fn text(self) -> String {
        match self {
            Name::Text(text) => text,
            Name::Number(number) => number.to_string(),
        }
    }
}

/// The place of a line.
struct Place {
    path: Arc<Path>,
    number: u64,
}

impl Place {
    fn error(&self, column: Option<&str>, found: String, expected: &str, advice: &str) -> Error {
        Error::from(DataError {
            path: self.path.to_path_buf(),
            line: Some(self.number),
            column: column.map(str::to_owned),
            found,
            expected: expected.to_owned(),
            advice: advice.to_owned(),
        })
    }

    fn no_record(&self, error: &serde_json::Error) -> Error {
        // serde_json knows no line but this one.
        let found = error.to_string().replace(" at line 1 column ", ", byte ");
        let expected = "a JSON object with html or text";
        self.error(None, found, expected, "write one object a line")
    }

    fn no_language(&self, code: &str) -> Error {
        let code: String = code.chars().take(40).collect();
        let advice = "correct it, or leave it out to have the language detected";
        let expected = "a code such as en or de-AT";
        self.error(Some("language"), format!("{code:?}"), expected, advice)
    }

    fn no_page(&self) -> Error {
        let found = "an object with neither html nor text".to_owned();
        let advice = "name the field that holds the page html or text";
        self.error(None, found, "a page", advice)
    }
}

fn too_long(place: &Place) -> Error {
    let found = "a line of more than 256 MiB".to_owned();
    place.error(None, found, "a page", "write one object a line")
}
