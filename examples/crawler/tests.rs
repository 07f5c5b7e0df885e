//! Crawls a site of this machine from end to end.

use std::fs;
use std::time::Duration;

use super::crawl::{Limits, Visits, crawl};
use super::site::{Answers, Site, html};
use super::store::Store;
use super::{Outcome, fetch};
use unpitch::Model;

const FRONT: &str =
    "<title>Marrow Post</title><nav><a href=/>Marrow Post</a> <a href=/staff/>Staff</a></nav>
    <main><h1>Today</h1><ul>
    <li><a href='/town/night-bus#comments'>The night bus gets its depot back</a>
    <li><a href='/faehre'>The ferry's long winter, and who pays for it</a>
    <li><a href='old/night-bus'>The night bus: all we know</a>
    <li><a href='/gone'>A page that is no longer there</a>
    <li><a href='/notes.txt'>Notes of the council's meeting</a>
    <li><a rel=nofollow href='/ads/pool'>The pool's new season tickets</a>
    <li><a href='http://elsewhere.invalid/'>What others write today</a></ul></main>";

fn answers() -> Answers {
    let moved = "HTTP/1.1 301 Moved Permanently\r\nLocation: /town/night-bus?from=old\r\n\r\n";
    let text = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nNotes";
    let robots = "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /staff/\n";
    let bus = include_str!("../../docs/night-bus.html");
    vec![
        ("/robots.txt", robots.to_owned()),
        ("/", html(FRONT)),
        ("/town/night-bus", html(bus)),
        ("/town/night-bus?from=old", html(bus)),
        ("/faehre", html(include_str!("../../data/html/faehre.html"))),
        ("/old/night-bus", moved.to_owned()),
        ("/notes.txt", text.to_owned()),
    ]
}

fn limits() -> Limits {
    Limits {
        pages: 40,
        bytes: 1 << 20,
        delay: Duration::ZERO,
    }
}

/// Crawls with these limits: what was visited, and the paths that the site was asked for.
fn visits(site: &Site, limits: &Limits) -> Visits {
    let client = fetch::client().no_proxy().build().expect("a client");
    let visits = crawl(&site.start, &client, limits, |_, _| Ok(()));
    visits.expect("a crawl")
}

#[test]
fn articles_are_kept_and_all_else_is_not() -> Outcome<()> {
    let site = Site::serve(answers());
    let folder = tempfile::tempdir()?;
    let mut store = Store::new(Model::embedded(), folder.path())?;
    let client = fetch::client().no_proxy().build()?;
    crawl(&site.start, &client, &limits(), |url, page| {
        store.visit(url, page)
    })?;
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.path())? {
        names.push(entry?.file_name().into_string().expect("ASCII"));
    }
    names.sort();
    assert_eq!(names, ["town-night-bus-2.md", "town-night-bus.md"]);
    assert!(
        store
            .tally()
            .ends_with("dropped 1 gated pages, 1 that are no article"),
        "{}",
        store.tally()
    );
    let text = fs::read_to_string(folder.path().join("town-night-bus.md"))?;
    let head = format!(
        "---\nurl: \"{}town/night-bus\"\ntitle: \"The night bus gets its depot back\"\n",
        site.start
    );
    assert!(text.starts_with(&head), "{text}");
    assert!(text.contains("authors: [\"Ilse Brandt\"]\npublished: \"2025-02-11T07:30:00Z\"\n---\n\n# The night bus"), "{text}");
    assert!(!text.contains("Get our five best stories"), "{text}");
    Ok(())
}

#[test]
fn only_what_is_allowed_is_asked_for_and_once() {
    let site = Site::serve(answers());
    let visits = visits(&site, &limits());
    let mut asked = site.asked();
    // The night bus's own pages have links, too, none of which is there.
    asked.retain(|path| answers().iter().any(|(own, _)| own == path) || !path.starts_with("/town"));
    for refused in ["/staff/", "/ads/pool"] {
        assert!(!asked.iter().any(|path| path == refused), "{asked:?}");
    }
    let expected = [
        "/robots.txt",
        "/",
        "/town/night-bus",
        "/faehre",
        "/old/night-bus",
        "/gone",
        "/notes.txt",
    ];
    assert_eq!(asked[..7], expected);
    assert_eq!(visits.disallowed, 1);
    assert_eq!(asked.iter().filter(|path| *path == "/").count(), 1);
    assert!(asked.iter().any(|path| path == "/town/night-bus?from=old"));
}

#[test]
fn limits_end_a_crawl() {
    let site = Site::serve(answers());
    let few = visits(
        &site,
        &Limits {
            pages: 2,
            ..limits()
        },
    );
    assert_eq!(few.fetched, 2);
    assert!(few.left > 0);
    assert_eq!(site.asked(), ["/robots.txt", "/", "/town/night-bus"]);
    let front = FRONT.len() as u64;
    let little = visits(
        &site,
        &Limits {
            bytes: front / 2,
            ..limits()
        },
    );
    assert_eq!((little.fetched, little.bytes), (1, front / 2 + 1));
}

#[test]
fn a_site_that_does_not_say_what_is_allowed_is_left_alone() {
    let broken = "HTTP/1.1 503 Service Unavailable\r\n\r\n".to_owned();
    let site = Site::serve(vec![("/robots.txt", broken), ("/", html(FRONT))]);
    assert_eq!(visits(&site, &limits()).fetched, 0);
    let without = Site::serve(vec![("/", html("<p>Nothing here"))]);
    assert_eq!(visits(&without, &limits()).fetched, 1);
}
