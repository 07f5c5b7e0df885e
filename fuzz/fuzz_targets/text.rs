#![no_main]
//! Bytes in any encoding as plain text: paragraphs stand in it in order, and nothing but blanks is left between them.

use libfuzzer_sys::fuzz_target;
use unpitch::{Wrapping, decode};
use unpitch_fuzz::pages::check_text;

fuzz_target!(|bytes: &[u8]| {
    let text = decode(bytes).text;
    for wrapping in [Wrapping::Detect, Wrapping::Lines, Wrapping::Wrapped] {
        check_text(&text, wrapping);
    }
});
