//! What tells kinds of pages apart, counted.

use crate::Label;
use crate::features::Meanings;
use crate::page::Marks;
use crate::verdict::survey::Survey;

const REPLIES: Meanings = Meanings::named("reply forum");
const SHOP: Meanings = Meanings::named("shop");
const PRICES: Meanings = Meanings::named("price shop");
const DATES: Meanings = Meanings::named("date");

/// Share of a paragraph's text in links from which it is one.
const LINKED: f32 = 0.5;

/// Paragraphs from one of prose to the next that are still one run.
const STEP: usize = 3;

/// A page in figures.
pub(super) struct Evidence<'a> {
    /// Its types by JSON-LD and `og:type`.
    pub(super) types: &'a [String],
    /// Long paragraphs of the article, and their letters.
    pub(super) n_prose: usize,
    pub(super) prose_letters: usize,
    /// Letters of the longest run of prose, with at most two other paragraphs between two.
    pub(super) longest_run: usize,
    /// Share of the article in the page's characters, 0 to 1.
    pub(super) article_share: f32,
    /// Paragraphs of the article that are links, and that have an image beside them.
    pub(super) n_linked: usize,
    pub(super) n_images: usize,
    /// Paragraphs of related content.
    pub(super) n_related: usize,
    /// Paragraphs with cues of replies, of shops, and of prices in the article.
    pub(super) n_replies: usize,
    pub(super) n_shop: usize,
    pub(super) n_prices: usize,
    /// Whether the article has a date.
    pub(super) is_dated: bool,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(survey: &Survey<'a>) -> Evidence<'a> {
        let article = || survey.labelled(Label::Article);
        let marked = |holds: &dyn Fn(&Marks) -> bool| {
            article()
                .filter(|at| survey.marks(*at).is_some_and(holds))
                .count()
        };
        let saying = |of: Meanings| {
            (0..survey.len())
                .filter(|at| survey.said(*at).has_any(of))
                .count()
        };
        Evidence {
            types: &survey.page().facts().types,
            n_prose: survey.prose().count(),
            prose_letters: survey.prose().map(|at| survey.letters(at)).sum(),
            longest_run: longest_run(survey),
            article_share: survey.share(Label::Article),
            n_linked: marked(&|marks| marks.link_density() > LINKED),
            n_images: marked(&|marks| marks.beside().split(' ').any(|one| one == "img")),
            n_related: survey.labelled(Label::RelatedContent).count(),
            n_replies: saying(REPLIES),
            n_shop: saying(SHOP),
            n_prices: article()
                .filter(|at| survey.said(*at).has_any(PRICES))
                .count(),
            is_dated: article().any(|at| survey.said(at).has_any(DATES)),
        }
    }

    /// Whether it has one of these types.
    pub(super) fn claims(&self, types: &[&str]) -> bool {
        self.types.iter().any(|own| types.contains(&own.as_str()))
    }

    /// Whether its `og:type` is `article`: JSON-LD writes its types with a capital.
    pub(super) fn is_article_by_og(&self) -> bool {
        self.claims(&["article"])
    }
}

fn longest_run(survey: &Survey<'_>) -> usize {
    let (mut run, mut longest, mut last) = (0, 0, None);
    for at in survey.prose() {
        let goes_on = last.is_some_and(|last| at - last <= STEP);
        run = if goes_on { run } else { 0 } + survey.letters(at);
        longest = longest.max(run);
        last = Some(at);
    }
    longest
}
