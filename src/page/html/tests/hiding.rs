//! What a page hides, and what it only seems to.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::tree::{Content, Id, Tree};
use super::super::{css, reader, targets::Targets, visible};
use super::texts;
use crate::{Deadline, Page};

/// A page whose style sheet is `css`, with text enough to hide some of it.
fn styled(css: &str, body: &str) -> Vec<String> {
    let article = "<p>The ferry sails again from the old harbour on Monday, after two weeks at the mole, and the \
        crew has used the time to repaint the deck and to mend the ramp that the waves had bent.";
    let mut texts = texts(&format!(
        "<style>{css}</style><body>{article}<div>{body}</div>"
    ));
    texts.remove(0);
    texts
}

#[test]
fn style_sheets_hide_by_class_and_id() {
    let body = "<p class='a x'>one</p><p id=b>two</p><p class=c>three</p>";
    for (css, expected) in [
        (".a{display:none}", "two three"),
        (".a,#b { color: red; DISPLAY: none }", "three"),
        ("p.a.x{visibility:hidden}#c{display:none}", "two three"),
        ("div > p.c{display:none}", "one two"),
        ("body .c{display:none}", "one two"),
        (
            "span .c, .y .c, ul > .c, .a.y{display:none}",
            "one two three",
        ),
        ("/* .c{} */.a/* } */{display:/**/none}", "two three"),
        (".q::after{content:'}'}.a{display:none}", "two three"),
        (
            "@charset 'utf-8';@import url(x.css);.a{display:none}",
            "two three",
        ),
        ("@layer base{.a{display:none}}", "two three"),
        ("@media screen{.a{display:none}}", "two three"),
        (".x{position:absolute;clip:rect(0 0 0 0)}", "two three"),
        (".x{position:absolute;left:-9999px}", "two three"),
        (r".a\:b{display:none}.\78{display:none}", "one two three"),
    ] {
        assert_eq!(styled(css, body).join(" "), expected, "{css}");
    }
}

#[test]
fn what_is_shown_or_may_be_stays() {
    let body = "<p class='a b' id=i>one</p>";
    for css in [
        ".a{display:none}.a{display:block}",
        ".a{display:none}.b{display:flex}",
        "p.b{display:block}.a{display:none}",
        "#i{display:inline}.a{display:none}",
        ".a{display:none}@media (min-width:40em){.b{display:block}}",
        "@media (min-width:40em){.b{display:block}}.a{display:none}",
        "@media (max-width:40em){.a{display:none}}",
        "@media print{.a{display:none}}",
        "@media not all and (monochrome){.a{display:none}}",
        "@supports (display:grid){.a{display:none}}",
        "@keyframes k{from{.a{display:none}}}",
        "@font-face{.a{display:none}}",
        ".b{display:block!important}.a{display:none}",
        ".a{display:none}p:not(.c){display:block}.q{}",
        ".a{visibility:hidden}.a{visibility:visible}",
        ".a{position:absolute;left:-9999px}.b{position:static}",
        ".a:not(.c){display:none}",
        ".a[data-x]{display:none}",
        ".c + .a{display:none}",
        ".a:hover{display:none}",
        ".a::before{display:none}",
        ".a{backface-visibility:hidden}",
        ".a{overflow:hidden;max-height:0}",
        ".c{.a{display:none}}",
        "p{display:none}",
        ".no-js .a{display:none}",
        "*{display:none}",
        ".a{display:block}}}.a{display:none;}.a{display:block}",
    ] {
        assert_eq!(styled(css, body), ["one"], "{css}");
    }
    let shown = styled(
        ".a{display:none}.a:hover{display:block}.open .a{display:block}",
        body,
    );
    assert!(shown.is_empty(), "{shown:?}");
    let own = styled(
        ".a{display:none}",
        "<p class=a style='display:block'>one</p>",
    );
    assert_eq!(own, ["one"]);
}

