//! Walls: offers that let read on, and counters of what may still be read.

use super::pitches::words;
use super::survey::Survey;
use crate::Label;
use crate::features::Meanings;

/// What asks for money, a name or a password.
const ASKS: Meanings = Meanings::named(
    "subscribe already-subscriber sign-in register password account price trial member",
);
/// What asks so plainly.
const DEMANDS: Meanings = Meanings::named("subscribe already-subscriber sign-in register price");
/// What a line that lets read on speaks of in one breath.
const TERMS: Meanings = Meanings::named(
    "subscribe sign-in register already-subscriber access unlimited exclusive article free",
);
/// What stands around it.
const PROMISES: Meanings = Meanings::named("already-subscriber access unlimited exclusive");
const READ_ON: Meanings = Meanings::named("read-on");
const EXCLUSIVE: Meanings = Meanings::named("exclusive");
const LEFT: Meanings = Meanings::named("left");
const ARTICLE: Meanings = Meanings::named("article");
const READERS: Meanings = Meanings::named("subscribe sign-in already-subscriber");
/// What an offer says, and no notice.
const OFFERED: Meanings = Meanings::named("receive unlimited price");
const ALREADY: Meanings = Meanings::named("already-subscriber");
const PLENTY: Meanings = Meanings::named("unlimited exclusive access");
/// Offers that have readers of their own: to write, to listen, to get mail.
const ELSEWHERE: Meanings = Meanings::named("comments newsletter inbox podcast event");
/// Mail and gifts, which stand behind articles and limit nothing.
const HARMLESS: Meanings = Meanings::named("newsletter inbox donate support gift comments");
/// The small print of a box says that one has read it.
const SMALL_PRINT: Meanings = Meanings::named("terms consent privacy");

/// Longest line that is all about who may read, in characters.
const LONGEST_NOTICE: usize = 80;

/// So many paragraphs that are neither may stand between an article and the offer behind it, and so many of offers.
const BETWEEN: usize = 4;
const OFFERS: usize = 12;

/// What a wall says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// So many articles are left.
    Counter,
    /// To read on, to read the whole, for subscribers only.
    ReadOn,
    /// An offer that only its place makes a wall.
    Offer,
}

/// A wall and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wall {
    /// Its first paragraph.
    pub(super) at: usize,
    pub(super) says: Says,
    /// Whether it stands right behind a paragraph of the article.
    pub(super) is_behind: bool,
}

impl Wall {
    /// Whether its words make it a wall wherever it stands.
    pub(super) fn lets_read_on(&self) -> bool {
        self.says != Says::Offer
    }
}

/// The walls of a page, the most telling first: those right behind the article, then those that say it, then as they stand.
pub(super) fn find(survey: &Survey<'_>) -> Vec<Wall> {
    let mut walls = Vec::new();
    // Paragraphs since the article: others, and pitches. There is none above the first.
    let (mut others, mut offers) = (BETWEEN + 1, 0_usize);
    for at in 0..survey.len() {
        match survey.label(at) {
            Label::Article => (others, offers) = (0, 0),
            Label::SubscriptionPitch => {
                offers += 1;
                let is_behind = others <= BETWEEN && offers <= OFFERS;
                let says = says(survey, at, is_behind).into_iter();
                walls.extend(says.map(|says| Wall {
                    at,
                    says,
                    is_behind,
                }));
            }
            _ => others += 1,
        }
    }
    walls.sort_by_key(|wall| (!wall.is_behind, !wall.lets_read_on()));
    walls
}

/// What a pitch says of reading, right behind the article or not.
fn says(survey: &Survey<'_>, at: usize, is_behind: bool) -> Option<Says> {
    let (said, near) = (survey.said(at), survey.near(at));
    if !near.has_any(ASKS) {
        return None;
    }
    if said.has_any(LEFT) && near.has_any(TERMS.union(READ_ON)) && !said.has_any(SMALL_PRINT) {
        return Some(Says::Counter);
    }
    if said.has_any(ELSEWHERE) && !is_behind {
        return None;
    }
    if lets_read(survey, at, is_behind) {
        return Some(Says::ReadOn);
    }
    if words::begins(survey.text(at), words::COMMENTS) {
        return None;
    }
    if is_notice(survey, at, is_behind) {
        return Some(Says::ReadOn);
    }
    (is_behind && promises(survey, at)).then_some(Says::Offer)
}

