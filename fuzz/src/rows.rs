//! CSVs of the schema's columns: their header is sound most of the time, and so are many of their cells, so that what lies
//! behind the header is reached.

use std::fmt::Write as _;

use arbitrary::{Arbitrary, Result, Unstructured};

const COLUMNS: [&str; 15] = [
    "text",
    "label",
    "page",
    "position",
    "site",
    "language",
    "tag",
    "link_density",
    "path",
    "place",
    "links",
    "form",
    "beside",
    "raw",
    "facts",
];

const CELLS: [&str; 16] = [
    "",
    "article",
    "navigation",
    "subscription-pitch",
    "p",
    "0",
    "1.5",
    "en",
    "p < div.x < body",
    "0.1.2",
    "0-4:/sport 5-6,nofollow://other.example/",
    "/search text:q submit:",
    "img time",
    "{\"title\": \"Ferries\"}",
    "Ferries sail again.",
    "18446744073709551616",
];

/// A CSV.
#[derive(Debug)]
pub struct Table(pub String);

impl<'a> Arbitrary<'a> for Table {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Table> {
        let n_columns = u.int_in_range(1..=COLUMNS.len() + 1)?;
        // The first two are needed.
        let names = (0..n_columns).map(|at| match at {
            0 | 1 => Ok(COLUMNS[at]),
            _ => u.choose(&COLUMNS).copied(),
        });
        let names: Vec<&str> = names.collect::<Result<_>>()?;
        let mut csv = names.join(",");
        while !u.is_empty() {
            csv.push_str(*u.choose(&["\n", "\n", "\r\n", "\r"])?);
            for at in 0..n_columns {
                let comma = if at > 0 { "," } else { "" };
                write!(csv, "{comma}{}", cell(u, at)?).expect("memory");
            }
        }
        Ok(Table(csv))
    }
}

/// A cell: one that fits, any that is known, or whatever the bytes are, in quotes or not.
fn cell(u: &mut Unstructured<'_>, column: usize) -> Result<String> {
    Ok(match (u.int_in_range(0..=7)?, column) {
        (0..4, 0) => "Ferries sail again.".to_owned(),
        (0..4, 1) => "article".to_owned(),
        (0..6, _) => quoted(u.choose(&CELLS)?),
        (6, _) => quoted(u.arbitrary()?),
        _ => u.arbitrary()?,
    })
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
