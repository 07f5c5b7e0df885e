//! Access: whether the piece may be read, by what the page says and by where it ends.
//!
//! Decided in this order:
//! ```text
//! 1  the page is no article: open, but nothing stands there            open, unknown
//! 2  a wall right behind the article, which is cut off there: it       gated
//!    breaks off, or few long paragraphs stand before and hardly any
//!    behind, or it has less than half the words that JSON-LD claims
//! 3  a counter, or an offer to read on, anywhere                       metered
//! 4  next to no prose, which JSON-LD says is to be paid for, and a     gated
//!    subscription or a trial of one is offered somewhere
//! 5  no prose, or next to none, which breaks off                       unknown
//! 6  anything else                                                     open
//! ```
//! What JSON-LD claims of payment is evidence of its own, and counts in two places only where the text leaves it open: in line
//! 4, and in line 2, where few paragraphs alone are not cut off if the article is said to be free.

use super::kind::PageKind;
use super::names::named;
use super::pitches::PitchKind;
use super::reason::Reason;
use super::survey::Survey;
use super::wall::{Says, Wall};
use crate::Label;

named! {
    /// Whether a reader without an account may read the piece that a page is for.
    Access {
        /// The piece is whole, and nothing says that reading is limited; or the page is no single piece.
        Open = "open",
        /// The piece is whole, but the page says that reading is limited: a counter, or an offer to read on.
        Metered = "metered",
        /// The piece is cut off or missing, and an offer asks to pay, register or sign in to read it.
        Gated = "gated",
        /// It cannot be told: there is no piece, or it is cut off without a word of why.
        Unknown = "unknown",
    }
}

/// So many long paragraphs at most are a beginning.
const FEW: usize = 5;
/// So many long paragraphs at most may follow the offer: about the author, mostly.
const AFTER: usize = 2;
/// So many long paragraphs at most are next to nothing.
const LITTLE: usize = 3;
/// Fewest letters that a page has which is no article, and yet something.
const LEAST_LETTERS: usize = 250;
/// Fewest words by JSON-LD that its count is believed of.
const LEAST_CLAIMED: usize = 100;

/// Letters of a word, at most, on average, where spaces stand between words.
const LONGEST_WORD: usize = 15;

/// The access and what decided.
pub(super) fn decide(
    survey: &Survey<'_>,
    kind: PageKind,
    wall: Option<&Wall>,
    pitches: &[PitchKind],
) -> (Access, Vec<Reason>) {
    if kind != PageKind::Article {
        return of_no_article(survey, kind);
    }
    let walled = wall.and_then(|wall| behind_wall(survey, wall));
    walled.unwrap_or_else(|| without_wall(survey, pitches))
}

fn of_no_article(survey: &Survey<'_>, kind: PageKind) -> (Access, Vec<Reason>) {
    if kind == PageKind::Other && is_empty(survey) {
        return (Access::Unknown, vec![Reason::NoArticle]);
    }
    (Access::Open, vec![Reason::NoSinglePiece])
}

/// What a wall does to the article; nothing, if it is one by its place only and the article goes on.
fn behind_wall(survey: &Survey<'_>, wall: &Wall) -> Option<(Access, Vec<Reason>)> {
    let cut = cut_off(survey, wall);
    if wall.is_behind && !cut.is_empty() {
        let reasons = [&[found(wall)], &cut[..]].concat();
        return Some((Access::Gated, reasons));
    }
    wall.lets_read_on()
        .then(|| (Access::Metered, vec![found(wall)]))
}

fn found(wall: &Wall) -> Reason {
    match (wall.says, wall.is_behind) {
        (Says::Counter, _) => Reason::Counter(wall.at),
        (_, true) => Reason::WallBehindArticle(wall.at),
        (_, false) => Reason::Wall(wall.at),
    }
}

/// What says that the article is cut off at a wall.
fn cut_off(survey: &Survey<'_>, wall: &Wall) -> Vec<Reason> {
    let above = survey
        .labelled(Label::Article)
        .take_while(|at| *at < wall.at);
    let last = above.last();
    let broken = last
        .filter(|at| ends_in_dots(survey.text(*at)))
        .map(Reason::CutOff);
    let reasons = [broken, few(survey, wall), shorter(survey)];
    reasons.into_iter().flatten().collect()
}

