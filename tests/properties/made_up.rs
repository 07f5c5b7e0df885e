//! Pages that nobody has written.

use proptest::prelude::*;
use unpitch::Page;

/// Text made mostly of the characters that segmentation is about: line ends, blanks, what prints nothing.
pub fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zÄé€ ]{0,30}",
        2 => "[\\n\\r\\t \u{A0}\u{AD}\u{200B}\u{200D}\u{FEFF}\u{2028}\u{85}\0]{1,3}",
        1 => "(Sign in|Subscribe now|1\\. |- |<p>|&amp;)",
        1 => "\\PC{0,5}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// HTML of blocks, inline elements, attributes and text, not all of it sound.
pub fn html() -> impl Strategy<Value = String> {
    let words =
        "([A-Za-zé]{1,9} |Subscribe |free |Sign in |[0-9]{1,3}€ |&amp; |🚢 |\u{A0}|\n){1,25}";
    let block = "(p|div|li|h2|td|pre|a|section|nav|button)( (id|class|href)=\"[a-z -]{0,9}\")?";
    let piece = prop_oneof![
        4 => (block, words).prop_map(|(tag, words)| format!("<{tag}>{words}")),
        2 => words,
        1 => "</?(ul|table|tr|nav|article|b|form|span|br)>",
        1 => text().prop_map(|text| text.replace('<', "&lt;")),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// Pages of text and of HTML.
pub fn page() -> impl Strategy<Value = Page> {
    prop_oneof![
        html().prop_map(|html| Page::from_html(&html)),
        text().prop_map(|text| Page::from_text(&text)),
    ]
}
