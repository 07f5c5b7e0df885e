#![no_main]
//! Bytes as a model file: refused, or a model that labels.

use libfuzzer_sys::fuzz_target;
use unpitch_fuzz::model_file;

fuzz_target!(|bytes: &[u8]| model_file::check(bytes));
