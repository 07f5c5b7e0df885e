#![no_main]
//! Bytes as Parquet: a page or a reason for each row. Of the parquet crate two things are known: it panics on some files, which is
//! caught, and it allocates as many lengths as a page of DELTA_BYTE_ARRAY claims, which could only be told by decoding it.

use libfuzzer_sys::fuzz_target;
use unpitch::corpora::Format;
use unpitch_fuzz::{files, memory};

fn init() {
    files::allow_panics_of(&["/parquet-", "/arrow-", "/bytes-", "src/memory.rs"]);
    memory::allow_failures_in_delta_byte_arrays();
}

fuzz_target!(
    init: init(),
    |bytes: &[u8]| files::check(bytes, Some(Format::Parquet))
);
