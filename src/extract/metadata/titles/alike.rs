//! How alike two texts are, in any script: by the pairs of neighbouring letters that they share.

/// The pairs of neighbouring letters of a text, sorted.
pub(super) struct Pairs(Vec<(char, char)>);

impl Pairs {
    pub fn new(letters: &str) -> Pairs {
        let mut pairs: Vec<_> = letters.chars().zip(letters.chars().skip(1)).collect();
        pairs.sort_unstable();
        Pairs(pairs)
    }

    /// The share of pairs that two texts have in common, 0 to 1 (Dice's coefficient).
    pub fn alike(&self, other: &Pairs) -> f32 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0_u16;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
                std::cmp::Ordering::Equal => {
                    shared = shared.saturating_add(1);
                    a.next();
                    b.next();
                }
            }
        }
        let all = u16::try_from(self.0.len() + other.0.len()).unwrap_or(u16::MAX);
        if all == 0 {
            0.0
        } else {
            2.0 * f32::from(shared) / f32::from(all)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_alike_and_other_things_are_not() {
        let alike = |a: &str, b: &str| Pairs::new(a).alike(&Pairs::new(b));
        assert!((alike("ferry", "ferry") - 1.0).abs() < 1e-6);
        // ni ig gh ht, na ac ch ht: one of four.
        assert!((alike("night", "nacht") - 0.25).abs() < 1e-6);
        assert!(alike("", "") == 0.0 && alike("a", "") == 0.0);
    }
}
