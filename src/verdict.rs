//! The verdict on a page: may it be read, what is offered on it, what kind of page it is.
//!
//! Labels say what each paragraph is; this says what they come to. Nothing is learned here: rules over the meanings of
//! words in 42 languages, over marks where the page has them, and over where things stand. Each rule that decided leaves
//! a [`Reason`].
//! ```text
//! said      page -> what a paragraph means, and those around it, read when it is asked for
//! survey    page + labels -> what the rules look at: lengths, what is said, the article's prose
//! wall      offers to read on, and counters
//! pitches   kinds of offer, by a table of meanings
//! access    wall, ending, length -> open, metered, gated, unknown
//! kind      article, listing, forum, product, other
//! reason    why, in words
//! ```

mod access;
mod kind;
mod names;
mod pitches;
mod reason;
mod said;
#[cfg(test)]
mod sample;
mod survey;
mod wall;

use serde::Serialize;

use crate::model::Predictions;
use crate::page::Page;
use crate::{Label, Result};
pub use access::Access;
pub use kind::PageKind;
pub use pitches::PitchKind;
pub use reason::Reason;
use survey::Survey;

/// What the labels of a page come to.
///
/// As JSON it is one object with all fields; names are those of [`Access::name`] and the like, reasons are sentences.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// How much of the page each label has.
    pub shares: Shares,
    /// Whether a reader without an account may read what the page is for, by the text's own evidence.
    pub access: Access,
    /// What its pitches offer, in the order of [`PitchKind::ALL`], each once.
    pub pitches: Vec<PitchKind>,
    /// What kind of page it is.
    pub kind: PageKind,
    /// Whether the page itself claims that it can be read for free: [`crate::PageFacts::is_accessible_for_free`].
    pub claimed_free: Option<bool>,
    /// The selectors of the parts that are to be paid for by the page's own claim: [`crate::PageFacts::paid_parts`].
    pub paid_parts: Vec<String>,
    /// What decided, most telling first.
    pub reasons: Vec<Reason>,
}

/// How much of a page each label has, in characters: from 0 to 1, together 1, or all 0 on a page without text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Shares {
    /// Share of [`Label::Article`].
    pub article: f32,
    /// Share of [`Label::SubscriptionPitch`].
    pub subscription_pitch: f32,
    /// Share of [`Label::Navigation`].
    pub navigation: f32,
    /// Share of [`Label::RelatedContent`].
    pub related_content: f32,
}

impl Shares {
    fn measure(survey: &Survey<'_>) -> Shares {
        Shares {
            article: survey.share(Label::Article),
            subscription_pitch: survey.share(Label::SubscriptionPitch),
            navigation: survey.share(Label::Navigation),
            related_content: survey.share(Label::RelatedContent),
        }
    }
}

/// The verdict on a page whose paragraphs have these labels, from whatever model they are, or by hand.
///
/// Paragraphs without a label, where there are fewer labels, count as [`Label::Navigation`]; labels too many are passed over.
///
/// ```
/// use unpitch::{Access, Label, Page, PitchKind};
///
/// let text = "The ferries sail again from Monday, the harbour master said, but the timetable of the...\n\n\
///     Subscribe to continue reading\n";
/// let verdict = unpitch::page_verdict(&Page::from_text(text), &[Label::Article, Label::SubscriptionPitch]);
/// assert_eq!(verdict.access, Access::Gated);
/// assert_eq!(verdict.pitches, [PitchKind::Paywall]);
/// assert_eq!(verdict.reasons[0].to_string(), "an offer to read on follows the article's last paragraph (position 1)");
/// ```
#[must_use]
pub fn page_verdict(page: &Page, labels: &[Label]) -> Verdict {
    let language = page.language_or_detected();
    read(&Survey::new(page, labels, language, None))
}

fn read(survey: &Survey<'_>) -> Verdict {
    let facts = survey.page().facts();
    let walls = wall::find(survey);
    let pitches = pitches::offered(survey, &walls);
    let kind = kind::tell(survey, walls.iter().any(|wall| wall.is_behind));
    let (access, reasons) = access::decide(survey, kind, walls.first(), &pitches);
    Verdict {
        shares: Shares::measure(survey),
        access,
        pitches,
        kind,
        claimed_free: facts.is_accessible_for_free,
        paid_parts: facts.paid_parts.clone(),
        reasons,
    }
}

