//! What went wrong, by its code.

use std::any::Any;

use napi_derive::napi;
use unpitch::{InvalidLanguage, UnknownPart};

/// What goes back to JavaScript in an answer's place, to be thrown there.
#[napi(object, object_from_js = false)]
#[derive(Debug)]
pub struct Fault {
    /// The exception's `code`.
    pub code: &'static str,
    pub message: String,
    /// The operating system's number for it, of a file that could not be read.
    pub errno: Option<i32>,
}

impl Fault {
    /// An argument of the right type that stands for nothing.
    pub fn value(message: String) -> Fault {
        Fault::new("ERR_INVALID_ARG_VALUE", message)
    }

    /// What a panic said, which is a fault of ours.
    pub fn panic(panic: &(dyn Any + Send)) -> Fault {
        let fixed = panic.downcast_ref::<&str>().copied();
        let made = panic.downcast_ref::<String>().map(String::as_str);
        let said = fixed.or(made).unwrap_or("without a message");
        Fault::own(said)
    }

    fn own(said: &str) -> Fault {
        let message = format!("a fault of unpitch's own on this page, please report it: {said}");
        Fault::new("ERR_UNPITCH_FAULT", message)
    }

    fn new(code: &'static str, message: String) -> Fault {
        Fault {
            code,
            message,
            errno: None,
        }
    }
}

impl From<unpitch::Error> for Fault {
    fn from(error: unpitch::Error) -> Fault {
        let message = error.to_string();
        match error {
            unpitch::Error::Io { source, .. } => Fault {
                errno: source.raw_os_error(),
                ..Fault::new("ERR_UNPITCH_FILE", message)
            },
            unpitch::Error::Model { .. } => Fault::new("ERR_UNPITCH_MODEL", message),
            unpitch::Error::NoPromise => Fault::new("ERR_UNPITCH_NO_PROMISE", message),
            unpitch::Error::Param { .. } => Fault::value(message),
            _ => Fault::own(&message),
        }
    }
}

/// Pages are written and read as JSON here only, so that it fails is not the caller's fault.
impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault::own(&error.to_string())
    }
}

impl From<InvalidLanguage> for Fault {
    fn from(invalid: InvalidLanguage) -> Fault {
        Fault::value(invalid.to_string())
    }
}

impl From<UnknownPart> for Fault {
    fn from(unknown: UnknownPart) -> Fault {
        Fault::value(unknown.to_string())
    }
}
