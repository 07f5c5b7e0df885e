//! Pages that are XML, and pages that have nothing to read.

use super::{marked, texts};
use crate::Page;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html><html>";
const NAMESPACE: &str = "<!DOCTYPE html><html lang=en xmlns=\"http://www.w3.org/1999/xhtml\">";

#[test]
fn elements_close_themselves_in_xhtml_only() {
    for element in [
        "script src='a.js'",
        "iframe src='b'",
        "textarea",
        "title",
        "style",
        "noscript",
        "select",
        "video src='c'",
    ] {
        let body = format!("<head></head><body><p>one</p><{element} /><p>two</p></body>");
        for start in [DECLARATION, NAMESPACE] {
            assert_eq!(
                texts(&format!("{start}{body}")),
                ["one", "two"],
                "{element}"
            );
        }
        assert!(
            texts(&format!("<!DOCTYPE html><html>{body}")).len() < 2 || element == "select",
            "{element}"
        );
    }
    let head = "<head><title/><script src='a.js'/></head><body><p>one</p></body></html>";
    assert_eq!(texts(&format!("{DECLARATION}{head}")), ["one"]);
}

#[test]
fn empty_elements_enclose_nothing_in_xhtml() {
    let html = format!(
        "{NAMESPACE}<body><a id='top'/><div class='clear'/><p>one<br/>two <b/>bold</p><hr/>three<svg><g><path d='M0'/></g></svg>four"
    );
    let page = Page::from_html(&html);
    let found = marked(&page);
    assert_eq!(
        found.iter().map(|(text, _)| *text).collect::<Vec<_>>(),
        ["one", "two bold", "three four"]
    );
    assert!(found.iter().all(|(_, marks)| marks.link_density() == 0.0));
    assert_eq!(found[0].1.path(), "p < body < html");
}

#[test]
fn a_page_without_paragraphs_says_if_there_were_words() {
    for (html, has_words) in [
        ("", false),
        (
            "<!DOCTYPE html><html><head></head><body><div id=app></div></body></html>",
            false,
        ),
        (
            "<script>let a = '<p>b</p>';</script><style>p{}</style><!-- c -->&nbsp; 12",
            false,
        ),
        ("<noscript>Please switch scripts on.</noscript>", true),
        ("<script src=a.js /><p>The ferry sails again.</p>", true),
        ("<textarea>The ferry", true),
        ("<title>Ferries</title>", true),
    ] {
        let page = Page::from_html(html);
        assert_eq!(
            page.facts().has_unread_text,
            has_words && page.paragraphs().is_empty(),
            "{html}"
        );
    }
    assert!(!Page::from_html("<p>The ferry").facts().has_unread_text);
}

#[test]
fn headers_before_a_page_are_skipped() {
    let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: a <b> c\r\n\r\n<p>one";
    assert_eq!(texts(html), ["one"]);
    let page = Page::from_html_bytes(format!("{html}\u{e9}").as_bytes());
    assert_eq!(page.paragraphs()[0].text(), "one\u{e9}");
}
