#![no_main]
//! A sound model, changed, with a checksum that is right again: refused, or a model that labels.

use libfuzzer_sys::fuzz_target;
use unpitch_fuzz::model_file::{self, Changes};

fuzz_target!(|changes: Changes| model_file::check(&changes.file()));
