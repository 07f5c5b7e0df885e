//! A page that was read -> a page with its labels and verdict, on any thread.

use std::io;
use std::sync::Mutex;

use unpitch::corpora::{Fields, InputPage, LeftOut, Repeated};
use unpitch::records::{Labelled, text_field};
use unpitch::{CleanOptions, Explanation, Label, Model, Page, Part, Predictions, Scorer, Verdict};

use super::said::shortcomings;
use super::tally::Seen;
use crate::args::PageArgs;
use crate::output::pages::Render;

/// What labels a page.
pub struct Labeller<'a> {
    pub args: &'a PageArgs,
    pub model: &'a Model,
    /// The labels whose paragraphs are written.
    pub keep: Vec<Label>,
    /// Whether to say why.
    pub explain: bool,
    /// The articles that paragraphs are left out of which other pages had, if that is asked for.
    pub without_repeated: Option<CleanOptions>,
    /// Scorers that no thread uses at the time: they know the words of the pages before.
    pub idle: Mutex<Vec<Scorer<'a>>>,
}

/// A page and all that is known of it.
pub struct LabelledPage<'a> {
    /// As the input has it.
    pub name: String,
    site: Option<String>,
    fields: Fields,
    page: Page,
    predictions: Predictions,
    verdict: Verdict,
    explanation: Option<Explanation<'a>>,
    /// The article's paragraphs, where some of them may be left out.
    parts: Option<Vec<Option<Part>>>,
    left_out: LeftOut,
    /// What the answer lacks, a line each.
    said: Vec<String>,
}

/// The answer to a page.
pub struct Answered {
    pub name: String,
    pub bytes: Vec<u8>,
    pub seen: Seen,
    /// The texts that are remembered of it.
    pub remembered: Vec<u64>,
    /// What it lacks, a line each.
    pub said: Vec<String>,
}

impl<'a> Labeller<'a> {
    /// Labels a page.
    pub fn label(&self, input: InputPage) -> io::Result<LabelledPage<'a>> {
        let said = shortcomings(&input);
        let said = said
            .map(|what| format!("{}: {what}", input.page.name()))
            .collect();
        let InputPage { page, fields, .. } = input;
        let given = self.args.inputs.language.or(page.page().language());
        let (name, site) = (page.name().to_owned(), page.site().map(str::to_owned));
        let page = page.into_page().with_language(given);
        let predictions = self.predictions(&page);
        let parts = self.without_repeated.as_ref();
        let parts = parts.map(|options| predictions.clean_paragraphs(&page, options));
        Ok(LabelledPage {
            explanation: self.explain.then(|| self.model.explanation(&page)),
            verdict: predictions.verdict(&page).map_err(io::Error::other)?,
            parts: parts.transpose().map_err(io::Error::other)?,
            left_out: LeftOut::default(),
            said,
            name,
            site,
            fields,
            page,
            predictions,
        })
    }

    fn predictions(&self, page: &Page) -> Predictions {
        let idle = || self.idle.lock().expect("no thread panics with it");
        let taken = idle().pop();
        let mut scorer = taken.unwrap_or_else(|| self.model.scorer());
        let predictions = scorer.predict(page);
        idle().push(scorer);
        predictions
    }

    /// Renders a page, under another name than its own where there is one.
    pub fn answer(
        &self,
        labelled: LabelledPage<'_>,
        name: Option<String>,
        render: &dyn Render,
    ) -> io::Result<Answered> {
        let name = name.as_ref().unwrap_or(&labelled.name);
        let bytes = render.render(&Labelled {
            name,
            fields: &labelled.fields,
            site: labelled.site.as_deref(),
            page: &labelled.page,
            predictions: &labelled.predictions,
            verdict: &labelled.verdict,
            parts: labelled.parts.as_deref(),
            keep: &self.keep,
            explanation: labelled.explanation.as_ref(),
        })?;
        Ok(Answered {
            bytes,
            seen: labelled.seen(),
            remembered: labelled.left_out.remembered,
            name: name.clone(),
            said: labelled.said,
        })
    }
}

impl LabelledPage<'_> {
    /// Leaves out what other pages of the site had. Pages have to come in their order.
    pub fn leave_out(&mut self, repeated: &mut Repeated) {
        let host = || host(&self.fields).or_else(|| self.page.facts().host.clone());
        let site = self.site.clone().or_else(host).unwrap_or_default();
        if let Some(parts) = &mut self.parts {
            self.left_out = repeated.leave_out(&site, &self.page, parts);
        }
    }

    fn seen(&self) -> Seen {
        let mut seen = Seen {
            access: self.verdict.access,
            left_out: self.left_out.n,
            labels: [0; Label::COUNT],
        };
        for prediction in &self.predictions {
            seen.labels[prediction.label().index()] += 1;
        }
        seen
    }
}

/// The host of the address that came with a page.
fn host(fields: &Fields) -> Option<String> {
    let url = text_field(fields, "url")?;
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.to_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

#[cfg(test)]
mod tests {

    #[test]
    fn the_site_is_the_host_of_the_address() {
        let host = |json: &str| {
            let json = serde_json::value::RawValue::from_string(json.to_owned()).unwrap();
            super::host(&vec![("url".to_owned(), json)])
        };
        let of = |url: &str| host(&format!("\"{url}\""));
        assert_eq!(
            of("https://www.Harbour.example/a?b").as_deref(),
            Some("harbour.example")
        );
        assert_eq!(
            of("http://u:p@a.example:8080#x").as_deref(),
            Some("a.example:8080")
        );
        assert_eq!((of("ferries"), host("7")), (None, None));
    }
}
