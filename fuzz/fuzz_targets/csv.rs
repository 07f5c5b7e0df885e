#![no_main]
//! Bytes as CSV, plain or gzip: all ways of reading agree, and what was read can be written and read again.

use libfuzzer_sys::fuzz_target;
use unpitch_fuzz::tables;

fuzz_target!(|bytes: &[u8]| tables::check(bytes));
