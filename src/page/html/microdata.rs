//! Microdata and times: what the elements of a page's body say of it, by `itemprop` and `datetime`.

use html5ever::{Attribute, QualName, local_name, ns};

use super::super::facts::{About, Claim, Source, Time};
use super::claim;
use super::names::value;
use super::tree::{Content, Id, Tree};

/// Most times that are kept.
const MOST_TIMES: usize = 10;

/// Most elements with an `itemprop` that are kept of one kind: a list of comments has hundreds.
const MOST_PROPERTIES: usize = 20;

/// Most nodes that are looked at for a property's text, and most elements around it.
const MOST_NODES: usize = 60;

/// Longest text of a property, in bytes.
const LONGEST: usize = 400;

/// Things that are parts of a page and have authors and dates of their own.
const PARTS: [&str; 6] = [
    "itemprop=comment",
    "itemtype=Comment",
    "itemtype=UserComments",
    "itemtype=Answer",
    "itemtype=Review",
    "itemprop=review",
];

/// What elements say, top to bottom.
#[derive(Default)]
pub(super) struct Microdata {
    times: Vec<Time>,
    properties: Vec<Property>,
}

/// An element that has an `itemprop` that is asked for.
struct Property {
    about: About,
    /// The `content` or `datetime`; where there is none, its text says it.
    value: Option<String>,
    element: Id,
}

impl Microdata {
    /// Takes what an element says, if it is one that does.
    pub fn read(&mut self, element: &QualName, attrs: &[Attribute], id: Id) {
        let itemprop = value(attrs, local_name!("itemprop"));
        let datetime = value(attrs, local_name!("datetime"));
        if element.ns != ns!(html) || (itemprop.is_empty() && datetime.is_empty()) {
            return;
        }
        self.add_time(datetime, itemprop);
        let content = value(attrs, local_name!("content"));
        for about in itemprop.split_ascii_whitespace().filter_map(about) {
            let before = self.properties.iter().filter(|other| other.about == about);
            if before.count() < MOST_PROPERTIES {
                self.properties.push(Property {
                    about,
                    value: claim::text(content).or_else(|| claim::text(datetime)),
                    element: id,
                });
            }
        }
    }

    /// The first few times.
    pub fn times(&self) -> Vec<Time> {
        self.times.clone()
    }

    /// What the properties say of the page, not those of its parts.
    pub fn claims(&self, tree: &Tree) -> Vec<Claim> {
        let own = self.properties.iter().filter(|property| {
            let mut around = std::iter::successors(Some(property.element), |id| tree.parent(*id));
            !around.by_ref().take(MOST_NODES).any(|id| is_part(tree, id))
        });
        let claims = own.filter_map(|property| {
            Some(Claim {
                about: property.about,
                source: Source::Microdata,
                text: property.text(tree)?,
            })
        });
        claims.collect()
    }

    fn add_time(&mut self, datetime: &str, itemprop: &str) {
        let text = |text| claim::text(text).unwrap_or_default();
        let time = Time {
            datetime: text(datetime),
            itemprop: text(itemprop),
        };
        if self.times.len() < MOST_TIMES && !time.datetime.is_empty() && !self.times.contains(&time)
        {
            self.times.push(time);
        }
    }
}

impl Property {
    fn text(&self, tree: &Tree) -> Option<String> {
        if self.value.is_some() {
            return self.value.clone();
        }
        let is_name = |id: &Id| says(tree, *id, "itemprop=name");
        let mut below = below(tree, self.element);
        let name = below.find(is_name).unwrap_or(self.element);
        claim::text(&text(tree, name))
    }
}

/// What an `itemprop` is about, if it is asked for.
fn about(word: &str) -> Option<About> {
    match word {
        "headline" => Some(About::Headline),
        "author" => Some(About::Author),
        "datePublished" => Some(About::Published),
        "dateModified" => Some(About::Modified),
        _ => None,
    }
}

fn is_part(tree: &Tree, id: Id) -> bool {
    PARTS.iter().any(|part| says(tree, id, part))
}

/// Whether an element has an attribute of this one value.
fn says(tree: &Tree, id: Id, attribute: &str) -> bool {
    let purpose = tree.element(id).map(|element| tree.words(element.purpose));
    purpose.is_some_and(|purpose| purpose.split(' ').any(|other| other == attribute))
}

/// The text in an element, its pieces apart.
fn text(tree: &Tree, element: Id) -> String {
    let mut text = String::new();
    for id in below(tree, element) {
        if let Content::Text(piece) = tree.content(id) {
            let words = tree.words(piece);
            let room = LONGEST.saturating_sub(text.len());
            text.push_str(&words[..words.floor_char_boundary(room)]);
            text.push(' ');
        }
    }
    text
}

/// The first few nodes below one, in the order of the page.
fn below(tree: &Tree, top: Id) -> impl Iterator<Item = Id> {
    let next = move |id: &Id| {
        tree.first_child(*id).or_else(|| {
            let mut up = std::iter::successors(Some(*id), |id| tree.parent(*id));
            up.by_ref()
                .take_while(|id| *id != top)
                .find_map(|id| tree.next(id))
        })
    };
    std::iter::successors(tree.first_child(top), next).take(MOST_NODES)
}

#[cfg(test)]
mod tests {
    use crate::page::{About, Page, Source};

    fn claims(html: &str) -> Vec<(About, String)> {
        let facts = Page::from_html(html).facts().clone();
        let claims = facts.claims.into_iter();
        let own = claims.filter(|claim| claim.source == Source::Microdata);
        own.map(|claim| (claim.about, claim.text)).collect()
    }

    #[test]
    fn properties_say_it_by_content_datetime_or_text() {
        let found = claims(
            "<h1 itemprop='name headline'>Ferry <i>sails</i></h1><time itemprop=datePublished datetime=2024-03-27>27/3\
             </time><span itemprop=dateModified content=2024-03-28>a day later</span>\
             <p itemprop=author itemscope>By <a itemprop=url href=/ada><b itemprop=name>Ada B.</b></a> of the Quay</p>",
        );
        let expected = [
            (About::Headline, "Ferry sails"),
            (About::Author, "Ada B."),
            (About::Published, "2024-03-27"),
            (About::Modified, "2024-03-28"),
        ];
        assert_eq!(
            found,
            expected.map(|(about, text)| (about, text.to_owned()))
        );
    }

    #[test]
    fn parts_of_a_page_say_nothing_of_it() {
        let found = claims(
            "<div itemprop=comment><b itemprop=author>Alan</b></div><div itemtype=https://schema.org/Answer>\
             <time itemprop=datePublished datetime=2024></time></div>",
        );
        assert_eq!(found, []);
    }

    #[test]
    fn ten_times_are_kept_each_once() {
        let times: String = (0..40)
            .map(|n| format!("<time datetime=2024-01-{:02}></time>", n / 2))
            .collect();
        let page = Page::from_html(&format!("<time itemprop=x datetime=2023>t</time>{times}"));
        let times = &page.facts().times;
        assert_eq!(times.len(), 10);
        assert_eq!((&*times[0].datetime, &*times[0].itemprop), ("2023", "x"));
        assert_eq!(times[9].datetime, "2024-01-08");
    }
}
