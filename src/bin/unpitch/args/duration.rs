//! A time on the command line: `90s`, `10m`, `2h`.

use std::time::Duration;

/// Longest time: a week.
const MOST_SECONDS: u64 = 7 * 24 * 3600;

/// Reads a whole number and its unit.
pub fn parse(text: &str) -> Result<Duration, String> {
    let seconds = text.char_indices().last().and_then(|(at, unit)| {
        let seconds: u64 = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            _ => return None,
        };
        text[..at].parse::<u64>().ok()?.checked_mul(seconds)
    });
    let seconds = seconds.filter(|seconds| (1..=MOST_SECONDS).contains(seconds));
    let seconds = seconds.ok_or(
        "expected a number of seconds, minutes or hours up to a week, such as 90s, 10m or 2h",
    )?;
    Ok(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_a_number_and_a_unit() {
        let seconds = |text| parse(text).map(|time| time.as_secs()).ok();
        assert_eq!(
            [seconds("90s"), seconds("10m"), seconds("2h")],
            [Some(90), Some(600), Some(7200)]
        );
        for wrong in [
            "",
            "10",
            "m",
            "-1m",
            "0s",
            "1.5h",
            "10 m",
            "200h",
            "99999999999999999999h",
            "1ä",
        ] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }
}
