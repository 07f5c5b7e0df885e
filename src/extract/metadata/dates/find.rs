//! A date in a text: ISO 8601, RFC 2822, numbers, or the names of months with their day and year in any order.

use std::ops::Range;

use super::clock;
use super::date::PageDate;
use super::tokens::{Kind, Token, has_digit, tokens};
use crate::Language;
use crate::extract::words::calendar::month;

/// How the numbers of a date are to be read.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Habits {
    /// The language, for names of months.
    pub language: Option<Language>,
    /// Whether the month comes before the day where both are numbers: 3/27/2024.
    pub is_month_first: bool,
}

/// What may stand between a day, its month and the year, folded.
const BETWEEN: [&str; 16] = [
    "de", "del", "d", "of", "den", "st", "nd", "rd", "th", "er", "º", "nam", "e", "a", "og", "the",
];

/// Signs that may.
const SIGNS: [char; 8] = ['.', ',', '-', '/', '\'', '’', 'º', '،'];

/// Most tokens that may.
const MOST_BETWEEN: usize = 3;

/// The first date that a text names, and where it stands.
pub(in super::super) fn find(text: &str, habits: Habits) -> Option<(PageDate, Range<usize>)> {
    if !has_digit(text) {
        return None;
    }
    let finder = Finder::new(text, habits);
    (0..finder.tokens.len()).find_map(|at| {
        let (date, end) = finder.date_at(at)?;
        let (date, end) = clock::add_time(date, &finder.tokens, end);
        let last = &finder.tokens[end - 1];
        Some((date, finder.tokens[at].start..last.end))
    })
}

/// The date that a text is, or begins with: as [`find`], and months alone (`2024-03`) and days without signs (`20240327`).
pub(in super::super) fn parse(text: &str, habits: Habits) -> Option<PageDate> {
    let found = find(text, habits).map(|(date, _)| date);
    found.or_else(|| {
        let finder = Finder::new(text, habits);
        finder.compact().or_else(|| finder.month_alone())
    })
}

struct Finder {
    tokens: Vec<Token>,
    habits: Habits,
}

/// A date, and the number of the token behind it.
type Found = Option<(PageDate, usize)>;

impl Finder {
    fn new(text: &str, habits: Habits) -> Finder {
        Finder {
            tokens: tokens(text),
            habits,
        }
    }

    fn date_at(&self, at: usize) -> Found {
        match self.tokens[at].kind {
            Kind::Number(_, 4) => self.year_first(at).or_else(|| self.year_named(at)),
            Kind::Number(_, 1 | 2) => self.numbers(at).or_else(|| self.day_first(at)),
            Kind::Word(_) => self.month_first(at).or_else(|| self.month_of_year(at)),
            _ => None,
        }
    }

    /// `2024-03-27`, `2024/3/27`, `2024. 3. 27.`, `2024年3月27日`.
    fn year_first(&self, at: usize) -> Found {
        let year = self.year(at)?;
        let (first, month) = (self.sign(at + 1)?, self.number(at + 2)?);
        let (second, day) = (self.sign(at + 3)?, self.number(at + 4)?);
        let pair = [first, second];
        let is_date = pair == ['年', '月'] || pair == ['년', '월'] || is_dividing(pair);
        let has_last = matches!(self.sign(at + 5), Some('日' | '일'));
        let date = is_date.then(|| day_of(year, month, day))??;
        Some((date, at + 5 + usize::from(has_last)))
    }

    /// `2024. március 27.`
    fn year_named(&self, at: usize) -> Found {
        let year = self.year(at)?;
        let (month, next) = self.month(self.skip(at + 1))?;
        let day = self.skip(next);
        Some((day_of(year, month, self.number(day)?)?, day + 1))
    }

    /// `27.3.2024`, `3/27/2024`, `27.03.24`.
    fn numbers(&self, at: usize) -> Found {
        let (a, b) = (self.number(at)?, self.number(at + 2)?);
        let signs = [self.sign(at + 1)?, self.sign(at + 3)?];
        let year = self
            .year(at + 4)
            .or_else(|| self.short_year(at + 4, signs[0]))?;
        if !is_dividing(signs) || self.is_in_version(at, at + 5) {
            return None;
        }
        let is_month_first = b > 12 || (self.habits.is_month_first && a <= 12);
        let (day, month) = if is_month_first { (b, a) } else { (a, b) };
        Some((day_of(year, month, day)?, at + 5))
    }

    /// `27 March 2024`, `27. März 2024`, `27 de março de 2024`, `27 tháng 3 năm 2024`.
    fn day_first(&self, at: usize) -> Found {
        let day = self.number(at)?;
        let (month, next) = self.month(self.skip(at + 1))?;
        let year = self.skip(next);
        Some((day_of(self.year(year)?, month, day)?, year + 1))
    }

