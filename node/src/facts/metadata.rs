//! What is known of a page beside its text.

use std::collections::BTreeMap;

use serde::Serialize;
use unpitch::{Found, PageMetadata};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    title: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    modified: Option<String>,
    language: Option<String>,
    site_name: Option<String>,
    canonical: Option<String>,
    image: Option<String>,
    description: Option<String>,
    tags: Vec<String>,
    /// Where each of these is from, by its name; only of what is known.
    sources: BTreeMap<&'static str, &'static str>,
}

impl From<PageMetadata> for Metadata {
    fn from(found: PageMetadata) -> Metadata {
        let mut sources = Sources::default();
        Metadata {
            title: sources.one("title", found.title),
            authors: sources.all("authors", found.authors),
            published: sources.one("published", found.published),
            modified: sources.one("modified", found.modified),
            language: sources.one("language", found.language),
            site_name: sources.one("siteName", found.site_name),
            canonical: sources.one("canonical", found.canonical),
            image: sources.one("image", found.image),
            description: sources.one("description", found.description),
            tags: sources.all("tags", found.tags),
            sources: sources.0,
        }
    }
}

/// The sources of what has been read so far.
#[derive(Default)]
struct Sources(BTreeMap<&'static str, &'static str>);

impl Sources {
    fn one<T: ToString>(&mut self, name: &'static str, found: Option<Found<T>>) -> Option<String> {
        found.map(|found| {
            self.0.insert(name, found.source.name());
            found.value.to_string()
        })
    }

    /// Values of one source: a list is taken whole from wherever it is found first.
    fn all<T: ToString>(&mut self, name: &'static str, found: Vec<Found<T>>) -> Vec<String> {
        let values = found.into_iter();
        values
            .filter_map(|found| self.one(name, Some(found)))
            .collect()
    }
}
