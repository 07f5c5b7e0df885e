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

#[cfg(feature = "html")]
#[test]
fn what_stands_above_the_text() {
    use Part::*;
    let html = format!(
        "<div><span class=kicker>Ferries</span></div><h1>Harbour reopens</h1>\
        <p class=intro>All ferries sail again from Monday, to all of the islands</p>\
        <ul><li>Author:<li><a rel=author href=/ada>Ada</a><li>Published: <time>3 March 2024</time></ul>\
        <div class=image-box><img><div>The harbour at low tide</div></div><div><p>{LONG}<p>{LONG}</div>"
    );
    let expected = [
        Standfirst, Title, Standfirst, Byline, Byline, Dateline, Caption, Body, Body,
    ];
    assert_eq!(parts(&html), expected);
}

#[cfg(feature = "html")]
#[test]
fn a_page_laid_out_in_a_table_has_no_table() {
    let html = format!("<h1>Tides</h1><table><tr><td><p>{LONG}<p>{LONG}<p>High at noon.</table>");
    assert_eq!(
        parts(&html),
        [Part::Title, Part::Body, Part::Body, Part::Body]
    );
}

#[cfg(feature = "html")]
#[test]
fn bold_lines_head_what_is_below() {
    let html =
        format!("<h1>Tides</h1><p>{LONG}<p><b>North</b><p>{LONG}<p><b>We sail.</b><p>{LONG}");
    assert_eq!(
        parts(&html),
        [
            Part::Title,
            Part::Body,
            Part::Heading,
            Part::Body,
            Part::Body,
            Part::Body
        ]
    );
}

#[cfg(feature = "html")]
#[test]
fn whoever_signs_stands_below() {
    let html = format!(
        "<h1>Tides</h1><p>{LONG}<p>Ada Marsh<p>3 March 2024<h3>About the author</h3><p>Ada sails."
    );
    use Part::*;
    assert_eq!(parts(&html), [Title, Body, Byline, Dateline, Heading, Bio]);
}

#[cfg(feature = "html")]
#[test]
fn short_lines_between_long_ones_head_a_page_without_headings() {
    let page = |end: &str| format!("<h1>Tides</h1><p>{LONG}<p>The north<p>{LONG}{end}");
    let heading = |end: &str| parts(&page(end))[2];
    assert_eq!(heading(&format!("<p>The south<p>{LONG}")), Part::Heading);
    assert_eq!(heading(""), Part::Body);
    let marked = format!("<h2>All</h2><p>{LONG}<p>The south<p>{LONG}");
    assert_eq!(heading(&marked), Part::Body);
}

#[cfg(feature = "html")]
#[test]
fn whoever_signs_in_a_heading_is_told_of_below() {
    let bio = "Ada has sailed to all of the islands, and writes on ferries.";
    let html = format!(
        "<h1>Tides</h1><h4>By: Ada Marsh</h4><p>{LONG}<div class=end><h3>Written by<b>Ada Marsh</b></h3><p>{bio}</div>"
    );
    use Part::*;
    assert_eq!(parts(&html), [Title, Byline, Body, Byline, Bio]);
}

#[cfg(feature = "html")]
#[test]
fn a_name_alone_in_a_box_signs() {
    let page = |end: &str| {
        format!(
            "<h1>Tides</h1><div><p>{LONG}</div><div class=author-info><p>Ada Marsh</p>{end}</div>"
        )
    };
    use Part::*;
    assert_eq!(parts(&page("")), [Title, Body, Byline]);
    assert_eq!(parts(&page("<p>Ada sails.")), [Title, Body, Bio, Bio]);
}

#[cfg(feature = "html")]
#[test]
fn what_is_on_the_author_ends_at_the_next_heading() {
    let html = format!(
        "<h1>Tides</h1><div><p>{LONG}</div><h2>Author</h2><p>Ada Marsh<h2>Article info</h2><ul><li>3 March 2024</ul>"
    );
    use Part::*;
    assert_eq!(parts(&html), [Title, Body, Heading, Bio, Heading, Dateline]);
}

#[cfg(feature = "html")]
#[test]
fn items_may_be_numbered_in_paragraphs() {
    let html = format!("<h1>Tides</h1><p>{LONG}<p>1- sail north<p>2- sail south<p>{LONG}");
    use Part::*;
    assert_eq!(parts(&html), [Title, Body, ListItem, ListItem, Body]);
}

#[cfg(feature = "html")]
#[test]
fn a_date_over_the_headline_is_no_summary() {
    let html = format!("<h5>3 March 2024</h5><h1>Tides</h1><div><p>{LONG}<p>{LONG}</div>");
    use Part::*;
    assert_eq!(parts(&html), [Dateline, Title, Body, Body]);
}

#[test]
fn a_summary_of_plain_text_stands_above_the_byline() {
    let text = format!("Harbour reopens\n\n{LONG}\n\nBy Ada Marsh\n\n{LONG}\n\n{LONG}");
    use Part::*;
    assert_eq!(
        parts_of_text(&text),
        [Title, Standfirst, Byline, Body, Body]
    );
}

#[test]
fn numbers_and_an_author_of_plain_text() {
    let text = format!(
        "Tides\n\nBy Ada Marsh\n\n{LONG}\n\n1. North\n\n2. South\n\n{LONG}\n\n\
        Ada Marsh has written of tides and ferries for more than ten years."
    );
    use Part::*;
    assert_eq!(
        parts_of_text(&text),
        [Title, Byline, Body, ListItem, ListItem, Body, Bio]
    );
}

proptest::proptest! {
    #[test]
    fn any_page_has_parts(
        texts in proptest::collection::vec(".{0,30}", 0..12),
        is_article in proptest::collection::vec(proptest::bool::ANY, 0..14),
    ) {
        let page = Page::new(texts.iter().map(|text| Paragraph::new(text)).collect());
        let parts = parts_of(&page, &is_article);
        proptest::prop_assert_eq!(parts.len(), texts.len());
        for (part, is_article) in parts.iter().zip(is_article) {
            proptest::prop_assert_eq!(part.is_some(), is_article);
        }
    }
}

#[test]
fn what_is_no_article_has_no_part() {
    let page = Page::from_text("Menu\n\nHarbour reopens\n\nFerries sail again.");
    let parts = parts_of(&page, &[false, true]);
    assert_eq!(parts, [None, Some(Part::Title), None]);
    assert!(parts_of(&Page::default(), &[]).is_empty());
}
