//! What a page's `meta`, `link` and `base` say of it.

use html5ever::{Attribute, QualName, local_name, ns};

use super::names::{is_type, value};
use super::{claim, metas};

/// The `meta` that are kept, by their `name` or `property`, beside those of [`metas`].
const METAS: [&str; 10] = [
    "application-name",
    "article:tag",
    "description",
    "keywords",
    "news_keywords",
    "og:description",
    "og:site_name",
    "og:title",
    "og:type",
    "twitter:title",
];

/// Those of them whose values are addresses.
const ADDRESSES: [&str; 5] = [
    "og:image",
    "og:image:url",
    "og:url",
    "twitter:image",
    "twitter:image:src",
];

/// The media types of feeds.
const FEEDS: [&str; 2] = ["application/rss+xml", "application/atom+xml"];

/// How many values are kept under one name.
const MOST_VALUES: usize = 10;

/// Values by name, top to bottom, wherever on the page they stand: many a head has lost its tags.
///
/// Names are those of [`METAS`], [`ADDRESSES`] and [`metas`], `base`, `canonical`, `amphtml` and `feed`.
#[derive(Default)]
pub(super) struct Head(Vec<(&'static str, String)>);

impl Head {
    /// Takes what an element says, if it is one that does.
    pub fn read(&mut self, element: &QualName, attrs: &[Attribute]) {
        if element.ns != ns!(html) {
            return;
        }
        match element.local {
            local_name!("meta") => self.meta(attrs),
            local_name!("link") => self.link(attrs),
            local_name!("base") => self.keep("base", claim::address(href(attrs))),
            _ => {}
        }
    }

    /// The first value of this name.
    pub fn first(&self, name: &str) -> Option<String> {
        self.all(name).next()
    }

    /// The values of this name, each once.
    pub fn all(&self, name: &str) -> impl Iterator<Item = String> {
        let named = self.0.iter().filter(move |(other, _)| *other == name);
        named.map(|(_, value)| value.clone())
    }

    fn meta(&mut self, attrs: &[Attribute]) {
        let content = value(attrs, local_name!("content"));
        // Some have both, with one of them for others than ours.
        let names = [local_name!("property"), local_name!("name")];
        for word in names.map(|name| value(attrs, name).trim()) {
            if let Some(name) = known(&ADDRESSES, word) {
                self.keep(name, claim::address(content));
            } else if let Some(name) = known(&METAS, word).or_else(|| metas::known(word)) {
                self.keep(name, claim::text(content));
            }
        }
    }

    fn link(&mut self, attrs: &[Attribute]) {
        let rel = value(attrs, local_name!("rel"));
        let is = |name: &str| {
            let mut words = rel.split_ascii_whitespace();
            words.any(|word| word.eq_ignore_ascii_case(name))
        };
        let is_feed = is("alternate") && is_type(value(attrs, local_name!("type")), &FEEDS);
        for (name, is_named) in [
            ("canonical", is("canonical")),
            ("amphtml", is("amphtml")),
            ("feed", is_feed),
        ] {
            if is_named {
                self.keep(name, claim::address(href(attrs)));
            }
        }
    }

    fn keep(&mut self, name: &'static str, value: Option<String>) {
        let before = self.0.iter().filter(|(other, _)| *other == name);
        if let Some(value) = value
            && before.clone().count() < MOST_VALUES
            && before.clone().all(|(_, other)| *other != value)
        {
            self.0.push((name, value));
        }
    }
}

/// The name as it is kept.
fn known(names: &[&'static str], word: &str) -> Option<&'static str> {
    let mut names = names.iter().copied();
    names.find(|name| name.eq_ignore_ascii_case(word))
}

fn href(attrs: &[Attribute]) -> &str {
    value(attrs, local_name!("href"))
}

#[cfg(test)]
mod tests {
    use super::super::reader;
    use crate::Deadline;

    fn all(html: &str, name: &str) -> Vec<String> {
        let source = reader::parse(html, Deadline::NEVER).unwrap();
        source.parsed.head.all(name).collect()
    }

    #[test]
    fn names_and_properties_are_read_anywhere_and_in_any_case() {
        let html = "<META PROPERTY='OG:Title' name=title CONTENT='Ferry &amp; boat'>\
            <meta name=' og:title ' content='Ferry &amp; boat'><p>x<meta name=og:title content=' Second\nferry '>\
            <table><meta name=og:title property=twitter:title content=Third></table><meta name=og:title>\
            <svg><meta name=og:title content=broken></svg><meta itemprop=og:title content=none>";
        assert_eq!(
            all(html, "og:title"),
            ["Ferry & boat", "Second ferry", "Third", "broken"]
        );
        assert_eq!(all(html, "twitter:title"), ["Third"]);
    }

    #[test]
    fn links_are_known_by_a_word_of_rel() {
        let html = "<base target=_top><base href=//a.example/><base href=/x>\
            <link rel='nofollow Canonical' href=' https://a.example/fer\nry '><link rel=canonicals href=/y>\
            <link rel=amphtml href=/amp><link rel=alternate hreflang=de href=/de>\
            <link rel=alternate type=' application/RSS+xml; charset=utf-8' href=/rss>\
            <link rel=alternate type=application/atom+xml href=/atom>\
            <link rel=alternate type=application/atom+xml href=/atom><link rel=canonical href=''>";
        assert_eq!(all(html, "base"), ["//a.example/", "/x"]);
        assert_eq!(all(html, "canonical"), ["https://a.example/ferry"]);
        assert_eq!(all(html, "amphtml"), ["/amp"]);
        assert_eq!(all(html, "feed"), ["/rss", "/atom"]);
    }

    #[test]
    fn ten_values_of_a_name_are_kept() {
        let metas: String = (0..99)
            .map(|n| format!("<meta name=author content=a{n}>"))
            .collect();
        let authors = all(&metas, "author");
        assert_eq!((authors.len(), &*authors[9]), (10, "a9"));
    }
}
