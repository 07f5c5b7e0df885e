//! Changes to a page's HTML that no reader of it sees.

use std::fmt::Write;

use super::tokens::{Piece, written};

/// How a page is changed.
#[derive(Clone, Copy)]
pub struct Change {
    pub name: &'static str,
    /// The page's bytes once it is changed; `None` if it cannot be, since it has no body, say.
    pub apply: fn(Vec<Piece>) -> Option<Vec<u8>>,
}

/// Every change.
pub const ALL: [Change; 8] = [
    Change {
        name: "written anew",
        apply: |pieces| Some(written(&pieces).into_bytes()),
    },
    Change {
        name: "body in three divs",
        apply: in_divs,
    },
    Change {
        name: "comments",
        apply: with_comments,
    },
    Change {
        name: "attributes reversed",
        apply: reversed,
    },
    Change {
        name: "UTF-16",
        apply: in_utf16,
    },
    Change {
        name: "windows-1252",
        apply: in_windows_1252,
    },
    Change {
        name: "white space minified",
        apply: minified,
    },
    Change {
        name: "upper-case tags",
        apply: upper_case,
    },
];

fn is_start(piece: &Piece, tag: &str) -> bool {
    matches!(piece, Piece::Start { name, .. } if name == tag)
}

/// With all that the body has in three more elements.
fn in_divs(mut pieces: Vec<Piece>) -> Option<Vec<u8>> {
    let is_end = |piece: &Piece| *piece == Piece::End("body".to_owned());
    let start = pieces.iter().position(|piece| is_start(piece, "body"))?;
    let end = pieces.iter().rposition(is_end).unwrap_or(pieces.len());
    if start > end {
        return None;
    }
    let (open, close) = (
        Piece::Raw("<div>".repeat(3)),
        Piece::Raw("</div>".repeat(3)),
    );
    pieces.insert(end, close);
    pieces.insert(start + 1, open);
    Some(written(&pieces).into_bytes())
}

/// With an offer below all else.
pub fn with_pitch(mut pieces: Vec<Piece>) -> Vec<u8> {
    let is_end = |piece: &Piece| *piece == Piece::End("body".to_owned());
    let end = pieces.iter().rposition(is_end).unwrap_or(pieces.len());
    let offer = "<div class=\"offer\"><h3>Read on with a subscription</h3><p>Subscribe now for 1 € in the first month.</p>\
        <p>Cancel whenever you like.</p><a href=\"/subscribe\">Subscribe now</a></div>";
    pieces.insert(end, Piece::Raw(offer.to_owned()));
    written(&pieces).into_bytes()
}

/// With a comment before each start tag.
fn with_comments(pieces: Vec<Piece>) -> Option<Vec<u8>> {
    let with_comment = |piece: Piece| {
        let is_start = matches!(piece, Piece::Start { .. });
        let comment = is_start.then(|| Piece::Comment(" tide > <p> ".to_owned()));
        comment.into_iter().chain([piece])
    };
    let pieces: Vec<Piece> = pieces.into_iter().flat_map(with_comment).collect();
    Some(written(&pieces).into_bytes())
}

/// With the attributes of each element in the other order.
fn reversed(mut pieces: Vec<Piece>) -> Option<Vec<u8>> {
    for piece in &mut pieces {
        if let Piece::Start { attributes, .. } = piece {
            attributes.reverse();
        }
    }
    Some(written(&pieces).into_bytes())
}

fn upper_case(mut pieces: Vec<Piece>) -> Option<Vec<u8>> {
    for piece in &mut pieces {
        if let Piece::Start { name, .. } | Piece::End(name) = piece {
            name.make_ascii_uppercase();
        }
    }
    Some(written(&pieces).into_bytes())
}

/// In UTF-16, which its mark says whatever a `<meta>` says.
fn in_utf16(pieces: Vec<Piece>) -> Option<Vec<u8>> {
    let html = format!("\u{feff}{}", written(&pieces));
    Some(html.encode_utf16().flat_map(u16::to_le_bytes).collect())
}

