//! Code, as it stands.

use crate::page::{Marks, Paragraph};

/// The paragraph in a fence that nothing in it closes.
pub(super) fn fenced(paragraph: &Paragraph) -> String {
    let raw = paragraph.marks().and_then(Marks::raw);
    let code = raw.unwrap_or(paragraph.text());
    let code = code.trim_end().trim_start_matches(['\n', '\r']);
    let fence = "`".repeat(longest_run(code).max(2) + 1);
    format!("{fence}\n{code}\n{fence}")
}

/// The longest run of backticks.
fn longest_run(code: &str) -> usize {
    let runs = code.split(|c| c != '`').map(str::len);
    runs.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        let marks = Marks::new("pre", 0.0, "pre").with_raw(Some("  sail\n````\nnow\n".to_owned()));
        let paragraph = Paragraph::new("sail ```` now").with_marks(marks);
        assert_eq!(fenced(&paragraph), "`````\n  sail\n````\nnow\n`````");
        assert_eq!(fenced(&Paragraph::new("sail")), "```\nsail\n```");
    }
}
