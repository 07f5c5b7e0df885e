//! JSON-LD, `meta` and microdata -> what the page claims of its headline, authors and dates, and where.

use super::super::facts::{About, Claim, Source};
use super::address::is_address;
use super::head::Head;
use super::json_ld::{self, Thing};
use super::metas::METAS;
use super::microdata::Microdata;
use super::tree::Tree;
use super::{claim, described};

/// Most claims of one fact by one source.
const MOST: usize = 5;

/// Things that are parts of a page, or whose authors and dates are others: those of reviews, of a site.
const OTHERS: [&str; 8] = [
    "Answer",
    "Comment",
    "Organization",
    "Person",
    "Product",
    "Review",
    "UserReview",
    "WebSite",
];

/// All claims: first those of JSON-LD, then of the head, then of microdata.
pub(super) fn read(
    things: &[&Thing],
    head: &Head,
    microdata: &Microdata,
    tree: &Tree,
) -> Vec<Claim> {
    let mut claims = Claims::default();
    claims.add_things(things);
    claims.add_head(head);
    for claim in microdata.claims(tree) {
        claims.add(claim.about, claim.source, claim.text);
    }
    // Of each fact its best source first.
    claims.0.sort_by_key(|claim| claim.about);
    claims.0
}

#[derive(Default)]
struct Claims(Vec<Claim>);

impl Claims {
    fn add(&mut self, about: About, source: Source, text: String) {
        let claim = Claim {
            about,
            source,
            text,
        };
        let is_like = |other: &&Claim| (other.about, other.source) == (about, source);
        if self.0.iter().filter(is_like).count() < MOST && !self.0.contains(&claim) {
            self.0.push(claim);
        }
    }

    fn add_things(&mut self, things: &[&Thing]) {
        let is_article = |thing: &&Thing| json_ld::is_article(thing);
        let is_own = |thing: &&Thing| !json_ld::types(thing).any(|name| OTHERS.contains(&name));
        let (articles, others): (Vec<&Thing>, Vec<&Thing>) =
            things.iter().copied().partition(is_article);
        let others = others.into_iter().filter(is_own);
        let known = described::names_by_id(things);
        let mut has_author = false;
        for thing in articles.into_iter().chain(others) {
            for (about, key) in [
                (About::Headline, "headline"),
                (About::Published, "datePublished"),
                (About::Modified, "dateModified"),
            ] {
                let text = thing
                    .get(key)
                    .and_then(|value| claim::text(value.as_str()?));
                text.into_iter()
                    .for_each(|text| self.add(about, Source::JsonLd, text));
            }
            let authors = thing.get("author").filter(|_| !has_author);
            // The authors of one thing: those of another may be the same under other names.
            for name in authors
                .and_then(|authors| described::names(authors, &known))
                .into_iter()
                .flatten()
            {
                has_author = true;
                self.add(About::Author, Source::JsonLd, name);
            }
        }
    }

    fn add_head(&mut self, head: &Head) {
        for (about, source, names) in METAS {
            for text in names.iter().flat_map(|name| head.all(name)) {
                if about != About::Author || !is_address(&text) {
                    self.add(about, source, text);
                }
            }
        }
    }
}
