//! A calendar date as pages give it: a month, a day, or a moment.

use std::fmt;

use serde::{Serialize, Serializer};

/// First and last year that a page is taken to be of: before, there were none; what is beyond is a mistake.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2099;

/// A date that a page names: a month of a year, mostly with the day, and the time of day if the page says it.
///
/// As text it is ISO 8601: `2024-03`, `2024-03-27`, `2024-03-27T08:15:00`, `2024-03-27T08:15:00+01:00`.
///
/// ```
/// let page = unpitch::Page::from_text("Ferry sails again\n\n27 March 2024, 8:15\n\nFrom Monday on.\n");
/// let metadata = unpitch::page_metadata(&page, &[true, true, true]);
/// assert_eq!(metadata.published.unwrap().value.to_string(), "2024-03-27T08:15:00");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageDate {
    year: u16,
    month: u8,
    day: Option<u8>,
    /// Hour, minute and second; only with a day.
    time: Option<[u8; 3]>,
    /// Minutes east of Greenwich; only with a time.
    offset: Option<i16>,
}

impl PageDate {
    /// A month or a day, if there is such a one in the years 1990 to 2099.
    pub(super) fn new(year: u16, month: u8, day: Option<u8>) -> Option<PageDate> {
        let is_day = day.is_none_or(|day| (1..=days(year, month)).contains(&day));
        let date = PageDate {
            year,
            month,
            day,
            time: None,
            offset: None,
        };
        (YEARS.contains(&year) && (1..=12).contains(&month) && is_day).then_some(date)
    }

    /// The same day at a time; the date alone if there is no such time.
    pub(super) fn at(self, time: [u8; 3], offset: Option<i16>) -> PageDate {
        let [hour, minute, second] = time;
        // A minute may have 61 seconds.
        if hour > 23 || minute > 59 || second > 60 || self.day.is_none() {
            return self;
        }
        PageDate {
            time: Some(time),
            offset: offset.filter(|minutes| minutes.abs() <= 14 * 60),
            ..self
        }
    }

    /// The year, 1990 to 2099.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, from 1, where the page says it.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        self.day
    }

    /// Hour, minute and second of the day, where the page says the time.
    #[must_use]
    pub fn time(&self) -> Option<[u8; 3]> {
        self.time
    }

    /// Minutes east of Greenwich, where the page says the time with its zone.
    #[must_use]
    pub fn offset_minutes(&self) -> Option<i16> {
        self.offset
    }

    /// The number of its day; of a month alone, that of its first.
    pub(super) fn day_number(self) -> i64 {
        // Years from March on, so that the leap day is a year's last.
        let (year, month) = (i64::from(self.year), i64::from(self.month));
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let days_before_month = (153 * month + 2) / 5;
        let leap_days = year / 4 - year / 100 + year / 400;
        365 * year + leap_days + days_before_month + i64::from(self.day.unwrap_or(1))
    }
}

/// How many days a month has; 0 for what is no month.
fn days(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

impl fmt::Display for PageDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)?;
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if let Some([hour, minute, second]) = self.time {
            write!(f, "T{hour:02}:{minute:02}:{second:02}")?;
        }
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl Serialize for PageDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_there_are_are_dates() {
        let date = |year, month, day| PageDate::new(year, month, Some(day)).map(|d| d.to_string());
        assert_eq!(date(2024, 2, 29).as_deref(), Some("2024-02-29"));
        for (year, month, day) in [
            (2023, 2, 29),
            (2024, 4, 31),
            (2024, 13, 1),
            (2024, 0, 1),
            (2024, 1, 0),
            (1989, 1, 1),
            (2100, 1, 1),
        ] {
            assert_eq!(date(year, month, day), None, "{year}-{month}-{day}");
        }
        assert_eq!(PageDate::new(2024, 3, None).unwrap().to_string(), "2024-03");
    }

    #[test]
    fn times_have_zones_and_impossible_ones_are_none() {
        let day = PageDate::new(2024, 3, Some(27)).unwrap();
        assert_eq!(day.at([8, 15, 0], None).to_string(), "2024-03-27T08:15:00");
        assert_eq!(
            day.at([8, 15, 9], Some(0)).to_string(),
            "2024-03-27T08:15:09Z"
        );
        assert_eq!(
            day.at([8, 15, 0], Some(-210)).to_string(),
            "2024-03-27T08:15:00-03:30"
        );
        assert_eq!(day.at([24, 0, 0], None), day);
    }

    #[test]
    fn days_are_counted() {
        let number = |year, month, day| PageDate::new(year, month, Some(day)).unwrap().day_number();
        assert_eq!(number(2024, 3, 1) - number(2024, 2, 28), 2);
        assert_eq!(number(2023, 3, 1) - number(2023, 2, 28), 1);
        assert_eq!(number(2025, 1, 1) - number(2024, 1, 1), 366);
    }
}
