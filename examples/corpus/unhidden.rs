//! A page with all that hides text on purpose defused: what can be read of it so, and not as it is, was hidden.
//!
//! Each means loses its first letter: `xisplay:none`, `xidden`, `<xideo>` say nothing to a reader. No byte moves, so
//! that the page keeps its encoding, which readers look for at its beginning. Text that looks the same loses a letter too;
//! that costs nothing here, since such text is looked for in the page as it is first.

use regex::bytes::Regex;

/// What hides text, the word that does so in the first group: declarations, inline or in style sheets; the attribute;
/// elements whose content is shown in other ways than as text of the page, or not at all.
const MEANS: [&str; 3] = [
    r"(?i-u)\b(display|visibility|position)\s*:",
    r#"(?i-u)[\s"'](hidden)(?:[\s=]|/?>)"#,
    r"(?i-u)</?(audio|select|title|video)\b",
];

/// Defuses pages.
pub struct Unhider(Vec<Regex>);

impl Unhider {
    /// Compiles what it looks for.
    pub fn new() -> Unhider {
        let compiled = MEANS.map(|means| Regex::new(means).expect("a regular expression"));
        Unhider(compiled.into())
    }

    /// The page's HTML, in whatever encoding that keeps ASCII, with nothing hidden.
    pub fn defuse(&self, html: &[u8]) -> Vec<u8> {
        let mut open = html.to_vec();
        for means in &self.0 {
            for found in means.captures_iter(html) {
                let word = found.get(1).expect("a group of every means");
                open[word.start()] = b'x';
            }
        }
        open
    }
}
