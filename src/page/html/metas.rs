//! The names of `<meta>` that say who wrote a page and when.

use super::super::facts::{About, Source};

/// The `meta` that name dates, best first: those made for machines before those of older rules.
const PUBLISHED: [&str; 30] = [
    "datePublished",
    "date_published",
    "published_time",
    "published_date",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publicationDate",
    "pubdate",
    "date.created",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "bt:pubDate",
    "content:publishDate",
    "cXenseParse:recs:publishtime",
    "rnews:datePublished",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "prism.publicationDate",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "DC.date.issued",
    "DC.date.created",
    "DC.date",
    "date",
    "created",
];

/// The `meta` that name dates of changes.
const MODIFIED: [&str; 12] = [
    "dateModified",
    "modified_time",
    "last-modified",
    "last_modified",
    "lastmod",
    "article.updated",
    "bt:modDate",
    "dcterms.modified",
    "DC.date.modified",
    "date.modified",
    "modified",
    "revised",
];

/// The `meta` that name authors.
const AUTHORS: [&str; 10] = [
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "dcterms.creator",
    "DC.creator",
    "byl",
    "authors",
];

/// What each `meta` says.
pub(super) const METAS: [(About, Source, &[&str]); 5] = [
    (
        About::Published,
        Source::OpenGraph,
        &["article:published_time", "og:article:published_time"],
    ),
    (
        About::Modified,
        Source::OpenGraph,
        &[
            "article:modified_time",
            "og:article:modified_time",
            "og:updated_time",
        ],
    ),
    (About::Published, Source::Meta, &PUBLISHED),
    (About::Modified, Source::Meta, &MODIFIED),
    (About::Author, Source::Meta, &AUTHORS),
];

/// The name of a `meta` that says something of these facts, as it is kept.
pub(super) fn known(name: &str) -> Option<&'static str> {
    let names = METAS.iter().flat_map(|(_, _, names)| names.iter());
    names
        .copied()
        .find(|known| known.eq_ignore_ascii_case(name))
}
