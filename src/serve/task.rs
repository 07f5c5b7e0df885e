//! One page that was sent -> the line that answers it, on a worker's thread.

use serde_json::value::RawValue;

use super::refusal::Refusal;
use crate::corpora::sent::{Media, Sent};
use crate::corpora::{InputPage, Read, Remark};
use crate::deadline::Deadline;
use crate::extract::CleanOptions;
use crate::label::Label;
use crate::language::Language;
use crate::model::{Model, Scorer};
use crate::page::Page;
use crate::records::Labelled;

/// What is to be made of a page.
#[derive(Clone, Debug)]
pub enum Action {
    Label { keep: Vec<Label>, explain: bool },
    Clean(CleanOptions),
    Verdict,
}

/// How pages are to be read, and what is to be made of them.
#[derive(Clone, Debug)]
pub struct Order {
    pub action: Action,
    pub language: Option<Language>,
    pub url: Option<String>,
}

/// A page to work on.
pub struct Task {
    pub order: std::sync::Arc<Order>,
    pub media: Media,
    pub bytes: Vec<u8>,
    /// Its line in the body, from 1.
    pub line: u64,
}

/// The field of the answer that says what of the page could not be used.
const REMARKS: &str = "unpitch_remarks";

impl Task {
    /// The answer, a line of JSON.
    pub fn run(
        self,
        model: &Model,
        scorer: &mut Scorer<'_>,
        deadline: Deadline,
    ) -> Result<Vec<u8>, Refusal> {
        let order = self.order;
        let sent = Sent {
            media: self.media,
            bytes: self.bytes,
            line: self.line,
            url: order.url.clone(),
            deadline,
        };
        let Read { page, remarks } = sent.job().run().map_err(|reject| reject.error)?;
        let mut page = page.ok_or_else(|| Refusal::bad("found no page"))?;
        page.fields.retain(|(name, _)| name != REMARKS);
        page.fields.extend(told(&remarks));
        order.check(page.page.page())?;
        Ok(order.answer(page, model, scorer, deadline)?)
    }
}

/// Most paragraphs of a page that are explained: each takes as long as scoring hundreds.
const MOST_EXPLAINED: usize = 5_000;

impl Order {
    /// Refuses to explain what would take for ever.
    fn check(&self, page: &Page) -> Result<(), Refusal> {
        let n = page.paragraphs().len();
        match &self.action {
            Action::Label { explain: true, .. } if n > MOST_EXPLAINED => {
                Err(Refusal::bad(format!(
                    "found a page of {n} paragraphs, expected at most {MOST_EXPLAINED} with explain; leave explain out"
                )))
            }
            _ => Ok(()),
        }
    }

    fn answer(
        &self,
        input: InputPage,
        model: &Model,
        scorer: &mut Scorer<'_>,
        deadline: Deadline,
    ) -> crate::Result<Vec<u8>> {
        let InputPage { page, fields, .. } = input;
        let (name, site) = (page.name().to_owned(), page.site().map(str::to_owned));
        let language = self.language.or(page.page().language());
        let page = page.into_page().with_language(language);
        let predictions = scorer.predict_until(&page, deadline)?;
        let verdict = predictions.verdict(&page)?;
        deadline.check()?;
        let explanation = match &self.action {
            Action::Label { explain: true, .. } => Some(model.explanation(&page)),
            _ => None,
        };
        let labelled = Labelled {
            name: &name,
            site: site.as_deref(),
            fields: &fields,
            page: &page,
            predictions: &predictions,
            verdict: &verdict,
            parts: None,
            keep: match &self.action {
                Action::Label { keep, .. } => keep,
                _ => &Label::ALL,
            },
            explanation: explanation.as_ref(),
        };
        match &self.action {
            Action::Label { .. } => labelled.paragraphs(),
            Action::Clean(options) => labelled.article(options),
            Action::Verdict => labelled.verdict(),
        }
    }
}

/// What could not be used of a page, as a field of its answer.
fn told(remarks: &[Remark]) -> Option<(String, Box<RawValue>)> {
    let texts: Vec<&str> = remarks.iter().map(|remark| &*remark.text).collect();
    let json = serde_json::value::to_raw_value(&texts).ok()?;
    (!texts.is_empty()).then(|| (REMARKS.to_owned(), json))
}
