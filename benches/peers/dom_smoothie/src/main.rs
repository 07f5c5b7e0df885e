//! Extracts pages with dom_smoothie: those of a folder for the CPU time it takes, or one for its text.

#[path = "../../pages.rs"]
mod pages;

use std::hint::black_box;

use dom_smoothie::Readability;
use pages::Result;

fn main() -> Result<()> {
    pages::run_peer(extract)
}

fn extract(html: &[u8]) -> Result<String> {
    let html = String::from_utf8_lossy(html);
    let article = Readability::new(html.as_ref(), None, None)?.parse()?;
    Ok(black_box(article.text_content).to_string())
}
