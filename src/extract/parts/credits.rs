//! Whether a line is the credit of a picture: its words, its signs, or a photographer and an agency.

use super::line::Line;
use super::names::{first_segment, is_name, n_words};
use super::words::Words;

/// How far from the start of a credit its colon may be, in bytes.
const CREDIT_WITHIN: usize = 40;

/// Longest line of a photographer and an agency, in bytes.
const LONGEST_WITH_AGENCY: usize = 100;

/// Agencies that pictures come from, folded. Each is credited on pages all over the world.
const AGENCIES: &[&str] = &[
    "ap",
    "ap photo",
    "afp",
    "reuters",
    "epa",
    "epa-efe",
    "efe",
    "dpa",
    "apa",
    "ansa",
    "tass",
    "xinhua",
    "anadolu",
    "belga",
    "ritzau",
    "ntb",
    "pa wire",
    "pa images",
    "upi",
    "bloomberg",
    "getty",
    "getty images",
    "afp via getty images",
    "istock",
    "shutterstock",
    "alamy",
    "picture alliance",
    "picture-alliance",
    "imago",
    "imago images",
    "zuma",
    "zuma press",
    "invision",
    "unsplash",
    "pexels",
    "pixabay",
    "flickr",
    "wikimedia commons",
    "keystone",
    "lehtikuva",
    "scanpix",
    "čtk",
    "mti",
    "agerpres",
    "ukrinform",
    "yonhap",
    "kyodo",
];

/// Whether a line is the credit of a picture, or ends in one.
pub(super) fn like_credit(line: &Line<'_>) -> bool {
    let text = line
        .text
        .trim_start_matches(['(', '[', '（', '【', '▲', '©']);
    let begins = |text: &str| {
        let rest = Words::get().after_credit(text);
        rest.is_some_and(|rest| rest.is_empty() || is_credited(rest))
    };
    let is_whole =
        line.length <= 200 && (has_sign(line.text) || begins(text) || names_agency(line.text));
    let ends = |piece: &str| begins(piece) || names_agency(piece);
    is_whole || (line.length <= 400 && last_piece(line.text).is_some_and(ends))
}

/// Whether a text begins with a sign of credits.
fn has_sign(text: &str) -> bool {
    ["©", "▲", "(c) ", "(C) "]
        .iter()
        .any(|sign| text.starts_with(sign))
}

/// Whether what follows a credit's first word goes on as one does: a colon soon, or `by` and a name.
fn is_credited(rest: &str) -> bool {
    let near = &rest[..rest.floor_char_boundary(CREDIT_WITHIN)];
    let colon = near.find([':', '：', '=', '＝', '/', '／', '©']);
    colon.is_some_and(|at| !near[..at].contains('.') && n_words(&near[..at]) <= 3)
        || Words::get()
            .after_by(rest)
            .is_some_and(|name| is_name(first_segment(name)))
}

/// What a line has behind its last bracket or dash.
fn last_piece(text: &str) -> Option<&str> {
    let at = text.rfind(['(', '[', '—', '–', '|', '（', '.', '©'])?;
    let sign = text[at..].chars().next()?;
    let piece = text[at + sign.len_utf8()..].trim_start();
    (!piece.is_empty()).then_some(piece)
}

/// Whether it is names alone, of which at least one is an agency, joined by a slash or `via`: `Ada Marsh / AP`.
fn names_agency(text: &str) -> bool {
    if text.len() > LONGEST_WITH_AGENCY {
        return false;
    }
    let text = text.trim_matches(['(', ')', '[', ']', '@', ' ']);
    let pieces = || {
        text.split('/')
            .flat_map(|piece| piece.split(" via "))
            .map(str::trim)
    };
    let is_agency = |piece: &str| AGENCIES.contains(&piece.to_lowercase().as_str());
    pieces().count() > 1 && pieces().any(is_agency) && pieces().all(|p| is_agency(p) || is_name(p))
}

#[cfg(test)]
mod tests {
    use super::super::around::Arounds;
    use super::*;
    use crate::page::Paragraph;
    use proptest::prelude::*;

    fn is_credit(text: &str) -> bool {
        like_credit(&Line::new(
            0,
            &Paragraph::new(text),
            &mut Arounds::default(),
        ))
    }

    #[test]
    fn credits_of_many_lands() {
        for text in [
            "Photo: Tom Reed",
            "(Foto: Tom Reed)",
            "Image Source: Tide News",
            "The harbour at low tide — Foto: Tom Reed",
            "写真：海",
            "© Tide News",
        ] {
            assert!(is_credit(text), "{text}");
        }
        for text in ["Pictures of the harbour", "The harbour. Ferries sail.", ""] {
            assert!(!is_credit(text), "{text}");
        }
    }

    #[test]
    fn a_photographer_stands_beside_an_agency() {
        for text in [
            "Ada Marsh / AP",
            "@Ada Marsh/DPA via AP",
            "(Tom Reed / AFP / Getty Images)",
            "The harbour at low tide (Tom Reed/Getty)",
        ] {
            assert!(is_credit(text), "{text}");
        }
        for text in [
            "Ada Marsh",
            "AP",
            "Ada Marsh / Tom Reed",
            "Ferries sail / AP",
        ] {
            assert!(!is_credit(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,60}") {
            is_credit(&text);
        }
    }
}
