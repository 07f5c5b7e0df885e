//! The types that Parquet gives the fields of its headers. The parquet crate reads a field that it knows as the type it expects, whatever
//! the file says; so a file that says another would be read as other values than those that were looked at here.

use super::compact::{BINARY, BYTE, Compact, DOUBLE, I16, I32, I64, LIST, STRUCT};

/// What a field holds.
pub enum Type {
    /// The type is the value.
    Truth,
    /// A value of the type of this number, which has no values inside it.
    Plain(u8),
    List(&'static Type),
    Struct(&'static [(i64, Type)]),
    /// A struct that has no fields.
    Empty,
}

use Type::{Empty, List, Plain, Struct, Truth};

/// A field whose type is another than Parquet gives it.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    pub field: i64,
    pub kind: u8,
}

/// The footer: a file's metadata.
pub const FOOTER: &[(i64, Type)] = &[
    (1, Plain(I32)),
    (2, List(&Struct(COLUMN_OF_SCHEMA))),
    (3, Plain(I64)),
    (4, List(&Struct(ROW_GROUP))),
    (5, List(&Struct(KEY_VALUE))),
    (6, Plain(BINARY)),
    (7, List(&Struct(&[(1, Empty)]))),
    (9, Plain(BINARY)),
];

/// The header of a page of data or of a dictionary.
pub const PAGE: &[(i64, Type)] = &[
    (1, Plain(I32)),
    (2, Plain(I32)),
    (3, Plain(I32)),
    (4, Plain(I32)),
    (5, Struct(DATA)),
    (6, Struct(&[])),
    (7, Struct(&[(1, Plain(I32)), (2, Plain(I32)), (3, Truth)])),
    (8, Struct(DATA_2)),
];

const DATA: &[(i64, Type)] = &[
    (1, Plain(I32)),
    (2, Plain(I32)),
    (3, Plain(I32)),
    (4, Plain(I32)),
    (5, Struct(STATISTICS)),
];

const DATA_2: &[(i64, Type)] = &[
    (1, Plain(I32)),
    (2, Plain(I32)),
    (3, Plain(I32)),
    (4, Plain(I32)),
    (5, Plain(I32)),
    (6, Plain(I32)),
    (7, Truth),
    (8, Struct(STATISTICS)),
];

const COLUMN_OF_SCHEMA: &[(i64, Type)] = &[
    (1, Plain(I32)),
    (2, Plain(I32)),
    (3, Plain(I32)),
    (4, Plain(BINARY)),
    (5, Plain(I32)),
    (6, Plain(I32)),
    (7, Plain(I32)),
    (8, Plain(I32)),
    (9, Plain(I32)),
    (10, Struct(LOGICAL)),
];

/// What a column's values mean: one of these.
const LOGICAL: &[(i64, Type)] = &[
    (1, Empty),
    (2, Empty),
    (3, Empty),
    (4, Empty),
    (5, Struct(&[(1, Plain(I32)), (2, Plain(I32))])),
    (6, Empty),
    (7, Struct(TIME)),
    (8, Struct(TIME)),
    (10, Struct(&[(1, Plain(BYTE)), (2, Truth)])),
    (11, Empty),
    (12, Empty),
    (13, Empty),
    (14, Empty),
    (15, Empty),
    (16, Struct(&[(1, Plain(BYTE))])),
    (17, Struct(&[(1, Plain(BINARY))])),
    (18, Struct(&[(1, Plain(BINARY)), (2, Plain(I32))])),
];

const TIME: &[(i64, Type)] = &[
    (1, Truth),
    (2, Struct(&[(1, Empty), (2, Empty), (3, Empty)])),
];

const ROW_GROUP: &[(i64, Type)] = &[
    (1, List(&Struct(CHUNK))),
    (2, Plain(I64)),
    (3, Plain(I64)),
    (4, List(&Struct(&[(1, Plain(I32)), (2, Truth), (3, Truth)]))),
    (5, Plain(I64)),
    (6, Plain(I64)),
    (7, Plain(I16)),
];

const CHUNK: &[(i64, Type)] = &[
    (1, Plain(BINARY)),
    (2, Plain(I64)),
    (3, Struct(COLUMN)),
    (4, Plain(I64)),
    (5, Plain(I32)),
    (6, Plain(I64)),
    (7, Plain(I32)),
    (9, Plain(BINARY)),
];

const COLUMN: &[(i64, Type)] = &[
    (1, Plain(I32)),
    (2, List(&Plain(I32))),
    (3, List(&Plain(BINARY))),
    (4, Plain(I32)),
    (5, Plain(I64)),
    (6, Plain(I64)),
    (7, Plain(I64)),
    (8, List(&Struct(KEY_VALUE))),
    (9, Plain(I64)),
    (10, Plain(I64)),
    (11, Plain(I64)),
    (12, Struct(STATISTICS)),
    (13, List(&Struct(ENCODING_STATISTICS))),
    (14, Plain(I64)),
    (15, Plain(I32)),
    (16, Struct(SIZES)),
    (17, Struct(PLACES)),
];

const STATISTICS: &[(i64, Type)] = &[
    (1, Plain(BINARY)),
    (2, Plain(BINARY)),
    (3, Plain(I64)),
    (4, Plain(I64)),
    (5, Plain(BINARY)),
    (6, Plain(BINARY)),
    (7, Truth),
    (8, Truth),
];

const ENCODING_STATISTICS: &[(i64, Type)] = &[(1, Plain(I32)), (2, Plain(I32)), (3, Plain(I32))];

const SIZES: &[(i64, Type)] = &[
    (1, Plain(I64)),
    (2, List(&Plain(I64))),
    (3, List(&Plain(I64))),
];

const PLACES: &[(i64, Type)] = &[(1, Struct(BOX)), (2, List(&Plain(I32)))];

const BOX: &[(i64, Type)] = &[
    (1, Plain(DOUBLE)),
    (2, Plain(DOUBLE)),
    (3, Plain(DOUBLE)),
    (4, Plain(DOUBLE)),
    (5, Plain(DOUBLE)),
    (6, Plain(DOUBLE)),
    (7, Plain(DOUBLE)),
    (8, Plain(DOUBLE)),
];

const KEY_VALUE: &[(i64, Type)] = &[(1, Plain(BINARY)), (2, Plain(BINARY))];

/// Whether a struct is whole.
///
/// # Errors
/// A field of another type than the one it is given here; those without one may have any.
pub fn check(start: &[u8], fields: &'static [(i64, Type)]) -> Result<bool, Wrong> {
    let mut wrong = None;
    match check_fields(&mut Compact(start), fields, &mut wrong) {
        whole if wrong.is_none() => Ok(whole.is_some()),
        _ => Err(wrong.unwrap_or(Wrong { field: 0, kind: 0 })),
    }
}

fn check_fields(
    bytes: &mut Compact<'_>,
    fields: &'static [(i64, Type)],
    wrong: &mut Option<Wrong>,
) -> Option<()> {
    bytes.fields(
        &mut |bytes, field, kind| match fields.iter().find(|(number, _)| *number == field) {
            Some((_, expected)) => check_value(bytes, expected, Wrong { field, kind }, wrong),
            None => bytes.skip(kind),
        },
    )
}

/// Reads a value of the type it is expected to have; `found` is what the file says of it.
fn check_value(
    bytes: &mut Compact<'_>,
    expected: &'static Type,
    found: Wrong,
    wrong: &mut Option<Wrong>,
) -> Option<()> {
    match (expected, found.kind) {
        (Truth, 1 | 2) => Some(()),
        (Plain(kind), found) if *kind == found => bytes.skip(found),
        (Struct(fields), STRUCT) => check_fields(bytes, fields, wrong),
        (Empty, STRUCT) => {
            let field = found.field;
            bytes.fields(&mut |_, _, kind| {
                *wrong = Some(Wrong { field, kind });
                None
            })
        }
        (List(inside), LIST) => {
            let field = found.field;
            let (n, kind) = bytes.list()?;
            (0..n).try_for_each(|_| check_value(bytes, inside, Wrong { field, kind }, wrong))
        }
        _ => {
            *wrong = Some(found);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(start: &[u8], fields: &'static [(i64, Type)]) -> (i64, u8) {
        let Wrong { field, kind } = check(start, fields).expect_err("another type");
        (field, kind)
    }

    #[test]
    fn fields_have_the_types_that_parquet_gives_them() {
        // Version 1; a column called a, an INT32 that is a date; one row; no groups; field 20, of nobody: a struct.
        let footer =
            b"\x15\x02\x19\x1C\x15\x02\x38\x01a\x6C\x6C\x00\x00\x00\x16\x02\x19\x0C\x0C\x28\x00\x00";
        assert_eq!(check(footer, FOOTER), Ok(true));
        assert_eq!(check(&footer[..footer.len() - 1], FOOTER), Ok(false));
        // The number of rows as a list; the schema as a set; its columns as texts.
        assert_eq!(wrong(b"\x39\x18\x01a\x00", FOOTER), (3, LIST));
        assert_eq!(wrong(b"\x2A\x1C\x00\x00", FOOTER), (2, 10));
        assert_eq!(wrong(b"\x29\x18\x01a\x00", FOOTER), (2, BINARY));
        // A column's name as a number; a date that has a field.
        assert_eq!(wrong(b"\x29\x1C\x45\x02\x00\x00", FOOTER), (4, I32));
        let date = b"\x29\x1C\xAC\x6C\x15\x02\x00\x00\x00\x00";
        assert_eq!(wrong(date, FOOTER), (6, I32));
    }

    #[test]
    fn a_page_has_types_too() {
        let page = b"\x15\x04\x15\x20\x15\x20\x4C\x15\x04\x15\x00\x11\x00\x00";
        assert_eq!(check(page, PAGE), Ok(true));
        assert_eq!(wrong(b"\x15\x04\x18\x01a\x00", PAGE), (2, BINARY));
        assert_eq!(wrong(b"\x7C\x15\x04\x25\x04\x00\x00", PAGE), (3, I32));
        assert_eq!(wrong(b"\x5C\x5C\x15\x04\x00\x00\x00", PAGE), (1, I32));
    }

    #[test]
    fn numbers_of_fields_have_16_bits() {
        // 65,539, of which some would see 3.
        assert_eq!(check(b"\x08\x86\x80\x08\x00\x00", FOOTER), Ok(false));
    }
}
