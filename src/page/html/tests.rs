//! HTML as it should be, as it is, and as nobody should write it.

mod forms;
mod gaps;
mod hiding;
mod hostile;
mod links;
mod marks;
mod xhtml;

use proptest::prelude::*;

use super::kind::Kind;
use super::tree::{Id, Tree};
use crate::{Deadline, Marks, Page};

/// Whether a node's text is read where nothing hides it.
fn is_read(tree: &Tree, id: Id) -> bool {
    let kind = tree.element(id).map(|element| element.kind);
    !matches!(
        kind,
        Some(Kind::Hidden | Kind::Replaced | Kind::Title | Kind::JsonLd)
    )
}

fn texts(html: &str) -> Vec<String> {
    let page = Page::from_html(html);
    let paragraphs = page.paragraphs().iter();
    paragraphs.map(|p| p.text().to_owned()).collect()
}

/// The text of each paragraph and its marks.
fn marked(page: &Page) -> Vec<(&str, &Marks)> {
    let paragraphs = page.paragraphs().iter();
    paragraphs.map(|p| (p.text(), p.marks().unwrap())).collect()
}

#[test]
fn blocks_and_br_end_paragraphs_inline_elements_do_not() {
    let html = "<p>One <b>and</b>\n <i>half</i><p>two<br>three<div>four<ul><li>five<li>six</ul>seven</div>eight\
                <button>nine</button>ten<custom-box>!</custom-box>";
    let expected = [
        "One and half",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten!",
    ];
    assert_eq!(texts(html), expected);
}

#[test]
fn what_is_not_seen_is_left_out() {
    let html = "<title>t</title><style>p{}</style><body><script>document.write('<p>s')</script>a\
        <noscript><p>n</noscript><template><p>t</template><svg><text>v</text></svg><iframe>i</iframe>\
        <select><option>o</select><textarea>x</textarea><video>v</video><audio>w</audio>\
        <p hidden>h<p style='color:red;DISPLAY : none !important'>d<p style=visibility:hidden>v\
        <p style='display:block'>b<!-- c -->&nbsp;<p>&#173;</p>";
    assert_eq!(texts(html), ["a", "b"]);
}

#[test]
fn marks_say_where_the_text_starts() {
    let html = "<html class=js><body id=top class='page  wide'><div id=main><p class=lead> <a href=/>Sign in</a> now</p>\
                <section><h2>News</h2>";
    let page = Page::from_html(html);
    let marks: Vec<_> = page
        .paragraphs()
        .iter()
        .map(|p| p.marks().unwrap())
        .collect();
    assert_eq!(marks[0].tag(), "a");
    assert_eq!(
        marks[0].path(),
        "a < p.lead < div.main < body.top.page.wide < html.js"
    );
    assert!((marks[0].link_density() - 7.0 / 11.0).abs() < 1e-6);
    assert_eq!(
        marks[1].path(),
        "h2 < section < div.main < body.top.page.wide < html.js"
    );
    assert_eq!(marks[1].link_density(), 0.0);
}

#[test]
fn a_path_names_all_elements_and_eighty_characters_of_words() {
    let words = "ä".repeat(79);
    let html = format!("<a><b><i><p><u><s><p><em id={words} class='x y'>text");
    let page = Page::from_html(&html);
    let path = page.paragraphs()[0].marks().unwrap().path();
    assert!(path.starts_with(&format!("em.{words}. < ")), "{path}");
    assert!(path.ends_with(" < p < i < b < a < body < html"), "{path}");
    let html = format!("<em id={words}xx class=y>text");
    let page = Page::from_html(&html);
    let path = page.paragraphs()[0].marks().unwrap().path();
    assert!(path.starts_with(&format!("em.{words}x < ")), "{path}");
}

#[test]
fn spans_count_in_the_text_of_the_page() {
    let page = Page::from_html("<!doctype html><p>Fähren\n fahren<table>foster<td>cell</table>");
    let paragraphs = page.paragraphs();
    let text: Vec<&str> = paragraphs.iter().map(|p| p.text()).collect();
    assert_eq!(text, ["Fähren fahren", "foster", "cell"]);
    let text = text.join("\n");
    assert!(paragraphs.iter().all(|p| &text[p.span()] == p.text()));
}

