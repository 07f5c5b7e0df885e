//! Rust source -> what it imports and what else it names; comments, literals and test code left out.

/// A file's imports and the names in its code.
#[derive(Debug, Default)]
pub struct Source {
    pub uses: Vec<Use>,
    /// Paths in the code outside of `use`, such as `crate::page::Page` or `Page` alone.
    pub paths: Vec<Vec<String>>,
}

/// One name that a `use` brings in.
#[derive(Debug, PartialEq)]
pub struct Use {
    pub is_public: bool,
    /// `crate::page::Page` as its parts; `*` and `self` may be the last one.
    pub path: Vec<String>,
    /// What it is called here.
    pub name: String,
}

impl Source {
    pub fn parse(text: &str) -> Source {
        let tokens = without_tests(&tokens(text));
        let mut source = Source::default();
        let mut at = 0;
        while at < tokens.len() {
            if tokens[at] == "use" {
                let is_public = at > 0 && (tokens[at - 1] == "pub" || tokens[at - 1] == ")");
                at = source.read_tree(&tokens, at + 1, &[], is_public);
            } else if is_word(&tokens[at])
                && tokens.get(at.wrapping_sub(1)).is_none_or(|t| t != ".")
            {
                let path = path_at(&tokens, at);
                at += 2 * path.len() - 1;
                source.paths.push(path);
            } else {
                at += 1;
            }
        }
        source
    }

    /// Reads one tree of a `use` from `at`; returns where it ends.
    fn read_tree(
        &mut self,
        tokens: &[String],
        mut at: usize,
        before: &[String],
        is_public: bool,
    ) -> usize {
        let mut path = before.to_vec();
        if tokens[at] == "::" {
            // From another crate: never one of our files.
            path.push("::".to_owned());
            at += 1;
        }
        loop {
            match tokens[at].as_str() {
                "{" => {
                    at += 1;
                    while tokens[at] != "}" {
                        at = self.read_tree(tokens, at, &path, is_public);
                        at += usize::from(tokens[at] == ",");
                    }
                    return at + 1;
                }
                word => path.push(word.to_owned()),
            }
            at += 1;
            if tokens[at] != "::" {
                break;
            }
            at += 1;
        }
        let mut name = path.last().cloned().unwrap_or_default();
        if tokens[at] == "as" {
            name.clone_from(&tokens[at + 1]);
            at += 2;
        } else if name == "self" {
            name.clone_from(&path[path.len() - 2]);
        }
        self.uses.push(Use {
            is_public,
            path,
            name,
        });
        at
    }
}

/// The path that starts at a word: `a::b::c`.
fn path_at(tokens: &[String], at: usize) -> Vec<String> {
    let mut path = vec![tokens[at].clone()];
    let mut next = at + 1;
    while next + 1 < tokens.len() && tokens[next] == "::" && is_word(&tokens[next + 1]) {
        path.push(tokens[next + 1].clone());
        next += 2;
    }
    path
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Words, `::` and single signs.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest).unwrap_or_else(|| {
            let word = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let length = if rest.starts_with("::") {
                2
            } else {
                word.max(first.len_utf8())
            };
            tokens.push(rest[..length].to_owned());
            length
        });
        rest = &rest[length..];
    }
    tokens
}

/// Length of the white space, comment, literal or lifetime at the start of `rest`.
fn skipped(rest: &str) -> Option<usize> {
    let until = |end: &str, from: usize| {
        rest[from..]
            .find(end)
            .map_or(rest.len(), |at| from + at + end.len())
    };
    let first = rest.chars().next()?;
    if first.is_whitespace() {
        return Some(first.len_utf8());
    }
    if rest.starts_with("//") {
        return Some(until("\n", 0));
    }
    if rest.starts_with("/*") {
        return Some(until("*/", 2));
    }
    for prefix in ["r", "br"] {
        let Some(raw) = rest.strip_prefix(prefix) else {
            continue;
        };
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            return Some(until(&end, prefix.len() + hashes + 1));
        }
    }
    let bytes = usize::from(rest.starts_with("b\"") || rest.starts_with("b'"));
    match rest.as_bytes()[bytes] {
        b'"' => Some(quoted(rest, bytes, b'"')),
        b'\'' => Some(character(rest, bytes)),
        _ => None,
    }
}

