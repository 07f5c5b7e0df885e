#![no_main]
//! A page whose every paragraph is kept, as Markdown: its reader finds no HTML, no picture and no link that runs, and the letters of the
//! page.

use libfuzzer_sys::fuzz_target;
use unpitch::{CleanOptions, Page, Part, article_parts};
use unpitch_fuzz::{markdown, tokens};

fuzz_target!(|bytes: &[u8]| {
    let (chosen, rest) = bytes.split_at(bytes.len().min(8));
    let html = tokens::page(rest);
    for page in [Page::from_html(&html), Page::from_text(&html)] {
        check(&page, chosen);
    }
});

fn check(page: &Page, chosen: &[u8]) {
    let n = page.paragraphs().len();
    let options = CleanOptions::default().markdown(true);
    let parts = article_parts(page, &vec![true; n]);
    markdown::check(&options.text(page, &parts));
    let part = |byte: &u8| Part::ALL.get(usize::from(*byte)).copied();
    let parts: Vec<Option<Part>> = chosen.iter().cycle().take(n).map(part).collect();
    markdown::check(&options.text(page, &parts));
    // Of lists the bullets are the page's or Markdown's, and code stands as it is: the others are all letters.
    for part in [Part::Body, Part::Heading, Part::Quote, Part::Table] {
        let text = options.text(page, &vec![Some(part); n]);
        markdown::check(&text);
        assert_eq!(markdown::seen(&text), letters(page), "{text:?}");
    }
}

fn letters(page: &Page) -> String {
    let texts = page
        .paragraphs()
        .iter()
        .flat_map(|paragraph| paragraph.text().chars());
    texts.filter(|c| !c.is_whitespace()).collect()
}