#[test]
fn only_the_sheets_that_browsers_read_count() {
    let rule = ".a{display:none}";
    for (sheet, is_read) in [
        (format!("<style>{rule}</style>"), true),
        (
            format!("<STYLE TYPE='text/css' media=all>{rule}</STYLE >"),
            true,
        ),
        (format!("<style media=print>{rule}</style>"), false),
        (
            format!("<style media='(max-width: 9em)'>{rule}</style>"),
            false,
        ),
        (format!("<style type=text/less>{rule}</style>"), false),
        (format!("<noscript><style>{rule}</style></noscript>"), false),
        (format!("<template><style>{rule}</style></template>"), false),
        (format!("<script>'<style>{rule}</style>'</script>"), false),
        (format!("<!-- <style>{rule}</style> -->"), false),
    ] {
        let html =
            format!("<p>The ferry sails again from the old harbour.<p class=a>one</p>{sheet}");
        assert_eq!(texts(&html).len() == 1, is_read, "{sheet}");
    }
}

#[test]
fn what_the_keyboard_reaches_is_not_clipped_and_aria_hides_nothing() {
    let css = ".sr{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}";
    let body = "<a class=sr href=#main>Skip to the text</a><p>Share<span class=sr>opens a window</span></p>\
        <p aria-hidden=true>seen</p>";
    assert_eq!(styled(css, body), ["Skip to the text", "Share", "seen"]);
}

#[test]
fn a_paragraph_runs_on_around_what_is_hidden() {
    let css = ".tip{display:none}";
    let body = "<p>A bag of <b>cement<span class=tip>Glossary: <i>a binder</i> <a>more</a></span></b> and an hour.";
    assert_eq!(styled(css, body)[0], "A bag of cement and an hour.");
    let body = "<div>A bag of <b>cement<div class=tip>Glossary<p>a binder</p></div></b> and an hour.</div>";
    assert_eq!(styled(css, body), ["A bag of cement and an hour."]);
}

const ARTICLE: &str = "<h1>The lock keeper's last summer</h1><p>For thirty years Ada Marsh has opened the lower gates \
    by hand, at six in the morning and again at eight in the evening, and in all those years she was late once.</p>\
    <p>In October the gates will get a motor. She has been asked to press the button when the first boat goes \
    through, and she has not yet said whether she will come.</p>";

#[test]
fn hidden_text_that_is_the_page_is_read() {
    let menu = "<nav><a href=/>Home</a> <a href=/a>Canals</a></nav><p>Loading</p>";
    for html in [
        format!("{menu}<div hidden id=s0>{ARTICLE}</div>"),
        format!("{menu}<div style='visibility:hidden'>{ARTICLE}</div>"),
        format!("<style>.wait{{display:none}}</style>{menu}<main class=wait>{ARTICLE}</main>"),
        format!(
            "<style>#wait main{{visibility:hidden}}</style><body id=wait>{menu}<main>{ARTICLE}</main>"
        ),
        format!(
            "<style>.off{{position:absolute;left:-9999px}}</style>{menu}<main class=off>{ARTICLE}</main>"
        ),
        format!("<body hidden>{menu}{ARTICLE}"),
    ] {
        let page = Page::from_html(&html);
        let texts: Vec<&str> = page.paragraphs().iter().map(|p| p.text()).collect();
        assert!(texts.contains(&"The lock keeper's last summer"), "{html}");
        assert!(page.facts().shown_hidden, "{html}");
        assert_eq!(page.facts().hidden_bytes, 0);
    }
}

#[test]
fn what_hides_the_page_is_read_and_what_hides_less_is_not() {
    let html = format!(
        "<style>.ssr{{display:none}}.tip{{display:none}}</style><p>Loading</p><div hidden>Saved.</div>\
         <main class=ssr>{ARTICLE}<p class=tip>A lock is a lift for boats.</p></main>"
    );
    let page = Page::from_html(&html);
    let texts: Vec<&str> = page.paragraphs().iter().map(|p| p.text()).collect();
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert!(page.facts().shown_hidden);
    assert_eq!(
        page.facts().hidden_bytes,
        "Saved.".len() + "A lock is a lift for boats.".len()
    );
}

#[test]
fn hidden_text_that_is_the_lesser_part_is_left_out() {
    let links: String = (0..80)
        .map(|n| format!("<li><a href=/{n}>Canal number {n}</a>"))
        .collect();
    for hidden in [
        "<div hidden><p>Members get two more stories like this one every week, for nothing.</p></div>".to_owned(),
        format!("<nav hidden><ul>{links}</ul></nav>"),
    ] {
        let page = Page::from_html(&format!("{ARTICLE}{hidden}"));
        assert_eq!(page.paragraphs().len(), 3);
        assert!(!page.facts().shown_hidden);
        assert!(page.facts().hidden_bytes > 50);
    }
}

