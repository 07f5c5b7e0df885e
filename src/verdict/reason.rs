//! Why: what decided of a page, in a sentence each.

use std::fmt;

use serde::{Serialize, Serializer};

/// What speaks for a verdict. Positions are those of the page's paragraphs, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// An offer to read on stands right behind the article's last paragraph.
    WallBehindArticle(usize),
    /// An offer to read on stands elsewhere on the page.
    Wall(usize),
    /// A counter of articles that may still be read.
    Counter(usize),
    /// The article's last paragraph before the offer ends in dots, or without an end.
    CutOff(usize),
    /// So few long paragraphs has the article, or what stands of it before the offer.
    FewParagraphs(usize),
    /// The page says of its article how many words it has, and fewer stand there.
    Shorter {
        /// Words by the page's JSON-LD.
        claimed: usize,
        /// Words of the paragraphs labelled as article.
        found: usize,
    },
    /// The page claims that the article is to be paid for, which tipped the balance.
    ClaimedPaid,
    /// Nothing on the page says that reading is limited.
    NoWall,
    /// The page is no single piece that could be cut off.
    NoSinglePiece,
    /// There is no article.
    NoArticle,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Reason::WallBehindArticle(at) => write!(
                f,
                "an offer to read on follows the article's last paragraph (position {at})"
            ),
            Reason::Wall(at) => write!(f, "an offer to read on stands on the page (position {at})"),
            Reason::Counter(at) => write!(f, "a counter of free articles (position {at})"),
            Reason::CutOff(at) => write!(f, "the article breaks off (position {at})"),
            Reason::FewParagraphs(n) => write!(f, "long paragraphs of the article: {n}"),
            Reason::Shorter { claimed, found } => {
                write!(f, "JSON-LD says {claimed} words, the article has {found}")
            }
            Reason::ClaimedPaid => f.write_str("JSON-LD says that the article is to be paid for"),
            Reason::NoWall => f.write_str("no offer says that reading is limited"),
            Reason::NoSinglePiece => f.write_str("the page is no single piece"),
            Reason::NoArticle => f.write_str("there is no article"),
        }
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
