//! Paragraphs that other pages of the same site have had already: agency lines, boxes about authors, disclaimers.

use std::collections::HashSet;
use std::io::{self, Read};

use rapidhash::v3::rapidhash_v3;

use crate::Part;
use crate::page::Page;

/// Texts that are remembered at least; twice as many at most, 36 MB. Of a longer crawl the oldest are forgotten.
const MOST: usize = 1 << 20;

/// Remembers the texts of articles by site, as hashes, and leaves out those that come again on another page.
///
/// Titles and headings are never left out: "Background" heads many articles.
#[derive(Debug, Default)]
pub struct Repeated {
    recent: HashSet<u64>,
    older: HashSet<u64>,
}

/// What a page had that was left out, and what is remembered of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Number of paragraphs that were left out.
    pub n: u64,
    /// Hashes of the texts that are remembered anew, for [`Repeated::restore`].
    pub remembered: Vec<u64>,
}

impl Repeated {
    /// Leaves out of `parts`, those of the page's paragraphs that are its article, what another page of the site had, and
    /// remembers the rest.
    ///
    /// Pages have to come in the same order for the same result.
    pub fn leave_out(&mut self, site: &str, page: &Page, parts: &mut [Option<Part>]) -> LeftOut {
        let site = rapidhash_v3(site.as_bytes());
        let mut own = Vec::new();
        let mut n = 0;
        for (paragraph, part) in page.paragraphs().iter().zip(parts) {
            if part.is_none_or(|part| matches!(part, Part::Title | Part::Heading)) {
                continue;
            }
            let text = rapidhash_v3(paragraph.text().as_bytes()).rotate_left(1) ^ site;
            if self.recent.contains(&text) || self.older.contains(&text) {
                *part = None;
                n += 1;
            }
            own.push(text);
        }
        // What came again is young again.
        own.retain(|text| self.remember(*text));
        LeftOut { n, remembered: own }
    }

    /// Whether the text was not among the young ones.
    fn remember(&mut self, text: u64) -> bool {
        let is_new = self.recent.insert(text);
        if self.recent.len() == MOST {
            self.older = std::mem::take(&mut self.recent);
        }
        is_new
    }

    /// The memory of a run until some page, from all that was remembered until there, in its order: hashes of 8 bytes,
    /// little-endian.
    ///
    /// # Errors
    /// Those of `remembered`.
    pub fn restore(mut remembered: impl Read) -> io::Result<Repeated> {
        let mut repeated = Repeated::default();
        let mut text = [0; 8];
        loop {
            match remembered.read_exact(&mut text) {
                Ok(()) => repeated.remember(u64::from_le_bytes(text)),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(repeated),
                Err(error) => return Err(error),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: Option<Part> = Some(Part::Body);

    fn left_out(repeated: &mut Repeated, site: &str, lines: &[&str]) -> Vec<bool> {
        let page = Page::from_text(&lines.join("\n\n"));
        let mut parts = vec![BODY; lines.len()];
        let n = repeated.leave_out(site, &page, &mut parts).n;
        let left_out: Vec<bool> = parts.iter().map(Option::is_none).collect();
        assert_eq!(n, left_out.iter().filter(|is| **is).count() as u64);
        left_out
    }

    #[test]
    fn a_text_is_left_out_on_the_next_page_of_its_site_alone() {
        let mut repeated = Repeated::default();
        let lines = [
            "With material from agencies.",
            "Ferries sail.",
            "Ferries sail.",
        ];
        assert_eq!(left_out(&mut repeated, "a.example", &lines), [false; 3]);
        assert_eq!(left_out(&mut repeated, "b.example", &lines[..1]), [false]);
        let next = ["Tides rise.", "With material from agencies."];
        assert_eq!(left_out(&mut repeated, "a.example", &next), [false, true]);
    }

    #[test]
    fn headings_and_what_is_no_article_stay_as_they_are() {
        let mut repeated = Repeated::default();
        let page = Page::from_text("Background\n\nSign in");
        for _ in 0..2 {
            let mut parts = [Some(Part::Heading), None];
            assert_eq!(
                repeated.leave_out("a", &page, &mut parts),
                LeftOut::default()
            );
            assert_eq!(parts, [Some(Part::Heading), None]);
        }
    }

    #[test]
    fn what_was_remembered_is_restored() {
        let mut repeated = Repeated::default();
        let mut bytes = Vec::new();
        for line in ["one", "two", "one"] {
            let page = Page::from_text(line);
            let left_out = repeated.leave_out("a", &page, &mut [BODY]);
            bytes.extend(
                left_out
                    .remembered
                    .iter()
                    .flat_map(|text| text.to_le_bytes()),
            );
        }
        assert_eq!(bytes.len(), 16);
        let mut restored = Repeated::restore(&bytes[..]).unwrap();
        assert_eq!(
            left_out(&mut restored, "a", &["two", "three"]),
            [true, false]
        );
    }
}
