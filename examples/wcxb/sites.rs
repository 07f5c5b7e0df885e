//! Which sites of the labelled data a WCXB page belongs to.
//!
//! A match too many only takes a site out of a training; a match too few would let a model be asked what it has learnt.
//! So any doubt is a match.

use crate::pages::WcxbPage;

/// Shortest name that is looked for inside other names.
const SHORTEST_PART: usize = 5;

/// Whether a page of the labelled data, by its name and its site, is this WCXB page or of the same site.
pub fn is_related(page: &WcxbPage, name: &str, site: &str) -> bool {
    name.strip_prefix("wcxb-dev-") == Some(page.id.as_str())
        || is_same_site(&page.site, site)
        || host(&page.url).is_some_and(|host| is_same_site(host, site))
}

/// Whether two names are of one site. One may be a host and the other its domain, or have a piece of a path behind it
/// (`python.org.download`); the second may be a name alone (`fundus:heise`).
fn is_same_site(domain: &str, site: &str) -> bool {
    let (domain, site) = (normalized(domain), normalized(site));
    match site.split_once(':') {
        Some((_, name)) => is_named_after(name, &domain),
        None => is_run(&domain, &site) || is_run(&site, &domain),
    }
}

/// Lower case, without `www.` and the dot of the root.
fn normalized(site: &str) -> String {
    let site = site.trim().trim_end_matches('.').to_lowercase();
    site.strip_prefix("www.").unwrap_or(&site).to_owned()
}

/// Whether `part`'s labels, two at least unless it is the whole, follow each other in `whole`.
fn is_run(part: &str, whole: &str) -> bool {
    part == whole || (part.contains('.') && format!(".{whole}.").contains(&format!(".{part}.")))
}

/// Whether a name alone, such as `webmd-2` or `test_msn1`, has one of the domain's labels but the last in it.
fn is_named_after(name: &str, domain: &str) -> bool {
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let labels = domain.rsplit_once('.').map_or(domain, |(labels, _)| labels);
    labels.split('.').any(|label| {
        let label: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
        let is_word = name
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| word == label || word.trim_end_matches(|c: char| c.is_numeric()) == label);
        !label.is_empty() && (is_word || label.len() >= SHORTEST_PART && letters.contains(&label))
    })
}

/// The host of a URL, without user and port.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_domains_are_one_site() {
        for site in [
            "scratchculinary.com",
            "www.ScratchCulinary.com.",
            "blog.scratchculinary.com",
            "scratchculinary.com.download",
            "fundus:ScratchCulinary",
            "readability:scratch-culinary-2",
        ] {
            assert!(is_same_site("scratchculinary.com", site), "{site}");
        }
        for site in [
            "culinary.com",
            "scratchculinary.org",
            "com",
            "fundus:Scratch",
        ] {
            assert!(!is_same_site("scratchculinary.com", site), "{site}");
        }
        assert!(is_same_site("home.tarkett.co.uk", "tarkett.co.uk"));
        assert!(is_same_site("msn.com", "goose3:test_msn1"));
        assert!(!is_same_site("sn.com", "goose3:test_msn1"));
        assert!(!is_same_site("abc.example", "xabc.example"));
    }

    #[test]
    fn pages_are_related_by_id_site_or_host() {
        let page = WcxbPage {
            id: "0167".to_owned(),
            page_type: "article".to_owned(),
            site: "edu.in".to_owned(),
            url: "https://me@WWW.aaft.edu.in:8080/a?b".to_owned(),
        };
        assert!(is_related(&page, "wcxb-dev-0167", "elsewhere.example"));
        assert!(!is_related(&page, "wcxb-dev-1167", "elsewhere.example"));
        assert!(!is_related(&page, "0167", "elsewhere.example"));
        assert!(is_related(&page, "a", "other.edu.in"));
        assert!(is_related(&page, "a", "fundus:aaft"));
        assert_eq!(host("no url"), None);
    }
}
