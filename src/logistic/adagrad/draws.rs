//! Random numbers, the same on every run and machine.

/// Knuth's linear congruential generator (MMIX), of which the upper bits are used.
pub(super) struct Draws(pub(super) u64);

const FACTOR: u64 = 6_364_136_223_846_793_005;
const SUMMAND: u64 = 1_442_695_040_888_963_407;

/// Draws that are made at once: each takes a product, which would have to wait for the one before.
const AT_ONCE: usize = 4;
/// What takes a state so many draws on, from the next one.
const STEPS: [(u64, u64); AT_ONCE] = steps();

const fn steps() -> [(u64, u64); AT_ONCE] {
    let mut steps = [(FACTOR, SUMMAND); AT_ONCE];
    let mut at = 1;
    while at < AT_ONCE {
        let (factor, summand) = steps[at - 1];
        steps[at] = (
            factor.wrapping_mul(FACTOR),
            summand.wrapping_mul(FACTOR).wrapping_add(SUMMAND),
        );
        at += 1;
    }
    steps
}

impl Draws {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(FACTOR).wrapping_add(SUMMAND);
        self.0 >> 32
    }

    /// The same as so many calls of [`Draws::next`].
    fn next_ones(&mut self) -> [u64; AT_ONCE] {
        let states =
            STEPS.map(|(factor, summand)| self.0.wrapping_mul(factor).wrapping_add(summand));
        self.0 = states[AT_ONCE - 1];
        states.map(|state| state >> 32)
    }

    /// Leaves items out, each with a probability of `share`, and gives the number of those that stay, which move to the front.
    pub(super) fn leave_out<T: Copy>(&mut self, items: &mut [T], share: f32) -> usize {
        // Below 1 in units of 2^-24, the upper bits of a number; as whole numbers they compare as fast as they come.
        let least = (share * (1 << 24) as f32).ceil() as u64;
        let stays = |draw: u64| usize::from(draw >> 8 >= least);
        let (mut kept, mut at) = (0, 0);
        while at + AT_ONCE <= items.len() {
            for draw in self.next_ones() {
                items[kept] = items[at];
                kept += stays(draw);
                at += 1;
            }
        }
        for at in at..items.len() {
            items[kept] = items[at];
            kept += stays(self.next());
        }
        kept
    }

    /// Fisher and Yates.
    pub(super) fn shuffle(&mut self, order: &mut [u32]) {
        for last in (1..order.len()).rev() {
            let other = self.next() as usize % (last + 1);
            order.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut order: Vec<u32> = (0..100).collect();
        Draws(7).shuffle(&mut order);
        assert!(order.iter().enumerate().any(|(i, o)| i as u32 != *o));
        order.sort_unstable();
        assert!(order.into_iter().eq(0..100));
    }

    #[test]
    fn draws_made_at_once_are_those_made_one_by_one() {
        let (mut at_once, mut one_by_one) = (Draws(7), Draws(7));
        for _ in 0..3 {
            let ones = at_once.next_ones();
            assert_eq!(ones, [(); AT_ONCE].map(|()| one_by_one.next()));
        }
        assert_eq!(at_once.0, one_by_one.0);
    }

    #[test]
    fn about_the_share_is_left_out_and_the_rest_keeps_its_order() {
        let mut items: Vec<u32> = (0..10_000).collect();
        let kept = Draws(7).leave_out(&mut items, 0.2);
        assert!((7_900..8_100).contains(&kept) && items[..kept].is_sorted());
        assert_eq!(Draws(7).leave_out(&mut items, 0.0), 10_000);
        assert_eq!(Draws(7).leave_out(&mut items, 1.0), 0);
    }
}
