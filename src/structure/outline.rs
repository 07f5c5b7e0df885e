//! The elements that a page's paragraphs stand in, as a tree again: paths say what they are, places which they are.
//!
//! Equal paths may be those of one box or of ten: only with places can the ten cards of a list be told apart. Cards are
//! found by what is in the marks alone, so a page's HTML and its rows in a CSV have the same.

use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3;

use super::landmark::Landmark;
use crate::page::Marks;
use crate::page::path::{Element, Path};

/// From so many elements of one kind in one parent on, each of them is a card: two may be columns.
const LEAST_CARDS: u32 = 3;

/// Most paragraphs of a card: what has more is a part of the page, such as one of three articles below each other.
const LARGEST_CARD: u32 = 40;

/// No element.
const NONE: u32 = u32::MAX;

/// An element that paragraphs stand in.
#[derive(Clone, Copy, Debug)]
struct Node {
    parent: u32,
    /// Number of elements around it.
    depth: u32,
    /// What is the same for all elements that a template repeats.
    kind: u64,
    paragraphs: u32,
    landmark: Landmark,
    /// The element that is the innermost landmark around, itself included.
    landmark_at: u32,
    /// The number of the outermost `article` around, from 1; 0 outside of all.
    article: u32,
    /// The outermost card around, itself included.
    card: u32,
}

/// The elements of a page that has places, each before those in it.
#[derive(Debug, Default)]
pub(super) struct Outline {
    nodes: Vec<Node>,
    /// The innermost element of each paragraph.
    innermost: Vec<u32>,
    /// Number of outermost `article`s.
    pub(super) n_articles: u32,
}

impl Outline {
    /// Of a page's marks; `None` where some paragraph has no place.
    ///
    /// Whoever made the marks may have given a place of more or fewer numbers than its path has elements: such a tree is
    /// of no use, but it is a tree.
    pub(super) fn new<'a>(marks: impl Iterator<Item = &'a Marks>) -> Option<Outline> {
        let mut outline = Outline::default();
        // The elements around the last paragraph, outermost first, and its place.
        let (mut open, mut above): (Vec<u32>, &[u32]) = (Vec::new(), &[]);
        for marks in marks {
            let place = marks.place();
            if place.is_empty() {
                return None;
            }
            let pairs = above.iter().zip(place);
            open.truncate(pairs.take_while(|(above, own)| above == own).count());
            outline.descend(marks, &mut open);
            for node in &open {
                outline.nodes[*node as usize].paragraphs += 1;
            }
            outline.innermost.push(*open.last()?);
            above = place;
        }
        outline.find_cards();
        Some(outline)
    }

    /// Adds the elements around a paragraph that are not open yet, and opens them.
    fn descend(&mut self, marks: &Marks, open: &mut Vec<u32>) {
        let missing = marks.place().len() - open.len();
        let elements: Vec<Element<'_>> = Path::parse(marks.path()).take(missing).collect();
        for element in elements.into_iter().rev() {
            open.push(self.enter(element, open.last().copied()));
        }
    }

    /// Adds an element in its parent.
    fn enter(&mut self, element: Element<'_>, parent: Option<u32>) -> u32 {
        let own = self.nodes.len() as u32;
        let around = parent.map(|parent| self.nodes[parent as usize]);
        let (landmark, landmark_at) = match Landmark::of_element(element) {
            Some(landmark) => (landmark, own),
            None => around.map_or((Landmark::None, own), |node| {
                (node.landmark, node.landmark_at)
            }),
        };
        let mut article = around.map_or(0, |node| node.article);
        if article == 0 && element.tag() == "article" {
            self.n_articles += 1;
            article = self.n_articles;
        }
        self.nodes.push(Node {
            parent: parent.unwrap_or(NONE),
            depth: around.map_or(0, |node| node.depth + 1),
            kind: kind(element),
            paragraphs: 0,
            landmark,
            landmark_at,
            article,
            card: NONE,
        });
        own
    }

    /// Finds the outermost card around each element: a card's own lists are parts of it. Parents come before what is in
    /// them, so one look at each is enough, however many cards stand in cards.
    fn find_cards(&mut self) {
        let mut alike: RapidHashMap<(u32, u64), u32> = RapidHashMap::default();
        for node in &self.nodes {
            *alike.entry((node.parent, node.kind)).or_default() += 1;
        }
        for at in 0..self.nodes.len() {
            let node = self.nodes[at];
            let around = self.nodes.get(node.parent as usize);
            // An outermost element has no parent whose cards it could be one of.
            let is_card = alike[&(node.parent, node.kind)] >= LEAST_CARDS
                && node.parent != NONE
                && node.paragraphs <= LARGEST_CARD;
            self.nodes[at].card = match around.map_or(NONE, |around| around.card) {
                NONE if is_card => at as u32,
                card => card,
            };
        }
    }

    fn node(&self, paragraph: usize) -> &Node {
        &self.nodes[self.innermost[paragraph] as usize]
    }

    pub(super) fn n_paragraphs(&self) -> usize {
        self.innermost.len()
    }

    /// The card that a paragraph stands in.
    pub(super) fn card(&self, paragraph: usize) -> Option<u32> {
        Some(self.node(paragraph).card).filter(|card| *card != NONE)
    }

    /// The element whose cards that card is one of.
    pub(super) fn list(&self, paragraph: usize) -> Option<u32> {
        self.card(paragraph)
            .map(|card| self.nodes[card as usize].parent)
    }

    /// How many elements of a paragraph's path stand inside of its card.
    pub(super) fn inside_card(&self, paragraph: usize) -> Option<usize> {
        let card = self.card(paragraph)?;
        let inside = self.node(paragraph).depth - self.nodes[card as usize].depth;
        Some(inside as usize)
    }

    /// The innermost landmark around a paragraph, and its element.
    pub(super) fn landmark(&self, paragraph: usize) -> (Landmark, u32) {
        let node = self.node(paragraph);
        (node.landmark, node.landmark_at)
    }

    /// The number of the outermost `article` that a paragraph stands in, from 1; 0 outside of all.
    pub(super) fn article(&self, paragraph: usize) -> u32 {
        self.node(paragraph).article
    }
}

