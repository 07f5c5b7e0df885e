//! What the characters of a text are, counted six ways at once.

/// What a character counts as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Other,
    Letter,
    Capital,
    Digit,
    Space,
    /// Ends a sentence if a space comes after it.
    Stop,
}

/// Number of [`Kind`]s.
const KINDS: usize = Kind::Stop as usize + 1;

/// The kind of a byte, which in text is that of an ASCII character.
pub(super) const ASCII: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => Kind::Letter,
            b'A'..=b'Z' => Kind::Capital,
            b'0'..=b'9' => Kind::Digit,
            b' ' => Kind::Space,
            b'.' | b'?' | b'!' => Kind::Stop,
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

/// Six numbers of ten bits in one, which count what characters are all at once, [`MOST_COUNTED`] at most.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts(pub(super) u64);

/// So many characters that no number of [`Counts`] overflows.
pub(super) const MOST_COUNTED: usize = (1 << Counts::WIDTH) - 1;

impl Counts {
    const WIDTH: usize = 10;
    pub(super) const LETTERS: usize = 0;
    pub(super) const CAPITALS: usize = 1;
    pub(super) const DIGITS: usize = 2;
    pub(super) const WORDS: usize = 3;
    pub(super) const CAPITALISED: usize = 4;
    pub(super) const SENTENCES: usize = 5;

    /// What a character of a kind counts as, after one of another.
    pub(super) const AFTER: [[Counts; KINDS]; KINDS] = {
        const ALL: [Kind; KINDS] = [
            Kind::Other,
            Kind::Letter,
            Kind::Capital,
            Kind::Digit,
            Kind::Space,
            Kind::Stop,
        ];
        let mut after = [[Counts(0); KINDS]; KINDS];
        let mut at = 0;
        while at < KINDS * KINDS {
            let (previous, kind) = (ALL[at / KINDS], ALL[at % KINDS]);
            after[previous as usize][kind as usize] = Counts::of_pair(previous, kind);
            at += 1;
        }
        after
    };

    const fn of_pair(previous: Kind, kind: Kind) -> Counts {
        let is_capital = matches!(kind, Kind::Capital);
        let is_letter = is_capital || matches!(kind, Kind::Letter);
        let is_space = matches!(kind, Kind::Space);
        let starts_word = !is_space && matches!(previous, Kind::Space);
        let ends_sentence = is_space && matches!(previous, Kind::Stop);
        Counts(
            (is_letter as u64) << (Counts::WIDTH * Counts::LETTERS)
                | (is_capital as u64) << (Counts::WIDTH * Counts::CAPITALS)
                | (matches!(kind, Kind::Digit) as u64) << (Counts::WIDTH * Counts::DIGITS)
                | (starts_word as u64) << (Counts::WIDTH * Counts::WORDS)
                | ((starts_word && is_capital) as u64) << (Counts::WIDTH * Counts::CAPITALISED)
                | (ends_sentence as u64) << (Counts::WIDTH * Counts::SENTENCES),
        )
    }

    pub(super) fn get(self, number: usize) -> u32 {
        (self.0 >> (Counts::WIDTH * number)) as u32 & MOST_COUNTED as u32
    }
}
