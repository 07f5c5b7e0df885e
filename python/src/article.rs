//! What of a page is its article's text: the arguments of `Page.article` and `clean`.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use unpitch::{CleanOptions, Part, UnknownPart};

use crate::error::wrong_type;

const EXPECTED: &str = "an iterable of names of parts";

/// The options that these arguments stand for.
pub fn options(
    parts: Option<&Bound<'_, PyAny>>,
    max_loss: Option<f32>,
    markdown: bool,
) -> PyResult<CleanOptions> {
    let mut options = CleanOptions::default().markdown(markdown);
    if let Some(parts) = parts {
        options = options.parts(&read(parts)?);
    }
    if let Some(share) = max_loss {
        options = options.max_loss(share);
    }
    Ok(options)
}

/// The parts of these names.
fn read(parts: &Bound<'_, PyAny>) -> PyResult<Vec<Part>> {
    // A string is an iterable too, of its characters.
    if parts.is_instance_of::<PyString>() {
        return Err(wrong_type("parts", parts, EXPECTED));
    }
    let names = parts
        .try_iter()
        .map_err(|_| wrong_type("parts", parts, EXPECTED))?;
    names.map(|name| part(&name?)).collect()
}

fn part(name: &Bound<'_, PyAny>) -> PyResult<Part> {
    let found: String = name
        .extract()
        .map_err(|_| wrong_type("parts", name, "the name of a part"))?;
    found
        .parse()
        .map_err(|unknown: UnknownPart| PyValueError::new_err(unknown.to_string()))
}