/// The letters of all text that is not hidden, node by node.
fn letters_seen(tree: &Tree) -> String {
    let mut letters = String::new();
    let mut open: Vec<Id> = vec![super::super::tree::ROOT];
    while let Some(id) = open.pop() {
        match tree.content(id) {
            Content::Text(piece) => {
                letters.extend(tree.words(piece).chars().filter(|c| c.is_alphanumeric()))
            }
            Content::Element(_)
                if tree
                    .element(id)
                    .is_some_and(|element| element.hiding.is_some()) =>
            {
                continue;
            }
            Content::Element(_) if !super::is_read(tree, id) => continue,
            _ => {}
        }
        let mut children: Vec<Id> =
            std::iter::successors(tree.first_child(id), |id| tree.next(*id)).collect();
        children.reverse();
        open.extend(children);
    }
    letters
}

/// Mark-up and style sheets that have to do with each other.
fn styled_soup() -> impl Strategy<Value = String> {
    let name = "(a|b|c)";
    let style = "(display:none|display:block|display:inline-block|display:flex|visibility:hidden|left:-9999px|position:absolute|color:red|;|!important){0,4}";
    let pattern = |pattern: &str| proptest::string::string_regex(pattern).expect("a pattern");
    let piece = prop_oneof![
        pattern(&format!(
            "<style>(@media (print|screen|x) ?\\{{)?[.#]?{name}[ >+~,.:#]?{name}?(:hover|\\[x\\]|::after)?\\{{{style}\\}}?\\}}?</style>"
        )),
        pattern(&format!(
            "<(/)?(p|div|span|a|b|i|label|img|li|time|svg|button|pre)( (id|class)={name}| hidden| style=\"{style}\")*/?>"
        )),
        pattern("[a-zA-Zé0-9 .,&;]{0,12}"),
        pattern("<style>[.a{}@;:/*\"' -]{0,30}</style>"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_visible_letter_is_lost_or_doubled(html in prop_oneof![styled_soup(), super::soup()]) {
        let reader::Source { mut parsed, sheets, .. } = reader::parse(&html, Deadline::NEVER).unwrap();
        css::apply(&sheets, &mut parsed.tree);
        let visible = visible::read(&parsed.tree, &Targets::default(), Deadline::NEVER).unwrap();
        let paragraphs = visible.paragraphs.iter().flat_map(|p| p.text().chars());
        let letters: String = paragraphs.filter(|c| c.is_alphanumeric()).collect();
        if !visible.shown_hidden {
            prop_assert_eq!(letters, letters_seen(&parsed.tree));
        }
    }
}

#[test]
fn hostile_style_sheets_take_no_time_worth_mentioning() {
    let n = 1_000;
    let each = |rule: &dyn Fn(usize) -> String| (0..n).map(rule).collect::<String>();
    let deep = "<div class=a>".repeat(100);
    let body = format!("{deep}{}", "<p class='a b c'>x</p>".repeat(n));
    for (name, css) in [
        (
            "the same class",
            each(&|i| format!(".a .b.x{i},.c{{display:none}}")),
        ),
        (
            "long chains",
            each(&|_| ".z .a .a .a .a .a .a .a{display:block}".to_owned()),
        ),
        ("deep blocks", "@media screen{".repeat(n)),
        ("open strings", ".a{content:\"".repeat(n)),
        ("open comments", ".a{}/*".repeat(n)),
        (
            "brackets",
            format!(".a{}{{display:none}}", ":not(".repeat(n)),
        ),
        ("lists", format!("{}{{display:none}}", ".a,".repeat(20 * n))),
        ("one declaration", format!(".a{{{}}}", "d:;".repeat(20 * n))),
    ] {
        let start = Instant::now();
        let page = Page::from_html(&format!("<style>{css}</style>{body}"));
        assert!(start.elapsed() < Duration::from_secs(60), "{name}");
        assert!(page.paragraphs().len() <= n, "{name}");
    }
}
