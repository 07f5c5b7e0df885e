//! Sets of small numbers, one bit each.

/// Declares a set of the numbers below the width of an integer.
macro_rules! bit_set {
    ($(#[$doc:meta])* $name:ident($bits:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(in crate::features) struct $name($bits);

        impl $name {
            /// The empty set.
            pub(in crate::features) const NONE: $name = $name(0);

            /// The set of one number.
            #[inline]
            pub(in crate::features) const fn one(number: u8) -> $name {
                $name(1 << number)
            }

            /// What is in either set.
            #[inline]
            pub(in crate::features) fn union(self, other: $name) -> $name {
                $name(self.0 | other.0)
            }

            /// The members, in their order.
            #[inline]
            pub(in crate::features) fn numbers(self) -> impl Iterator<Item = u8> {
                let mut left = self.0;
                std::iter::from_fn(move || {
                    let next = (left != 0).then(|| left.trailing_zeros() as u8)?;
                    left &= left - 1;
                    Some(next)
                })
            }
        }

        impl FromIterator<$name> for $name {
            /// What is in any of the sets.
            #[inline]
            fn from_iter<I: IntoIterator<Item = $name>>(sets: I) -> $name {
                sets.into_iter().fold($name::NONE, $name::union)
            }
        }
    };
}
pub(super) use bit_set;

#[cfg(test)]
mod tests {
    bit_set! {
        Small(u8)
    }

    #[test]
    fn members_come_in_order_and_once() {
        let set: Small = [7, 0, 3, 0].map(Small::one).into_iter().collect();
        assert!(set.numbers().eq([0, 3, 7]));
        assert!(set.union(Small::one(1)).numbers().eq([0, 1, 3, 7]));
        assert_eq!(Small::default().numbers().next(), None);
    }
}
