//! Targets of links: what kind of place they lead to, and what their addresses say of it.

use super::hosts::{self, Host};

/// Where a link leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nowhere: no address.
    #[default]
    Nowhere,
    /// To the page itself.
    Itself,
    /// Somewhere on the page.
    Fragment,
    /// To a page of the same host.
    Own,
    /// To a host of the same name: `shop.example.org` for `www.example.org`.
    Sister,
    /// To a host that people know.
    Known(Host),
    /// To any other host.
    Other,
    /// To a mail or a telephone.
    Mail,
    /// To a program.
    Script,
}

impl Kind {
    pub(super) fn number(self) -> usize {
        match self {
            Kind::Nowhere => 0,
            Kind::Itself => 1,
            Kind::Fragment => 2,
            Kind::Own => 3,
            Kind::Sister => 4,
            Kind::Other => 5,
            Kind::Mail => 6,
            Kind::Script => 7,
            Kind::Known(host) => 8 + host as usize,
        }
    }
}

/// A target, taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Target<'a> {
    pub(super) kind: Kind,
    /// Path without query and fragment.
    path: &'a str,
    /// Number of segments of the path.
    pub(super) depth: usize,
    /// Number of words in the last segment.
    pub(super) slug: usize,
    /// Length of the longest run of digits in the path.
    pub(super) digits: usize,
    /// Whether a year and a month follow each other in the path.
    pub(super) is_dated: bool,
    pub(super) has_query: bool,
}

/// What a page knows of its own address.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Home<'a> {
    pub(super) host: Option<&'a str>,
    /// The path of its own address.
    pub(super) path: Option<&'a str>,
}

impl<'a> Target<'a> {
    /// Of a link's target, on a page of that address.
    pub(super) fn new(target: &'a str, home: Home<'_>) -> Target<'a> {
        let (address, query) = split_query(target);
        let (host, path) = match address.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, address),
        };
        let segments = || path.split('/').filter(|segment| !segment.is_empty());
        let last = segments().next_back().unwrap_or_default();
        Target {
            kind: kind(target, host, path, query, home),
            path,
            depth: segments().count(),
            slug: words(without_ending(last)),
            digits: longest_number(path),
            is_dated: is_dated(path),
            has_query: query.starts_with('?'),
        }
    }

    /// The ending of its file, `html` of `/a/b.html`.
    pub(super) fn ending(&self) -> Option<&'a str> {
        let last = self.path.rsplit('/').next()?;
        let (_, ending) = last.rsplit_once('.')?;
        let is_plain = ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_plain && (1..=5).contains(&ending.len())).then_some(ending)
    }

    /// The first segments of its path that are words, not the slug of an article.
    pub(super) fn folders(&self) -> impl Iterator<Item = &'a str> {
        let segments = self.path.split('/').filter(|segment| !segment.is_empty());
        let is_word = |segment: &&str| {
            (2..=20).contains(&segment.len())
                && segment
                    .bytes()
                    .all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
                && words(segment) <= 2
        };
        segments.take(3).filter(is_word)
    }
}

fn split_query(target: &str) -> (&str, &str) {
    target.split_at(target.find(['?', '#']).unwrap_or(target.len()))
}

fn kind(target: &str, host: Option<&str>, path: &str, query: &str, home: Home<'_>) -> Kind {
    if let Some(host) = host {
        return match hosts::known(host) {
            Some(known) => Kind::Known(known),
            None if home.host.is_some_and(|own| hosts::are_sisters(host, own)) => Kind::Sister,
            None => Kind::Other,
        };
    }
    match target {
        "" => Kind::Nowhere,
        "mailto:" | "tel:" | "sms:" => Kind::Mail,
        "javascript:" | "data:" | "blob:" | "about:" => Kind::Script,
        _ if target.starts_with('#') => Kind::Fragment,
        _ if home.path == Some(path) && query.starts_with('#') => Kind::Fragment,
        _ if home.path == Some(path) => Kind::Itself,
        _ => Kind::Own,
    }
}

fn without_ending(segment: &str) -> &str {
    segment.rsplit_once('.').map_or(segment, |(name, _)| name)
}

/// Number of words, pieces with a letter, between dashes and the like.
fn words(segment: &str) -> usize {
    let pieces = segment.split(['-', '_', '+', '%', ',']);
    pieces
        .filter(|piece| piece.bytes().any(|byte| byte.is_ascii_alphabetic()))
        .count()
}

fn longest_number(path: &str) -> usize {
    let runs = path.as_bytes().split(|byte| !byte.is_ascii_digit());
    runs.map(<[u8]>::len).max().unwrap_or(0)
}

/// `/2024/05/`, `/2024-05-03`, `20240503`.
fn is_dated(path: &str) -> bool {
    let mut runs = path
        .as_bytes()
        .split(|byte| !byte.is_ascii_digit())
        .filter(|run| !run.is_empty());
    let is_year = |run: &[u8]| matches!(run, [b'1', b'9', ..] | [b'2', b'0', ..]);
    let mut previous: &[u8] = b"";
    runs.any(|run| {
        let is_date = is_year(run) && (run.len() == 8 || run.len() == 6)
            || (previous.len() == 4 && is_year(previous) && run.len() <= 2);
        previous = run;
        is_date
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_taken_apart() {
        let home = Home {
            host: Some("harbour.example"),
            path: Some("/ferries"),
        };
        let of = |target| Target::new(target, home);
        let storm = of("/sport/2024/05/storm-delays-the-ferry-81231.html?x=1");
        assert_eq!((storm.kind, storm.depth, storm.slug), (Kind::Own, 4, 4));
        assert_eq!(
            (storm.digits, storm.is_dated, storm.has_query),
            (5, true, true)
        );
        assert_eq!(storm.ending(), Some("html"));
        assert!(storm.folders().eq(["sport"]));
        for (target, kind) in [
            ("", Kind::Nowhere),
            ("#top", Kind::Fragment),
            ("/ferries#tides", Kind::Fragment),
            ("/ferries?all", Kind::Itself),
            ("//shop.harbour.example/", Kind::Sister),
            ("//lighthouse.example/", Kind::Other),
            ("//facebook.com/harbour", Kind::Known(Host::Social)),
            ("//play.google.com/store", Kind::Known(Host::Apps)),
            ("mailto:", Kind::Mail),
            ("javascript:", Kind::Script),
        ] {
            assert_eq!(of(target).kind, kind, "{target}");
        }
        assert!(!of("/page/1987/1").is_dated || of("/page/1987/1").digits == 4);
        assert!(!of("/tides/12345").is_dated);
    }
}
