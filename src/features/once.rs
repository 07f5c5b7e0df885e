//! Features that come once, however often something of a paragraph has them.

use rapidhash::RapidHashSet;

use super::family::Family;
use super::name::Name;

/// More features than two links or a form have, so that their set rarely grows.
const MOSTLY: usize = 32;

/// Hands on each feature the first time that it comes. A feature is there or not: two images beside a paragraph are no
/// more than one, and the rows of training count it once.
pub(super) fn once(sink: &mut impl FnMut(Family, Name<'_>)) -> impl FnMut(Family, Name<'_>) {
    let mut seen: RapidHashSet<u64> =
        RapidHashSet::with_capacity_and_hasher(MOSTLY, Default::default());
    move |family, name| {
        if seen.insert(name.key(family)) {
            sink(family, name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::emitted;
    use crate::features::name::Word;

    #[test]
    fn a_name_comes_once_in_each_family() {
        let [img, time] = ["img", "time"].map(|word| Name::One(Word::new(word)));
        let features = emitted(|sink| {
            let mut sink = once(sink);
            for name in [img, time, img] {
                sink(Family::Form, name);
            }
            sink(Family::Tag, img);
        });
        let expected = [
            (Family::Form, "img"),
            (Family::Form, "time"),
            (Family::Tag, "img"),
        ];
        assert_eq!(
            features,
            expected.map(|(family, name)| (family, name.to_owned()))
        );
    }
}
