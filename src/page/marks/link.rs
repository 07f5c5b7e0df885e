//! A link of a paragraph, and the text that a CSV holds of it.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::super::text::{is_gap, without_gaps};

/// A link in a paragraph's text.
///
/// As text, which JSON holds, and a CSV's column `links` with a space between two: `START-END:TARGET`, and the words of `rel`, each
/// behind a comma, before the colon.
///
/// ```
/// use unpitch::Link;
///
/// let link: Link = "0-12,nofollow:/sport/2024/storm".parse()?;
/// assert_eq!((link.range(), link.target()), (0..12, "/sport/2024/storm"));
/// assert!(link.rel().eq(["nofollow"]));
/// assert_eq!(link.to_string(), "0-12,nofollow:/sport/2024/storm");
/// # Ok::<(), unpitch::InvalidLink>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    range: Range<usize>,
    target: String,
    /// Words with commas between.
    rel: String,
}

impl Link {
    /// A link of the bytes `range` of a paragraph's text. White space in `target` is left out, `rel` has words with white
    /// space between.
    #[must_use]
    pub fn new(range: Range<usize>, target: &str, rel: &str) -> Link {
        let mut joined = String::new();
        for word in rel.split(|c| is_gap(c) || matches!(c, ',' | ':')) {
            if !joined.is_empty() && !word.is_empty() {
                joined.push(',');
            }
            joined.push_str(word);
        }
        Link {
            range,
            target: without_gaps(target).into_owned(),
            rel: joined,
        }
    }

    /// Where it stands in the paragraph's text, in bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Where it leads, seen from its page: `/path` on the page's own host, `//host/path` on another, `#name` on the page,
    /// `mailto:` and the like without what follows, and else as it stands. Its first 200 characters.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The words of its `rel`.
    pub fn rel(&self) -> impl Iterator<Item = &str> {
        self.rel.split(',').filter(|word| !word.is_empty())
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.range.start, self.range.end)?;
        self.rel().try_for_each(|word| write!(f, ",{word}"))?;
        write!(f, ":{}", self.target)
    }
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// A text that is not that of a link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a link: expected START-END:TARGET, as in 0-12:/sport")]
pub struct InvalidLink(pub String);

impl FromStr for Link {
    type Err = InvalidLink;

    fn from_str(text: &str) -> Result<Link, InvalidLink> {
        parse(text).ok_or_else(|| InvalidLink(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Link> {
    let (head, target) = text.split_once(':')?;
    let (range, rel) = head.split_once(',').unwrap_or((head, ""));
    let (start, end) = range.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then(|| Link::new(start..end, target, &rel.replace(',', " ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_link_is_refused() {
        for text in ["", "0-1", "a-1:/", "3-2:/", "-1:/", "0:/"] {
            assert_eq!(
                text.parse::<Link>(),
                Err(InvalidLink(text.into())),
                "{text}"
            );
        }
        let bare: Link = "3-3:".parse().expect("a link without a target");
        assert_eq!(
            (bare.range(), bare.target(), bare.rel().count()),
            (3..3, "", 0)
        );
    }

    proptest! {
        #[test]
        fn links_read_back(start in 0..99usize, length in 0..99usize, target in ".{0,20}", rel in ".{0,12}") {
            let link = Link::new(start..start + length, &target, &rel);
            let text = link.to_string();
            prop_assert!(!text.contains(char::is_whitespace));
            prop_assert_eq!(text.parse::<Link>(), Ok(link));
        }
    }
}
