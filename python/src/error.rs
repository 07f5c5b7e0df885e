//! The library's errors as Python exceptions; `package/unpitch/_errors.py` declares those that are ours.

use std::io::ErrorKind;

use pyo3::exceptions::{PyKeyboardInterrupt, PyOSError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::{PyErr, import_exception};

import_exception!(unpitch._errors, DataError);
import_exception!(unpitch._errors, Error);
import_exception!(unpitch._errors, FitError);
import_exception!(unpitch._errors, ModelError);
import_exception!(unpitch._errors, PageError);

/// The exception for an error of the library.
pub fn exception(error: unpitch::Error) -> PyErr {
    let message = error.to_string();
    match &error {
        unpitch::Error::Io { path, source } => match source.raw_os_error() {
            // Python picks the subclass, such as FileNotFoundError, by the number.
            Some(number) => PyOSError::new_err((number, reason(source), path.clone())),
            // As Python's own functions say of a path with a NUL.
            None if source.kind() == ErrorKind::InvalidInput => PyValueError::new_err(message),
            None => PyOSError::new_err(message),
        },
        unpitch::Error::Data(data) => {
            let path = data.path.display().to_string();
            DataError::new_err((message, path, data.line, data.column.clone()))
        }
        unpitch::Error::Param { .. } => PyValueError::new_err(message),
        unpitch::Error::Model { .. } => ModelError::new_err(message),
        unpitch::Error::Fit(_) | unpitch::Error::Linfa(_) => FitError::new_err(message),
        unpitch::Error::Interrupted => PyKeyboardInterrupt::new_err(()),
        _ => Error::new_err(message),
    }
}

/// What the operating system said, without the number that Python adds itself.
fn reason(error: &std::io::Error) -> String {
    let message = error.to_string();
    let end = message.rfind(" (os error").unwrap_or(message.len());
    message[..end].to_owned()
}

/// An argument of the wrong type.
pub fn wrong_type(name: &str, found: &Bound<'_, PyAny>, expected: &str) -> PyErr {
    let found = type_name(found);
    PyTypeError::new_err(format!("{name}: found {found}, expected {expected}"))
}

/// The name of a value's type, for messages.
pub fn type_name(value: &Bound<'_, PyAny>) -> String {
    let name = value.get_type().name();
    name.map_or_else(|_| "an object".to_owned(), |name| name.to_string())
}