/// In windows-1252, which a `<meta>` says; characters that it has not, by their numbers.
fn in_windows_1252(mut pieces: Vec<Piece>) -> Option<Vec<u8>> {
    let head = pieces.iter().position(|piece| is_start(piece, "head"))?;
    pieces.iter_mut().for_each(rename_charset);
    let meta = Piece::Raw("<meta charset=windows-1252>".to_owned());
    pieces.insert(head + 1, meta);
    let mut bytes = Vec::new();
    for piece in &pieces {
        let mut html = String::new();
        piece.write(&mut html);
        if matches!(piece, Piece::Raw(_)) {
            html = in_script(&html);
        }
        bytes.extend_from_slice(&encoding_rs::WINDOWS_1252.encode(&html).0);
    }
    Some(bytes)
}

/// Has a `<meta>` that names an encoding name this one.
fn rename_charset(piece: &mut Piece) {
    let Piece::Start {
        name, attributes, ..
    } = piece
    else {
        return;
    };
    let is_meta = name == "meta";
    let says_type = |(name, value): &(String, String)| {
        name == "http-equiv" && value.eq_ignore_ascii_case("content-type")
    };
    let is_type = attributes.iter().any(says_type);
    for (name, value) in attributes.iter_mut().filter(|_| is_meta) {
        match name.as_str() {
            "charset" => *value = "windows-1252".to_owned(),
            "content" if is_type => *value = "text/html; charset=windows-1252".to_owned(),
            _ => {}
        }
    }
}

/// A script in which the characters that windows-1252 has not are escaped as JSON and JavaScript do.
fn in_script(script: &str) -> String {
    let mut escaped = String::new();
    for c in script.chars() {
        let mut bytes = [0; 4];
        if encoding_rs::WINDOWS_1252
            .encode(c.encode_utf8(&mut bytes))
            .2
        {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("a string takes it");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Elements whose start and end end a line.
const BLOCKS: [&str; 46] = [
    "html",
    "head",
    "body",
    "meta",
    "link",
    "title",
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "tr",
    "ul",
];

/// Without the white space that shows nowhere: next to a block, and more than one character of it in a row.
fn minified(mut pieces: Vec<Piece>) -> Option<Vec<u8>> {
    pieces.retain(|piece| !matches!(piece, Piece::Comment(_)));
    let mut kept = 0;
    for at in 0..pieces.len() {
        kept = kept_spaces(&pieces[at], kept);
        let is_beside_block = [at.checked_sub(1), Some(at + 1)]
            .map(|beside| beside.and_then(|at| pieces.get(at)).is_some_and(is_block));
        if let (Piece::Text(text), 0) = (&mut pieces[at], kept) {
            *text = folded(text, is_beside_block);
        }
    }
    Some(written(&pieces).into_bytes())
}

fn is_block(piece: &Piece) -> bool {
    matches!(piece, Piece::Start { name, .. } | Piece::End(name) if BLOCKS.contains(&name.as_str()))
}

/// How many elements are open whose white space shows.
fn kept_spaces(piece: &Piece, open: usize) -> usize {
    let keeps = |name: &str| matches!(name, "pre" | "listing" | "textarea");
    match piece {
        Piece::Start { name, .. } if keeps(name) => open + 1,
        Piece::End(name) if keeps(name) => open.saturating_sub(1),
        _ => open,
    }
}

/// A text whose white space is single spaces, none at a side where a block is.
fn folded(text: &str, [after_block, before_block]: [bool; 2]) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c');
    let mut folded = String::new();
    for c in text.chars() {
        match is_space(c) {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(c),
        }
    }
    let mut text = folded.as_str();
    if after_block {
        text = text.trim_start_matches(' ');
    }
    if before_block {
        text = text.trim_end_matches(' ');
    }
    text.to_owned()
}
