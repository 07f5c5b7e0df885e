//! Every fault of a data file in words: what was found at a place, what was expected, what to do.

use std::fmt::Display;
use std::path::Path;

use super::csv::{BrokenUtf8, InputFault, MAX_RECORD_BYTES};
use super::location::{Location, excerpt};
use crate::error::{DataError, DataErrorKind, Error};
use crate::{InvalidLanguage, InvalidLink, Label};

/// Faults of a file as a whole.
impl Location<'_> {
    pub fn input(self, fault: InputFault) -> Error {
        let error = match fault {
            InputFault::Io(error) => return Error::io(self.path)(error),
            InputFault::TruncatedGzip => {
                self.broken_gzip("a truncated gzip file, its end is missing")
            }
            InputFault::DamagedGzip(error) => {
                self.broken_gzip(format_args!("a damaged gzip file ({error})"))
            }
            InputFault::Utf16 => self.other_format("UTF-16", "save the file as UTF-8"),
            InputFault::Zip => self.other_format(
                "a ZIP archive or a spreadsheet",
                "unpack it, or save the table as CSV",
            ),
        };
        error.into()
    }

    fn broken_gzip(self, found: impl Display) -> Box<DataError> {
        self.error(found, "a whole gzip file", "copy or download it again")
    }

    fn other_format(self, found: &str, advice: &str) -> Box<DataError> {
        self.error(found, "CSV in UTF-8, plain or gzip", advice)
    }

    pub fn empty_file(self) -> Box<DataError> {
        let expected = "a header with the columns text and label";
        self.error("an empty file", expected, "add a header and rows")
    }

    pub fn no_rows(self) -> Box<DataError> {
        self.error(
            "a header and no rows",
            "a row for each paragraph",
            "add rows, or leave the file out",
        )
    }

    pub fn no_valid_row(self, n_invalid: usize, first: &DataError) -> Box<DataError> {
        self.error(
            format_args!("no valid row, {n_invalid} invalid"),
            "at least one valid row",
            format_args!("correct them; the first: {first}"),
        )
    }

    /// `only` is the only label there is, and the number of its paragraphs.
    pub fn too_few_labels(self, only: Option<(Label, usize)>) -> Box<DataError> {
        let found = only.map_or("no labelled paragraph".to_owned(), |(label, n)| {
            format!("a single label, {label} ({})", counted(n, "paragraph"))
        });
        self.error(
            found,
            "at least two different labels",
            "add paragraphs that have another label",
        )
    }
}

/// Faults of a header.
impl Location<'_> {
    pub fn doubled_column(self, name: &str) -> Box<DataError> {
        self.error(
            format_args!("two columns named {}", excerpt(name)),
            "each column once",
            "rename or remove one of them",
        )
    }

    /// `delimiter` is what the names seem to be separated by instead of commas.
    pub fn missing_column(
        self,
        name: &str,
        header: &str,
        delimiter: Option<char>,
    ) -> Box<DataError> {
        let advice = match delimiter {
            Some(delimiter) => format!(
                "the header seems to be delimited by {delimiter:?}: save the file with commas"
            ),
            None if name == "label" => {
                "add the column: training and evaluation need each paragraph's label".to_owned()
            }
            None => format!("add the column, or rename the one that holds the {name}"),
        };
        self.error(
            format_args!("a header of {}", excerpt(header)),
            format_args!("a column named {name}"),
            advice,
        )
    }
}

/// Faults of a record; `cell` is what has been read of the faulty cell.
impl Location<'_> {
    pub fn unclosed_quote(self, cell: &str) -> Box<DataError> {
        self.error(
            format_args!("a quote that is never closed, before {}", excerpt(cell)),
            "a double quote at the end of the cell",
            "close it, and double the quotes inside the cell",
        )
    }

    pub fn too_long(self, cell: &str) -> Box<DataError> {
        let mebibytes = MAX_RECORD_BYTES >> 20;
        self.error(
            format_args!("a row of over {mebibytes} MiB, at {}", excerpt(cell)),
            "a paragraph",
            "look for a double quote that is never closed",
        )
    }

    pub fn text_after_quote(self, cell: &str, byte: u8) -> Box<DataError> {
        let found = match byte {
            b' '..=b'~' => format!("{:?}", char::from(byte)),
            _ => format!("byte 0x{byte:02X}"),
        };
        let advice = match byte {
            b';' | b'\t' => "the file seems to have other delimiters: save it with commas",
            _ => {
                "double the quotes inside the cell, and look for one too many or too few before it"
            }
        };
        self.error(
            format_args!("{found} after the quoted cell {}", excerpt(cell)),
            "a comma or the end of the line",
            advice,
        )
    }

    pub fn broken_utf8(self, broken: &BrokenUtf8<'_>) -> Box<DataError> {
        let place = match broken.before {
            "" => "at the start of the cell".to_owned(),
            before => format!("after {}", excerpt(tail(before))),
        };
        let mut error = self.error(
            format_args!("byte 0x{:02X} {place}", broken.byte),
            "UTF-8",
            "save the file as UTF-8",
        );
        error.kind = DataErrorKind::BrokenUtf8;
        error
    }

    pub fn wrong_length(self, found: usize, expected: usize) -> Box<DataError> {
        self.error(
            counted(found, "cell"),
            format_args!("{}, as in the header", counted(expected, "cell")),
            "put cells that hold commas or line breaks in double quotes",
        )
    }
}

