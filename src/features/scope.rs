//! Scopes: what paragraphs have features in common by.

/// Paragraphs of one scope share some of their features, which are summed up once for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Paragraphs under the same heading.
    Heading,
    /// Paragraphs with the same path.
    Path,
    /// Paragraphs of one block; there are blocks of three sizes.
    Block(usize),
}

impl Scope {
    /// Every scope.
    pub(crate) const ALL: [Scope; 2 + Scope::BLOCKS.len()] = [
        Scope::Heading,
        Scope::Path,
        Scope::BLOCKS[0],
        Scope::BLOCKS[1],
        Scope::BLOCKS[2],
    ];

    /// The blocks of all sizes.
    pub(super) const BLOCKS: [Scope; 3] = [Scope::Block(0), Scope::Block(1), Scope::Block(2)];
}
