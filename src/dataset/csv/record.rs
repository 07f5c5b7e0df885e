//! The cells of a record, as bytes that the splitter fills and as text.

/// Longest record that is read, in bytes: 16 MiB, some thousand times the longest paragraph of a news page.
///
/// It keeps a quote that is never closed from filling the memory with the rest of a huge file.
pub const MAX_RECORD_BYTES: usize = 16 << 20;

/// One record, whose memory is used again for the next one.
#[derive(Debug, Default)]
pub(in crate::dataset) struct Record {
    /// The cells one after the other, unquoted.
    pub bytes: Vec<u8>,
    /// End of each cell in `bytes`.
    pub ends: Vec<usize>,
    /// The line it starts on, from 1.
    pub line: u64,
    /// What ended it; `None` at the end of the input.
    pub end: Option<LineEnd>,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::dataset) enum LineEnd {
    Lf,
    CrLf,
    Cr,
}

/// What stands at the start of a UTF-8 file, where it says nothing, and nowhere else.
pub(super) const BYTE_ORDER_MARK: &[u8] = &[0xef, 0xbb, 0xbf];

/// The cells of a record that is UTF-8 throughout.
#[derive(Clone, Copy)]
pub(in crate::dataset) struct Cells<'a> {
    text: &'a str,
    ends: &'a [usize],
}

/// A cell that is not UTF-8.
#[derive(Debug, PartialEq)]
pub(in crate::dataset) struct BrokenUtf8<'a> {
    pub column: usize,
    /// The part of the cell before it.
    pub before: &'a str,
    /// The first byte that could not.
    pub byte: u8,
}

impl Record {
    /// Number of cells; after a fault, of those before the faulty one.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// After a fault, what has been read of the faulty cell.
    pub fn open_cell(&self) -> String {
        let start = self.ends.last().copied().unwrap_or(0);
        String::from_utf8_lossy(&self.bytes[start..]).into_owned()
    }

    /// The cells as text, or the first one that is not UTF-8.
    pub fn cells(&self) -> Result<Cells<'_>, BrokenUtf8<'_>> {
        match std::str::from_utf8(&self.bytes) {
            // Two cells, each with one half of a character, are valid only together.
            Ok(text) if self.ends.iter().all(|&end| text.is_char_boundary(end)) => Ok(Cells {
                text,
                ends: &self.ends,
            }),
            _ => Err(self.broken_cell()),
        }
    }

    fn broken_cell(&self) -> BrokenUtf8<'_> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let broken = |(column, (&start, &end)): (usize, (&usize, &usize))| {
            let chunk = self.bytes[start..end].utf8_chunks().next()?;
            Some(BrokenUtf8 {
                column,
                before: chunk.valid(),
                byte: *chunk.invalid().first()?,
            })
        };
        let mut cells = starts.zip(&self.ends).enumerate();
        cells
            .find_map(broken)
            .expect("a record of valid cells is valid, with a character's start at each cell's")
    }

    /// Drops a byte order mark at its start, which only joined files have there; whether there was one.
    pub fn drop_mark(&mut self) -> bool {
        let n = BYTE_ORDER_MARK.len();
        // A mark torn by a comma is broken UTF-8, and stays.
        let is_marked =
            self.bytes.starts_with(BYTE_ORDER_MARK) && self.ends.iter().all(|end| *end >= n);
        if is_marked {
            self.bytes.drain(..n);
            self.ends.iter_mut().for_each(|end| *end -= n);
        }
        is_marked
    }

    pub fn end_cell(&mut self) {
        self.ends.push(self.bytes.len());
    }

    pub fn is_too_long(&self) -> bool {
        self.bytes.len() + self.ends.len() > MAX_RECORD_BYTES
    }
}

impl<'a> Cells<'a> {
    /// A cell without the white space around it.
    pub fn get(&self, column: usize) -> &'a str {
        self.whole(column).trim()
    }

    /// A cell with the white space around it.
    pub fn whole(&self, column: usize) -> &'a str {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[column]]
    }

    /// All cells, without the white space around them.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.ends.len()).map(move |column| self.get(column))
    }
}

#[cfg(test)]
mod tests {
    use super::super::splitter::Splitter;
    use super::*;

    #[test]
    fn half_a_character_in_each_of_two_cells_is_no_text() {
        let mut record = Record::default();
        Splitter::new(&b"a\xc3,\xa9"[..]).read(&mut record).unwrap();
        let broken = record.cells().err().unwrap();
        assert_eq!((broken.column, broken.before, broken.byte), (0, "a", 0xc3));
    }
}
