//! Card: elements that a template repeats, one of which a paragraph stands in, and all of them together as a list.
//!
//! A headline among ten of its kind, each linked and with a picture, is a teaser, and a paragraph among ten of running text is
//! the article's: what the whole list is like says more than one line of it. [`crate::structure`] says what a card is.

use super::links::Links;
use super::shape::Shape;
use crate::features::bucket::log_bucket;
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::target::{Kind, Target};
use crate::features::template::{Template, templates};
use crate::page::{Marks, Page, Paragraph};
use crate::structure::{Grouping, Structure};

templates! { Family::Card;
    PARAGRAPHS = "card-paragraphs",
    CHARS = "card-chars",
    LONGEST = "card-longest",
    LINKS = "card-links",
    MEDIA = "card-media",
    HEADINGS = "card-headings",
    PLACE = "card-place",
    LIST = "list-cards",
    LIST_CHARS = "list-chars",
    LIST_SIZE_CHARS = "list-size-chars",
    LIST_LINKED = "list-linked",
    LIST_MEDIA = "list-media",
    LIST_SLUGS = "list-slugs",
    LIST_OTHER = "list-other",
    LIST_DATED = "list-dated",
    LIST_SINGLE = "list-single",
    LIST_CHARS_LINKED_MEDIA = "list-chars-linked-media",
    LIST_SLUGS_CHARS = "list-slugs-chars",
}

/// Targets of a card that are told apart: one is a teaser's, several are a menu's.
const MOST_TARGETS: usize = 4;

/// Words of a slug that is an article's: `storm-delays-ferry`; sections have fewer.
const ARTICLE_SLUG: usize = 3;

/// What is counted of a card.
#[derive(Clone, Default)]
struct Card<'a> {
    paragraphs: usize,
    chars: usize,
    longest: usize,
    headings: usize,
    media: usize,
    /// The first distinct targets of its paragraphs' first links.
    targets: Vec<&'a str>,
    /// The most words of a slug that its links have.
    slug: usize,
    leaves_site: bool,
    is_dated: bool,
    /// The number of its list.
    list: usize,
    /// Its first paragraph, and how many elements of that one's path stand inside of it.
    first: usize,
    inside: usize,
    /// The paragraph above the list.
    above: Option<usize>,
    /// How many cards of its list come before it.
    before: usize,
}

/// What is counted of a list: its cards, how many of them are so, and their characters.
#[derive(Clone, Copy, Default)]
struct List {
    cards: usize,
    chars: usize,
    linked: usize,
    media: usize,
    slugs: usize,
    other: usize,
    dated: usize,
    single: usize,
}

/// The cards and lists of a page; none where it has no places.
#[derive(Default)]
pub(in crate::features) struct Cards<'a> {
    cards: Vec<Card<'a>>,
    lists: Vec<List>,
}

impl<'a> Cards<'a> {
    pub(in crate::features) fn new(
        page: &'a Page,
        shapes: &[Shape],
        links: &Links<'a>,
        structure: &Structure,
    ) -> Cards<'a> {
        let Some(marked) = structure.marked() else {
            return Cards::default();
        };
        let (by_card, by_list) = (&marked.cards, &marked.lists);
        let mut cards = vec![Card::default(); by_card.n_groups];
        let marks = page.paragraphs().iter().filter_map(Paragraph::marks);
        for (index, marks) in marks.enumerate() {
            let standing = &marked.standings[index];
            if let Some(inside) = standing.card {
                let card = &mut cards[by_card.group_of[index] as usize];
                if card.paragraphs == 0 {
                    (card.first, card.inside) = (index, inside);
                    card.above = standing.above_list.map(|above| above as usize);
                    card.list = by_list.group_of[index] as usize;
                }
                card.add(marks, shapes[index].chars, index, links);
            }
        }
        let lists = lists(&mut cards, by_list.n_groups);
        Cards { cards, lists }
    }

    /// Which card each paragraph is in.
    pub(in crate::features) fn grouping(structure: &Structure) -> Option<&Grouping> {
        Some(&structure.marked()?.cards)
    }

    /// The first paragraph of a card, how many elements of its path stand inside of the card, and the paragraph above its
    /// list; `None` of a paragraph that is in none.
    pub(in crate::features) fn place(&self, card: usize) -> Option<(usize, usize, Option<usize>)> {
        let card = Some(&self.cards[card]).filter(|card| card.paragraphs > 0)?;
        Some((card.first, card.inside, card.above))
    }

    /// What the paragraphs of a card have in common; nothing for a paragraph that is in none.
    pub(in crate::features) fn emit(&self, card: usize, sink: &mut impl FnMut(Family, Name<'_>)) {
        let card = &self.cards[card];
        if card.paragraphs == 0 {
            return;
        }
        let list = self.lists[card.list];
        let mut number = |template, n| sink(Family::Card, Name::Number(template, n));
        number(PARAGRAPHS, log_bucket(card.paragraphs));
        number(CHARS, log_bucket(card.chars));
        number(LONGEST, log_bucket(card.longest));
        number(LINKS, card.targets.len());
        number(MEDIA, card.media.min(4));
        number(HEADINGS, card.headings.min(3));
        number(PLACE, log_bucket(card.before).min(10));
        list.emit(&mut number);
    }
}

