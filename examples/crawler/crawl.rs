//! From page to page of one host, in the order in which their addresses are found.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::thread;
use std::time::Duration;

use reqwest::Url;
use reqwest::blocking::Client;
use robotxt::Robots;
use unpitch::Page;

use super::Outcome;
use super::fetch::{Answer, fetch, robots};

/// Most addresses that are remembered.
const MOST_KNOWN: usize = 10_000;

/// Longest time between two requests that `robots.txt` is granted.
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// Characters that a link's target is cut at: one as long may be the beginning of another address.
const CUT_AT: usize = 200;

/// What ends a crawl that would not end by itself.
pub struct Limits {
    /// Most addresses that are fetched.
    pub pages: usize,
    /// Most bytes that are fetched.
    pub bytes: u64,
    /// Time between two requests.
    pub delay: Duration,
}

/// What became of the addresses.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Visits {
    /// Fetched, of whatever kind.
    pub fetched: usize,
    /// Bytes of HTML that were read.
    pub bytes: u64,
    /// Not fetched, for `robots.txt` disallows them.
    pub disallowed: usize,
    /// Known and left when a limit was reached.
    pub left: usize,
}

impl fmt::Display for Visits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fetched, bytes) = (self.fetched, self.bytes);
        let (disallowed, left) = (self.disallowed, self.left);
        write!(
            f,
            "{fetched} fetched ({bytes} bytes), {disallowed} disallowed, {left} left"
        )
    }
}

/// Fetches `start` and what it leads to on its own host, and shows each page to `visit`.
///
/// # Errors
/// Where `start` is no address of the web, or where `visit` fails. What cannot be fetched is told on standard error.
pub fn crawl(
    start: &Url,
    client: &Client,
    limits: &Limits,
    mut visit: impl FnMut(&Url, &Page) -> Outcome<()>,
) -> Outcome<Visits> {
    let robots = robots(start, client)?;
    let delay = robots.crawl_delay().unwrap_or_default().min(LONGEST_DELAY);
    let delay = delay.max(limits.delay);
    let mut frontier = Frontier::new(start);
    let mut visits = Visits::default();
    while visits.fetched < limits.pages && visits.bytes < limits.bytes {
        let Some(url) = frontier.next(&robots, &mut visits) else {
            break;
        };
        thread::sleep(delay);
        visits.fetched += 1;
        match fetch(&url, client, limits.bytes - visits.bytes) {
            Ok(Answer::Html(html)) => {
                visits.bytes += html.len() as u64;
                let page = Page::from_html_bytes(&html);
                frontier.add_links(&url, &page);
                visit(&url, &page)?;
            }
            Ok(Answer::Elsewhere(target)) => frontier.add(target),
            Ok(Answer::TooLong(n_bytes)) => {
                visits.bytes += n_bytes;
                eprintln!("{url}: too long, left after {n_bytes} bytes");
            }
            Ok(Answer::Other(what)) => eprintln!("{url}: {what}"),
            Err(error) => eprintln!("{url}: {error}"),
        }
    }
    visits.left = frontier.queue.len();
    Ok(visits)
}

/// Addresses of one host: those that wait, and all that were ever seen.
struct Frontier {
    start: Url,
    queue: VecDeque<Url>,
    known: BTreeSet<Url>,
}

impl Frontier {
    fn new(start: &Url) -> Frontier {
        let mut frontier = Frontier {
            start: start.clone(),
            queue: VecDeque::new(),
            known: BTreeSet::new(),
        };
        frontier.add(start.clone());
        frontier
    }

    /// The next address that may be fetched.
    fn next(&mut self, robots: &Robots, visits: &mut Visits) -> Option<Url> {
        loop {
            let url = self.queue.pop_front()?;
            if robots.is_url_allowed(&url) {
                return Some(url);
            }
            visits.disallowed += 1;
        }
    }

    /// Notes where a page's links lead, in their order, unless it would rather not have them followed.
    fn add_links(&mut self, url: &Url, page: &Page) {
        let marks = page.paragraphs().iter().filter_map(|p| p.marks());
        for link in marks.flat_map(|marks| marks.links()) {
            let is_whole = link.target().chars().count() < CUT_AT;
            if is_whole && !link.rel().any(|word| word == "nofollow") {
                // What is no address leads nowhere.
                let _ = url.join(link.target()).map(|target| self.add(target));
            }
        }
    }

    /// Notes an address, if it is of this host and new.
    fn add(&mut self, mut url: Url) {
        url.set_fragment(None);
        let is_own = url.origin() == self.start.origin();
        if is_own && self.known.len() < MOST_KNOWN && self.known.insert(url.clone()) {
            self.queue.push_back(url);
        }
    }
}