    /// `March 27th, 2024`.
    fn month_first(&self, at: usize) -> Found {
        let (month, next) = self.month(at)?;
        let day = self.skip(next);
        let year = self.skip(day + 1);
        Some((
            day_of(self.year(year)?, month, self.number(day)?)?,
            year + 1,
        ))
    }

    /// `March 2024`.
    fn month_of_year(&self, at: usize) -> Found {
        let (month, next) = self.month(at)?;
        let year = self.skip(next);
        let month = u8::try_from(month).ok()?;
        Some((PageDate::new(self.year(year)?, month, None)?, year + 1))
    }

    /// `20240327`, `20240327081500`.
    fn compact(&self) -> Option<PageDate> {
        let [token] = &self.tokens[..] else {
            return None;
        };
        let Kind::Number(digits, length @ (8 | 14)) = token.kind else {
            return None;
        };
        let day = if length == 14 {
            digits / 1_000_000
        } else {
            digits
        };
        let year = u16::try_from(day / 10_000).ok()?;
        day_of(year, day / 100 % 100, day % 100)
    }

    /// `2024-03`, `2024/3`.
    fn month_alone(&self) -> Option<PageDate> {
        let is_one = matches!(self.sign(1), Some('-' | '/')) && self.tokens.len() == 3;
        let month = u8::try_from(self.number(2)?).ok()?;
        is_one.then(|| PageDate::new(self.year(0)?, month, None))?
    }

    /// A month's name, or `tháng` and its number, and the number of the token behind it.
    fn month(&self, at: usize) -> Option<(u64, usize)> {
        match self.tokens.get(at)?.word() {
            "" => None,
            "thang" => Some((self.number(at + 1)?, at + 2)),
            name => Some((month(name, self.habits.language)?.into(), at + 1)),
        }
    }

    /// The next token that is more than what may stand between the parts of a date.
    fn skip(&self, at: usize) -> usize {
        let rest = self.tokens.get(at..).unwrap_or_default();
        let is_between = |token: &&Token| match &token.kind {
            Kind::Word(word) => BETWEEN.contains(&&**word),
            Kind::Sign(sign) => SIGNS.contains(sign),
            Kind::Number(..) => false,
        };
        at + rest
            .iter()
            .take(MOST_BETWEEN)
            .take_while(is_between)
            .count()
    }

    fn year(&self, at: usize) -> Option<u16> {
        match self.tokens.get(at)?.kind {
            Kind::Number(year, 4) => u16::try_from(year).ok(),
            _ => None,
        }
    }

    /// A year of two digits, which only some signs make one of.
    fn short_year(&self, at: usize, sign: char) -> Option<u16> {
        match self.tokens.get(at)?.kind {
            Kind::Number(year, 2) if sign != '-' => u16::try_from(2_000 + year).ok(),
            _ => None,
        }
    }

    fn number(&self, at: usize) -> Option<u64> {
        self.tokens.get(at)?.number(2)
    }

    fn sign(&self, at: usize) -> Option<char> {
        self.tokens.get(at)?.sign()
    }

    /// Whether numbers go on before or behind: `1.27.3.24` is no date.
    fn is_in_version(&self, start: usize, end: usize) -> bool {
        let goes_on = |sign: usize, number: usize| {
            matches!(self.sign(sign), Some('.' | '/' | '-'))
                && self.tokens.get(number).is_some_and(|token| {
                    let apart =
                        self.tokens[sign.min(number)].end < self.tokens[sign.max(number)].start;
                    token.number(9).is_some() && !apart
                })
        };
        goes_on(end, end + 1) || (start > 1 && goes_on(start - 1, start - 2))
    }
}

/// Whether two signs divide a date of numbers.
fn is_dividing([first, second]: [char; 2]) -> bool {
    first == second && matches!(first, '-' | '/' | '.')
}

