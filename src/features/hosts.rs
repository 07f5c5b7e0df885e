//! Hosts that people know, by what a link to them is for: sharing a page, paying for it and reading on elsewhere look alike in
//! the markup. The list was written by hand, of what sites in many countries link to. Another list needs models retrained.

use std::sync::LazyLock;

use rapidhash::RapidHashMap;

/// What a known host is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// Networks and messengers, where pages are shared.
    Social,
    /// Stores of apps.
    Apps,
    /// Podcasts, music and videos.
    Media,
    /// Payments and donations.
    Payment,
    /// Newsletters by mail.
    Letters,
    /// Search engines, maps, news aggregators.
    Search,
}

impl Host {
    /// Number of kinds.
    pub(super) const COUNT: usize = 6;
}

/// Names of hosts, or their ends, of each kind.
#[rustfmt::skip]
const KNOWN: [(Host, &str); Host::COUNT] = [
    (Host::Apps, "apps.apple.com itunes.apple.com play.google.com appgallery.huawei.com onelink.me app.link"),
    (Host::Search, "news.google.com google.com maps.google.com bing.com flipboard.com feedly.com goo.gl"),
    (Host::Media, "podcasts.apple.com spotify.com soundcloud.com youtube.com youtu.be vimeo.com dailymotion.com deezer.com castbox.fm"),
    (Host::Payment, "paypal.com paypal.me stripe.com patreon.com ko-fi.com steadyhq.com buymeacoffee.com donorbox.org piano.io zuora.com"),
    (Host::Letters, "substack.com list-manage.com mailchi.mp mailchimp.com beehiiv.com campaign-archive.com convertkit.com sailthru.com"),
    (Host::Social, "facebook.com twitter.com x.com instagram.com linkedin.com pinterest.com tiktok.com whatsapp.com wa.me t.me telegram.me \
      reddit.com tumblr.com vk.com weibo.com threads.net bsky.app line.me hatena.ne.jp xing.com snapchat.com mastodon.social discord.gg \
      ok.ru digg.com stumbleupon.com getpocket.com plus.google.com addtoany.com sharethis.com"),
];

static TABLE: LazyLock<RapidHashMap<&str, Host>> = LazyLock::new(|| {
    let kinds = KNOWN.iter();
    let names = kinds.flat_map(|(kind, names)| names.split(' ').map(|name| (name, *kind)));
    names.collect()
});

/// The names of the list and what each is for, for the digest of what features mean.
#[cfg(test)]
pub(super) fn names() -> impl Iterator<Item = (Host, &'static str)> {
    let kinds = KNOWN.iter();
    kinds.flat_map(|(kind, names)| names.split_whitespace().map(|name| (*kind, name)))
}

/// Longest name of the list, in bytes: longer ends need not be looked up, so that a host of a thousand dots costs no more.
const LONGEST: usize = 21;

/// What a host is for, if it is known, by the longest of its ends that is: `play.google.com` is more than `google.com`.
pub(super) fn known(host: &str) -> Option<Host> {
    let mut end = host;
    loop {
        if end.len() <= LONGEST
            && let Some(kind) = TABLE.get(end)
        {
            return Some(*kind);
        }
        end = end.split_once('.')?.1;
    }
}

/// Labels that stand between the name of a host and its country: `co` of `harbour.co.uk`. A few of the frequent ones do: where
/// one is missing, hosts of that country look like sisters, and no whole list of registries has to be kept up to date.
const SECOND_LEVEL: [&str; 10] = [
    "ac", "co", "com", "edu", "go", "gov", "gob", "ne", "or", "org",
];

/// Whether two hosts have the same name below their registry's.
pub(super) fn are_sisters(a: &str, b: &str) -> bool {
    brand(a).is_some_and(|name| brand(b) == Some(name))
}

/// The name that was registered, without its registry: `harbour` of `news.harbour.co.uk`.
fn brand(host: &str) -> Option<&str> {
    let mut labels = host.rsplit('.');
    labels.next();
    labels.find(|label| !SECOND_LEVEL.contains(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_known_by_their_ends() {
        assert_eq!(known("m.facebook.com"), Some(Host::Social));
        assert_eq!(known("myfacebook.com"), None);
        assert_eq!(known("play.google.com"), Some(Host::Apps));
        assert_eq!(known("harbour.substack.com"), Some(Host::Letters));
    }

    #[test]
    fn every_name_is_there_once_and_known_by_its_own_kind() {
        let mut names: Vec<&str> = super::names().map(|(_, name)| name).collect();
        let longest = names.iter().map(|name| name.len()).max();
        assert_eq!(longest, Some(LONGEST));
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
        for (kind, name) in super::names() {
            assert_eq!(known(name), Some(kind), "{name}");
        }
    }

    #[test]
    fn odd_hosts_are_not_known() {
        for host in ["", ".", "com", "..", "google.com."] {
            assert_eq!(known(host), None, "{host}");
        }
        let deep = "a.".repeat(100_000);
        assert_eq!(known(&deep), None);
        assert_eq!(known(&format!("{deep}vimeo.com")), Some(Host::Media));
    }

    #[test]
    fn sisters_share_the_name_that_was_registered() {
        assert!(are_sisters("news.harbour.co.uk", "harbour.example"));
        assert!(are_sisters("shop.harbour.com", "harbour.com.br"));
        assert!(!are_sisters("harbour.com", "lighthouse.com"));
        // `go.com` is a label of a registry here, which has no name below.
        for host in ["", "localhost", "go.com"] {
            assert!(!are_sisters(host, host), "{host}");
        }
    }
}