/// Whether few long paragraphs stand before a wall and hardly any behind; not of an article that is said to be free.
fn few(survey: &Survey<'_>, wall: &Wall) -> Option<Reason> {
    let before = survey.prose().take_while(|at| *at < wall.at).count();
    let after = survey.prose().count() - before;
    let is_free = survey.page().facts().is_accessible_for_free == Some(true);
    (before <= FEW && after <= AFTER && !is_free).then_some(Reason::FewParagraphs(before))
}

/// What JSON-LD says of the article's length, if half of it or more is not there.
fn shorter(survey: &Survey<'_>) -> Option<Reason> {
    let facts = survey.page().facts();
    let words = |text: &str| text.split_whitespace().count();
    let article = || survey.labelled(Label::Article);
    let found: usize = article().map(|at| words(survey.text(at))).sum();
    let letters: usize = article().map(|at| survey.letters(at)).sum();
    // Where no spaces stand between words, JSON-LD counts something else.
    let count = facts.word_count.filter(|_| letters <= found * LONGEST_WORD);
    let body = facts.article_body.as_deref().map_or(0, words);
    let claimed = body.max(count.map_or(0, |n| n as usize));
    (claimed >= LEAST_CLAIMED && found < claimed / 2).then_some(Reason::Shorter { claimed, found })
}

/// Whether hardly anything stands there, as on a page of an error.
fn is_empty(survey: &Survey<'_>) -> bool {
    let letters = survey.labelled(Label::Article).map(|at| survey.letters(at));
    letters.sum::<usize>() < LEAST_LETTERS
}

fn without_wall(survey: &Survey<'_>, pitches: &[PitchKind]) -> (Access, Vec<Reason>) {
    let prose: Vec<usize> = survey.prose().collect();
    let is_little = prose.len() <= LITTLE;
    if is_little && is_sold(survey, pitches) {
        let reasons = vec![Reason::ClaimedPaid, Reason::FewParagraphs(prose.len())];
        return (Access::Gated, reasons);
    }
    match prose.last() {
        None => (Access::Unknown, vec![Reason::NoArticle]),
        Some(last) if is_little && breaks_off(survey.text(*last)) => {
            (Access::Unknown, vec![Reason::CutOff(*last)])
        }
        Some(_) => (Access::Open, vec![Reason::NoWall]),
    }
}

/// Whether JSON-LD says that the article is to be paid for, and the page offers how.
fn is_sold(survey: &Survey<'_>, pitches: &[PitchKind]) -> bool {
    let is_paid = survey.page().facts().is_accessible_for_free == Some(false);
    let offers = |kind: &PitchKind| matches!(kind, PitchKind::Paywall | PitchKind::Trial);
    is_paid && pitches.iter().any(offers)
}

/// A text without what may stand behind its end: brackets, quotation marks, white space.
fn without_closing(text: &str) -> &str {
    text.trim_end_matches([
        ' ', ']', ')', '"', '”', '“', '»', '«', '’', '\'', '」', '』', '）',
    ])
}

/// Whether a text ends in dots.
fn ends_in_dots(text: &str) -> bool {
    let text = without_closing(text);
    ["…", "...", "。。", ". . ."]
        .iter()
        .any(|dots| text.ends_with(dots))
}