impl Predictions {
    /// The verdict on the page: whether it may be read, what is offered on it, what kind of page it is.
    ///
    /// ```
    /// # #[cfg(feature = "default-model")] {
    /// use unpitch::{Access, Model, Page, PageKind};
    ///
    /// let page = Page::from_text("Ferries sail again from Monday, the harbour master said.\n\nSign in\n");
    /// let verdict = Model::embedded().predict(&page).verdict(&page)?;
    /// let is_kept = verdict.kind == PageKind::Article && verdict.access != Access::Gated;
    /// println!("{} {}: {is_kept}, for {}", verdict.kind, verdict.access, verdict.reasons[0]);
    /// # }
    /// # Ok::<(), unpitch::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::OtherPage`](crate::Error::OtherPage) if `page` is not the page that was labelled.
    pub fn verdict(&self, page: &Page) -> Result<Verdict> {
        let labels: Vec<Label> = self
            .zip(page)?
            .map(|(_, prediction)| prediction.label())
            .collect();
        let language = self.language();
        Ok(read(&Survey::new(page, &labels, language, self.meanings())))
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{PROSE, page};
    use super::*;
    use crate::{Label, PageFacts};

    #[test]
    fn shares_are_of_characters_and_sum_to_one() {
        let (page, labels) = page("en", &["A Ferries!", "P Login", "N Up", "R Tide"]);
        let Shares {
            article,
            subscription_pitch,
            navigation,
            related_content,
        } = page_verdict(&page, &labels).shares;
        // 8, 5, 2 and 4 of 19.
        let of_19 = [article, subscription_pitch, navigation, related_content]
            .map(|share| (share * 19.0).round());
        assert_eq!(of_19, [8.0, 5.0, 2.0, 4.0]);
        assert_eq!(
            page_verdict(&Page::default(), &[]).shares,
            Shares::default()
        );
    }

    #[test]
    fn labels_may_be_too_few_or_too_many() {
        let (page, labels) = page(
            "en",
            &[PROSE, "P Subscribe to continue reading this article"],
        );
        let whole = page_verdict(&page, &labels);
        let more = [&labels[..], &[Label::Article; 3]].concat();
        assert_eq!(page_verdict(&page, &more), whole);
        assert!(page_verdict(&page, &labels[..1]).pitches.is_empty());
    }

    #[test]
    fn json_has_names_and_sentences() {
        let (page, labels) = page(
            "en",
            &[PROSE, "P Subscribe to continue reading this article"],
        );
        let facts: PageFacts = serde_json::from_str(r##"{"paid_parts": ["#rest"]}"##).unwrap();
        let json = serde_json::to_value(page_verdict(&page.with_facts(facts), &labels)).unwrap();
        assert_eq!(json["access"], "gated");
        assert_eq!(json["pitches"], serde_json::json!(["paywall"]));
        assert_eq!(json["kind"], "article");
        assert_eq!(json["claimed_free"], serde_json::Value::Null);
        assert_eq!(json["paid_parts"], serde_json::json!(["#rest"]));
        assert_eq!(json["reasons"][1], "long paragraphs of the article: 1");
    }

    #[cfg(feature = "default-model")]
    #[test]
    fn predictions_answer_for_their_own_page_only() {
        let (page, _) = page("en", &[PROSE, "P Already a subscriber? Sign in"]);
        let labels = crate::Model::embedded().predict(&page);
        assert!(labels.verdict(&page).is_ok());
        let other = labels.verdict(&Page::from_text("Tides"));
        assert!(matches!(other, Err(crate::Error::OtherPage)));
    }

    #[cfg(feature = "default-model")]
    #[test]
    fn what_labelling_has_read_need_not_be_read_again() {
        let facts: PageFacts = serde_json::from_str(r#"{"language": "fr"}"#).unwrap();
        let (page, _) = page(
            "de",
            &[PROSE, "P Jetzt weiterlesen", "P S'abonner", "N Antworten"],
        );
        let page = page.with_facts(facts);
        let predictions = crate::Model::embedded().predict(&page);
        let labels: Vec<Label> = predictions.iter().map(|one| one.label()).collect();
        let verdict = predictions.verdict(&page).unwrap();
        assert_eq!(verdict, page_verdict(&page, &labels));
        let known = Survey::new(&page, &labels, page.language(), predictions.meanings());
        let read = Survey::new(&page, &labels, page.language(), None);
        for at in 0..page.paragraphs().len() {
            assert_eq!(known.said(at), read.said(at));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(texts in proptest::collection::vec(".{0,40}", 0..12), seed in 0..4_usize) {
            let page = Page::from_text(&texts.join("\n\n"));
            let labels: Vec<Label> = (0..texts.len()).map(|at| Label::ALL[(at + seed) % 4]).collect();
            let verdict = page_verdict(&page, &labels);
            proptest::prop_assert!(!verdict.reasons.is_empty());
            proptest::prop_assert!(verdict.pitches.windows(2).all(|two| two[0] < two[1]));
        }
    }
}
