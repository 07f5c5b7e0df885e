//! Bytes -> model: every shape, bound and number checked, every refusal named.

use std::borrow::Cow;

use safetensors::tensor::SafeTensors;

use super::header::Header;
use super::tensor::Tensor;
use super::{TENSORS, checksum, shape};
use crate::model::Model;
use crate::second_pass::{SecondPass, Stacked, n_inputs};
use crate::vectorizer::Vectorizer;
use crate::vocabulary::Vocabulary;
use crate::{Error, Label, Result};

/// The model in `bytes`, checked to the last one. `keep` takes the large tensors: it borrows or copies them.
pub(in crate::model) fn read<'a>(
    bytes: &'a [u8],
    keep: impl Fn(&'a [u8]) -> Cow<'static, [u8]>,
) -> Result<Model> {
    let header = Header::read(bytes)?;
    let tensors = tensors(bytes)?;
    let slices = tensors.iter().map(|tensor| tensor.bytes);
    if checksum(slices, &header.model) != header.checksum {
        let reason = "does not fit the content; the file is damaged";
        return Err(Error::model("checksum", reason));
    }
    let [
        families,
        names,
        templates,
        templated,
        index,
        idf,
        weights,
        intercepts,
        second @ ..,
    ] = tensors;
    let sizes = families.read_sizes()?;
    let n_features = sizes.iter().copied().fold(0, usize::saturating_add);
    let templated = templated.read_templated(&templates, n_features)?;
    let index = index.read_index(keep(index.bytes), n_features)?;
    let names = names.read_names(keep(names.bytes))?;
    let vocabulary = Vocabulary::from_parts(names, sizes, templated, index)
        .ok_or_else(|| families.refuse("other sizes than there are names"))?;
    let idf = idf.read_idf(&vocabulary)?;
    let intercepts = intercepts.read_scores()?;
    let first_pass = weights.read_first_pass(keep(weights.bytes), intercepts, &vocabulary)?;
    let [plain, marked] = second.as_chunks().0 else {
        unreachable!("both kinds of pages have two tensors")
    };
    let second_pass = SecondPass {
        plain: read_stacked(plain, false)?,
        marked: read_stacked(marked, true)?,
    };
    if let Some(fault) = header.model.losses.fault() {
        return Err(Error::model("losses", fault));
    }
    let vectorizer = Vectorizer::new(vocabulary, idf);
    Ok(Model::new(
        vectorizer,
        first_pass,
        second_pass,
        header.model,
    ))
}

/// The container's tensors, in the order of [`TENSORS`].
fn tensors(bytes: &[u8]) -> Result<[Tensor<'_>; TENSORS.len()]> {
    let container =
        SafeTensors::deserialize(bytes).map_err(|error| Error::model("container", error))?;
    if container.len() != TENSORS.len() {
        let reason = format!("{} tensors, expected {}", container.len(), TENSORS.len());
        return Err(Error::model("container", reason));
    }
    let mut tensors = TENSORS.map(|(name, ..)| Tensor { name, bytes: &[] });
    for (tensor, (name, dtype, columns)) in tensors.iter_mut().zip(TENSORS) {
        let view = container
            .tensor(name)
            .map_err(|error| Error::model(name, error))?;
        let expected = shape(view.data().len(), dtype, columns);
        if view.dtype() != dtype || view.shape() != expected {
            let (found, at) = (view.dtype(), view.shape());
            return Err(tensor.refuse(format!("{found:?} {at:?}, expected {dtype:?} {expected:?}")));
        }
        tensor.bytes = view.data();
    }
    Ok(tensors)
}