/// End of the literal whose quote is at `start`.
fn quoted(rest: &str, start: usize, quote: u8) -> usize {
    let bytes = rest.as_bytes();
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote {
        at += 1 + usize::from(bytes[at] == b'\\');
    }
    (at + 1).min(bytes.len())
}

/// End of a character, or of a lifetime, which has no second quote.
fn character(rest: &str, start: usize) -> usize {
    let mut inside = rest[start + 1..].chars();
    match (inside.next(), inside.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(rest, start, b'\''),
        _ => start + 1,
    }
}

/// The tokens without the items that only tests have.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let is_attribute =
            tokens[at] == "#" && tokens.get(at + 1).is_some_and(|token| token == "[");
        if !is_attribute {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let end = closing(tokens, at + 1);
        let inside = &tokens[at + 2..end];
        at = end + 1;
        if is_for_tests(inside) {
            at = item_end(tokens, at);
        }
    }
    kept
}

/// Whether an attribute leaves its item to tests alone; `any(test, feature = "x")` does not.
fn is_for_tests(attribute: &[String]) -> bool {
    let has = |words: &[&str]| {
        attribute
            .iter()
            .any(|token| words.contains(&token.as_str()))
    };
    match attribute[0].as_str() {
        "cfg" => has(&["test", "doctest"]) && !has(&["any", "not"]),
        "test" => attribute.len() == 1,
        _ => false,
    }
}

/// The bracket that closes the one at `open`.
fn closing(tokens: &[String], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "[" | "{" | "(" => depth += 1,
            "]" | "}" | ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len() - 1
}

/// Where the item ends that starts at `at`: behind its braces or its semicolon.
fn item_end(tokens: &[String], mut at: usize) -> usize {
    while at < tokens.len() {
        match tokens[at].as_str() {
            ";" => return at + 1,
            "{" => {
                let end = closing(tokens, at) + 1;
                // `use a::{b};` goes on.
                return end + usize::from(tokens.get(end).is_some_and(|token| token == ";"));
            }
            "(" | "[" => at = closing(tokens, at) + 1,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_are_read_and_comments_literals_and_tests_are_not() {
        let source = Source::parse(
            r##"
            //! use crate::a;
            #[cfg(feature = "x")]
            pub(crate) use crate::b::{self, C as D, e::*};
            use ::f;
            /* use crate::g; */
            fn h<'a>(_: &'a str) { let _ = ("use crate::i;", r#"" crate::j"#, '"', b'\'', '\'', crate::k::l()); m.n() }
            #[cfg(test)]
            use crate::o::{p};
            #[cfg(any(test, feature = "x"))]
            use crate::t;
            #[cfg(test)]
            mod tests { use crate::q; }
            #[test]
            fn r() { crate::s() }
            "##,
        );
        let uses: Vec<(bool, String, &str)> = source
            .uses
            .iter()
            .map(|u| (u.is_public, u.path.join("::"), u.name.as_str()))
            .collect();
        let expected = [
            (true, "crate::b::self", "b"),
            (true, "crate::b::C", "D"),
            (true, "crate::b::e::*", "*"),
            (false, "::::f", "f"),
            (false, "crate::t", "t"),
        ];
        assert_eq!(
            uses,
            expected.map(|(public, path, name)| (public, path.to_owned(), name))
        );
        let paths: Vec<String> = source.paths.iter().map(|path| path.join("::")).collect();
        assert!(paths.contains(&"crate::k::l".to_owned()), "{paths:?}");
        for absent in [
            "crate::g", "crate::i", "crate::j", "crate::q", "crate::s", "n",
        ] {
            assert!(!paths.contains(&absent.to_owned()), "{absent} in {paths:?}");
        }
    }
}
