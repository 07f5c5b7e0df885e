//! What is written: pages and reports on stdout, one file a format; the talk on stderr.

pub mod explain;
pub mod page_csv;
pub mod page_jsonl;
pub mod page_table;
pub mod page_text;
pub mod pages;
pub mod report;
pub mod style;

/// Says something on stderr that is neither result nor error.
pub fn notice(text: &str) {
    anstream::eprintln!("{} {text}", style::faint("note:"));
}
