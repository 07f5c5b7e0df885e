//! Place, path and raw text, and what holds of the marks of any page.

use proptest::prelude::*;

use super::soup;
use crate::{Link, Marks, Page, Paragraph};

/// The marks of the paragraphs of a page.
fn marks(html: &str) -> Vec<Marks> {
    let page = Page::from_html(html);
    let paragraphs = page.paragraphs().iter();
    paragraphs.map(|p| p.marks().unwrap().clone()).collect()
}

/// The place of each paragraph, as a CSV has it.
fn places(html: &str) -> Vec<String> {
    let numbers = |marks: &Marks| {
        marks
            .place()
            .iter()
            .map(u32::to_string)
            .collect::<Vec<_>>()
            .join(".")
    };
    marks(html).iter().map(numbers).collect()
}

/// The innermost element of the first path.
fn element(html: &str) -> String {
    let marks = marks(html);
    let path = marks[0].path();
    path.split(" < ").next().unwrap().to_owned()
}

#[test]
fn items_and_cells_have_the_numbers_that_they_are() {
    // html, its second element body, and what is in it.
    let list = "<ul><li>a<li>b<p>c</p>d<li><p>e</ul>";
    assert_eq!(
        places(list),
        ["0.1.0.0", "0.1.0.1", "0.1.0.1.0", "0.1.0.1", "0.1.0.2.0"]
    );
    let table = "<table><caption>t</caption><tr><th>a<th>b<tr><td>c<td>d</table>";
    let cells = [
        "0.1.0.0",
        "0.1.0.1.0.0",
        "0.1.0.1.0.1",
        "0.1.0.1.1.0",
        "0.1.0.1.1.1",
    ];
    assert_eq!(places(table), cells);
}

#[test]
fn elements_without_text_and_hidden_ones_are_numbered_too() {
    let html = "<script></script>text that is long enough<!-- c --><img><p hidden>no</p><p>b";
    assert_eq!(places(html), ["0.1", "0.1.2"]);
    let hidden = "<p>a <b hidden>no</b><b hidden>no</b><i>b";
    assert_eq!(places(hidden), ["0.1.0"]);
}

#[test]
fn a_place_is_that_of_the_first_visible_text() {
    let html = "<div><b> </b><b><i>x</i></b> y</div>";
    assert_eq!(places(html), ["0.1.0.1.0"]);
    assert_eq!(marks(html)[0].path(), "i < b < div < body < html");
}

#[test]
fn paths_and_places_have_forty_elements_at_most() {
    for (n, expected) in [(37, 40), (38, 40), (39, 40), (100, 40), (5, 8)] {
        let html = "<div>".repeat(n) + "<br><p>x";
        let marks = &marks(&html)[0];
        assert_eq!(marks.path().split(" < ").count(), expected, "{n}");
        assert_eq!(marks.place().len(), expected, "{n}");
        // It is the innermost ones that are kept.
        assert_eq!(marks.place().last(), Some(&1), "{n}");
    }
}

#[test]
fn the_text_of_a_pre_stands_as_it_is() {
    let html = "<pre>\n let  a = 1;\n\n\tb<br>c <b> d</b>\n</pre><p> e  f</p><div><pre><p>g\nh";
    let marks = marks(html);
    let raw: Vec<_> = marks.iter().map(Marks::raw).collect();
    let expected = [
        Some(" let  a = 1;\n\n\tb"),
        Some("c  d\n"),
        None,
        Some("g\nh"),
    ];
    assert_eq!(raw, expected);
}

#[test]
fn a_mebibyte_of_raw_text_is_kept() {
    let html = format!("<pre>x{}", "é\n".repeat(1 << 19));
    let marks = marks(&html);
    let raw = marks[0].raw().unwrap();
    assert!(raw.len() <= 1 << 20 && raw.len() > (1 << 20) - 2);
    let blank = "\n ".repeat(1 << 20);
    let blank = Marks::default().with_raw(Some(blank + "x"));
    assert_eq!(blank.raw(), None);
}

#[test]
fn elements_say_what_they_are_for() {
    for (html, expected) in [
        ("<p role=note>x", "p role=note"),
        ("<p role=' doc-tip\n note '>x", "p role=doc-tip.note"),
        ("<p role='' itemprop=' '>x", "p"),
        (
            "<p itemprop='articleBody description'>x",
            "p itemprop=articleBody.description",
        ),
        (
            "<p itemscope itemtype=https://schema.org/NewsArticle>x",
            "p itemtype=NewsArticle",
        ),
        (
            "<p itemtype=' http://schema.org/v#Person/ '>x",
            "p itemtype=Person",
        ),
        (
            "<div class=a id=b aria-label='Main menu'>x",
            "div.b.a label=Main.menu",
        ),
        ("<a aria-label='Main menu'>x", "a"),
        ("<p aria-label='Main menu'>x", "p"),
        (
            "<nav role=navigation aria-label=Menu itemprop=nav>x",
            "nav role=navigation label=Menu itemprop=nav",
        ),
    ] {
        assert_eq!(element(html), expected, "{html}");
    }
}

