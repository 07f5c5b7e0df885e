//! The rules on small pages.

use super::*;

#[cfg(feature = "html")]
fn parts(html: &str) -> Vec<Part> {
    let page = Page::from_html(html);
    let all = vec![true; page.paragraphs().len()];
    parts_of(&page, &all).into_iter().flatten().collect()
}

fn parts_of_text(text: &str) -> Vec<Part> {
    let page = Page::from_text(text);
    let all = vec![true; page.paragraphs().len()];
    parts_of(&page, &all).into_iter().flatten().collect()
}

const LONG: &str = "The harbour opens its gates again on Monday, after a winter in which no ferry could sail to any of \
    the islands, the harbour master said.";

#[cfg(feature = "html")]
#[test]
fn an_article_of_html() {
    let html = format!(
        "<h1>Harbour reopens</h1><h2 class=dek>Ferries sail again</h2><p class=meta-date>3 March 2024</p>\
        <p>By Ada Marsh</p><figure><img><figcaption>The harbour</figcaption></figure>\
        <p>{LONG}<h3>Islands</h3><ul><li>North<li>South</ul><p>{LONG}<blockquote><p>We sail.</blockquote>\
        <pre>sail --now</pre><table><tr><td>Tide<td>High</table><p>{LONG}\
        <div class=author-box><h4>Ada Marsh</h4><p>Ada writes on tides.</div>"
    );
    use Part::*;
    assert_eq!(
        parts(&html),
        [
            Title, Standfirst, Dateline, Byline, Caption, Body, Heading, ListItem, ListItem, Body,
            Quote, Code, Table, Table, Body, Bio, Bio
        ]
    );
}

#[test]
fn an_article_of_plain_text() {
    let text = format!(
        "Harbour reopens\n\nBy Ada Marsh\n\n3 March 2024\n\n{LONG}\n\nIslands\n\n{LONG}\n\n• North\n\n• South\n\n{LONG}\n\n\
        Photo: Ada Marsh"
    );
    use Part::*;
    assert_eq!(
        parts_of_text(&text),
        [
            Title, Byline, Dateline, Body, Heading, Body, ListItem, ListItem, Body, Caption
        ]
    );
}

#[test]
fn what_is_no_article_has_no_part() {
    let page = Page::from_text("Menu\n\nHarbour reopens\n\nFerries sail again.");
    let parts = parts_of(&page, &[false, true]);
    assert_eq!(parts, [None, Some(Part::Title), None]);
    assert!(parts_of(&Page::default(), &[]).is_empty());
}
