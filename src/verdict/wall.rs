//! Walls: offers that let read on, and counters of what may still be read.

use super::pitches::words;
use super::survey::Survey;
use crate::Label;
use crate::features::Meanings;

/// What asks for money, a name or a password.
const ASKS: Meanings = Meanings::named(
    "subscribe already-subscriber sign-in register password account price trial member",
);
/// What promises to read.
const PROMISES: Meanings =
    Meanings::named("read-on unlimited exclusive access already-subscriber left");
/// What a line that lets read on speaks of in one breath.
const TERMS: Meanings = Meanings::named(
    "subscribe sign-in register already-subscriber access unlimited exclusive article free member read-on",
);
const READ_ON: Meanings = Meanings::named("read-on");
const EXCLUSIVE: Meanings = Meanings::named("exclusive");
const LEFT: Meanings = Meanings::named("left");
const ARTICLE: Meanings = Meanings::named("article read-on");
/// Offers that have readers of their own: to write, to listen, to get mail.
const ELSEWHERE: Meanings = Meanings::named("comments newsletter inbox podcast event");

/// Longest line that is all about who may read, in characters.
const LONGEST_NOTICE: usize = 80;

/// So many paragraphs that are no article may stand between it and the offer behind it.
const BETWEEN: usize = 4;

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
pub(super) fn of(survey: &Survey<'_>) -> Vec<Wall> {
    let mut walls = Vec::new();
    // Paragraphs since the article that are neither pitch nor article.
    let mut since = usize::MAX;
    for at in 0..survey.len() {
        match survey.label(at) {
            Label::Article => since = 0,
            Label::SubscriptionPitch => {
                let is_behind = since <= BETWEEN;
                let says = says(survey, at, is_behind).into_iter();
                walls.extend(says.map(|says| Wall {
                    at,
                    says,
                    is_behind,
                }));
            }
            _ => since = since.saturating_add(1),
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
    if said.has_any(LEFT) && near.has_any(TERMS) {
        return Some(Says::Counter);
    }
    if said.has_any(ELSEWHERE) && !is_behind {
        return None;
    }
    if lets_read(survey, at, is_behind) || is_notice(survey, at) {
        return Some(Says::ReadOn);
    }
    (is_behind && near.has_any(PROMISES)).then_some(Says::Offer)
}

/// Whether it lets read on, and not just learn more.
fn lets_read(survey: &Survey<'_>, at: usize, is_behind: bool) -> bool {
    let said = survey.said(at);
    said.has_any(READ_ON)
        && (is_behind || said.has_any(TERMS))
        && words::begins(survey.text(at), words::READS)
}

/// Whether it is a line that says for whom the article is.
fn is_notice(survey: &Survey<'_>, at: usize) -> bool {
    let is_short = survey.length(at) <= LONGEST_NOTICE;
    is_short && survey.said(at).has_any(EXCLUSIVE) && survey.near(at).has_any(ARTICLE)
}