/// Whether it lets read on, and not just learn more.
fn lets_read(survey: &Survey<'_>, at: usize, is_behind: bool) -> bool {
    let (said, near) = (survey.said(at), survey.near(at));
    let is_meant = said.has_any(TERMS)
        || near.has_any(PROMISES)
        || (is_behind && near.has_any(DEMANDS) && !near.has_any(HARMLESS));
    is_meant
        && said.has_any(READ_ON)
        && !said.has_any(SMALL_PRINT.union(ELSEWHERE))
        && words::begins(survey.text(at), words::READS)
}

/// Whether it is a line that says for whom the article is.
fn is_notice(survey: &Survey<'_>, at: usize, is_behind: bool) -> bool {
    let said = survey.said(at);
    let is_meant = said.has_any(ARTICLE) && (is_behind || said.has_any(READERS));
    is_meant
        && said.has_any(EXCLUSIVE)
        && !said.has_any(OFFERED)
        && survey.length(at) <= LONGEST_NOTICE
}

/// Whether it offers what can only be the rest of the article, in the place where it stands.
fn promises(survey: &Survey<'_>, at: usize) -> bool {
    let near = survey.near(at);
    let plenty = near.has_any(PLENTY) && near.has_any(ARTICLE) && near.has_any(DEMANDS);
    (near.has_any(ALREADY) || plenty) && !near.has_any(HARMLESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::sample::{PROSE, page};

    fn of(language: &str, lines: &[&str]) -> Vec<(usize, Says, bool)> {
        let (page, labels) = page(language, lines);
        let walls = super::find(&Survey::new(&page, &labels, page.language(), None)).into_iter();
        walls
            .map(|wall| (wall.at, wall.says, wall.is_behind))
            .collect()
    }

    #[test]
    fn walls_say_it_in_many_languages() {
        for (language, line) in [
            ("en", "P Log in to read the full article"),
            ("de", "P Jetzt abonnieren und weiterlesen"),
            ("fr", "P Abonnez-vous pour lire la suite"),
            ("es", "P Suscríbete para seguir leyendo"),
            ("it", "P Abbonati per continuare a leggere"),
            ("nl", "P Abonneer je en lees verder"),
            ("pl", "P Zaloguj się, aby czytać dalej"),
            ("ja", "P ログインして続きを読む"),
        ] {
            assert_eq!(
                of(language, &[PROSE, line]),
                [(1, Says::ReadOn, true)],
                "{language}: {line}"
            );
        }
    }

    #[test]
    fn notices_are_of_articles() {
        assert_eq!(
            of("en", &[PROSE, "P This article is for subscribers only"]),
            [(1, Says::ReadOn, true)]
        );
        assert_eq!(
            of("en", &[PROSE, "P This chart is for subscribers only"]),
            []
        );
        assert_eq!(
            of("en", &["P Exclusive articles, right to your inbox", PROSE]),
            []
        );
    }

    #[test]
    fn whoever_may_comment_may_read() {
        let line = "P Only subscribers can comment on this article";
        assert_eq!(of("en", &[PROSE, line]), []);
    }

    #[test]
    fn the_place_makes_an_offer_a_wall() {
        let offer = "P Unlimited articles for subscribers from just $1";
        assert_eq!(of("en", &[PROSE, offer]), [(1, Says::Offer, true)]);
        assert_eq!(of("en", &[offer, PROSE]), []);
        // Five lines of a menu lie between.
        assert_eq!(
            of("en", &[&[PROSE], &["N Home"; 5][..], &[offer]].concat()),
            []
        );
    }

    #[test]
    fn small_print_counts_nothing() {
        let print = "P By subscribing you agree that you have read our privacy policy";
        assert_eq!(of("en", &[PROSE, print]), []);
    }

    #[test]
    fn the_most_telling_wall_comes_first() {
        let wall = "P Subscribe to read the full article";
        let walls = of(
            "en",
            &[
                wall,
                PROSE,
                "P Already a subscriber? Sign in",
                "N Home",
                wall,
            ],
        );
        assert_eq!(
            walls.iter().map(|wall| wall.0).collect::<Vec<_>>(),
            [4, 2, 0]
        );
    }
}
