use proptest::prelude::*;

use super::*;

fn is_html(text: &str) -> bool {
    looks_like_html(text.as_bytes())
}

#[test]
fn pages_and_fragments_are_html() {
    let long_list = format!("<li>{}<li>", "Ferries sail. ".repeat(1_000));
    for html in [
        "\u{feff}\n <!DOCTYPE html>",
        "<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
        "<!-- made by hand --><p>Ferries",
        "<div class=a>",
        "<p>Ferries &amp; boats",
        "<p",
        "\n\r\n\n<h4>Timetable</h4>\n<p>Ferries sail.</p>",
        "<li>Ferries<li>Boats",
        "<blockquote>\nWe sail on Monday.\n</blockquote>",
        "<figure><img src=a.png><figcaption>The mole</figcaption></figure>",
        "<em>Ferries</em> sail again.",
        "<ferry-card title=\"Monday\">Ferries",
        "<ferry-card>Ferries sail.</ferry-card>",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\" \"y\"><html>",
        "<?xml version='1.0'?><!-- c --><html xmlns='http://www.w3.org/1999/xhtml'>",
        "Ferries sail again.<br><br>The mole is mended.<br /><br /><b>Write to us:</b> one line will do.",
        "Ferries sail again.\n<p>The <a href=\"/mole\">mole</a> is mended.</p>\n<p>Tickets cost the same.</p>",
        "</div>\n<p>Ferries</p>",
        long_list.as_str(),
    ] {
        assert!(is_html(html), "{html}");
    }
}

#[test]
fn texts_are_not() {
    for text in [
        "",
        " \n",
        "Ferries sail again.",
        "<3 ferries, <b-ferries>",
        "<b-ferries>",
        "<ada@example.org> wrote:\n> Ferries sail.",
        "<https://ferries.example/> has the timetable.",
        "<main> is the element for what a page is about.",
        "<ul is a list, and <li is not",
        "A paragraph starts with <p> and a line ends with <br>, but nobody closes <p>.",
        "Write <b>bold</b> for bold text.\nIt is as easy as that, and most people never need more than this one tag.",
        "Three tags are enough: `<b>b</b>`, `<i>i</i>` and `<br>`; put them in quotes, like '<b>b</b>', to show them.",
        "#include <map>\n#include <set>\n\nint main() {\n  std::map<int, std::set<int>> a;\n  return 0;\n}\n",
        "const a = (\n  <div className=\"x\">\n    <b>{name}</b>\n  </div>\n);\nexport default a;\nimport b from 'b';",
        "if a <b and c> d then e <i or f> g",
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Ferries</title></channel></rss>",
        "<?xml version=\"1.0\"?><feed><title>Ferries</title>",
        "<!DOCTYPE plist PUBLIC \"a\" \"b\"><plist>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0\"/></svg>",
        "<channel><item>Ferries</item></channel>",
        "<data><ferry>Anna</ferry><ferry>Berta</ferry></data>",
        "{\"html\": \"<p>Ferries</p>\"}",
    ] {
        assert!(!is_html(text), "{text}");
    }
}

#[test]
fn headers_before_a_page_are_seen_through() {
    let moved = "HTTP/1.1 301 Moved Permanently\r\nLocation: https://ferries.example/\r\n\r\n";
    let found = "HTTP/2 200 \r\ncontent-type: text/html; charset=utf-8\r\nx-a: b\r\n  c\r\n\r\n";
    let plain = "HTTP/1.0 200 OK\nContent-Type: text/plain\n\n";
    for (text, expected, is_html_too) in [
        (format!("{found}<h4>Ferries</h4>"), found.len(), true),
        (
            format!("{moved}{found}Ferries sail."),
            moved.len() + found.len(),
            true,
        ),
        (
            format!("\u{feff}{plain}Ferries sail."),
            plain.len() + 3,
            false,
        ),
        (format!("{plain}\n <li>a<li>b"), plain.len(), true),
        ("HTTP/1.1 200 OK".to_owned(), 0, false),
        (
            "HTTP/1.1 has a header per line.\nThey end at a blank line.\n\nNot here.".to_owned(),
            0,
            false,
        ),
        (
            "HTTP/1.1 200 OK\nand a line without a colon\n\n<p>a".to_owned(),
            0,
            false,
        ),
        ("Ferries: sail\n\n<p>a".to_owned(), 0, false),
    ] {
        assert_eq!(headers(text.as_bytes()), expected, "{text}");
        assert_eq!(is_html(&text), is_html_too, "{text}");
    }
}

#[test]
fn utf_16_is_read_by_its_mark() {
    let bytes = |text: &str| {
        [
            vec![0xFF, 0xFE],
            text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ]
        .concat()
    };
    assert!(looks_like_html(&bytes("<h4>Ferries</h4>")));
    assert!(!looks_like_html(&bytes("Ferries sail.")));
}

proptest! {
    #[test]
    fn any_bytes_are_decided(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        looks_like_html(&bytes);
        prop_assert!(headers(&bytes) <= bytes.len());
    }

    #[test]
    fn any_mark_up_is_decided(text in "(<|</|>|=|\"|'| |\n|a|br|p |é|x-y|HTTP/1.1 200|a: b|<!--|<?xml|<!doctype ){0,40}") {
        is_html(&text);
        let end = headers(text.as_bytes());
        prop_assert!(text.is_char_boundary(end));
    }
}