/// Faults of a cell; `None` where it is empty.
impl Location<'_> {
    fn cell(self, cell: Option<&str>, expected: impl Display, advice: &str) -> Box<DataError> {
        let found = cell.map_or("an empty cell".to_owned(), excerpt);
        self.error(found, expected, advice)
    }

    pub fn no_page_name(self) -> Box<DataError> {
        let advice = "name the page, or remove the whole column if each row is a page";
        self.cell(None, "the page's name", advice)
    }

    pub fn no_text(self) -> Box<DataError> {
        self.error("an empty text", "the paragraph's text", "remove the row")
    }

    pub fn language(self, invalid: &InvalidLanguage) -> Box<DataError> {
        let advice = "correct it, or leave the cell empty to have the language detected";
        self.cell(Some(&invalid.0), "a code such as en, de-AT or yue", advice)
    }

    pub fn position(self, cell: Option<&str>) -> Box<DataError> {
        let advice =
            "number the page's paragraphs, or remove the whole column if they are in order";
        self.cell(cell, "a whole number from 0", advice)
    }

    pub fn label(self, cell: Option<&str>) -> Box<DataError> {
        let names = Label::ALL.map(Label::name).join(", ");
        let advice = "correct it, or map the name to one of these";
        let mut error = self.cell(cell, format_args!("one of {names}"), advice);
        error.kind = DataErrorKind::UnknownLabel;
        error
    }

    pub fn link_density(self, cell: &str) -> Box<DataError> {
        let advice = "give the share of the characters that are in links, or leave the cell empty";
        self.cell(Some(cell), "a number from 0 to 1", advice)
    }

    /// `n_elements` is the number of elements of the row's path.
    pub fn place(self, cell: &str, n_elements: usize) -> Box<DataError> {
        let n = counted(n_elements, "whole number");
        self.cell(
            Some(cell),
            format_args!("{n} with dots between, one for each element of the path"),
            "correct it or the path, or leave the cell empty",
        )
    }

    pub fn link(self, invalid: &InvalidLink) -> Box<DataError> {
        let expected = "links as START-END:TARGET with spaces between, such as 0-12:/sport";
        let advice = "correct it, or leave the cell empty";
        self.cell(Some(&invalid.0), expected, advice)
    }

    /// A link that does not stand between two characters of a text of `length` bytes.
    pub fn link_outside(self, cell: &str, length: usize) -> Box<DataError> {
        self.cell(
            Some(cell),
            format_args!("the start and end of whole characters in the text's {length} bytes"),
            "correct it if the text was changed, or leave the cell empty",
        )
    }

    pub fn facts(self, cell: &str, wrong: &serde_json::Error) -> Box<DataError> {
        self.error(
            format_args!("{} ({wrong})", excerpt(cell)),
            "the page's facts as one JSON object",
            "correct it, or leave the cell empty",
        )
    }
}

/// Faults of a page.
impl Location<'_> {
    /// A row that gives the page another site, language or facts than the row on `line` does.
    pub fn second_value(self, found: &str, first: &str, line: u64, page: &str) -> Box<DataError> {
        let (first, page) = (excerpt(first), excerpt(page));
        self.error(
            excerpt(found),
            format_args!("{first}, as on line {line}, for page {page}"),
            "correct one of the two, or rename the page of one",
        )
    }

    pub fn duplicate_position(self, position: u64, line: u64, page: &str) -> Box<DataError> {
        self.error(
            format_args!("duplicate position {position}, first used on line {line}"),
            format_args!("each position of page {} once", excerpt(page)),
            "renumber the page's paragraphs, or rename the page of one",
        )
    }

    /// A row without marks on a page that has them on `line`.
    pub fn no_marks(self, page: &str, line: u64) -> Box<DataError> {
        self.error(
            "a row without marks",
            format_args!("marks, as on line {line}, for page {}", excerpt(page)),
            "fill in the row's tag and path, or empty the columns of marks on the whole page",
        )
    }

    pub fn wrong_number_of_labels(self, found: usize, expected: usize, page: &str) -> DataError {
        *self.error(
            format_args!("{} for page {}", counted(found, "label"), excerpt(page)),
            format_args!("{expected}, one per paragraph"),
            "label each paragraph once",
        )
    }

    /// A page whose name an earlier file has too.
    pub fn same_name(self, page: &str, first: Option<(&Path, u64)>) -> Box<DataError> {
        let before = first.map_or(String::new(), |(path, line)| {
            format!(", which is also at {}:{line}", path.display())
        });
        self.column("page").error(
            format_args!("page {}{before}", excerpt(page)),
            "page names that occur in one file only",
            "rename one of the pages, or leave one of the files out",
        )
    }
}

