//! The features a model knows, by name and by number.
//!
//! Model files hold the large tables as they are used, so that opening the embedded model copies next to nothing.

mod index;
mod template_table;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::ends::Ends;
use crate::features::{Family, Name};
use crate::rows::Layout;
pub(crate) use index::Index;
pub(crate) use template_table::TemplateTable;
use template_table::starts;

/// A name of a feature that a model file cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "feature {name:?} of family {}: expected a name without line breaks and control characters; take them out of the texts, \
     tags and paths of the training data",
    family.name()
)]
#[cfg(any(test, feature = "train"))]
pub(crate) struct InvalidName {
    /// The feature's family.
    pub(crate) family: Family,
    /// The name.
    pub(crate) name: String,
}

/// Whether a model file can hold a name: one without a line feed, by which it ends names, or another control character.
#[cfg(any(test, feature = "train"))]
pub(crate) fn is_storable(name: &str) -> bool {
    !name.contains(char::is_control)
}

/// The features a model knows, in a fixed order: by family, then by name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Vocabulary {
    /// The names, in feature order.
    names: NameList,
    /// First feature of each family, in [`Family::ALL`]'s order, and the number of all.
    starts: [u32; Family::ALL.len() + 1],
    /// The features of templates.
    templated: TemplateTable,
    /// All other features.
    index: Index,
}

impl Vocabulary {
    /// A vocabulary of names, those of each family together and sorted, so that the same names give the same numbers.
    ///
    /// # Errors
    /// [`InvalidName`] where a name is not [storable](is_storable).
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn new<'n>(
        names: impl IntoIterator<Item = &'n str>,
        family_sizes: [usize; Family::ALL.len()],
    ) -> Result<Vocabulary, InvalidName> {
        let mut names = names.into_iter();
        let (mut lines, mut templated, mut keys) = (String::new(), Vec::new(), Vec::new());
        let mut feature = 0;
        for (family, size) in Family::ALL.into_iter().zip(family_sizes) {
            for name in names.by_ref().take(size) {
                if !is_storable(name) {
                    let name = name.to_owned();
                    return Err(InvalidName { family, name });
                }
                let parsed = Name::parse(family, name);
                match parsed.templated() {
                    Some((template, number)) => templated.push((template, number, feature)),
                    None => keys.push((parsed.key(family), feature)),
                }
                lines.extend([name, "\n"]);
                feature += 1;
            }
        }
        let (templated, index) = (TemplateTable::new(&templated), Index::new(&keys));
        let vocabulary = Vocabulary::from_parts(lines.into(), family_sizes, templated, index);
        Ok(vocabulary.expect("as many names as the families have"))
    }

    /// Puts together what a model file holds: names that are each ended by a line feed, and the tables made of them.
    /// `None` if the families do not have as many names. Not checked: that the tables match the names.
    pub(crate) fn from_parts(
        names: Cow<'static, str>,
        family_sizes: [usize; Family::ALL.len()],
        templated: TemplateTable,
        index: Index,
    ) -> Option<Vocabulary> {
        let vocabulary = Vocabulary {
            names: NameList::new(names),
            starts: starts(family_sizes)?,
            templated,
            index,
        };
        let n_names = vocabulary.names.count()?;
        (n_names == vocabulary.n_features()).then_some(vocabulary)
    }

    /// The name of a feature within its family.
    pub(crate) fn name(&self, feature: u32) -> &str {
        self.names.line(feature as usize)
    }

    /// The names, in feature order, each ended by a line feed.
    pub(crate) fn lines(&self) -> &str {
        self.names.text()
    }

    /// The table of the features of templates.
    pub(crate) fn templated(&self) -> &TemplateTable {
        &self.templated
    }

    /// The table of all other features.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Number of features of each family, in [`Family::ALL`]'s order.
    pub(crate) fn family_sizes(&self) -> [usize; Family::ALL.len()] {
        std::array::from_fn(|family| (self.starts[family + 1] - self.starts[family]) as usize)
    }

    /// Number of features.
    pub(crate) fn n_features(&self) -> usize {
        self.starts[Family::ALL.len()] as usize
    }

    /// Number of weight columns of the features.
    pub(crate) fn n_columns(&self) -> usize {
        let families = Family::ALL.into_iter().zip(self.family_sizes());
        let columns = families.map(|(family, size)| size * family.width());
        columns.sum()
    }

    /// Number of features in the families that TF-IDF weights, which come first.
    pub(crate) fn n_weighted(&self) -> usize {
        let families = Family::ALL.into_iter().zip(self.family_sizes());
        let weighted = families.filter(|(family, _)| family.is_weighted());
        weighted.map(|(_, size)| size).sum()
    }

    /// The family of a feature.
    pub(crate) fn family(&self, feature: u32) -> Family {
        Family::ALL[self.starts[1..].partition_point(|end| *end <= feature)]
    }

    /// The weight columns of the features.
    pub(crate) fn layout(&self) -> Layout {
        let families = Family::ALL.into_iter().zip(self.family_sizes());
        let mut reaches = Vec::with_capacity(self.n_features());
        for (family, size) in families {
            reaches.extend(std::iter::repeat_n(family.reach(), size));
        }
        Layout::from_reaches(reaches)
    }

    /// The feature of a name, if it is known.
    #[inline]
    pub(crate) fn feature(&self, family: Family, name: &Name<'_>) -> Option<u32> {
        match name.templated() {
            Some((template, number)) => self.own(family, self.templated.get(template, number)),
            None => self.hashed(family, name.key(family)),
        }
    }

    /// The feature of the key of a name without a template, if it is known.
    #[inline]
    pub(crate) fn hashed(&self, family: Family, key: u64) -> Option<u32> {
        self.own(family, self.index.get(key))
    }

    /// One key in three billion is taken for one of another family, whose weights are elsewhere.
    #[inline]
    fn own(&self, family: Family, found: Option<u32>) -> Option<u32> {
        let [start, end] = [family as usize, family as usize + 1].map(|at| self.starts[at]);
        found.filter(|feature| feature.wrapping_sub(start) < end - start)
    }
}