fn day_of(year: u16, month: u64, day: u64) -> Option<PageDate> {
    PageDate::new(year, month.try_into().ok()?, Some(day.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn habits(code: &str) -> Habits {
        Habits {
            language: code.parse().ok(),
            is_month_first: code == "en",
        }
    }

    fn found(text: &str, code: &str) -> Option<String> {
        find(text, habits(code)).map(|(date, _)| date.to_string())
    }

    #[test]
    fn a_day_is_found_in_many_languages() {
        for (code, text) in [
            ("en", "Posted on March 27th, 2024 by Ada"),
            ("en", "Wednesday 27 Mar. 2024"),
            ("de", "Stand: 27. März 2024"),
            ("fr", "le 27 mars 2024"),
            ("es", "27 de marzo de 2024"),
            ("pt", "27 de março de 2024"),
            ("it", "mercoledì 27 marzo 2024"),
            ("nl", "27 maart 2024"),
            ("ca", "27 de març del 2024"),
            ("pl", "27 marca 2024"),
            ("cs", "27. března 2024"),
            ("sk", "27. marca 2024"),
            ("ru", "27 марта 2024 г."),
            ("uk", "27 березня 2024"),
            ("sv", "den 27 mars 2024"),
            ("no", "27. mars 2024"),
            ("da", "27. marts 2024"),
            ("fi", "27. maaliskuuta 2024"),
            ("hu", "2024. március 27."),
            ("tr", "27 Mart 2024 Çarşamba"),
            ("el", "27 Μαρτίου 2024"),
            ("ro", "27 martie 2024"),
            ("hr", "27. ožujka 2024."),
            ("id", "Rabu, 27 Maret 2024"),
            ("ar", "٢٧ مارس ٢٠٢٤"),
            ("hi", "२७ मार्च २०२४"),
            ("ja", "2024年3月27日"),
            ("ko", "2024년 3월 27일"),
            ("vi", "27 tháng 3 năm 2024"),
        ] {
            assert_eq!(found(text, code).as_deref(), Some("2024-03-27"), "{text}");
        }
    }

    #[test]
    fn numbers_are_read_by_the_language_where_they_do_not_tell() {
        for (text, code, date) in [
            ("4/3/2024", "en", Some("2024-04-03")),
            ("4/3/2024", "fr", Some("2024-03-04")),
            ("27/3/2024", "en", Some("2024-03-27")),
            ("3/27/2024", "fr", Some("2024-03-27")),
            ("27.03.24", "de", Some("2024-03-27")),
            ("27-03-24", "de", None),
            ("2024. 3. 27.", "ko", Some("2024-03-27")),
            ("version 1.27.3.24", "de", None),
            ("30/2/2024", "fr", None),
            ("27/3-2024", "fr", None),
        ] {
            assert_eq!(found(text, code).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn machines_write_dates_with_times() {
        for (text, date) in [
            ("2024-03-27T08:15:09.123+01:00", "2024-03-27T08:15:09+01:00"),
            ("2024-03-27T08:15Z", "2024-03-27T08:15:00Z"),
            ("2024-03-27 08:15:09 -0330", "2024-03-27T08:15:09-03:30"),
            ("Wed, 27 Mar 2024 08:15:09 GMT", "2024-03-27T08:15:09Z"),
            (
                "Wed, 27 Mar 2024 08:15:09 +0100",
                "2024-03-27T08:15:09+01:00",
            ),
            ("20240327", "2024-03-27"),
            ("2024-03", "2024-03"),
            ("March 2024", "2024-03"),
        ] {
            let parsed = parse(text, habits("en")).map(|date| date.to_string());
            assert_eq!(parsed.as_deref(), Some(date), "{text}");
        }
        for text in ["", "2024", "now", "1711523709", "2024-13-01", "0000-00-00"] {
            assert_eq!(parse(text, habits("en")), None, "{text}");
        }
    }

    #[test]
    fn readers_see_the_time_behind_the_date() {
        for (text, date) in [
            (
                "27.3.2024 - 14:08 | Lesedauer 2 Min.",
                "2024-03-27T14:08:00",
            ),
            ("March 27, 2024 at 2:08 pm UTC", "2024-03-27T14:08:00Z"),
            ("27 de março de 2024, 22h11", "2024-03-27T22:11:00"),
            ("27 March 2024, 5 boats", "2024-03-27"),
        ] {
            assert_eq!(found(text, "de").as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn the_place_is_that_of_the_date() {
        let text = "Ada B., 27 March 2024, 8:15, Quay";
        let (_, place) = find(text, Habits::default()).unwrap();
        assert_eq!(&text[place], "27 March 2024, 8:15");
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,60}", month_first: bool) {
            let habits = Habits { language: None, is_month_first: month_first };
            if let Some((_, place)) = find(&text, habits) {
                prop_assert!(text.get(place).is_some());
            }
            parse(&text, habits);
        }

        #[test]
        fn any_numbers_are_read(text in "([0-9]{1,5}|[-/. :T+]|mar|年|月|日|th|Z|am){0,14}") {
            find(&text, Habits::default());
            parse(&text, Habits::default());
        }

        #[test]
        fn what_is_written_is_read(year in 1990_u16..2100, month in 1_u8..13, day in 1_u8..29, hour in 0_u8..24) {
            let date = PageDate::new(year, month, Some(day)).unwrap().at([hour, 5, 7], Some(90));
            prop_assert_eq!(parse(&date.to_string(), Habits::default()), Some(date));
        }
    }
}
