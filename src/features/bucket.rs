//! Numbers as features see them: few different values, each of them frequent.

/// A logarithmic bucket: 0, 1, 2, 3, 4-5, 6-7, 8-11, 12-15, 16-23, ...: two buckets per doubling.
pub(super) fn log_bucket(value: usize) -> usize {
    if value < 4 {
        return value;
    }
    let doublings = value.ilog2() as usize;
    2 * doublings + ((value >> (doublings - 1)) & 1)
}

/// The values of a logarithmic bucket, as `16-23`.
pub(super) fn log_range(bucket: usize) -> String {
    let first = |bucket: usize| match bucket {
        0..4 => bucket,
        _ => (2 + bucket % 2) << (bucket / 2 - 1),
    };
    // What no number is in is read as the last one.
    let bucket = bucket.min(100);
    let (first, last) = (first(bucket), first(bucket + 1) - 1);
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}

/// A fraction in tenths, 0 to 10; 0 of nothing is 0.
pub(super) fn tenths(part: usize, whole: usize) -> usize {
    (10 * part).checked_div(whole).unwrap_or(0).min(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_have_two_steps_per_doubling() {
        let buckets = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 15, 16, 23, 24].map(log_bucket);
        assert_eq!(buckets, [0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9]);
        assert!((0..5000).all(|n| log_bucket(n) <= log_bucket(n + 1)));
        assert_eq!(log_bucket(usize::MAX), 127);
    }

    #[test]
    fn ranges_are_those_of_the_buckets() {
        for n in 0..5000 {
            let range = log_range(log_bucket(n));
            let (first, last) = range.split_once('-').unwrap_or((&range, &range));
            assert!((first.parse().unwrap()..=last.parse().unwrap()).contains(&n));
        }
        assert_eq!([3, 4, 8].map(log_range), ["3", "4-5", "16-23"]);
        assert!(!log_range(usize::MAX).is_empty());
    }

    #[test]
    fn tenths_are_rounded_down_and_never_above_ten() {
        assert_eq!(tenths(0, 0), 0);
        assert_eq!((tenths(1, 11), tenths(9, 10), tenths(5, 5)), (0, 9, 10));
        assert_eq!(tenths(7, 5), 10);
    }
}