/// The last 20 characters: enough to search for the place in an editor.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(19);
    &text[start.map_or(0, |(start, _)| start)..]
}

/// `1 row`, `2 rows`.
fn counted(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use crate::dataset::tests::{data_error, read};

    use super::*;

    /// (what, file, line, column, part of the message)
    type Refusal = (
        &'static str,
        Vec<u8>,
        Option<u64>,
        Option<&'static str>,
        &'static str,
    );

    fn refusal(
        what: &'static str,
        csv: impl AsRef<[u8]>,
        line: u64,
        column: &'static str,
        message: &'static str,
    ) -> Refusal {
        let line = Some(line).filter(|line| *line > 0);
        let column = Some(column).filter(|column| !column.is_empty());
        (what, csv.as_ref().to_vec(), line, column, message)
    }

    fn structural_refusals() -> Vec<Refusal> {
        let mut late = b"text,label\r\n\"a\r\nb\",article\r\n".to_vec();
        late.extend(b"caf\xe9,article\r\n");
        vec![
            refusal("empty", "", 0, "", "an empty file"),
            refusal("blank", "\n\r\n\n", 0, "", "an empty file"),
            refusal("header only", "text,label\n", 0, "", "a header and no rows"),
            refusal(
                "no text",
                "label,txt\nx,y\n",
                1,
                "text",
                "a header of \"label,txt\"",
            ),
            refusal(
                "no text, and what to do",
                "label,txt\nx,y\n",
                1,
                "text",
                "rename the one that holds the text",
            ),
            refusal("no label", "\ntext\nx\n", 2, "label", "training"),
            refusal(
                "semicolons",
                "page;text;label\n",
                1,
                "text",
                "delimited by ';'",
            ),
            refusal("tabs", "text\tlabel\n", 1, "text", "delimited by '\\t'"),
            refusal(
                "quoted semicolons",
                "\"text\";\"label\"\n",
                1,
                "",
                "other delimiters",
            ),
            refusal(
                "doubled",
                "text,label,x,x\n",
                1,
                "",
                "two columns named \"x\"",
            ),
            refusal(
                "few cells",
                "text,label\na,article\nb\n",
                3,
                "",
                "1 cell, expected 2",
            ),
            refusal("many cells", "text,label\na,b,article\n", 2, "", "3 cells"),
            refusal(
                "open quote",
                "text,label\na,article\n\"b,article\nc,article\n",
                3,
                "text",
                "never closed",
            ),
            refusal(
                "after quote",
                "text,label\nx,article\n\"a\nb\"c,article\n",
                3,
                "text",
                "'c' after the quoted cell \"a\\nb\"",
            ),
            refusal("utf-8", late, 4, "text", "byte 0xE9 after \"caf\""),
            refusal("utf-8 in header", b"text,\xe9\n", 1, "", "byte 0xE9"),
            refusal("utf-16", b"\xff\xfet\0e\0", 0, "", "found UTF-16"),
            refusal("utf-16 unmarked", b"t\0e\0x\0", 0, "", "found UTF-16"),
            refusal("spreadsheet", b"PK\x03\x04....", 0, "", "a spreadsheet"),
            refusal(
                "long",
                ["text,label\n\"".into(), "x".repeat(MAX_RECORD_BYTES + 1)].concat(),
                2,
                "text",
                "over 16 MiB, at \"xxx",
            ),
        ]
    }

    fn cell_refusals() -> Vec<Refusal> {
        let pages = |rows: &str| format!("page,position,site,language,text,label\n{rows}");
        let dense =
            |cell: &str| format!("text,label,link_density\na,article,0\nb,article,{cell}\n");
        vec![
            refusal(
                "label",
                "text,label\na,Article\n",
                2,
                "label",
                "\"Article\", expected one of article, subscription-pitch, navigation, related-content; correct it, or map the name to one of these",
            ),
            refusal("no label", "text,label\na,\n", 2, "label", "an empty cell"),
            refusal(
                "long label",
                format!("text,label\na,\"\x1b{}\"\n", "é".repeat(50)),
                2,
                "label",
                "found \"\\u{1b}ééééééééééééééééééééééééééééééééééééééé\"…, ",
            ),
            refusal(
                "no text",
                "text,label\n\" \n\",article\n",
                2,
                "text",
                "an empty text",
            ),
            refusal(
                "no page",
                pages("p,0,,,a,article\n ,1,,,b,article\n"),
                3,
                "page",
                "an empty cell",
            ),
            refusal(
                "position",
                pages("p,-1,,,a,article\n"),
                2,
                "position",
                "\"-1\"",
            ),
            refusal(
                "no position",
                pages("p,,,,a,article\n"),
                2,
                "position",
                "an empty cell",
            ),
            refusal(
                "huge position",
                pages("p,99999999999999999999,,,a,article\n"),
                2,
                "position",
                "a whole number",
            ),
            refusal(
                "doubled position",
                pages("p,4,,,a,article\nq,4,,,a,article\np,04,,,b,article\n"),
                4,
                "position",
                "duplicate position 4, first used on line 2",
            ),
            refusal(
                "language",
                pages("p,0,,english,a,article\n"),
                2,
                "language",
                "\"english\"",
            ),
            refusal(
                "two languages",
                pages("p,0,,,a,article\np,1,,en,a,article\np,2,,de,a,article\n"),
                4,
                "language",
                "\"de\", expected \"en\", as on line 3, for page \"p\"",
            ),
            refusal(
                "two sites",
                pages("p,0,a.org,,a,article\np,1,b.org,,a,article\n"),
                3,
                "site",
                "\"b.org\", expected \"a.org\", as on line 2",
            ),
            refusal(
                "density",
                dense("x"),
                3,
                "link_density",
                "\"x\", expected a number from 0 to 1",
            ),
            refusal("density NaN", dense("NaN"), 3, "link_density", "\"NaN\""),
            refusal("density inf", dense("inf"), 3, "link_density", "\"inf\""),
            refusal(
                "density over 1",
                dense("1.01"),
                3,
                "link_density",
                "\"1.01\"",
            ),
            refusal(
                "density under 0",
                dense("-0.1"),
                3,
                "link_density",
                "\"-0.1\"",
            ),
        ]
    }

    fn mark_refusals() -> Vec<Refusal> {
        let row = |column: &str, path: &str, cell: &str| {
            let cell = cell.replace('"', "\"\"");
            format!("label,text,path,{column}\narticle,Fähre,{path},\"{cell}\"\n")
        };
        let place = |path: &str, cell: &str, message| {
            refusal("place", row("place", path, cell), 2, "place", message)
        };
        let links =
            |cell: &str, message| refusal("links", row("links", "p", cell), 2, "links", message);
        let facts =
            |cell: &str, message| refusal("facts", row("facts", "p", cell), 2, "facts", message);
        vec![
            place(
                "p < body",
                "0.x",
                "\"0.x\", expected 2 whole numbers with dots between",
            ),
            place("p < body", "0.-1", "\"0.-1\""),
            place("p < body", "0.4294967296", "\"0.4294967296\""),
            place("p < body", "0.1.2", "\"0.1.2\", expected 2 whole numbers"),
            place("p", "0.1", "\"0.1\", expected 1 whole number with"),
            place("", "0", "\"0\", expected 0 whole numbers"),
            links("0-1:/ 3:/", "\"3:/\", expected links as START-END:TARGET"),
            links(
                "0-2:/",
                "\"0-2:/\", expected the start and end of whole characters in the text's 6 bytes",
            ),
            links("0-7:/", "\"0-7:/\""),
            links("0-99999999999999999999:/", "as START-END:TARGET"),
            facts("{\"title\":", "\"{\\\"title\\\":\" (EOF while parsing"),
            facts(
                "{\"title\":1}",
                "(invalid type: integer `1`, expected a string",
            ),
            facts(
                "{\"language\":\"English\"}",
                "(invalid language code \"English\"",
            ),
            facts(
                "[\"Ferries\"]",
                "(no object), expected the page's facts as one JSON object",
            ),
            refusal(
                "two facts",
                "page,label,text,facts\n\
                p,article,a,\n\
                p,article,b,\"{\"\"title\"\":\"\"A\"\"}\"\n\
                p,article,c,\"{ \"\"title\"\": \"\"A\"\" }\"\n\
                p,article,d,{}\n\
                p,article,e,\"{\"\"title\"\":\"\"B\"\"}\"\n",
                6,
                "facts",
                "B\\\"}\", expected \"{\\\"title\\\":\\\"A\\\"}\", as on line 3, for page \"p\"",
            ),
        ]
    }

    #[test]
    fn every_refusal_says_its_line_and_column() {
        let all = [structural_refusals(), cell_refusals(), mark_refusals()];
        for (what, csv, line, column, message) in all.concat() {
            let error = data_error(read(&csv));
            assert_eq!(error.path.to_str(), Some("t.csv"), "{what}");
            assert_eq!(
                (error.line, error.column.as_deref()),
                (line, column),
                "{what}: {error}"
            );
            assert!(error.to_string().contains(message), "{what}: {error}");
        }
    }
}
