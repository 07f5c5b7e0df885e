//! Families of features: how much one counts, and how far it is seen.

use serde::{Deserialize, Serialize};

/// A group of features that are weighted alike and reach equally far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Family {
    /// Stemmed words.
    Word,
    /// Stemmed words that follow each other.
    Pair,
    /// Length, punctuation, case, digits, money.
    Shape,
    /// Where on the page, how far from long paragraphs.
    Position,
    /// Words and cues of the line that governs the paragraph.
    Heading,
    /// What telling words mean, whatever the language.
    Cue,
    /// The cues further above and below.
    Context,
    /// Whether the paragraph speaks of what the long ones speak of.
    Topic,
    /// Tag, ancestors, link density, how far one climbs to the neighbours.
    Tag,
    /// How the blocks around look, by their markup.
    Siblings,
    /// Words of ids and classes, and parts of them.
    Class,
    /// The cues and tags of the lines of one block.
    Block,
}

impl Family {
    /// Every family, in the order in which features are numbered.
    pub const ALL: [Family; 12] = [
        Family::Word,
        Family::Pair,
        Family::Shape,
        Family::Position,
        Family::Heading,
        Family::Cue,
        Family::Context,
        Family::Topic,
        Family::Tag,
        Family::Siblings,
        Family::Class,
        Family::Block,
    ];

    /// The furthest that a feature of any family is seen.
    pub(crate) const WIDEST: usize = {
        let (mut widest, mut family) = (0, 0);
        while family < Family::ALL.len() {
            let reach = Family::ALL[family].reach() as usize;
            widest = if reach > widest { reach } else { widest };
            family += 1;
        }
        widest
    };

    /// How many paragraphs away a feature is seen, above and below.
    ///
    /// Chosen by folds over the training sites.
    #[must_use]
    pub const fn reach(self) -> u32 {
        match self {
            Family::Word | Family::Shape | Family::Cue | Family::Tag => 2,
            Family::Pair => 1,
            Family::Position
            | Family::Heading
            | Family::Context
            | Family::Topic
            | Family::Siblings
            | Family::Class
            | Family::Block => 0,
        }
    }

    /// Number of weight columns of a feature: one for each offset at which it is seen.
    pub(crate) const fn width(self) -> usize {
        2 * self.reach() as usize + 1
    }

    /// The value of a feature that is present, where TF-IDF does not weight it.
    ///
    /// The penalty acts on weights, so a feature of smaller value is held back more. At 1, the dozens of shapes and
    /// places of a paragraph and its neighbours drown its few words. `models/EXPERIMENTS.md` has the settings tried.
    #[must_use]
    pub const fn value(self) -> f32 {
        match self {
            Family::Word | Family::Pair => 1.0,
            Family::Cue => 0.3,
            Family::Class => 0.2,
            Family::Shape
            | Family::Position
            | Family::Heading
            | Family::Topic
            | Family::Tag
            | Family::Siblings
            | Family::Block => 0.15,
            Family::Context => 0.1,
        }
    }

    /// Whether the family's features are weighted by TF-IDF.
    #[must_use]
    pub const fn is_weighted(self) -> bool {
        matches!(self, Family::Word | Family::Pair)
    }

    /// The family's name in model files and explanations.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Family::Word => "word",
            Family::Pair => "pair",
            Family::Shape => "shape",
            Family::Position => "place",
            Family::Heading => "heading",
            Family::Cue => "concept",
            Family::Context => "near",
            Family::Topic => "topic",
            Family::Tag => "tag",
            Family::Siblings => "alike",
            Family::Class => "class",
            Family::Block => "block",
        }
    }
}
