//! Forms, and what stands beside a paragraph.

use crate::Page;

/// Text and form of each paragraph.
fn forms(html: &str) -> Vec<(String, String)> {
    let page = Page::from_html(html);
    let paragraphs = page.paragraphs().iter();
    let form = |p: &crate::Paragraph| (p.text().to_owned(), p.marks().unwrap().form().to_owned());
    paragraphs.map(form).collect()
}

/// The form of the first paragraph.
fn form(html: &str) -> String {
    forms(html).swap_remove(0).1
}

/// What stands beside each paragraph.
fn beside(html: &str) -> Vec<String> {
    let page = Page::from_html(html);
    let paragraphs = page.paragraphs().iter();
    let beside = |p: &crate::Paragraph| p.marks().unwrap().beside().to_owned();
    paragraphs.map(beside).collect()
}

#[test]
fn a_form_says_where_it_leads_and_what_it_asks_for() {
    let html = "<link rel=canonical href=https://quay.example/><p>Tides</p>\
        <form action='https://quay.example/news letter' method=post><h2>Subscribe</h2>\
        <input type=HIDDEN name=token><input type=Email name='E mail: address'><input name=q>\
        <input type=checkbox name=terms><select name=day><option>1</select><textarea name=why></textarea>\
        <button name=go>Go</button><button type=button>Stop</button></form><p>Ferries";
    let expected = "/newsletter email:emailaddress text:q checkbox:terms select:day textarea:why submit:go button:";
    let found = forms(html);
    let texts: Vec<_> = found.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(texts, ["Tides", "Subscribe", "Go", "Stop", "Ferries"]);
    for (text, form) in &found {
        let is_outside = matches!(text.as_str(), "Tides" | "Ferries");
        assert_eq!(form, if is_outside { "" } else { expected }, "{text}");
    }
}

#[test]
fn a_form_without_an_address_leads_to_its_page() {
    for (html, expected) in [
        ("<form>x", "."),
        ("<form action=' '>x<button>y", ". submit:"),
        ("<form action=?q>x", "?q"),
        ("<form action=javascript:send()>x", "javascript:"),
        ("<form action=//quay.example/a>x", "/a"),
    ] {
        let host = "<base href=//quay.example>";
        assert_eq!(form(&format!("{host}{html}")), expected, "{html}");
    }
}

#[test]
fn a_form_names_twelve_fields_at_most() {
    let fields: String = (0..99).map(|n| format!("<input name=a{n}>")).collect();
    let form = form(&format!("<form>x{fields}"));
    assert!(
        form.starts_with(". text:a0 ") && form.ends_with(" text:a11"),
        "{form}"
    );
    assert_eq!(form.split(' ').count(), 13);
}

#[test]
fn a_page_that_is_one_form_is_looked_through_at_its_start() {
    let page = |n: usize| {
        format!(
            "<form action=/page>{}<input name=last>",
            "<p>x</p>".repeat(n)
        )
    };
    assert_eq!(form(&page(900)), "/page text:last");
    assert_eq!(form(&page(1_100)), "/page");
    let options = "<option>x".repeat(2_000);
    let html = format!(
        "<form>x<select name=land>{options}</select><template><input></template><input name=q>"
    );
    assert_eq!(form(&html), ". select:land text:q");
}

#[test]
fn a_form_in_a_form_ends_before_it() {
    // The end tag takes the form off the parser's list, but not the element that is still open in it.
    let html = "<form action=/out><div></form>a<form action=/in>b</form>c</div>d";
    let expected = [("a", "/out"), ("b", "/in"), ("c", "/out"), ("d", "")];
    assert_eq!(
        forms(html),
        expected.map(|(text, form)| (text.to_owned(), form.to_owned()))
    );
}

#[test]
fn hidden_forms_and_images_are_not_there() {
    let html = "<p>Ferries sail again</p><div hidden><form action=/a><input>no</form><img></div>\
        <p>from<img hidden> Monday<span style=display:none><svg></svg></span>";
    assert_eq!(beside(html), ["", ""]);
    let found = forms(html);
    assert!(found.iter().all(|(_, form)| form.is_empty()), "{found:?}");
}

#[test]
fn what_is_no_text_is_noted_from_the_paragraph_above_on() {
    let html = "<img><figure><svg><path></svg></figure><p>Ferry <time>today</time> sails<img></p><video></video><br>\
        <input><input type=hidden><input type=Radio><p>Tides</p><canvas></canvas><iframe></iframe>";
    let expected = ["img svg time img", "video input:text input:radio"];
    assert_eq!(beside(html), expected);
}

#[test]
fn little_of_what_is_no_text_is_kept() {
    let found = beside(&("<img>".repeat(999) + "x<p>y"));
    assert_eq!(found, [["img"; 26].join(" ").as_str(), ""]);
}
