//! The time of day behind a date.

use super::date::PageDate;
use super::tokens::{Kind, Token};

/// Words that may stand between a date and its time, folded.
const BEFORE: [&str; 16] = [
    "t", "at", "um", "a", "as", "à", "om", "kl", "klo", "alle", "ore", "o", "в", "os", "las", "er",
];

/// Signs that may.
const SIGNS: [char; 8] = [',', '|', '-', '–', '—', '·', '•', '('];

/// Most tokens that may.
const MOST_BEFORE: usize = 3;

/// The date with the time that stands behind it, and the number of the token behind both. `end` is that of the token
/// behind the date.
pub(super) fn add_time(date: PageDate, tokens: &[Token], end: usize) -> (PageDate, usize) {
    let reader = Reader { tokens };
    let start = reader.skip(end);
    match reader.time(start).filter(|_| date.day().is_some()) {
        Some((time, end)) => {
            let (time, end) = reader.half(time, end);
            let (offset, end) = reader.offset(end);
            (date.at(time, offset), end)
        }
        None => (date, end),
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
}

impl Reader<'_> {
    fn skip(&self, at: usize) -> usize {
        let rest = self.tokens.get(at..).unwrap_or_default();
        let is_before = |token: &&Token| match &token.kind {
            Kind::Word(word) => BEFORE.contains(&&**word),
            Kind::Sign(sign) => SIGNS.contains(sign),
            Kind::Number(..) => false,
        };
        at + rest.iter().take(MOST_BEFORE).take_while(is_before).count()
    }

    /// `8:15`, `08:15:09.123`, `22h11`.
    fn time(&self, at: usize) -> Option<([u8; 3], usize)> {
        let hour = self.number(at)?;
        if self.sign(at + 1) != Some(':') && self.word(at + 1) != "h" {
            return None;
        }
        let minute = self.two_digits(at + 2)?;
        let second = self
            .two_digits(at + 4)
            .filter(|_| self.sign(at + 3) == Some(':'));
        let end = at + if second.is_some() { 5 } else { 3 };
        let has_fraction = self.sign(end) == Some('.')
            && self.is_joined(end)
            && self.is_joined(end + 1)
            && self.tokens[end + 1].number(9).is_some();
        let end = if has_fraction { end + 2 } else { end };
        Some(([hour, minute, second.unwrap_or(0)], end))
    }

    /// Hours of a half day as those of a whole one.
    fn half(&self, [hour, minute, second]: [u8; 3], end: usize) -> ([u8; 3], usize) {
        let hour_then = match (self.word(end), hour) {
            ("pm", 1..=11) => hour + 12,
            ("am", 12) => 0,
            ("pm" | "am", _) => hour,
            _ => return ([hour, minute, second], end),
        };
        ([hour_then, minute, second], end + 1)
    }

    /// `Z`, `UTC`, `+01:00`, `-0330`, `+01`: minutes east of Greenwich.
    fn offset(&self, at: usize) -> (Option<i16>, usize) {
        if matches!(self.word(at), "z" | "utc" | "gmt") {
            return (Some(0), at + 1);
        }
        match self.signed_offset(at) {
            Some((minutes, end)) => (Some(minutes), end),
            None => (None, at),
        }
    }

    fn signed_offset(&self, at: usize) -> Option<(i16, usize)> {
        let sign = match self.sign(at)? {
            '+' => 1,
            '-' | '−' => -1,
            _ => return None,
        };
        let token = self.tokens.get(at + 1).filter(|_| self.is_joined(at + 1))?;
        let (hours, minutes, end) = match token.kind {
            Kind::Number(value, 4) => (value / 100, value % 100, at + 2),
            Kind::Number(hours, 2) if self.sign(at + 2) == Some(':') => {
                (hours, self.two_digits(at + 3)?.into(), at + 4)
            }
            Kind::Number(hours, 2) => (hours, 0, at + 2),
            _ => return None,
        };
        let minutes = i16::try_from(60 * hours + minutes).ok()?;
        Some((sign * minutes, end))
    }

    /// Whether no space stands before a token.
    fn is_joined(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let pair = before.zip(self.tokens.get(at));
        pair.is_some_and(|(before, token)| before.end == token.start)
    }

    fn number(&self, at: usize) -> Option<u8> {
        self.tokens.get(at)?.number(2)?.try_into().ok()
    }

    fn two_digits(&self, at: usize) -> Option<u8> {
        match self.tokens.get(at)?.kind {
            Kind::Number(value, 2) => value.try_into().ok(),
            _ => None,
        }
    }

    fn sign(&self, at: usize) -> Option<char> {
        self.tokens.get(at)?.sign()
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", Token::word)
    }
}