/// Whether a text ends in dots, or announces what does not follow.
fn breaks_off(text: &str) -> bool {
    ends_in_dots(text) || without_closing(text).ends_with([':', '：', ','])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::sample::{BROKEN, PROSE, page, verdict};
    use crate::{PageFacts, page_verdict};

    const WALL: &str = "P Subscribe to continue reading this article";

    fn of(lines: &[&str]) -> (Access, Vec<Reason>) {
        let verdict = verdict("en", lines);
        (verdict.access, verdict.reasons)
    }

    #[test]
    fn a_wall_behind_a_beginning_gates() {
        let reasons = vec![Reason::WallBehindArticle(2), Reason::FewParagraphs(2)];
        assert_eq!(of(&[PROSE, PROSE, WALL]), (Access::Gated, reasons));
        // Of a long article only if it breaks off.
        let long = [PROSE; 9];
        assert_eq!(of(&[&long[..], &[WALL]].concat()).0, Access::Metered);
        assert_eq!(of(&[&long[..], &[BROKEN, WALL]].concat()).0, Access::Gated);
    }

    #[test]
    fn a_wall_before_the_article_meters() {
        assert_eq!(
            of(&[&[WALL], &[PROSE; 9][..]].concat()),
            (Access::Metered, vec![Reason::Wall(0)])
        );
        // It stands behind one paragraph, but eight more follow.
        assert_eq!(
            of(&[&[PROSE, WALL], &[PROSE; 8][..]].concat()).0,
            Access::Metered
        );
    }

    #[test]
    fn counters_meter() {
        for (language, line) in [
            ("en", "P You have 2 free articles left this month"),
            ("de", "P Sie haben noch 2 Artikel frei"),
        ] {
            let verdict = verdict(
                language,
                &[&[PROSE; 7][..], &["N Home", line, "P Subscribe"]].concat(),
            );
            assert_eq!(verdict.access, Access::Metered, "{line}");
            assert_eq!(verdict.reasons, [Reason::Counter(8)], "{line}");
        }
    }

    #[test]
    fn offers_of_other_things_leave_a_page_open() {
        for line in [
            "P Sign up for our newsletter",
            "P Subscribe",
            "P Follow us on Facebook",
            "P Download the app",
            "P Log in to comment",
        ] {
            assert_eq!(
                of(&[PROSE, PROSE, line]),
                (Access::Open, vec![Reason::NoWall]),
                "{line}"
            );
        }
    }

    #[test]
    fn it_cannot_be_told_of_nothing() {
        assert_eq!(
            of(&["A The ferry"]),
            (Access::Unknown, vec![Reason::NoArticle])
        );
        assert_eq!(of(&[BROKEN]), (Access::Unknown, vec![Reason::CutOff(0)]));
        assert_eq!(of(&[PROSE]).0, Access::Open);
    }

    #[test]
    fn the_length_that_json_ld_claims_counts() {
        let (page, labels) = page("en", &[&[PROSE; 9][..], &[WALL]].concat());
        let facts: PageFacts = serde_json::from_str(r#"{"word_count": 2000}"#).unwrap();
        let verdict = page_verdict(&page.with_facts(facts), &labels);
        // Nine paragraphs of 31 words.
        let shorter = Reason::Shorter {
            claimed: 2000,
            found: 9 * 31,
        };
        assert_eq!(verdict.reasons, [Reason::WallBehindArticle(9), shorter]);
        assert_eq!(verdict.access, Access::Gated);
    }

    #[test]
    fn what_a_page_claims_decides_only_where_the_text_does_not() {
        let claim = |free: bool| PageFacts {
            is_accessible_for_free: Some(free),
            ..PageFacts::default()
        };
        let access = |lines: &[&str], free| {
            let (page, labels) = page("en", lines);
            page_verdict(&page.with_facts(claim(free)), &labels).access
        };
        assert_eq!(access(&[PROSE], false), Access::Open);
        assert_eq!(
            access(&[PROSE, "N Home", "P Subscribe"], false),
            Access::Gated
        );
        assert_eq!(
            access(&[PROSE, "N Home", "P Subscribe"], true),
            Access::Open
        );
        assert_eq!(access(&[PROSE, WALL], true), Access::Metered);
        assert_eq!(access(&[BROKEN, WALL], true), Access::Gated);
    }

    #[test]
    fn texts_break_off_behind_quotation_marks_too() {
        assert!(ends_in_dots("“The tide...”") && ends_in_dots("Tide […]") && ends_in_dots("潮…」"));
        assert!(!ends_in_dots("The tide.") && !ends_in_dots(""));
        assert!(breaks_off("The master said:") && !breaks_off("The master said"));
    }
}