#[test]
fn names_of_data_are_kept_if_they_are_words() {
    for (html, expected) in [
        (
            "<p data-paywall=1 DATA-Tide-Table>x",
            "p data=paywall data=tide-table",
        ),
        (
            "<p data-a data-ad data-ads data-ad2 data-v-tide data-reactid data-é>x",
            "p data=ads",
        ),
        (
            "<p data-aaa data-bbb data-ccc data-ddd>x",
            "p data=aaa data=bbb data=ccc",
        ),
        (
            "<p data-abcdefghijklmnopqrstuvwx data-abcdefghijklmnopqrstuvwxy>x",
            "p data=abcdefghijklmnopqrstuvwx",
        ),
    ] {
        assert_eq!(element(html), expected, "{html}");
    }
}

#[test]
fn forty_characters_of_an_attribute_are_kept() {
    let words = "ä".repeat(38);
    assert_eq!(
        element(&format!("<p role='{words} bc d'>x")),
        format!("p role={words}.b")
    );
    assert_eq!(
        element(&format!("<p role='{words}abcd'>x")),
        format!("p role={words}ab")
    );
}

#[test]
fn no_name_breaks_a_path() {
    for (html, expected) in [
        ("<p class='a\u{1}<\u{1}b'>x", "p.a.<.b"),
        ("<p id='a < b'>x", "p.a.<.b"),
        ("<p role='a\u{1}<\u{1}b'>x", "p role=a.<.b"),
        ("<tide\u{A0}<\u{2028}B>x", "tide<b"),
    ] {
        assert_eq!(element(html), expected, "{html:?}");
    }
}

/// Number of elements of a path.
fn n_elements(marks: &Marks) -> usize {
    marks.path().split(" < ").count()
}

/// What holds of the links of any paragraph.
fn check_links(text: &str, links: &[Link]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for link in links {
        let range = link.range();
        prop_assert!(end <= range.start && range.start < range.end, "{:?}", links);
        end = range.end;
        let linked = text.get(range);
        prop_assert!(linked.is_some_and(|linked| !linked.is_empty() && linked.trim() == linked));
        prop_assert!(link.target().chars().count() <= 200);
    }
    Ok(())
}

/// What holds of any paragraph's marks.
fn check(paragraph: &Paragraph) -> Result<(), TestCaseError> {
    let marks = paragraph.marks().unwrap();
    check_links(paragraph.text(), marks.links())?;
    prop_assert!(n_elements(marks) <= Marks::MAX_ELEMENTS);
    prop_assert_eq!(marks.place().len(), n_elements(marks));
    for text in [marks.tag(), marks.path(), marks.form(), marks.beside()] {
        prop_assert!(!text.contains(|c: char| c != ' ' && (c.is_control() || c.is_whitespace())));
        prop_assert!(!text.contains("  ") && text.trim() == text, "{:?}", text);
    }
    prop_assert!(marks.form().split(' ').count() <= 13 && marks.form().len() <= 4_000);
    prop_assert!(marks.beside().len() <= 200);
    prop_assert!(
        marks
            .raw()
            .is_none_or(|raw| Paragraph::new(raw).text() == paragraph.text())
    );
    Ok(())
}

/// Of each pair of paragraphs, those with the same place down to an element have the same path from there on.
fn check_places(marks: &[&Marks]) -> Result<(), TestCaseError> {
    for pair in marks.windows(2) {
        let [a, b] = [pair[0], pair[1]].map(|marks| marks.path().rsplit(" < ").zip(marks.place()));
        let is_cut = pair
            .iter()
            .any(|marks| n_elements(marks) == Marks::MAX_ELEMENTS);
        for ((a, a_place), (b, b_place)) in a.zip(b).take_while(|_| !is_cut) {
            if a_place != b_place {
                break;
            }
            prop_assert_eq!(a, b);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn marks_of_any_page_hold_what_they_say(html in soup()) {
        let page = Page::from_html(&html);
        let marks: Vec<_> = page.paragraphs().iter().map(|p| p.marks().unwrap()).collect();
        for paragraph in page.paragraphs() {
            check(paragraph)?;
        }
        check_places(&marks)?;
    }
}