/// The names of features, each ended by a line feed. Their ends are looked for when a name is first asked for by its number.
#[derive(Clone, Debug)]
struct NameList {
    text: Cow<'static, str>,
    ends: OnceLock<Ends>,
}

impl NameList {
    fn new(text: Cow<'static, str>) -> NameList {
        NameList {
            text,
            ends: OnceLock::new(),
        }
    }

    /// Number of lines; `None` if the last one is not ended.
    fn count(&self) -> Option<usize> {
        let is_ended = self.text.is_empty() || self.text.ends_with('\n');
        is_ended.then(|| memchr::memchr_iter(b'\n', self.text.as_bytes()).count())
    }

    /// A line, without its line feed.
    fn line(&self, number: usize) -> &str {
        let find = || {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            ends.map(|end| end + 1).collect()
        };
        let line = self.ends.get_or_init(find).range(number);
        &self.text[line.start..line.end - 1]
    }

    /// All lines.
    fn text(&self) -> &str {
        &self.text
    }
}

/// Whether line ends have been looked for does not count.
impl PartialEq for NameList {
    fn eq(&self, other: &NameList) -> bool {
        self.text == other.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_its_family_only() {
        let mut sizes = [0; Family::ALL.len()];
        (sizes[Family::Word as usize], sizes[Family::Shape as usize]) = (2, 2);
        let vocabulary = Vocabulary::new(["a", "b", "chars=1", "chars=12"], sizes).expect("names");
        let feature = |family, name| vocabulary.feature(family, &Name::parse(family, name));
        assert_eq!(feature(Family::Word, "b"), Some(1));
        assert_eq!(feature(Family::Shape, "chars=12"), Some(3));
        assert_eq!(
            (feature(Family::Pair, "b"), feature(Family::Word, "c")),
            (None, None)
        );
        assert_eq!((vocabulary.name(0), vocabulary.name(3)), ("a", "chars=12"));
        assert_eq!(
            (vocabulary.family(1), vocabulary.family(2)),
            (Family::Word, Family::Shape)
        );
        assert_eq!(
            (vocabulary.n_weighted(), vocabulary.layout().n_columns()),
            (2, 4 * 5)
        );
    }

    #[test]
    fn an_empty_vocabulary_knows_nothing() {
        let vocabulary = Vocabulary::new([], [0; Family::ALL.len()]).expect("no names");
        let name = Name::parse(Family::Word, "a");
        assert_eq!(vocabulary.feature(Family::Word, &name), None);
    }

    #[test]
    fn names_are_found_by_number() {
        let lines = NameList::new("a\n\nbc\n".into());
        assert_eq!(
            (lines.count(), lines.line(2), lines.line(1)),
            (Some(3), "bc", "")
        );
        assert_eq!(lines, NameList::new("a\n\nbc\n".into()));
        assert_eq!(NameList::new("a\nb".into()).count(), None);
        assert_eq!(NameList::new("".into()).count(), Some(0));
    }

    #[test]
    fn names_that_a_model_file_cannot_hold_are_refused() {
        let mut sizes = [0; Family::ALL.len()];
        (sizes[Family::Word as usize], sizes[Family::Tag as usize]) = (1, 2);
        for name in ["tag p\nli", "tag p\0", "\r", "in \u{85}", "\n"] {
            let error = Vocabulary::new(["a", "b", name], sizes).expect_err("a control character");
            assert_eq!((error.family, &*error.name), (Family::Tag, name));
            assert!(
                error
                    .to_string()
                    .starts_with(&format!("feature {name:?} of family tag"))
            );
        }
        let fine = ["a\u{a0}b", "tag p", "tag \u{202e}ü"];
        assert!(Vocabulary::new(fine, sizes).is_ok());
    }
}
