//! What the records of a file have that only several files have together, or a damaged one: seen as they go by.

use super::record::{LineEnd, Record};

/// What was seen, each with the line of its record, from 1.
#[derive(Debug, Default)]
pub(in crate::dataset) struct Signs {
    /// For each kind of line end, the number of records that end so and the line of the first.
    pub ends: Vec<(LineEnd, u64, u64)>,
    /// Records behind a byte order mark.
    pub marks: Vec<u64>,
    /// Records with a NUL.
    pub nuls: Vec<u64>,
}

impl Signs {
    /// Looks at a record, and drops a byte order mark at its start.
    pub fn see(&mut self, record: &mut Record) {
        if let Some(end) = record.end {
            self.count(end, record.line);
        }
        if record.drop_mark() {
            self.marks.push(record.line);
        }
        if memchr::memchr(0, &record.bytes).is_some() {
            self.nuls.push(record.line);
        }
    }

    fn count(&mut self, end: LineEnd, line: u64) {
        match self.ends.iter_mut().find(|(seen, ..)| *seen == end) {
            Some((_, n, _)) => *n += 1,
            None => self.ends.push((end, 1, line)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::splitter::Splitter;
    use super::*;

    #[test]
    fn line_ends_marks_and_nuls_are_seen_at_the_line_of_their_record() {
        let csv = b"a\n\"b\r\n\"\n\xef\xbb\xbfc,d\r\ne\0\rf";
        for chunk in 1..5 {
            let input = std::io::BufReader::with_capacity(chunk, &csv[..]);
            let (mut splitter, mut record) = (Splitter::new(input), Record::default());
            let (mut signs, mut texts) = (Signs::default(), Vec::new());
            while splitter.read(&mut record).unwrap() {
                signs.see(&mut record);
                texts.push(record.cells().ok().unwrap().whole(0).to_owned());
            }
            let ends = [
                (LineEnd::Lf, 2, 1),
                (LineEnd::CrLf, 1, 4),
                (LineEnd::Cr, 1, 5),
            ];
            assert_eq!(signs.ends, ends);
            assert_eq!((signs.marks, signs.nuls), (vec![4], vec![5]));
            assert_eq!(texts, ["a", "b\r\n", "c", "e\0", "f"]);
        }
    }
}
