#![no_main]
//! CSVs of the schema's columns, with cells that fit and cells that do not.

use libfuzzer_sys::fuzz_target;
use unpitch_fuzz::rows::Table;
use unpitch_fuzz::tables;

fuzz_target!(|table: Table| tables::check(table.0.as_bytes()));
