//! Addresses of links -> targets, seen from the page: [`Link::target`](crate::Link::target) says how.

use std::borrow::Cow;

use super::super::text::without_gaps;
use super::address::{host_of, is_written};

/// Longest target, in characters.
const LONGEST: usize = 200;

/// Schemes whose rest says nothing of a page: it is private, or a program.
const BARE_SCHEMES: [&str; 7] = [
    "mailto:",
    "tel:",
    "sms:",
    "javascript:",
    "data:",
    "blob:",
    "about:",
];

/// Makes targets of addresses.
#[derive(Clone, Debug, Default)]
pub(super) struct Targets {
    host: Option<String>,
}

impl Targets {
    /// On a page of this host.
    pub fn new(host: Option<String>) -> Targets {
        Targets { host }
    }

    /// The target of an address: one word, since browsers pass over line breaks in it.
    pub fn relative(&self, address: &str) -> String {
        let address = &*without_gaps(address);
        let scheme = BARE_SCHEMES
            .iter()
            .find(|scheme| starts_with(address, scheme));
        if let Some(scheme) = scheme {
            return (*scheme).to_owned();
        }
        let target = match absolute(address) {
            Some(rest) => self.absolute(address, rest),
            None => Cow::Borrowed(address),
        };
        beginning(&target).to_owned()
    }

    /// The target of an absolute address, of which `rest` follows its scheme and `//`.
    fn absolute<'a>(&self, address: &str, rest: &'a str) -> Cow<'a, str> {
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let slash = if path.starts_with('/') { "" } else { "/" };
        let own = self.host.as_deref();
        if own.is_some_and(|own| is_written(own, authority)) && slash.is_empty() {
            return Cow::Borrowed(path);
        }
        match host_of(address) {
            Some(host) if own == Some(&*host) => Cow::Owned([slash, path].concat()),
            Some(host) => Cow::Owned(["//", &host, slash, path].concat()),
            None => Cow::Owned(["//", authority, path].concat()),
        }
    }
}

/// The first characters of a target.
fn beginning(target: &str) -> &str {
    // No text has more characters than bytes.
    let is_long = target.len() > LONGEST;
    let end = is_long
        .then(|| target.char_indices().nth(LONGEST))
        .flatten();
    end.map_or(target, |(end, _)| &target[..end])
}

/// What follows the `//` of an absolute address.
fn absolute(address: &str) -> Option<&str> {
    ["https://", "http://", "//"]
        .iter()
        .find(|scheme| starts_with(address, scheme))
        .map(|scheme| &address[scheme.len()..])
}

fn starts_with(address: &str, scheme: &str) -> bool {
    let start = address.get(..scheme.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_seen_from_the_page() {
        let targets = Targets::new(Some("harbour.example".to_owned()));
        for (address, target) in [
            ("https://www.Harbour.example/tides?day=2", "/tides?day=2"),
            ("HTTP://harbour.example", "/"),
            ("//harbour.example#top", "/#top"),
            (" /ferries ", "/ferries"),
            ("ferries.html", "ferries.html"),
            ("#top", "#top"),
            ("https://shop.harbour.example/a", "//shop.harbour.example/a"),
            ("mailto:ada@harbour.example", "mailto:"),
            ("JavaScript:void(0)", "javascript:"),
            ("", ""),
        ] {
            assert_eq!(targets.relative(address), target, "{address}");
        }
        let unknown = Targets::default();
        assert_eq!(
            unknown.relative("https://harbour.example/"),
            "//harbour.example/"
        );
        assert_eq!(targets.relative(&"é".repeat(300)).chars().count(), LONGEST);
    }
}
