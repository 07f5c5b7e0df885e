//! Thrift's compact protocol, in which Parquet writes its headers: read as far as somebody looks at it, skipped else.

/// Types of values, by their numbers.
pub const BYTE: u8 = 3;
pub const I16: u8 = 4;
pub const I32: u8 = 5;
pub const I64: u8 = 6;
pub const DOUBLE: u8 = 7;
pub const BINARY: u8 = 8;
pub const LIST: u8 = 9;
pub const STRUCT: u8 = 12;

/// How deep values are skipped.
const MOST_LEVELS: usize = 32;

/// What is left of some bytes; nothing is read of what is no such value.
pub struct Compact<'a>(pub &'a [u8]);

/// Takes a field by its number and type, and must read its value.
pub type Visit<'v> = &'v mut dyn FnMut(&mut Compact<'_>, i64, u8) -> Option<()>;

impl Compact<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn bytes(&mut self, n: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(n).ok()?..)?;
        Some(())
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A whole number of any type but the byte.
    pub fn number(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// How many values a list has, and their type.
    pub fn list(&mut self) -> Option<(u64, u8)> {
        let byte = self.byte()?;
        let n = match byte >> 4 {
            15 => self.varint()?,
            n => u64::from(n),
        };
        Some((n, byte & 15))
    }

    /// The fields of a struct, to its end. Their numbers have 16 bits: of larger ones the parquet crate would see the lower bits.
    pub fn fields(&mut self, visit: Visit<'_>) -> Option<()> {
        let mut number = 0;
        loop {
            let byte = self.byte()?;
            if byte & 15 == 0 {
                return Some(());
            }
            number = match byte >> 4 {
                0 => self.number()?,
                more => number + i64::from(more),
            };
            i16::try_from(number).ok()?;
            visit(self, number, byte & 15)?;
        }
    }

    /// Skips a field's value.
    pub fn skip(&mut self, kind: u8) -> Option<()> {
        match kind {
            // The type is the value.
            1 | 2 => Some(()),
            kind => self.skip_inside(kind, MOST_LEVELS),
        }
    }

    fn skip_inside(&mut self, kind: u8, levels: usize) -> Option<()> {
        let levels = levels.checked_sub(1)?;
        match kind {
            BYTE => self.bytes(1),
            I16 | I32 | I64 => self.varint().map(drop),
            DOUBLE => self.bytes(8),
            BINARY => self.varint().and_then(|n| self.bytes(n)),
            LIST | 10 => {
                let (n, kind) = self.list()?;
                (0..n).try_for_each(|_| self.skip_inside(kind, levels))
            }
            STRUCT => self.fields(&mut |inside, _, kind| match kind {
                1 | 2 => Some(()),
                kind => inside.skip_inside(kind, levels),
            }),
            // Parquet's headers have no maps, and no lists of truths, which some read as bytes and some as nothing.
            _ => None,
        }
    }
}
