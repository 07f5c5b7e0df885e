//! What an element may be for.

/// What an element is for, as far as its tag, its class and its other attributes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// `pre`
    Code,
    /// A cell of a table.
    Cell,
    /// An item of a list.
    Item,
    /// `blockquote`, a pull quote.
    Quote,
    /// The text of a picture.
    Caption,
    /// A box that is named after a picture.
    Image,
    /// `h1` to `h6`, by its number.
    Heading(u8),
    /// A headline, by its class alone.
    Headline,
    /// Who wrote it.
    Author,
    /// When it was written.
    Date,
    /// Where it was written, or how long it takes to read.
    Dateline,
    /// What stands above the text and sums it up.
    Standfirst,
}

impl Hint {
    /// How long a text can be to be that, in Latin letters. Classes name boxes of more than one kind of text.
    pub(super) fn longest(self) -> usize {
        match self {
            Hint::Author => 160,
            Hint::Date | Hint::Dateline => 140,
            Hint::Headline => 150,
            Hint::Heading(_) | Hint::Image => 300,
            Hint::Standfirst => 700,
            Hint::Caption => 1000,
            Hint::Code | Hint::Cell | Hint::Item | Hint::Quote => usize::MAX,
        }
    }
}
