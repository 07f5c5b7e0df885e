//! Reports for the eye: what `predict --format html` and `evaluate --report` write, read as a browser reads it.
#![cfg(all(feature = "default-model", feature = "cli"))]

#[path = "../common/mod.rs"]
mod common;
mod evaluation;
mod golden;
mod markup;
mod pages;

/// What would run, ask elsewhere or break out, were it markup; and what would steer the screen or the parser.
const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "\"><svg onload='alert(3)'> ' onmouseover=\"alert(4)",
    "</p></li></ol></main></style></script></title><plaintext>",
    "<!-- ]]> --> <![CDATA[ &lt;b&gt; &#60;i&#62; javascript:alert(5)",
    "a\u{0}b\u{1b}[31m \u{202e}exe.gpj\u{2066}x\u{2028}y\u{e0041}",
    "שלום عربي \u{200f}mixed with English",
];

/// A cell of a CSV, quoted.
fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
