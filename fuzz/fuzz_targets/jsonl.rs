#![no_main]
//! Bytes as JSON: a page or a reason for each value.

use libfuzzer_sys::fuzz_target;
use unpitch::corpora::Format;
use unpitch_fuzz::files;

fuzz_target!(|bytes: &[u8]| files::check(bytes, Some(Format::Jsonl)));
