//! unpitch
mod error;
mod label;
mod language;
mod page;
mod rows;

pub use error::{DataError, Error, Result};
pub use label::{Label, UnknownLabel};
pub use language::{InvalidLanguage, Language};
pub use page::{Marks, Page, Paragraph, Wrapping};
