//! What tells kinds of pages apart, counted.

use crate::Label;
use crate::features::Meanings;
use crate::page::Marks;
use crate::verdict::survey::Survey;

const REPLIES: Meanings = Meanings::named("reply forum");
const SHOP: Meanings = Meanings::named("shop");
const PRICES: Meanings = Meanings::named("price shop");
const INGREDIENTS: Meanings = Meanings::named("ingredients");
const METHOD: Meanings = Meanings::named("method");
const DATES: Meanings = Meanings::named("date");

/// Share of a paragraph's text in links from which it is one.
const LINKED: f32 = 0.5;

/// Paragraphs from one of prose to the next that are still one run.
const STEP: usize = 3;

/// A page in figures. What words mean is read only when it is asked for: by far the most of the work.
pub(super) struct Evidence<'a, 's> {
    survey: &'s Survey<'a>,
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
}

impl<'a, 's> Evidence<'a, 's> {
    pub(super) fn new(survey: &'s Survey<'a>) -> Evidence<'a, 's> {
        let marked = |holds: &dyn Fn(&Marks) -> bool| {
            let article = survey.labelled(Label::Article);
            let held = article.filter(|at| survey.marks(*at).is_some_and(holds));
            held.count()
        };
        Evidence {
            survey,
            types: &survey.page().facts().types,
            n_prose: survey.prose().count(),
            prose_letters: survey.prose().map(|at| survey.letters(at)).sum(),
            longest_run: longest_run(survey),
            article_share: survey.share(Label::Article),
            n_linked: marked(&|marks| marks.link_density() > LINKED),
            n_images: marked(&|marks| marks.beside().split(' ').any(|one| one == "img")),
            n_related: survey.labelled(Label::RelatedContent).count(),
        }
    }

    /// How many paragraphs have cues of replies, but in related content.
    pub(super) fn n_replies(&self) -> usize {
        self.around(REPLIES)
    }

    /// How many have cues of shops, but in related content.
    pub(super) fn n_shop(&self) -> usize {
        self.around(SHOP)
    }

    /// How many paragraphs of the article have cues of prices.
    pub(super) fn n_prices(&self) -> usize {
        self.own(PRICES).count()
    }

    /// Whether the article has a date.
    pub(super) fn is_dated(&self) -> bool {
        self.own(DATES).next().is_some()
    }

    /// Whether the article has ingredients and what to do with them.
    pub(super) fn is_recipe(&self) -> bool {
        let n_ingredients = self.own(INGREDIENTS).count();
        let n_steps = self.own(METHOD).count();
        n_ingredients > 0 && n_steps > 0 && n_ingredients + n_steps > 2
    }

    /// The paragraphs of the article that say one of these.
    fn own(&self, of: Meanings) -> impl Iterator<Item = usize> {
        let article = self.survey.labelled(Label::Article);
        article.filter(move |at| self.survey.said(*at).has_any(of))
    }

    /// How many paragraphs do, but in related content: what other pages say of replies and goods is theirs.
    fn around(&self, of: Meanings) -> usize {
        let here =
            (0..self.survey.len()).filter(|at| self.survey.label(*at) != Label::RelatedContent);
        here.filter(|at| self.survey.said(*at).has_any(of)).count()
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