#[test]
fn facts_are_what_the_page_claims() {
    let html = r#"<html lang="de-AT"><title> Die
        F&auml;hre </title><body><svg><title>icon</title></svg>
        <script type="application/ld+json">{"@graph": [{"@type": "WebPage", "isAccessibleForFree": 7},
          {"headline": "F&auml;hre
          legt ab", "hasPart": {"isAccessibleForFree": false}, "isAccessibleForFree": "True"}]}</script>
        <script type="application/ld+json; charset=utf-8">{"isAccessibleForFree": false, broken</script>"#;
    let page = Page::from_html(html);
    let facts = page.facts();
    assert_eq!(facts.title.as_deref(), Some("Die Fähre"));
    assert_eq!(facts.language.unwrap().code(), "de");
    assert_eq!(facts.headline.as_deref(), Some("F&auml;hre legt ab"));
    assert_eq!(facts.is_accessible_for_free, Some(true));
    assert_eq!(page.language(), None);
    assert_eq!(Page::from_html("<p>x").facts(), &Default::default());
}

#[test]
fn json_ld_in_brackets_is_read_and_deep_json_ld_passed_over() {
    let bracketed = "//<![CDATA[\n[{\"headline\": \"Ferries\"}]\n//]]>";
    let deep = "[".repeat(200_000);
    for (json, expected) in [
        (bracketed, Some("Ferries")),
        (&deep, None),
        ("", None),
        ("]", None),
    ] {
        let html = format!("<script type=application/ld+json>{json}</script>");
        assert_eq!(Page::from_html(&html).facts().headline.as_deref(), expected);
    }
}

/// Text made mostly of what parsers stumble over.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "<(/)?(p|div|b|a|table|tr|td|svg|title|script|style|select|option|template|form|li|math|br|noscript|\
         textarea|frameset|body|html|head|button|h1|plaintext|xmp|foreignObject|nobr|iframe|input|img|nav|pre)\
         ( (id|class|hidden|x|href|rel|action|type|name|role|aria-label|itemtype|data-tide)\
         (=[\"']?([a-z &;<>:/\u{1}\u{A0}\u{AD}-]|\u{1}<\u{1}){0,9}[\"']?)?)*/?>?",
        "<x[a-zA-Z<.\u{1}\u{A0}\u{2028}]{0,4}>",
        "[a-zé &;<>\"'=/!-]{0,9}",
        "(<!--|-->|--!>|<!\\[CDATA\\[|\\]\\]>|<!doctype|<\\?|&amp|&#0;|&#x110000;|\0|</)",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_a_page(html in soup()) {
        let page = Page::from_html(&html);
        let mut end = 0;
        for paragraph in page.paragraphs() {
            let text = paragraph.text();
            let folded = crate::Paragraph::new(text);
            prop_assert_eq!(folded.text(), text);
            prop_assert!(!text.is_empty());
            prop_assert_eq!(paragraph.span().len(), text.len());
            prop_assert!(paragraph.span().start >= end);
            end = paragraph.span().end;
            let marks = paragraph.marks().unwrap();
            prop_assert!((0.0..=1.0).contains(&marks.link_density()));
            prop_assert!(marks.path().starts_with(marks.tag()));
        }
    }
}

/// The paragraphs and facts of a page whose every byte html5ever was given.
fn unabridged(html: &str) -> Page {
    use html5ever::interface::{TokenizerResult, TreeSink};
    use html5ever::tokenizer::Tokenizer;
    use html5ever::tree_builder::TreeBuilder;

    let builder = TreeBuilder::new(super::sink::Sink::new(html.len()), Default::default());
    let tokenizer = Tokenizer::new(super::guard::Guard::new(builder), Default::default());
    let queue = html5ever::buffer_queue::BufferQueue::default();
    queue.push_back(html.into());
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let parsed = tokenizer.sink.builder.sink.finish();
    let mut page = super::page(&parsed, Deadline::NEVER).unwrap();
    page.facts.has_unread_text = page.paragraphs.is_empty() && super::unread::has_words(html);
    page
}

proptest! {
    #[test]
    fn what_the_reader_leaves_out_changes_nothing(html in soup()) {
        prop_assert_eq!(Page::from_html(&html), unabridged(&html));
    }
}

#[test]
fn an_attribute_that_begins_with_an_equals_sign_keeps_to_itself() {
    for html in ["<p x=> id=<s -/='<p>a", "<s a=b/='<p>c", "<s a='b'/='<p>c"] {
        assert_eq!(Page::from_html(html), unabridged(html), "{html}");
    }
}

#[test]
fn attributes_that_come_again_do_not_crowd_out_others() {
    for tag in ["b", "p"] {
        let html = format!("<{tag} id=a {} itemtype=c>text", "id=b ".repeat(40));
        assert_eq!(Page::from_html(&html), unabridged(&html), "{html}");
    }
    let html = "<p data-tide data-tide data-tide data-ferry>text";
    assert_eq!(Page::from_html(html), unabridged(html));
    let marks = Page::from_html(html).paragraphs()[0].marks().cloned();
    let path = marks.unwrap().path().to_owned();
    assert_eq!(path, "p data=tide data=ferry < body < html");
}

#[test]
fn bytes_are_read_in_the_encoding_they_are_in() {
    let body = "<p>Die F\u{e4}hre f\u{e4}hrt";
    let latin = |meta: &str| {
        let html = format!("{meta}{body}");
        Page::from_html_bytes(&encoding_rs::WINDOWS_1252.encode(&html).0)
    };
    let utf8 = |meta: &str| Page::from_html_bytes(format!("{meta}{body}").as_bytes());
    for page in [
        latin("<meta charset=latin1>"),
        latin("<!-- <meta charset=koi8-r> --><META CHARSET='windows-1252'/>"),
        latin("<meta content='text/html; charset = \"latin1\"' http-equiv=Content-Type>"),
        latin("<meta charset=utf-8>"),
        latin("<meta charset=none>"),
        utf8("<meta charset=latin1>"),
        utf8("\u{feff}<meta charset=koi8-r>"),
        utf8(""),
    ] {
        assert_eq!(page.paragraphs()[0].text(), "Die F\u{e4}hre f\u{e4}hrt");
    }
    let russian = "<meta charset=koi8-r><p>\u{43f}\u{430}\u{440}\u{43e}\u{43c}";
    let page = Page::from_html_bytes(&encoding_rs::KOI8_R.encode(russian).0);
    assert_eq!(
        page.paragraphs()[0].text(),
        "\u{43f}\u{430}\u{440}\u{43e}\u{43c}"
    );
}
