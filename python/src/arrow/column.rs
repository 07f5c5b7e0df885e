//! The column that holds the pages: each row's source, borrowed from the array.

use arrow_array::cast::AsArray;
use arrow_array::types::{BinaryViewType, StringViewType};
use arrow_array::{
    Array, BinaryArray, GenericByteViewArray, LargeBinaryArray, LargeStringArray, StringArray,
};
use arrow_schema::DataType;

use crate::source::Content;

/// What the pages are.
#[derive(Clone, Copy)]
pub enum Kind {
    Html,
    Text,
}

/// A column of pages.
pub enum Column<'a> {
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a GenericByteViewArray<StringViewType>),
    Binary(&'a BinaryArray),
    LargeBinary(&'a LargeBinaryArray),
    BinaryView(&'a GenericByteViewArray<BinaryViewType>),
}

/// Whether a column of this type holds pages; text is no matter of bytes.
pub fn holds(data_type: &DataType, kind: Kind) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => {
            matches!(kind, Kind::Html)
        }
        _ => false,
    }
}

impl<'a> Column<'a> {
    /// An array of a type that [`holds`] pages.
    pub fn new(array: &'a dyn Array) -> Option<Column<'a>> {
        Some(match array.data_type() {
            DataType::Utf8 => Column::Utf8(array.as_string()),
            DataType::LargeUtf8 => Column::LargeUtf8(array.as_string()),
            DataType::Utf8View => Column::Utf8View(array.as_string_view()),
            DataType::Binary => Column::Binary(array.as_binary()),
            DataType::LargeBinary => Column::LargeBinary(array.as_binary()),
            DataType::BinaryView => Column::BinaryView(array.as_binary_view()),
            _ => return None,
        })
    }

    /// The page of a row; `None` where the row has none.
    pub fn page(&self, row: usize, kind: Kind) -> Option<Content<'a>> {
        let text = |text: &'a str| match kind {
            Kind::Html => Content::Html(text.into()),
            Kind::Text => Content::Text(text.into()),
        };
        let bytes = |bytes: &'a [u8]| Content::HtmlBytes(bytes.into());
        self.array().is_valid(row).then(|| match self {
            Column::Utf8(array) => text(array.value(row)),
            Column::LargeUtf8(array) => text(array.value(row)),
            Column::Utf8View(array) => text(array.value(row)),
            Column::Binary(array) => bytes(array.value(row)),
            Column::LargeBinary(array) => bytes(array.value(row)),
            Column::BinaryView(array) => bytes(array.value(row)),
        })
    }

    fn array(&self) -> &'a dyn Array {
        match *self {
            Column::Utf8(array) => array,
            Column::LargeUtf8(array) => array,
            Column::Utf8View(array) => array,
            Column::Binary(array) => array,
            Column::LargeBinary(array) => array,
            Column::BinaryView(array) => array,
        }
    }
}
