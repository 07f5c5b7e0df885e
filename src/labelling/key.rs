//! When two paragraphs are the same, so that one of them is asked about.

use rapidhash::v3::rapidhash_v3;

use crate::page::Paragraph;
use crate::page::path::Path;

/// What paragraphs have in common that are asked once: text and near elements. By its text alone the headline of one page
/// would be the teaser on another.
pub fn key(paragraph: &Paragraph) -> u64 {
    let path = paragraph
        .marks()
        .map_or("", |marks| Path::near(marks.path()));
    rapidhash_v3(paragraph.text().as_bytes()).rotate_left(1) ^ rapidhash_v3(path.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Marks;

    #[test]
    fn the_same_text_elsewhere_on_a_page_is_another_paragraph() {
        let at = |path: &str| Paragraph::new("Ferries").with_marks(Marks::new("p", 0.0, path));
        let headline = key(&at("h1 < main < body"));
        assert_eq!(headline, key(&at("h1 < main < body")));
        assert_ne!(headline, key(&at("a < li < ul < body")));
        assert_ne!(headline, key(&Paragraph::new("Ferries")));
        assert_ne!(
            key(&Paragraph::new("Boats")),
            key(&Paragraph::new("Ferries"))
        );
    }
}
