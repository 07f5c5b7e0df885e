#![no_main]
//! Bytes in any encoding as HTML: spans, marks and links are of the text, and the page reads back.

use libfuzzer_sys::fuzz_target;
use unpitch::Page;
use unpitch_fuzz::pages::check_html;

fuzz_target!(|bytes: &[u8]| {
    let _ = Page::looks_like_html(bytes);
    check_html(&Page::from_html_bytes(bytes));
    check_html(&Page::from_html(&String::from_utf8_lossy(bytes)));
});
