//! Targets of links: what kind of place they lead to, and what their addresses say of it.

use std::ops::RangeInclusive;

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
    /// Whether the path has a date: a year and a month, apart or together.
    pub(super) is_dated: bool,
    pub(super) has_query: bool,
}

/// Lengths of endings, from `a` to `xhtml`; what is longer is a word behind a dot.
const ENDING_LENGTHS: RangeInclusive<usize> = 1..=5;

/// Segments in which sections stand: language, section, subsection. What is deeper is one article's.
const MOST_FOLDERS: usize = 3;

/// Lengths of sections' names; what is longer is a slug.
const FOLDER_LENGTHS: RangeInclusive<usize> = 2..=20;

/// Most words of a section's name, `local-news`; a slug has more.
const MOST_FOLDER_WORDS: usize = 2;

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
        let (host, path) = split_host(address);
        let last = segments(path).next_back().unwrap_or_default();
        Target {
            kind: kind(target, host, path, query, home),
            path,
            depth: segments(path).count(),
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
        (is_plain && ENDING_LENGTHS.contains(&ending.len())).then_some(ending)
    }

    /// Those of the first three segments of its path that are words, not the slug of an article.
    pub(super) fn folders(&self) -> impl Iterator<Item = &'a str> {
        let is_word = |segment: &&str| {
            FOLDER_LENGTHS.contains(&segment.len())
                && segment
                    .bytes()
                    .all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
                && words(segment) <= MOST_FOLDER_WORDS
        };
        segments(self.path).take(MOST_FOLDERS).filter(is_word)
    }
}

fn split_query(target: &str) -> (&str, &str) {
    target.split_at(target.find(['?', '#']).unwrap_or(target.len()))
}

/// The host, if the address names one, and the rest.
fn split_host(address: &str) -> (Option<&str>, &str) {
    let Some(rest) = address.strip_prefix("//") else {
        return (None, address);
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    (Some(host), path)
}

fn segments(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
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

/// `/2024/05/`, `/2024-05-03`, `20240503`: years of the last and of this century.
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
    }

    #[test]
    fn dates_are_a_year_and_a_month() {
        let is_dated = |target| Target::new(target, Home::default()).is_dated;
        for target in [
            "/2024/05/storm",
            "/2024-05-03-storm",
            "/a20240503",
            "/1987/1",
            "/202405",
        ] {
            assert!(is_dated(target), "{target}");
        }
        // A number alone, a year alone, no year, what stands in the query.
        for target in [
            "/12345",
            "/2024/storm",
            "/2124/05",
            "/2024/123",
            "/a?2024/05",
            "",
        ] {
            assert!(!is_dated(target), "{target}");
        }
    }

    #[test]
    fn endings_and_folders_are_short_words() {
        let of = |target| Target::new(target, Home::default());
        assert_eq!(of("/a/b.xhtml?x=.png").ending(), Some("xhtml"));
        for target in ["", "/", "/a.b/", "/a.", "/a.harbour", "/a.b-c"] {
            assert_eq!(of(target).ending(), None, "{target}");
        }
        let folders = |target| of(target).folders().collect::<Vec<_>>();
        assert_eq!(
            folders("//harbour.example/en/local-news/tides"),
            ["en", "local-news", "tides"]
        );
        // One letter, three words, a number, and what is too deep.
        assert_eq!(folders("/a/why-gulls-swim/x1/sport"), [""; 0]);
    }

    #[test]
    fn odd_targets_are_taken_apart_too() {
        let of = |target| Target::new(target, Home::default());
        for (target, kind, depth) in [
            ("//", Kind::Other, 0),
            ("///", Kind::Other, 0),
            ("?", Kind::Own, 0),
            ("//harbour.example?day=2", Kind::Other, 0),
            ("été/à.é", Kind::Own, 2),
            ("https:/broken", Kind::Own, 2),
        ] {
            assert_eq!(
                (of(target).kind, of(target).depth),
                (kind, depth),
                "{target}"
            );
        }
        // A page that does not know its path has none of its own to lead to.
        assert_eq!(of("/ferries").kind, Kind::Own);
    }

    #[test]
    fn kinds_have_numbers_of_their_own() {
        let hosts = [
            Host::Social,
            Host::Apps,
            Host::Media,
            Host::Payment,
            Host::Letters,
            Host::Search,
        ];
        let kinds = [
            Kind::Nowhere,
            Kind::Itself,
            Kind::Fragment,
            Kind::Own,
            Kind::Sister,
            Kind::Other,
            Kind::Mail,
            Kind::Script,
        ];
        let numbers = kinds
            .into_iter()
            .chain(hosts.map(Kind::Known))
            .map(Kind::number);
        assert!(numbers.eq(0..14));
    }
}
