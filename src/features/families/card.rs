//! Card: a list as a whole: elements that a template repeats, one of which a paragraph stands in, and all of them together.

use super::links::Links;
use super::shape::Shape;
use crate::features::bucket::log_bucket;
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::target::Kind;
use crate::features::template::{Template, templates};
use crate::page::{Marks, Page};
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

/// What is counted of a card.
#[derive(Clone, Default)]
struct Card<'a> {
    paragraphs: usize,
    chars: usize,
    longest: usize,
    headings: usize,
    media: usize,
    /// The distinct targets of its links, in the order in which they come.
    targets: Vec<&'a str>,
    /// The most words of a slug.
    slug: usize,
    leaves_site: bool,
    is_dated: bool,
    list: usize,
    /// Its first paragraph, and how many elements of that one's path stand inside of it.
    first: usize,
    inside: usize,
    /// The paragraph above the list.
    above: Option<usize>,
    /// How many cards of the list come before it.
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
        let [by_card, by_list, _] = &marked.outer;
        let mut cards = vec![Card::default(); by_card.n_groups];
        for (index, paragraph) in page.paragraphs().iter().enumerate() {
            let Some(inside) = marked.standings[index].card else {
                continue;
            };
            let card = &mut cards[by_card.group_of[index] as usize];
            if card.paragraphs == 0 {
                (card.first, card.inside) = (index, inside);
                card.above = marked.standings[index].above_list;
            }
            card.list = by_list.group_of[index] as usize;
            let marks = paragraph.marks().expect("the page is marked");
            card.add(marks, shapes[index].chars, index, links);
        }
        let mut lists = vec![List::default(); by_list.n_groups];
        for card in cards.iter_mut().filter(|card| card.paragraphs > 0) {
            card.before = lists[card.list].cards;
            lists[card.list].add(card);
        }
        Cards { cards, lists }
    }

    /// Which card each paragraph is in.
    pub(in crate::features) fn grouping(structure: &Structure) -> Option<&Grouping> {
        Some(&structure.marked()?.outer[0])
    }

    /// The first paragraph of a card, how many elements of its path stand inside of the card, and the paragraph above its
    /// list; `None` of a paragraph that is in none.
    pub(in crate::features) fn place(&self, card: usize) -> Option<(usize, usize, Option<usize>)> {
        let card = Some(&self.cards[card]).filter(|card| card.paragraphs > 0)?;
        Some((card.first, card.inside, card.above))
    }

    /// What the paragraphs of a card have in common.
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
        number(LINKS, card.targets.len().min(4));
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
        let media = marks.beside().split(' ');
        self.media += media
            .filter(|element| matches!(*element, "img" | "video" | "iframe"))
            .count();
        self.is_dated |= marks.beside().split(' ').any(|element| element == "time");
        if let (Some(target), Some(address)) = (links.first(index), links.address(index)) {
            if !self.targets.contains(&address) && self.targets.len() < 8 {
                self.targets.push(address);
            }
            self.slug = self.slug.max(target.slug);
            self.leaves_site |= matches!(target.kind, Kind::Other | Kind::Known(_));
            self.is_dated |= target.is_dated;
        }
    }
}

/// Words of a slug that is an article's.
const ARTICLE_SLUG: usize = 3;

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

    fn emit(&self, number: &mut impl FnMut(Template, usize)) {
        let quarters = |part: usize| (4 * part + self.cards / 2) / self.cards;
        let (size, chars) = (log_bucket(self.cards), log_bucket(self.chars / self.cards));
        let (linked, media, slugs) = (
            quarters(self.linked),
            quarters(self.media),
            quarters(self.slugs),
        );
        number(LIST, size);
        number(LIST_CHARS, chars);
        number(LIST_SIZE_CHARS, size * 32 + chars);
        number(LIST_LINKED, linked);
        number(LIST_MEDIA, media);
        number(LIST_SLUGS, slugs);
        number(LIST_OTHER, quarters(self.other));
        number(LIST_DATED, quarters(self.dated));
        number(LIST_SINGLE, quarters(self.single));
        number(
            LIST_CHARS_LINKED_MEDIA,
            (chars.min(24) * 8 + linked) * 8 + media,
        );
        number(LIST_SLUGS_CHARS, slugs * 32 + chars);
    }
}