/// Tag and first word of id and class, without digits: templates number what they repeat.
fn kind(element: Element<'_>) -> u64 {
    let word = element.words().split('.').next().unwrap_or_default();
    let digit = |c: char| c.is_ascii_digit();
    let word = word.split(digit).next().unwrap_or_default();
    rapidhash_v3(element.tag().as_bytes()) ^ rapidhash_v3(word.as_bytes()).rotate_left(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(paragraphs: &[(&str, &[u32])]) -> Outline {
        let marks: Vec<Marks> = paragraphs
            .iter()
            .map(|(path, place)| Marks::new("p", 0.0, *path).with_place(place.to_vec()))
            .collect();
        Outline::new(marks.iter()).expect("places")
    }

    #[test]
    fn repeated_elements_are_cards_and_their_parent_is_the_list() {
        let page = outline(&[
            ("h1 < main < body", &[0, 0, 0]),
            ("h3 < div.card1 < div.grid < main < body", &[0, 0, 1, 0, 0]),
            ("p < div.card1 < div.grid < main < body", &[0, 0, 1, 0, 1]),
            ("h3 < div.card2 < div.grid < main < body", &[0, 0, 1, 1, 0]),
            ("h3 < div.card3 < div.grid < main < body", &[0, 0, 1, 2, 0]),
            ("p < footer < body", &[0, 1, 0]),
        ]);
        let cards: Vec<_> = (0..6).map(|i| page.card(i)).collect();
        assert_eq!((cards[0], cards[5]), (None, None));
        assert!(cards[1].is_some() && cards[1] == cards[2] && cards[2] != cards[3]);
        assert_eq!(page.list(1), page.list(4));
        let landmarks: Vec<_> = (0..6).map(|i| page.landmark(i).0).collect();
        assert_eq!(landmarks[0], Landmark::Main);
        assert_eq!(landmarks[4..], [Landmark::Main, Landmark::Footer]);
    }

    #[test]
    fn articles_are_numbered() {
        let page = outline(&[
            ("h1 < article < main", &[0, 0, 0]),
            ("p < article < article < main", &[0, 0, 1, 0]),
            ("h1 < article < main", &[0, 1, 0]),
            ("p < main", &[0, 2]),
        ]);
        let articles: Vec<_> = (0..4).map(|i| page.article(i)).collect();
        assert_eq!((articles, page.n_articles), (vec![1, 1, 2, 0], 2));
    }

    #[test]
    fn two_alike_are_no_cards_and_neither_are_outermost_elements() {
        let two = outline(&[("p < div < ul", &[0, 0, 0]), ("p < div < ul", &[0, 1, 0])]);
        assert_eq!(two.card(0), None);
        let three = outline(&[
            ("p < div", &[0, 0]),
            ("p < div", &[1, 0]),
            ("p < div", &[2, 0]),
        ]);
        assert_eq!(three.card(0), None);
        // A tag and a first word, whatever number is behind it, are one kind.
        let others = outline(&[
            ("p.a < ul", &[0, 0]),
            ("p.b < ul", &[0, 1]),
            ("h2.a < ul", &[0, 2]),
        ]);
        assert_eq!(others.card(0), None);
    }

    #[test]
    fn the_outermost_card_counts_and_paths_end_at_it() {
        let path = "b < li < ul < li < ul";
        let place = |card, item| vec![0, card, 0, item, 0];
        let places: Vec<_> = (0..9).map(|i| place(i / 3, i % 3)).collect();
        let paragraphs: Vec<_> = places.iter().map(|place| (path, &place[..])).collect();
        let page = outline(&paragraphs);
        assert!(page.card(0).is_some() && page.card(0) == page.card(2));
        assert_eq!(page.inside_card(0), Some(3));
    }

    #[test]
    fn what_has_more_than_forty_paragraphs_is_no_card() {
        let of = |most: u32| {
            let path = "p < article < main";
            let mut places: Vec<_> = (0..most).map(|p| vec![0, 0, p]).collect();
            places.extend([vec![0, 1, 0], vec![0, 2, 0]]);
            let paragraphs: Vec<_> = places.iter().map(|place| (path, &place[..])).collect();
            let page = outline(&paragraphs);
            (page.inside_card(0), page.inside_card(most as usize))
        };
        assert_eq!(of(LARGEST_CARD), (Some(1), Some(1)));
        // Its paragraphs are cards themselves.
        assert_eq!(of(LARGEST_CARD + 1), (Some(0), Some(1)));
    }

    #[test]
    fn an_element_that_is_left_is_another_one_when_it_comes_again() {
        let page = outline(&[
            ("p < nav < body", &[0, 0, 0]),
            ("p < body", &[0, 1]),
            ("p < nav < body", &[0, 0, 0]),
        ]);
        assert_ne!(page.landmark(0).1, page.landmark(2).1);
    }

    #[test]
    fn places_that_do_not_fit_their_paths_make_a_tree_all_the_same() {
        let page = outline(&[
            ("p < div", &[0, 0, 0, 0, 0]),
            ("p < div < main < body", &[0, 0]),
            ("", &[0, 0, 7]),
            ("", &[5]),
            ("p < div", &[5]),
        ]);
        for paragraph in 0..page.n_paragraphs() {
            assert_eq!(page.card(paragraph), None);
            assert_eq!(page.article(paragraph), 0);
        }
    }

    #[test]
    fn without_places_there_is_none() {
        let marks = [Marks::new("p", 0.0, "p < body")];
        assert!(Outline::new(marks.iter()).is_none());
    }
}
