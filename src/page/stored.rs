//! Paragraphs as they were stored -> paragraphs that keep what [`Paragraph`] promises.

use serde::Deserialize;

use super::text::fold_white_space;
use super::{Marks, Paragraph};

/// The fields of a paragraph, not checked yet. What is beyond them is passed over.
#[derive(Deserialize)]
pub(super) struct StoredParagraph {
    text: String,
    start: usize,
    end: usize,
    #[serde(default)]
    marks: Option<Marks>,
}

impl StoredParagraph {
    /// What is wrong with it, if anything: what was found and what was expected.
    fn fault(&self) -> Option<String> {
        let (start, end) = (self.start, self.end);
        if start > end {
            return Some(format!(
                "end: found {end}, expected at least the start, {start}"
            ));
        }
        if fold_white_space(&self.text) != self.text {
            let fault =
                "text: found white space that is not folded, expected single spaces between words";
            return Some(fault.to_owned());
        }
        let mut links = self.marks.iter().flat_map(|marks| marks.links());
        let outside = links.find(|link| self.text.get(link.range()).is_none())?;
        let length = self.text.len();
        Some(format!(
            "links: found {outside}, expected characters of the text, which has {length} bytes"
        ))
    }
}

impl TryFrom<StoredParagraph> for Paragraph {
    type Error = String;

    fn try_from(stored: StoredParagraph) -> Result<Paragraph, String> {
        if let Some(fault) = stored.fault() {
            return Err(fault);
        }
        Ok(Paragraph {
            text: stored.text,
            span: stored.start..stored.end,
            marks: stored.marks.map(Box::new),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{Page, Paragraph};

    fn read_back(page: &Page) -> Page {
        let json = serde_json::to_string(page).expect("JSON");
        serde_json::from_str(&json).expect("a page")
    }

    #[test]
    fn what_no_paragraph_can_be_is_named() {
        for (json, named) in [
            (r#"{"text": "a", "start": 2, "end": 1}"#, "end: found 1"),
            (
                r#"{"text": "a\nb", "start": 0, "end": 3}"#,
                "text: found white",
            ),
            (r#"{"text": "a", "end": 3}"#, "missing field `start`"),
            (
                r#"{"text": "é", "start": 0, "end": 2, "marks": {"links": ["0-1:/"]}}"#,
                "links: found 0-1:/, expected characters of the text, which has 2 bytes",
            ),
        ] {
            let error = serde_json::from_str::<Paragraph>(json).unwrap_err();
            assert!(error.to_string().starts_with(named), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_text_reads_back(text in "(\\PC|\\s){0,80}") {
            let page = Page::from_text(&text);
            prop_assert_eq!(read_back(&page), page);
        }
    }

    #[cfg(feature = "html")]
    proptest! {
        #[test]
        fn any_html_reads_back(
            pieces in prop::collection::vec(
                "<(p|li|pre|a href=/x rel=nofollow|form action=/s|input name=q|time|title|html lang=de)>|</(p|a|pre)>|\\PC| |\n",
                0..40,
            ),
        ) {
            let page = Page::from_html(&pieces.concat());
            prop_assert_eq!(read_back(&page), page);
        }
    }

    #[cfg(feature = "html")]
    #[test]
    fn whole_pages_read_back() {
        for html in [
            include_str!("../../data/html/blog.html"),
            include_str!("../../data/html/faehre.html"),
            include_str!("../../data/html/harbour.html"),
        ] {
            let page = Page::from_html(html).with_language("de".parse().ok());
            assert_eq!(read_back(&page), page);
        }
    }
}
