//! Links: where they lead, and what their addresses say of it.

use rapidhash::RapidHashMap;

use super::shape::Shape;
use crate::features::bucket::log_bucket;
use crate::features::cue::{self, CueSet};
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::target::{Home, Kind, Target};
use crate::features::template::{Template, templates};
use crate::page::{Link, Page, PageFacts};
use crate::structure::Structure;

templates! { Family::Link;
    KIND = "to",
    KIND_CHARS = "to-chars",
    DEPTH = "to-depth",
    SLUG = "to-slug",
    SLUG_CHARS = "to-slug-chars",
    DIGITS = "to-digits",
    DATED = "to-dated",
    QUERY = "to-query",
    ADDRESS = "to-address",
    COUNT = "to-count",
    REPEATED = "to-repeated",
    SAME = "to-same",
    CUE = "to-cue",
}

/// Links of a paragraph that are looked at.
const LOOKED_AT: usize = 2;

/// Where the links of each paragraph of a page lead; nothing for a page of plain text.
pub(in crate::features) struct Links<'a> {
    paragraphs: Vec<Linked<'a>>,
}

/// The links of a paragraph.
#[derive(Default)]
struct Linked<'a> {
    first: [Option<(Target<'a>, &'a str)>; LOOKED_AT],
    /// The first link.
    link: Option<&'a Link>,
    count: usize,
    /// What the words of the addresses mean.
    cues: CueSet,
    /// Paragraphs of the page that lead where the first link leads.
    repeated: usize,
    /// Whether the paragraph above, and the one below, leads there.
    same: (bool, bool),
}

/// Where the page's own address leads.
pub(in crate::features) fn home(facts: &PageFacts) -> Home<'_> {
    let host = facts.host.as_deref();
    let path = facts.canonical.as_deref().and_then(|address| {
        let (_, rest) = address.split_once("//")?;
        let path = &rest[rest.find('/')?..];
        path.split(['?', '#']).next()
    });
    Home { host, path }
}

impl<'a> Links<'a> {
    pub(in crate::features) fn new(page: &'a Page, structure: &Structure) -> Links<'a> {
        let home = home(page.facts());
        let marks = page.paragraphs().iter().filter_map(|p| p.marks());
        let marks = marks.filter(|_| structure.is_marked());
        let mut paragraphs: Vec<Linked<'_>> = marks
            .map(|marks| {
                let links = marks.links();
                Linked {
                    first: std::array::from_fn(|at| {
                        let target = links.get(at)?.target();
                        Some((Target::new(target, home), target))
                    }),
                    link: links.first(),
                    count: links.len(),
                    cues: links
                        .iter()
                        .take(LOOKED_AT)
                        .flat_map(|link| cue::in_names(link.target()))
                        .collect(),
                    ..Linked::default()
                }
            })
            .collect();
        compare(&mut paragraphs);
        Links { paragraphs }
    }

    /// The kinds of places that a paragraph's first link leads to, and the words of its slug.
    pub(in crate::features) fn first(&self, index: usize) -> Option<&Target<'a>> {
        let [first, _] = &self.paragraphs.get(index)?.first;
        first.as_ref().map(|(target, _)| target)
    }

    /// The target of the first link.
    pub(in crate::features) fn address(&self, index: usize) -> Option<&'a str> {
        let [first, _] = &self.paragraphs.get(index)?.first;
        first.map(|(_, address)| address)
    }

    pub(in crate::features) fn emit(
        &self,
        index: usize,
        shapes: &[Shape],
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let Some(linked) = self.paragraphs.get(index) else {
            return;
        };
        let chars = log_bucket(shapes[index].chars);
        let mut number = |template, n| sink(Family::Link, Name::Number(template, n));
        number(COUNT, log_bucket(linked.count));
        if let [Some((target, _)), _] = &linked.first {
            let (above, below) = linked.same;
            number(REPEATED, log_bucket(linked.repeated).min(8));
            number(SAME, usize::from(above) * 2 + usize::from(below));
            number(KIND_CHARS, target.kind.number() * 32 + chars);
            number(SLUG_CHARS, target.slug.min(7) * 32 + chars);
        }
        for (target, _) in linked.first.iter().flatten() {
            emit_target(target, sink);
        }
        for cue in linked.cues.numbers() {
            sink(Family::Link, Name::Cue(CUE, cue));
        }
        for rel in linked.link.into_iter().flat_map(Link::rel) {
            sink(
                Family::Link,
                Name::Two(const { Word::new("rel") }, Word::new(rel)),
            );
        }
    }
}

/// What one target says.
fn emit_target(target: &Target<'_>, sink: &mut impl FnMut(Family, Name<'_>)) {
    let mut number = |template, n| sink(Family::Link, Name::Number(template, n));
    let (kind, depth) = (target.kind.number(), target.depth.min(7));
    let (slug, digits) = (target.slug.min(7), digits(target.digits));
    number(KIND, kind);
    if !matches!(
        target.kind,
        Kind::Own | Kind::Sister | Kind::Other | Kind::Itself
    ) {
        return;
    }
    number(DEPTH, depth);
    number(SLUG, slug);
    number(DIGITS, digits);
    number(DATED, usize::from(target.is_dated));
    number(QUERY, usize::from(target.has_query));
    let address = ((kind * 8 + depth) * 8 + slug) * 4 + digits;
    number(ADDRESS, address * 2 + usize::from(target.is_dated));
    if let Some(ending) = target.ending() {
        sink(
            Family::Link,
            Name::Two(const { Word::new("ending") }, Word::new(ending)),
        );
    }
    for folder in target.folders() {
        sink(
            Family::Link,
            Name::Two(const { Word::new("folder") }, Word::new(folder)),
        );
    }
}

/// No number, a short one, that of a year, one that counts articles.
fn digits(longest: usize) -> usize {
    match longest {
        0 => 0,
        1..=3 => 1,
        4 => 2,
        _ => 3,
    }
}

/// Counts which paragraphs lead to the same place.
fn compare(paragraphs: &mut [Linked<'_>]) {
    let addresses: Vec<Option<&str>> = paragraphs
        .iter()
        .map(|linked| linked.first[0].map(|(_, address)| address))
        .collect();
    let mut counts: RapidHashMap<&str, usize> = RapidHashMap::default();
    for address in addresses.iter().flatten() {
        *counts.entry(address).or_default() += 1;
    }
    for (index, linked) in paragraphs.iter_mut().enumerate() {
        let Some(address) = addresses[index] else {
            continue;
        };
        linked.repeated = counts[address];
        let is_same = |at: Option<usize>| at.and_then(|at| *addresses.get(at)?) == Some(address);
        linked.same = (is_same(index.checked_sub(1)), is_same(Some(index + 1)));
    }
}
