//! A labelled page <-> JSON: what an article is written from when it is asked for.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use unpitch::{Page, Predictions};

use crate::fault::Fault;
use crate::labelling::Labelled;

#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    page: Cow<'a, Page>,
    labels: Cow<'a, Predictions>,
}

/// The page as one JSON object.
pub fn write(labelled: &Labelled) -> Result<Vec<u8>, Fault> {
    let stored = Stored {
        page: Cow::Borrowed(&labelled.page),
        labels: Cow::Borrowed(&labelled.predictions),
    };
    Ok(serde_json::to_vec(&stored)?)
}

/// The page and its labels, from [`write`]'s bytes.
pub fn read(json: &[u8]) -> Result<(Page, Predictions), Fault> {
    let stored: Stored<'_> = serde_json::from_slice(json)?;
    Ok((stored.page.into_owned(), stored.labels.into_owned()))
}