impl<'a> Card<'a> {
    fn add(&mut self, marks: &'a Marks, chars: usize, index: usize, links: &Links<'a>) {
        self.paragraphs += 1;
        self.chars += chars;
        self.longest = self.longest.max(chars);
        let is_heading = matches!(marks.tag().as_bytes(), [b'h', b'1'..=b'6']);
        self.headings += usize::from(is_heading);
        for element in marks.beside().split(' ') {
            self.media += usize::from(matches!(element, "img" | "video" | "iframe"));
            self.is_dated |= element == "time";
        }
        if let (Some(target), Some(address)) = (links.first(index), links.address(index)) {
            self.add_link(target, address);
        }
    }

    fn add_link(&mut self, target: &Target<'_>, address: &'a str) {
        if self.targets.len() < MOST_TARGETS && !self.targets.contains(&address) {
            self.targets.push(address);
        }
        self.slug = self.slug.max(target.slug);
        self.leaves_site |= matches!(target.kind, Kind::Other | Kind::Known(_));
        self.is_dated |= target.is_dated;
    }
}

/// The lists of cards; tells each card its place.
fn lists(cards: &mut [Card<'_>], n_lists: usize) -> Vec<List> {
    let mut lists = vec![List::default(); n_lists];
    for card in cards.iter_mut().filter(|card| card.paragraphs > 0) {
        card.before = lists[card.list].cards;
        lists[card.list].add(card);
    }
    lists
}

impl List {
    fn add(&mut self, card: &Card<'_>) {
        self.cards += 1;
        self.chars += card.chars;
        self.linked += usize::from(!card.targets.is_empty());
        self.media += usize::from(card.media > 0);
        self.slugs += usize::from(card.slug >= ARTICLE_SLUG);
        self.other += usize::from(card.leaves_site);
        self.dated += usize::from(card.is_dated);
        self.single += usize::from(card.paragraphs == 1);
    }

    /// What the list is like: means, and shares in quarters, rounded.
    fn emit(&self, number: &mut impl FnMut(Template, usize)) {
        let quarters = |part: usize| (4 * part + self.cards / 2) / self.cards;
        let (size, chars) = (log_bucket(self.cards), log_bucket(self.chars / self.cards));
        let [linked, media, slugs] = [self.linked, self.media, self.slugs].map(quarters);
        number(LIST, size);
        number(LIST_CHARS, chars);
        number(LIST_SIZE_CHARS, size * 32 + chars);
        number(LIST_LINKED, linked);
        number(LIST_MEDIA, media);
        number(LIST_SLUGS, slugs);
        number(LIST_OTHER, quarters(self.other));
        number(LIST_DATED, quarters(self.dated));
        number(LIST_SINGLE, quarters(self.single));
        let linked_media = linked * 8 + media;
        number(LIST_CHARS_LINKED_MEDIA, chars.min(24) * 64 + linked_media);
        number(LIST_SLUGS_CHARS, slugs * 32 + chars);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Link;
    use crate::features::emitted::texts_of;
    use crate::features::machine_words::MachineWords;

    /// A paragraph of a list's card: a heading or the text under it.
    fn paragraph(card: u32, is_heading: bool, target: &str) -> Paragraph {
        let (text, tag, at) = if is_heading {
            ("Tide", "h3", 0)
        } else {
            ("Low waters", "p", 1)
        };
        let marks = Marks::new(tag, 0.0, format!("{tag} < li.card < ul < main"));
        let link = (!target.is_empty()).then(|| Link::new(0..4, target, ""));
        let marks = marks.with_place(vec![0, 0, card, at]);
        let beside = if is_heading { "img" } else { "time" };
        Paragraph::new(text).with_marks(
            marks
                .with_links(link.into_iter().collect())
                .with_beside(beside),
        )
    }

    /// The features of the card that each paragraph is in.
    fn features(page: &Page) -> Vec<Vec<String>> {
        let structure = Structure::from_page(page);
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let cards = Cards::new(
            page,
            &shapes,
            &Links::new(page, &mut MachineWords::english(), &structure),
            &structure,
        );
        let Some(grouping) = Cards::grouping(&structure) else {
            return Vec::new();
        };
        let groups = grouping.group_of.iter();
        let of_group = |card: &u32| texts_of(Family::Card, |sink| cards.emit(*card as usize, sink));
        groups.map(of_group).collect()
    }

    /// A line, and three cards under it: of heading and text with links, of a heading, of a text.
    fn list() -> Page {
        let line = Marks::new("h2", 0.0, "h2 < main").with_place(vec![0, 9]);
        Page::new(vec![
            Paragraph::new("Tides").with_marks(line),
            paragraph(0, true, "/a/low-tide-tonight"),
            paragraph(0, false, "/a/low-tide-tonight"),
            paragraph(1, true, "//x.example/a"),
            paragraph(2, false, ""),
        ])
    }

    #[test]
    fn a_card_and_its_list_by_hand() {
        let features = features(&list());
        assert!(features[0].is_empty() && features[1] == features[2]);
        // 4 and 10 characters: 14 are in bucket 7, 10 in 6, 4 in 4.
        let card = [
            "card-paragraphs=2",
            "card-chars=7",
            "card-longest=6",
            "card-links=1",
        ];
        let place = ["card-media=1", "card-headings=1", "card-place=0"];
        // Three cards of 28 characters; of each of two thirds is 3 quarters, of one third 1.
        let list = [
            "list-cards=3",
            "list-chars=6",
            "list-size-chars=102",
            "list-linked=3",
            "list-media=3",
            "list-slugs=1",
            "list-other=1",
            "list-dated=3",
            "list-single=3",
            "list-chars-linked-media=411",
            "list-slugs-chars=38",
        ];
        assert_eq!(features[1], [&card[..], &place, &list].concat());
        assert!(features[4].contains(&"card-place=2".to_owned()));
        assert!(features[4].contains(&"card-links=0".to_owned()));
    }

    #[test]
    fn a_card_knows_its_elements_and_the_line_above() {
        let page = list();
        let structure = Structure::from_page(&page);
        let shapes = vec![Shape::measure("Tides"); 5];
        let cards = Cards::new(
            &page,
            &shapes,
            &Links::new(&page, &mut MachineWords::english(), &structure),
            &structure,
        );
        let groups = &Cards::grouping(&structure).expect("places").group_of;
        let places = groups.iter().map(|card| cards.place(*card as usize));
        let places: Vec<_> = places.collect();
        assert_eq!(
            places[..3],
            [None, Some((1, 1, Some(0))), Some((1, 1, Some(0)))]
        );
        assert_eq!(places[4], Some((4, 1, Some(0))));
    }

    #[test]
    fn targets_are_counted_to_four() {
        let mut card = Card::default();
        let target = Target::default();
        for address in ["/a", "/a", "/b", "/c", "/d", "/e"] {
            card.add_link(&target, address);
        }
        assert_eq!(card.targets, ["/a", "/b", "/c", "/d"]);
    }

    #[test]
    fn without_places_or_marks_there_are_none() {
        let marks = Marks::new("p", 0.0, "p < li < ul");
        let without = Paragraph::new("Tides").with_marks(marks);
        let page = Page::new(vec![without; 4]);
        assert!(features(&page).concat().is_empty());
        assert!(features(&list().without_marks()).is_empty());
    }
}
