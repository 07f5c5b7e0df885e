//! The default model, part of the binary, where its large tables stay; checked once.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::{Model, format};

/// Bytes that lie where numbers may: the weights are read in place.
#[repr(align(8))]
struct Aligned<B: ?Sized>(B);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/default.unpitch"));

pub(super) fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        format::read(&BYTES.0, Cow::Borrowed).expect("the embedded model is tested to be sound")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(feature = "train")]
    use crate::vocabulary::Vocabulary;

    #[test]
    fn the_large_tables_are_read_in_place() {
        let place = BYTES.0.as_ptr_range();
        let is_inside = |first: *const u8| place.contains(&first);
        let Model {
            vectorizer,
            first_pass,
            ..
        } = model();
        assert!(is_inside(vectorizer.vocabulary().lines().as_ptr()));
        assert!(is_inside(vectorizer.vocabulary().index().slots().as_ptr()));
        if cfg!(target_endian = "little") {
            assert!(is_inside(first_pass.weights().as_ptr().cast()));
        }
    }

    #[cfg(feature = "train")]
    #[test]
    fn the_tables_are_those_of_the_names() {
        let vocabulary = model().vectorizer.vocabulary();
        let names = vocabulary.lines().lines();
        let rebuilt = Vocabulary::new(names, vocabulary.family_sizes()).expect("sound names");
        assert_eq!(&rebuilt, vocabulary);
    }

    #[test]
    fn a_copy_is_the_same_model() {
        assert_eq!(&Model::read(&BYTES.0).expect("the same bytes"), model());
    }
}
