//! Links: where they lead, and what their addresses say of it.
//!
//! `/sport/2031/05/storm-delays-the-ferry` is an article, `/sport` a section, `//facebook.com/sharer` a button: addresses are
//! made by machines and are alike on all sites, whatever language the texts are in.

use rapidhash::RapidHashMap;

use super::shape::Shape;
use crate::features::bucket::log_bucket;
use crate::features::cue::CueSet;
use crate::features::family::Family;
use crate::features::machine_words::MachineWords;
use crate::features::name::{Name, Word};
use crate::features::once::once;
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

/// Links of a paragraph that are looked at: the first is mostly what the paragraph is for, and the second tells a line of
/// links from a text with one. More would make features of running text that few other texts have.
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

/// What the page's facts say of its own address.
fn home(facts: &PageFacts) -> Home<'_> {
    let host = facts.host.as_deref();
    let path = facts.canonical.as_deref().and_then(|address| {
        let (_, rest) = address.split_once("//")?;
        let path = &rest[rest.find('/')?..];
        path.split(['?', '#']).next()
    });
    Home { host, path }
}

impl<'a> Links<'a> {
    pub(in crate::features) fn new(
        page: &'a Page,
        words: &mut MachineWords,
        structure: &Structure,
    ) -> Links<'a> {
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
                        .map(|link| words.in_address(link.target()))
                        .collect(),
                    ..Linked::default()
                }
            })
            .collect();
        compare(&mut paragraphs);
        Links { paragraphs }
    }

    /// Where a paragraph's first link leads; `None` without links.
    pub(in crate::features) fn first(&self, index: usize) -> Option<&Target<'a>> {
        let [first, _] = &self.paragraphs.get(index)?.first;
        first.as_ref().map(|(target, _)| target)
    }

    /// The target of a paragraph's first link, as it stands in the marks.
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
        sink(Family::Link, Name::Number(COUNT, log_bucket(linked.count)));
        let Some(target) = self.first(index) else {
            return;
        };
        linked.emit_first(target, log_bucket(shapes[index].chars), sink);
        for cue in linked.cues.numbers() {
            sink(Family::Link, Name::Cue(CUE, cue));
        }
        // Two links may lead to places alike, and one may go through two folders of a name.
        let mut sink = once(sink);
        for (target, _) in linked.first.iter().flatten() {
            emit_target(target, &mut sink);
        }
        for rel in linked.link.into_iter().flat_map(Link::rel) {
            let rel = Name::Two(const { Word::new("rel") }, Word::new(rel));
            sink(Family::Link, rel);
        }
    }
}

impl Linked<'_> {
    /// What the first link says, with the paragraph's length and with other paragraphs' links.
    fn emit_first(
        &self,
        target: &Target<'_>,
        chars: usize,
        sink: &mut impl FnMut(Family, Name<'_>),
    ) {
        let mut number = |template, n| sink(Family::Link, Name::Number(template, n));
        let (above, below) = self.same;
        number(REPEATED, log_bucket(self.repeated).min(8));
        number(SAME, usize::from(above) * 2 + usize::from(below));
        number(KIND_CHARS, target.kind.number() * 32 + chars);
        number(SLUG_CHARS, target.slug.min(7) * 32 + chars);
    }
}

/// What one target says.
fn emit_target(target: &Target<'_>, sink: &mut impl FnMut(Family, Name<'_>)) {
    let kind = target.kind.number();
    sink(Family::Link, Name::Number(KIND, kind));
    // Of other kinds the address says nothing more: they have none, or one that every site writes alike.
    if matches!(
        target.kind,
        Kind::Own | Kind::Sister | Kind::Other | Kind::Itself
    ) {
        emit_address(target, sink);
        emit_address_words(target, sink);
    }
}

fn emit_address(target: &Target<'_>, sink: &mut impl FnMut(Family, Name<'_>)) {
    let mut number = |template, n| sink(Family::Link, Name::Number(template, n));
    let (kind, depth) = (target.kind.number(), target.depth.min(7));
    let (slug, digits) = (target.slug.min(7), digits(target.digits));
    number(DEPTH, depth);
    number(SLUG, slug);
    number(DIGITS, digits);
    number(DATED, usize::from(target.is_dated));
    number(QUERY, usize::from(target.has_query));
    let address = ((kind * 8 + depth) * 8 + slug) * 4 + digits;
    number(ADDRESS, address * 2 + usize::from(target.is_dated));
}

