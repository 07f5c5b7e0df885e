#![no_main]
//! Pages of tokens, labelled: everything that is said of them holds, alone and in one batch.

use libfuzzer_sys::fuzz_target;
use unpitch::{Model, Page};
use unpitch_fuzz::{pages, tokens};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let cut = rest.len() * usize::from(kind >> 2) / 64;
    let (first, second) = rest.split_at(cut);
    let page = |bytes: &[u8], is_text: bool| {
        let text = tokens::page(bytes);
        if is_text {
            Page::from_text(&text)
        } else {
            Page::from_html(&text)
        }
    };
    let pages = [page(first, kind & 1 > 0), page(second, kind & 2 > 0)];
    pages::check_labels(Model::embedded(), &pages);
});
