#![no_main]
//! Bytes as Parquet: a page or a reason for each row. That the parquet crate panics on some files is known, and caught.

use libfuzzer_sys::fuzz_target;
use unpitch::corpora::Format;
use unpitch_fuzz::files;

fuzz_target!(
    init: files::allow_panics_of(&["/parquet-", "/arrow-"]),
    |bytes: &[u8]| files::check(bytes, Some(Format::Parquet))
);
