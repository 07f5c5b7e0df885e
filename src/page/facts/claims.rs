//! Claims of a page: what it says of its title, authors and dates, one by one, and where it says so.

use serde::{Deserialize, Serialize};

/// Where something known of a page is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Source {
    /// A script of JSON-LD.
    JsonLd,
    /// Open Graph and what others made after it: `og:`, `article:` and `twitter:` of a `<meta>`.
    OpenGraph,
    /// Any other `<meta>`.
    Meta,
    /// An `itemprop`.
    Microdata,
    /// The `datetime` of a `<time>`.
    Time,
    /// A paragraph, as readers see it.
    Text,
    /// The `<title>`.
    Title,
    /// A `<link>`.
    Link,
    /// The page's address.
    Address,
    /// Nobody says so: it was found by looking at the text as a whole.
    Detected,
}

impl Source {
    /// Its name in lower case: `json-ld`, `open-graph`, `meta`, `microdata`, `time`, `text`, `title`, `link`, `address` or
    /// `detected`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Source::JsonLd => "json-ld",
            Source::OpenGraph => "open-graph",
            Source::Meta => "meta",
            Source::Microdata => "microdata",
            Source::Time => "time",
            Source::Text => "text",
            Source::Title => "title",
            Source::Link => "link",
            Source::Address => "address",
            Source::Detected => "detected",
        }
    }
}

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum About {
    /// The headline.
    Headline,
    /// One author's name.
    Author,
    /// When it was published.
    Published,
    /// When it was changed last.
    Modified,
}

/// One thing that the page says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What it is about.
    pub about: About,
    /// Where the page says so.
    pub source: Source,
    /// What it says, its white space folded, cut at 1,000 characters.
    pub text: String,
}

/// A `<time>` that has a `datetime`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Time {
    /// The `datetime`, its white space folded.
    pub datetime: String,
    /// The `itemprop`; empty for most.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub itemprop: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_stored_by_its_name() {
        for source in [
            Source::JsonLd,
            Source::OpenGraph,
            Source::Meta,
            Source::Detected,
        ] {
            let json = serde_json::to_string(&source).unwrap();
            assert_eq!(json, format!("\"{}\"", source.name()));
            assert_eq!(serde_json::from_str::<Source>(&json).unwrap(), source);
        }
    }
}
