//! Where a link leads, as Markdown writes it.

use super::escape::is_entity;

/// A link's target, if it is one that a reader may follow: on the web, to a mailbox, or relative.
pub(super) fn target(target: &str) -> Option<String> {
    (is_safe(target)).then(|| encoded(target))
}

fn is_safe(target: &str) -> bool {
    let path = target.find(['/', '?', '#']).unwrap_or(target.len());
    match target[..path].split_once(':') {
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("mailto") => {
            target.len() > "mailto:".len()
        }
        Some((scheme, _)) => {
            scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
        }
        // What is left out of a link says nothing to a reader.
        None => !target.is_empty(),
    }
}

/// The target with what would end it, or mean something in it, percent-encoded.
fn encoded(target: &str) -> String {
    let mut encoded = String::with_capacity(target.len());
    for (at, c) in target.char_indices() {
        if is_special(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                encoded.push_str(&format!("%{byte:02X}"));
            }
        } else {
            if c == '&' && is_entity(&target[at + 1..]) {
                encoded.push('\\');
            }
            encoded.push(c);
        }
    }
    encoded
}

fn is_special(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '(' | ')'
                | '<'
                | '>'
                | '['
                | ']'
                | '{'
                | '}'
                | '\\'
                | '`'
                | '"'
                | '|'
                | '^'
                | '*'
                | '~'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_runs_is_no_target() {
        for unsafe_one in [
            "javascript:alert(1)",
            "JavaScript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "tel:1",
            "mailto:",
            "",
        ] {
            assert_eq!(target(unsafe_one), None, "{unsafe_one}");
        }
    }

    #[test]
    fn others_are_encoded() {
        let encoded = |of| target(of).expect("a target");
        assert_eq!(encoded("/tides_(moon)"), "/tides_%28moon%29");
        assert_eq!(
            encoded("https://tides.example/a?b=1&c=2"),
            "https://tides.example/a?b=1&c=2"
        );
        assert_eq!(encoded("javascript&colon;x"), r"javascript\&colon;x");
        assert_eq!(encoded("//tides.example/a:b"), "//tides.example/a:b");
        assert_eq!(
            encoded("mailto:ada@tides.example"),
            "mailto:ada@tides.example"
        );
        assert_eq!(encoded("a b"), "a%20b");
    }

    proptest! {
        #[test]
        fn any_target_is_read(text in ".{0,40}") {
            if let Some(target) = target(&text) {
                prop_assert!(!target.contains(['(', ')', '<', '>', ' ', '`']));
            }
        }
    }
}