fn emit_address_words(target: &Target<'_>, sink: &mut impl FnMut(Family, Name<'_>)) {
    let mut two = |first, second| sink(Family::Link, Name::Two(first, Word::new(second)));
    if let Some(ending) = target.ending() {
        two(const { Word::new("ending") }, ending);
    }
    for folder in target.folders() {
        two(const { Word::new("folder") }, folder);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::{Marks, Paragraph};

    fn paragraph(links: &[(&str, &str)]) -> Paragraph {
        let links = links
            .iter()
            .map(|(target, rel)| Link::new(0..5, target, rel));
        let marks = Marks::new("a", 1.0, "a < body").with_links(links.collect());
        Paragraph::new("Tides").with_marks(marks)
    }

    fn page(paragraphs: Vec<Paragraph>) -> Page {
        let facts = PageFacts {
            host: Some("harbour.example".to_owned()),
            canonical: Some("https://harbour.example/ferries?x".to_owned()),
            ..PageFacts::default()
        };
        Page::new(paragraphs).with_facts(facts)
    }

    fn features(page: &Page, index: usize) -> Vec<String> {
        let structure = Structure::from_page(page);
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let links = Links::new(page, &mut MachineWords::english(), &structure);
        texts_of(Family::Link, |sink| links.emit(index, &shapes, sink))
    }

    #[test]
    fn a_link_by_hand() {
        let target = "/sport/2031/05/storm-delays-free-ferries-81231.html";
        let page = page(vec![paragraph(&[(target, "bookmark")])]);
        let expected = [
            "to-count=1",
            "to-repeated=1",
            "to-same=0",
            // Kind 3, the page's own host; five characters are bucket 4.
            "to-chars=100",
            "to-slug-chars=132",
            "to-cue free",
            "to-cue section",
            "to=3",
            "to-depth=4",
            "to-slug=4",
            "to-digits=3",
            "to-dated=1",
            "to-query=0",
            // ((3 * 8 + 4) * 8 + 4) * 4 + 3, twice, and a date.
            "to-address=1831",
            "ending html",
            "folder sport",
            "rel bookmark",
        ];
        assert_eq!(features(&page, 0), expected);
    }

    #[test]
    fn of_two_links_what_is_the_same_comes_once() {
        let links = [
            ("/tides/tides", "nofollow"),
            ("/tides/low", "ugc"),
            ("/news/a", ""),
        ];
        let features = features(&page(vec![paragraph(&links)]), 0);
        let of = |text: &str| features.iter().filter(|own| own.starts_with(text)).count();
        assert_eq!((of("to=3"), of("to-depth="), of("folder ")), (1, 1, 2));
        // The third link is counted, no more.
        assert!(of("to-count=3") == 1 && of("folder news") == 0 && of("rel ugc") == 0);
    }

    #[test]
    fn other_kinds_have_no_address() {
        for (target, kind) in [
            ("//facebook.com/sharer/a", 8),
            ("#top", 2),
            ("/ferries#a", 2),
            ("", 0),
        ] {
            let features = features(&page(vec![paragraph(&[(target, "")])]), 0);
            assert_eq!(features.last(), Some(&format!("to={kind}")), "{target}");
        }
        let itself = features(&page(vec![paragraph(&[("/ferries", "")])]), 0);
        assert!(itself.contains(&"to=1".to_owned()) && itself.contains(&"to-depth=1".to_owned()));
    }

    #[test]
    fn paragraphs_that_lead_to_one_place_know_of_each_other() {
        let to = |target| paragraph(&[(target, "")]);
        let page = page(vec![to("/a"), to("/a"), to("/b"), to("/a"), paragraph(&[])]);
        let of = |index: usize| features(&page, index)[1..3].join(" ");
        assert_eq!(of(0), "to-repeated=3 to-same=1");
        assert_eq!(of(1), "to-repeated=3 to-same=2");
        assert_eq!(of(2), "to-repeated=1 to-same=0");
        assert_eq!(features(&page, 4), ["to-count=0"]);
        assert!(features(&page.without_marks(), 0).is_empty());
    }

    #[test]
    fn a_page_leads_home_by_its_canonical_address() {
        let path = |canonical: &str| {
            let facts = PageFacts {
                canonical: Some(canonical.to_owned()),
                ..PageFacts::default()
            };
            home(&facts).path.map(str::to_owned)
        };
        assert_eq!(path("https://a.example/b/c?d#e").as_deref(), Some("/b/c"));
        for without in ["https://a.example", "/b", "", "//"] {
            assert_eq!(path(without), None, "{without}");
        }
    }
}
