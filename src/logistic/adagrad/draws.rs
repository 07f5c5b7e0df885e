//! Random numbers, the same on every run and machine.

/// Knuth's linear congruential generator (MMIX), of which the upper bits are used.
pub(super) struct Draws(pub(super) u64);

impl Draws {
    fn next(&mut self) -> u64 {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 32
    }

    /// Below 1.
    pub(super) fn share(&mut self) -> f32 {
        (self.next() >> 8) as f32 / (1 << 24) as f32
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
}