/// The second pass of pages of one kind.
fn read_stacked([weights, intercepts]: &[Tensor<'_>; 2], marked: bool) -> Result<Stacked> {
    let weights = weights.read_numbers(n_inputs(marked) * Label::COUNT)?;
    Ok(Stacked {
        weights: weights.as_chunks().0.to_vec(),
        intercepts: intercepts.read_scores()?,
    })
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;
    use crate::Page;
    use crate::model::format::{serialise, tensors, write};

    /// The default model with other bytes in one tensor, and the checksum that goes with them.
    fn with(name: &str, change: impl FnOnce(&mut Vec<u8>)) -> Result<Model> {
        let model = Model::embedded();
        let mut tensors = tensors(model);
        let at = TENSORS.iter().position(|(own, ..)| *own == name);
        change(tensors[at.expect("a tensor")].to_mut());
        Model::read(&serialise(&tensors, model.metadata())[..])
    }

    fn put(at: usize, bytes: [u8; 4]) -> impl FnOnce(&mut Vec<u8>) {
        move |all| all[at..at + 4].copy_from_slice(&bytes)
    }

    #[track_caller]
    fn is_refused(name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        match with(name, change) {
            Err(Error::Model { field, .. }) => assert_eq!(field, name),
            other => panic!("{name}: {:?}", other.map(|_| "a model")),
        }
    }

    #[test]
    fn unsound_tensors_are_refused_by_name() {
        assert!(with("idf", |_| ()).is_ok_and(|same| same == *Model::embedded()));
        let many = u32::MAX.to_le_bytes();
        let cut = |all: &mut Vec<u8>| all.truncate(all.len() - 8);
        is_refused("vocabulary.families", put(0, many));
        is_refused("vocabulary.families", put(4, 24_007u32.to_le_bytes()));
        is_refused("vocabulary.families", cut);
        is_refused("vocabulary.names", put(9, [0xff; 4]));
        is_refused("vocabulary.templated", put(8, many));
        is_refused("vocabulary.templated", cut);
        is_refused("vocabulary.index", put(12, many));
        is_refused("vocabulary.index", |all| all.fill(1));
        is_refused("idf", cut);
        for unsound in [0.0, -1.0, 1e9, f32::NAN].map(f32::to_le_bytes) {
            is_refused("idf", put(0, unsound));
        }
        is_refused("first_pass.weights", cut);
        for unsound in [1e9, f32::NEG_INFINITY, f32::NAN].map(f32::to_le_bytes) {
            is_refused("first_pass.weights", put(16, unsound));
            is_refused("first_pass.intercepts", put(4, unsound));
            is_refused("second_pass.plain.weights", put(16, unsound));
            is_refused("second_pass.marked.intercepts", put(0, unsound));
        }
    }

    #[test]
    fn a_model_that_is_written_reads_back() {
        let written = write(Model::embedded());
        assert!(Model::read(&written[..]).is_ok_and(|same| same == *Model::embedded()));
    }

    #[test]
    fn numbers_of_another_type_are_refused_though_their_shape_is_right() {
        let mut written = write(Model::embedded());
        let header = br#""idf":{"dtype":"F32""#;
        let mut places = written.windows(header.len());
        let at = places.position(|place| place == header).expect("idf");
        // I32.
        written[at + header.len() - 4] = b'I';
        match Model::read(&written[..]) {
            Err(Error::Model { field, .. }) => assert_eq!(field, "idf"),
            other => panic!("{:?}", other.map(|_| "a model")),
        }
    }

    #[test]
    fn a_feature_of_another_family_is_not_found() {
        // Every word and pair is said to be the last feature, which is one of blocks.
        let n_features = Model::embedded().layout().n_features() as u32;
        let damaged = with("vocabulary.index", |all| {
            let (slots, _) = all.as_chunks_mut::<8>();
            let taken = slots.iter_mut().filter(|slot| slot[4..] != [0; 4]);
            taken.for_each(|slot| slot[4..].copy_from_slice(&n_features.to_le_bytes()));
        });
        let page = Page::from_text("Sign in\n\nSubscribe now");
        assert_eq!(damaged.expect("a model").predict(&page).iter().len(), 2);
    }
}
