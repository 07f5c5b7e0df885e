//! What is inserted far away changes no feature of a paragraph but those that speak of the page as a whole.

use std::collections::BTreeSet;

use super::emitted::emitted;
use super::*;
use crate::page::{Marks, Paragraph};

/// How far features look: the nearest long paragraph is looked for among so many. Means of lengths end at 40, cues at 25.
const FAR: usize = 64;

const PARAGRAPHS: usize = 200;

/// The last of the pitch: long, and with a word of the page.
const LONG: &str = "Without subscribers no reporter would stand on the quay at six in the morning, and none would ask the harbour \
    master why the island waits again; so read on for one euro a week, and cancel whenever you like.";

/// Where the pitch is put.
const AT: usize = 180;

/// What may change: how much of the page is above and below, and what else there is like the paragraph. Not what is near it,
/// its own words, its elements, cues, headings and links.
fn is_of_the_page(family: Family, template: &str) -> bool {
    match family {
        Family::Position => matches!(
            template,
            "twentieth" | "from-end" | "paragraphs" | "long-seen" | "chars-seen"
        ),
        // Which words long paragraphs have, and how many there are of a path, a block or a kind of line.
        Family::Topic | Family::Siblings | Family::Records => true,
        _ => false,
    }
}

fn marked(text: &str, path: &str) -> Paragraph {
    Paragraph::new(text).with_marks(Marks::new("p", 0.0, path))
}

/// Paragraphs of many lengths, each of a text of its own.
fn paragraphs(path: &str) -> Vec<Paragraph> {
    let text = |n: usize| {
        format!(
            "Ferry {n} {}",
            "sails to the quay of the island ".repeat(n % 7)
        )
    };
    (0..PARAGRAPHS).map(|n| marked(&text(n), path)).collect()
}

fn with_pitch(mut paragraphs: Vec<Paragraph>, path: &str) -> Vec<Paragraph> {
    for text in [
        "Subscribe now for 1 € a week",
        "Cancel whenever you like",
        "Already a subscriber? Sign in",
        LONG,
    ] {
        paragraphs.insert(AT, marked(text, path));
    }
    paragraphs
}

fn page(paragraphs: Vec<Paragraph>, is_marked: bool) -> Page {
    let page = Page::new(paragraphs).with_language("en".parse().ok());
    if is_marked {
        page
    } else {
        page.without_marks()
    }
}

/// The features of each of the first paragraphs.
fn features(page: &Page) -> Vec<BTreeSet<(Family, String)>> {
    let mut caches = Caches::default();
    let prepared = Prepared::new(page, &mut caches);
    let of = |index| {
        emitted(|sink| prepared.emit(index, sink))
            .into_iter()
            .collect()
    };
    (0..AT - FAR).map(of).collect()
}

/// The features that are there on one page alone, each without its value.
fn changed(before: &Page, after: &Page) -> BTreeSet<(Family, String)> {
    let pairs = features(before).into_iter().zip(features(after));
    let changed = pairs.flat_map(|(a, b)| a.symmetric_difference(&b).cloned().collect::<Vec<_>>());
    let template = |name: String| name.split('=').next().expect("a first part").to_owned();
    changed
        .map(|(family, name)| (family, template(name)))
        .collect()
}

#[test]
fn only_features_of_the_page_change() {
    for (is_marked, path) in [
        (false, ""),
        (true, "p < div < body"),
        (true, "p < aside < body"),
    ] {
        let before = page(paragraphs("p < div < body"), is_marked);
        let after = page(with_pitch(paragraphs("p < div < body"), path), is_marked);
        let changed = changed(&before, &after);
        for (family, template) in &changed {
            assert!(
                is_of_the_page(*family, template),
                "{family:?} {template} of {path:?}"
            );
        }
        // It is seen that there is more below.
        assert!(changed.contains(&(Family::Position, "from-end".to_owned())));
        let of_its_kind = |family: Family| matches!(family, Family::Siblings | Family::Records);
        assert!(changed.iter().any(|(family, _)| of_its_kind(*family)));
    }
}
