//! The parts of an article, their names and their order.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// What a paragraph is in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The headline of the piece, also where it is repeated.
    Title,
    /// What sums the piece up above its text, or stands over its headline.
    Standfirst,
    /// Who wrote it, with or without when.
    Byline,
    /// When or where it was written, published or changed; how long it takes to read.
    Dateline,
    /// The name of a section inside the text.
    Heading,
    /// Text or credit of a picture, a video or a graphic.
    Caption,
    /// An item of a list.
    ListItem,
    /// What somebody else said, set apart, and who that was.
    Quote,
    /// A cell or a row of a table.
    Table,
    /// Source code or commands, set apart.
    Code,
    /// About the author.
    Bio,
    /// Running text, and whatever else there is.
    Body,
}

impl Part {
    /// How many parts there are.
    pub const COUNT: usize = 12;

    /// Every part, in order.
    pub const ALL: [Part; Part::COUNT] = [
        Part::Title,
        Part::Standfirst,
        Part::Byline,
        Part::Dateline,
        Part::Heading,
        Part::Caption,
        Part::ListItem,
        Part::Quote,
        Part::Table,
        Part::Code,
        Part::Bio,
        Part::Body,
    ];

    /// The part's name, as files spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Part::Title => "title",
            Part::Standfirst => "standfirst",
            Part::Byline => "byline",
            Part::Dateline => "dateline",
            Part::Heading => "heading",
            Part::Caption => "caption",
            Part::ListItem => "list-item",
            Part::Quote => "quote",
            Part::Table => "table",
            Part::Code => "code",
            Part::Bio => "bio",
            Part::Body => "body",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A name that is not one of the parts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown part {0:?}, expected one of title, standfirst, byline, dateline, heading, caption, list-item, quote, table, \
     code, bio, body"
)]
pub struct UnknownPart(pub String);

impl FromStr for Part {
    type Err = UnknownPart;

    /// Accepts exactly the names.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Part::ALL
            .into_iter()
            .find(|part| part.name() == name)
            .ok_or_else(|| UnknownPart(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_all_are_told() {
        for (i, part) in Part::ALL.into_iter().enumerate() {
            assert_eq!(part as usize, i);
            assert_eq!(part.to_string().parse(), Ok(part));
            let json = serde_json::to_string(&part).unwrap();
            assert_eq!(json, format!("\"{part}\""));
        }
        let unknown = "Title".parse::<Part>().unwrap_err();
        for part in Part::ALL {
            assert!(unknown.to_string().contains(part.name()));
        }
    }
}
