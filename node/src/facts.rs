//! A labelled page as JavaScript sees it: one JSON object with what `index.d.ts` declares.

mod metadata;
mod paragraph;
mod verdict;

use serde::Serialize;

use crate::fault::Fault;
use crate::labelling::Labelled;
use metadata::Metadata;
use paragraph::Paragraph;
use verdict::Verdict;

/// A field of a page that is not there is null in JavaScript.
#[derive(Serialize)]
struct Facts<'a> {
    language: Option<&'a str>,
    paragraphs: Vec<Paragraph<'a>>,
    metadata: Metadata,
    verdict: Verdict,
}

/// The JSON. Numbers are written as the program writes them, so that they read as the same numbers.
pub fn json(labelled: &Labelled) -> Result<Vec<u8>, Fault> {
    let Labelled {
        page, predictions, ..
    } = labelled;
    let language = predictions.language();
    let facts = Facts {
        language: language.as_ref().map(|language| language.code()),
        paragraphs: paragraph::all(labelled)?,
        metadata: predictions.metadata(page)?.into(),
        verdict: predictions.verdict(page)?.into(),
    };
    Ok(serde_json::to_vec(&facts)?)
}
