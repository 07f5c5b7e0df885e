#![no_main]
//! What a page says of itself: bytes as its JSON-LD, as the attributes of its head, or as a page of tokens.

use libfuzzer_sys::fuzz_target;
use unpitch::Page;
use unpitch_fuzz::pages::{check_html, check_metadata};
use unpitch_fuzz::tokens;

const BODY: &str = "<h1>Ferries sail again</h1><p>By Ada Byron, 27 March 2024<p>From Monday, the harbour master said.";

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(rest);
    let html = match kind % 3 {
        0 => format!("<script type='application/ld+json'>{text}</script>{BODY}"),
        1 => format!(
            "<head><meta {}></head>{BODY}",
            text.replace('\n', "><meta ")
        ),
        _ => tokens::page(rest),
    };
    let page = Page::from_html(&html);
    check_html(&page);
    check_metadata(&page);
});
