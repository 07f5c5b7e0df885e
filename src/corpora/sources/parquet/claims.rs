//! What a Parquet file claims of itself, looked at before the parquet crate believes it: it allocates as many children, bytes and
//! values as a header says, and follows a schema down as deep as it goes. A few hundred bytes could have it ask for 16 GB, or end the
//! stack, and neither is an error that could be caught.

use parquet::errors::ParquetError;

use super::compact::{Compact, I32, LIST, STRUCT};
use super::types::{self, Wrong};

/// Longest page of Parquet, in bytes, unpacked, whatever a page of text may be: many of those stand in one, and writers end it at
/// some megabytes.
const LONGEST_PAGE: i64 = 256 << 20;

/// Most levels of columns inside columns.
const MOST_LEVELS: usize = 100;

/// Most values of a dictionary: writers stop at 1 MiB of them.
const MOST_VALUES: i64 = 16 << 20;

/// Looks at a footer's schema.
///
/// # Errors
/// Columns that have more inside them than there are, or that are too deep; a list that claims more values than there are bytes, which the
/// parquet crate would count through; a field of another type than Parquet's.
pub fn check_footer(footer: &[u8]) -> Result<(), ParquetError> {
    let is_whole = types::check(footer, types::FOOTER).map_err(wrong)?;
    let children = children(footer);
    let claimed = children
        .iter()
        .fold(0, |sum: i64, own| sum.saturating_add(*own));
    // Each element but the first is inside one other.
    if usize::try_from(claimed).is_ok_and(|claimed| claimed > children.len()) {
        let n = children.len();
        return Err(claim(format!("{claimed} columns where there are {n}")));
    }
    // How many columns are yet to come on each level.
    let mut open: Vec<i64> = Vec::new();
    for own in children {
        while open.last() == Some(&0) {
            open.pop();
        }
        if let Some(rest) = open.last_mut() {
            *rest -= 1;
        }
        open.push(own);
        if open.len() > MOST_LEVELS {
            return Err(claim(format!(
                "columns more than {MOST_LEVELS} levels deep"
            )));
        }
    }
    match is_whole {
        true => Ok(()),
        false => Err(claim("more than its footer holds".to_owned())),
    }
}

/// Of each element of the schema, as many as can be read, how many are inside it.
fn children(footer: &[u8]) -> Vec<i64> {
    let mut children = Vec::new();
    let _ = Compact(footer).fields(&mut |footer, number, kind| match (number, kind) {
        (2, LIST) => {
            let (n, kind) = footer.list()?;
            (kind == STRUCT).then_some(())?;
            (0..n).try_for_each(|_| {
                let mut own = 0;
                let read = footer.fields(&mut |element, number, kind| match (number, kind) {
                    // Less than none is none: the crate refuses it.
                    (5, I32) => element.number().map(|n| own = n.max(0)),
                    _ => element.skip(kind),
                });
                children.push(own);
                read
            })
        }
        _ => footer.skip(kind),
    });
    children
}

/// Looks at the header that a page begins with. Whether it was whole.
///
/// # Errors
/// A page that is longer once unpacked than any page may be, a dictionary of more values than it has bytes, or a field of another type
/// than Parquet's.
pub fn check_page(start: &[u8]) -> Result<bool, ParquetError> {
    let (mut unpacked, mut values) = (0, 0);
    let header = Compact(start).fields(&mut |header, number, kind| match (number, kind) {
        (2, I32) => header.number().map(|n| unpacked = n.max(unpacked)),
        (7, STRUCT) => header.fields(&mut |dictionary, number, kind| match (number, kind) {
            (1, I32) => dictionary.number().map(|n| values = n.max(values)),
            _ => dictionary.skip(kind),
        }),
        _ => header.skip(kind),
    });
    if unpacked > LONGEST_PAGE {
        return Err(claim(format!("a page of {unpacked} bytes, unpacked")));
    }
    if values > unpacked.min(MOST_VALUES) {
        return Err(claim(format!(
            "a dictionary of {values} values in {unpacked} bytes"
        )));
    }
    types::check(start, types::PAGE).map_err(wrong)?;
    Ok(header.is_some())
}

fn wrong(Wrong { field, kind }: Wrong) -> ParquetError {
    let found = format!("a value of type {kind} in field {field}, which has another");
    claim(found)
}

fn claim(found: String) -> ParquetError {
    ParquetError::General(format!("it claims to have {found}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A footer whose schema has elements with so many children each.
    fn footer(children: &[u8]) -> Vec<u8> {
        let element = |n: &u8| [0x55, 2 * n, 0];
        let list = [0x29, 0xFC, children.len() as u8];
        [
            &list[..],
            &children.iter().flat_map(element).collect::<Vec<u8>>(),
            &[0],
        ]
        .concat()
    }

    #[test]
    fn columns_are_as_many_and_as_deep_as_they_can_be() {
        check_footer(&footer(&[2, 0, 1, 0])).expect("a sound schema");
        check_footer(&footer(&[])).expect("nothing is claimed");
        // Field 20: a list of 2,147,483,647 truths.
        let list = [b"\x09\x28\xF1\xFF\xFF\xFF\xFF\x07", &footer(&[0])[..]].concat();
        let error = check_footer(&list).unwrap_err().to_string();
        assert!(error.contains("more than its footer holds"), "{error}");
        let error = check_footer(&footer(&[2, 9, 0])).unwrap_err().to_string();
        assert!(error.contains("11 columns where there are 3"), "{error}");
        let wide: Vec<u8> = [50].into_iter().chain([0; 50]).collect();
        check_footer(&footer(&wide)).expect("wide is not deep");
        let error = check_footer(&footer(&[[1; 119].as_slice(), &[0]].concat()))
            .unwrap_err()
            .to_string();
        assert!(error.contains("100 levels"), "{error}");
    }

    #[test]
    fn pages_are_no_longer_than_pages_are() {
        // Fields 1 to 3 and 7: the type, both sizes, a dictionary of so many values.
        let page = |unpacked: &[u8], values: &[u8]| {
            [
                b"\x15\x04\x15",
                unpacked,
                b"\x15\x20\x4C\x15",
                values,
                b"\x15\x00\x00\x00",
            ]
            .concat()
        };
        assert!(check_page(&page(b"\x20", b"\x04")).expect("a sound page"));
        let many = b"\xFE\xFF\xFF\xFF\x0F";
        let error = check_page(&page(many, b"\x04")).unwrap_err().to_string();
        assert!(error.contains("2147483647 bytes"), "{error}");
        let error = check_page(&page(b"\x20", many)).unwrap_err().to_string();
        assert!(error.contains("2147483647 values in 16 bytes"), "{error}");
        assert!(!check_page(b"\x15").expect("nothing is claimed"));
    }
}
