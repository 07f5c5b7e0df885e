//! Texts and HTML -> paragraphs: nothing is lost, and paragraphs are paragraphs again.

use proptest::prelude::*;
use unpitch::{Page, Paragraph, Wrapping};

use super::made_up;

/// Whether a character shows: of those that do not, no paragraph is made.
fn is_visible(c: char) -> bool {
    !Paragraph::new(c.encode_utf8(&mut [0; 4])).text().is_empty()
}

/// A page of HTML with a `<p>` for each paragraph of another.
fn in_paragraphs(page: &Page) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let paragraphs = page.paragraphs().iter();
    paragraphs
        .map(|paragraph| format!("<p>{}</p>", escaped(paragraph.text())))
        .collect()
}

fn texts(page: &Page) -> Vec<&str> {
    page.paragraphs().iter().map(Paragraph::text).collect()
}

proptest! {
    #[test]
    fn each_visible_character_is_in_one_paragraph(text in made_up::text(), which in 0..3usize) {
        let wrapping = [Wrapping::Detect, Wrapping::Lines, Wrapping::Wrapped][which];
        let page = Page::from_text_with(&text, wrapping);
        let mut end = 0;
        for span in page.paragraphs().iter().map(Paragraph::span) {
            prop_assert!(end <= span.start && span.start < span.end && span.end <= text.len());
            end = span.end;
        }
        for (at, c) in text.char_indices().filter(|(_, c)| is_visible(*c)) {
            let around = page.paragraphs().iter().filter(|p| p.span().contains(&at));
            prop_assert_eq!(around.count(), 1, "{:?} at {}", c, at);
        }
        let visible = |text: &str| text.chars().filter(|c| is_visible(*c)).collect::<String>();
        prop_assert_eq!(visible(&texts(&page).concat()), visible(&text));
    }

    #[test]
    fn paragraphs_in_elements_of_their_own_are_the_same(page in made_up::page()) {
        let again = Page::from_html(&in_paragraphs(&page));
        prop_assert_eq!(texts(&again), texts(&page));
    }
}
