//! One item of the iterable -> a source that owns its text, or what is wrong with it.

use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PyString};

use crate::error::type_name;
use crate::source::{Content, Source, as_str, language, utf8};

/// What an item is, or why it is none that can be labelled; and its `url`, if it has one.
pub type Item = (Result<Source<'static>, String>, Option<String>);

/// Reads an item.
///
/// # Errors
/// What is not an `Exception`, such as a KeyboardInterrupt.
pub fn read(item: &Bound<'_, PyAny>) -> PyResult<Item> {
    let mut url = None;
    match source(item, &mut url) {
        Ok(source) => Ok((source, url)),
        Err(error) if error.is_instance_of::<PyException>(item.py()) => {
            let (name, value) = (error.get_type(item.py()).name()?, error.value(item.py()));
            let is_ours = error.is_instance_of::<crate::error::PageError>(item.py());
            let message = if is_ours {
                value.to_string()
            } else {
                format!("{name}: {value}")
            };
            Ok((Err(message), url))
        }
        Err(error) => Err(error),
    }
}

fn source(
    item: &Bound<'_, PyAny>,
    url: &mut Option<String>,
) -> PyResult<Result<Source<'static>, String>> {
    if let Some(content) = html(item)? {
        return Ok(Ok(Source {
            content,
            language: None,
            url: None,
        }));
    }
    let Ok(mapping) = item.cast::<PyMapping>() else {
        let found = type_name(item);
        return Ok(Err(format!(
            "found {found}, expected str, bytes or a mapping"
        )));
    };
    *url = text_of(mapping, "url")?;
    let content = match content(mapping)? {
        Ok(content) => content,
        Err(message) => return Ok(Err(message)),
    };
    Ok(Ok(Source {
        content,
        language: language(text_of(mapping, "language")?.as_deref())?,
        url: url.clone(),
    }))
}

/// The page of a mapping: its `html`, unless that is empty and there is a `text`.
fn content(mapping: &Bound<'_, PyMapping>) -> PyResult<Result<Content<'static>, String>> {
    let (found, text) = (value(mapping, "html")?, value(mapping, "text")?);
    let is_blank = |html: &Bound<'_, PyAny>| html.len().is_ok_and(|len| len == 0);
    match (found, text) {
        (Some(found), text) if text.is_none() || !is_blank(&found) => match html(&found)? {
            Some(content) => Ok(Ok(content)),
            None => {
                let found = type_name(&found);
                Ok(Err(format!("html: found {found}, expected str or bytes")))
            }
        },
        (_, Some(text)) => match text.cast::<PyString>() {
            Ok(text) => Ok(Ok(Content::Text(owned("text", text)?.into()))),
            Err(_) => {
                let found = type_name(&text);
                Ok(Err(format!("text: found {found}, expected str")))
            }
        },
        _ => Ok(Err("found a mapping with neither html nor text".to_owned())),
    }
}

/// HTML, if it is a string or bytes.
fn html(value: &Bound<'_, PyAny>) -> PyResult<Option<Content<'static>>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        return Ok(Some(Content::HtmlBytes(bytes.as_bytes().to_vec().into())));
    }
    let text = value.cast::<PyString>().ok();
    let html = text.map(|text| owned("html", text)).transpose()?;
    Ok(html.map(|html| Content::Html(html.into())))
}

fn owned(name: &str, text: &Bound<'_, PyString>) -> PyResult<String> {
    Ok(as_str(&utf8(name, text)?).to_owned())
}

/// A value that is there and not None.
fn value<'py>(mapping: &Bound<'py, PyMapping>, name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    if !mapping.contains(name)? {
        return Ok(None);
    }
    let value = mapping.get_item(name)?;
    Ok(Some(value).filter(|value| !value.is_none()))
}

fn text_of(mapping: &Bound<'_, PyMapping>, name: &str) -> PyResult<Option<String>> {
    value(mapping, name)?
        .map(|value| value.extract())
        .transpose()
}
