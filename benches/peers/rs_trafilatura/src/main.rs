//! Extracts pages with rs-trafilatura: those of a folder for the CPU time it takes, or one for its text.

#[path = "../../pages.rs"]
mod pages;

use std::hint::black_box;

use pages::Result;

fn main() -> Result<()> {
    pages::run_peer(extract)
}

/// It finds the encoding itself.
fn extract(html: &[u8]) -> Result<String> {
    let extracted = black_box(rs_trafilatura::extract_bytes(html)?);
    Ok(extracted.content_text)
}
