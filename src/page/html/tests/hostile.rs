//! Pages that nobody writes, other than to see what happens.

use std::time::Duration;

use super::marked;
use crate::{Deadline, Error, Marks, Page};

/// Pages that parsers choke on, of about `n` tags.
fn hostile(n: usize) -> Vec<(&'static str, String)> {
    let each = |tag: &dyn Fn(usize) -> String| (0..n).map(tag).collect::<String>();
    vec![
        ("deep", "<div>".repeat(n)),
        ("deep in bold", "<b>".repeat(n)),
        (
            "deep in bolds that differ",
            each(&|i| format!("<b id={i}>")),
        ),
        ("links and fonts", "<a href=x><font>".repeat(n)),
        ("tables", "<table><tr><td>".repeat(n)),
        ("bold paragraphs", each(&|i| format!("<p><b id={i}>x"))),
        ("templates", "<template><form>".repeat(n)),
        ("images of text", "<svg><foreignObject>".repeat(n)),
        ("half tags", "<a <b <c".repeat(n)),
        ("attributes", format!("<p {}>", each(&|i| format!("a{i} ")))),
        (
            "attributes of fonts",
            format!("<font {}>", each(&|i| format!("a{i}='>' "))),
        ),
        ("names", each(&|i| format!("<x{i}>"))),
        ("NULs", "\0".repeat(n)),
        ("one line", "lorem ipsum ".repeat(n)),
        ("comment", format!("<!--{}", "- >".repeat(n))),
        ("forms", "<form><div></form>".repeat(n)),
        (
            "forms that differ",
            each(&|i| format!("<form action=/{i}><input name=a{i}>x</form>")),
        ),
        (
            "fields",
            format!("<form>{}", "<input type=email name=b>".repeat(n)),
        ),
        (
            "options",
            format!("<form><select>{}", "<option>x".repeat(n)),
        ),
        ("links", each(&|i| format!("<a href=/{i}>x</a> \n"))),
        (
            "links in links",
            each(&|i| format!("<a href=/{i}><object>x")),
        ),
        (
            "a card of all",
            format!("<a href=/{}>{}", "x".repeat(900), "<p>x".repeat(n)),
        ),
        ("raw", format!("<pre>{}", "x<br>\n".repeat(n))),
        ("images", "<img>".repeat(n)),
        ("scripts", "<script><!--<script></script>".repeat(n)),
    ]
}

#[test]
fn hostile_pages_are_read_like_any() {
    for (name, html) in hostile(10_000) {
        let page = Page::from_html(&(html + "<p>end"));
        assert_eq!(
            page.facts().is_truncated,
            name == "bold paragraphs",
            "{name}"
        );
        let paragraphs = page.paragraphs();
        let depth = |n: usize| paragraphs[n].marks().unwrap().path().split(" < ").count();
        let most = Marks::MAX_ELEMENTS;
        assert!((0..paragraphs.len()).all(|n| depth(n) <= most), "{name}");
    }
}

#[test]
fn elements_past_the_depth_limit_are_still_blocks_with_marks() {
    let html = "<div>".repeat(1_000)
        + "<p class=x>one<p><a href=/>two</a>"
        + &"</div>".repeat(1_000)
        + "<p>three";
    let page = Page::from_html(&html);
    let found = marked(&page);
    assert_eq!(
        found.iter().map(|(text, _)| *text).collect::<Vec<_>>(),
        ["one", "two", "three"]
    );
    assert!(found[0].1.path().starts_with("p.x < div < div"));
    assert_eq!((found[1].1.tag(), found[1].1.link_density()), ("a", 1.0));
    assert_eq!(found[2].1.path(), "p < body < html");
}

#[test]
fn a_page_of_too_many_elements_is_truncated() {
    let page = Page::from_html(&"<p>x".repeat(600_000));
    assert!(page.facts().is_truncated);
    assert!((490_000..=500_000).contains(&page.paragraphs().len()));
}

#[test]
fn a_page_is_cut_where_its_marks_take_all_room() {
    let words = "ä".repeat(40);
    let attributes = ["role", "itemprop", "itemtype", "aria-label"]
        .map(|name| format!(" {name}={words}"))
        .concat();
    let around = format!("<div{attributes}>").repeat(Marks::MAX_ELEMENTS);
    let page = Page::from_html(&(around + &"<p>x".repeat(20_000)));
    assert!(page.facts().is_truncated);
    let marks: Vec<_> = page
        .paragraphs()
        .iter()
        .map(|p| p.marks().unwrap())
        .collect();
    let bytes: usize = marks.iter().map(|marks| marks.path().len()).sum();
    assert!((127 << 20..=128 << 20).contains(&bytes), "{bytes}");
    assert!(
        marks
            .iter()
            .all(|marks| marks.place().len() == Marks::MAX_ELEMENTS)
    );
}

#[test]
fn names_that_many_refer_to_are_read_once() {
    let name = "\u{A0}".repeat(200_000);
    let things = r#",{"author":{"@id":"a"}}"#.repeat(20_000);
    let html = format!(
        r#"<script type=application/ld+json>[{{"@id":"a","name":"{name}"}}{things}]</script>"#
    );
    assert!(Page::from_html(&html).facts().authors.is_empty());
}

#[test]
fn any_page_is_given_up_once_its_time_is_over() {
    let patience = Duration::from_micros(500);
    for (name, html) in hostile(100_000) {
        let read = Page::from_html_until(&html, Deadline::after(patience));
        let error = read.err().unwrap_or_else(|| panic!("{name} was read"));
        assert!(matches!(error, Error::OutOfTime), "{name}");
    }
}
