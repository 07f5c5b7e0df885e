#![no_main]
//! Bytes as a file of whatever it is taken for: packed or not, text, HTML, JSON, CSV, WARC or Parquet.

use libfuzzer_sys::fuzz_target;
use unpitch_fuzz::files;

fuzz_target!(|bytes: &[u8]| files::check(bytes, None));
