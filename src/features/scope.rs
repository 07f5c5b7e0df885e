//! Scopes: what paragraphs have features in common by.

/// Paragraphs of one scope share some of their features, which are summed up once for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Paragraphs under the same heading.
    Heading,
    /// Paragraphs with the same path.
    Path,
    /// Paragraphs of one block.
    Block,
    /// Paragraphs of one card.
    Card,
}

impl Scope {
    /// Every scope.
    pub(crate) const ALL: [Scope; 4] = [Scope::Heading, Scope::Path, Scope::Block, Scope::Card];
}
