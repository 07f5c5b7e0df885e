//! What is known of a page beside its text.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use unpitch::{Found, PageMetadata};

/// What is known of a page beside its text: None, or an empty list, where nothing is.
#[pyclass(frozen, get_all, module = "unpitch")]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, ten at most: names without "by" and titles of jobs.
    pub authors: Vec<String>,
    /// When it was published, ISO 8601: `2024-03`, `2024-03-27`, `2024-03-27T08:15:00`, `2024-03-27T08:15:00+01:00`.
    pub published: Option<String>,
    /// When it was changed last, like `published`.
    pub modified: Option<String>,
    /// The language of its text.
    pub language: Option<String>,
    /// The name of its site.
    pub site_name: Option<String>,
    /// Its address, by its own word.
    pub canonical: Option<String>,
    /// The address of its image.
    pub image: Option<String>,
    /// What it is about, in a sentence or two.
    pub description: Option<String>,
    /// What it is about, in single words; ten at most.
    pub tags: Vec<String>,
    /// Where each of these is from, by its name; only of what is known.
    pub sources: BTreeMap<&'static str, &'static str>,
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
            site_name: sources.one("site_name", found.site_name),
            canonical: sources.one("canonical", found.canonical),
            image: sources.one("image", found.image),
            description: sources.one("description", found.description),
            tags: sources.all("tags", found.tags),
            sources: sources.0,
        }
    }
}

#[pymethods]
impl Metadata {
    fn __repr__(&self) -> String {
        let Metadata {
            title,
            authors,
            published,
            ..
        } = self;
        let title = title.as_deref().unwrap_or_default();
        let published = published.as_deref().unwrap_or_default();
        format!("<unpitch.Metadata title={title:?} authors={authors:?} published={published:?}>")
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
        let values = found
            .into_iter()
            .filter_map(|found| self.one(name, Some(found)));
        values.collect()
    }
}
