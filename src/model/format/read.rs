//! Bytes -> model: every shape, bound and number checked, every refusal named.

use std::borrow::Cow;

use safetensors::tensor::SafeTensors;

use super::header::Header;
use super::tensor::Tensor;
use super::{TENSORS, checksum};
use crate::chain::Chain;
use crate::model::Model;
use crate::second_pass::{SecondPass, Surroundings, Window, n_inputs};
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
        groups,
        grouped,
        index,
        idf,
        weights,
        intercepts,
        second @ ..,
    ] = tensors;
    let sizes = families.read_sizes()?;
    let n_features = sizes.iter().sum();
    let grouped = grouped.read_grouped(&groups, n_features)?;
    let index = index.read_index(keep(index.bytes), n_features)?;
    let names = names.read_names(keep(names.bytes))?;
    let vocabulary = Vocabulary::from_parts(names, sizes, grouped, index)
        .ok_or_else(|| families.refuse("other sizes than there are names"))?;
    let idf = idf.read_idf(&vocabulary)?;
    let intercepts = intercepts.read_scores()?;
    let first_pass = weights.read_first_pass(keep(weights.bytes), intercepts, &vocabulary)?;
    let [plain, marked] = second.as_chunks().0 else {
        unreachable!("both kinds of pages have four tensors")
    };
    let second_pass = SecondPass {
        plain: read_surroundings(plain, false)?,
        marked: read_surroundings(marked, true)?,
    };
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
    let container = SafeTensors::deserialize(bytes).map_err(|error| {
        let reason = format!("{error}; expected a model that unpitch wrote");
        Error::model("container", reason)
    })?;
    if container.len() != TENSORS.len() {
        let reason = format!("{} tensors, expected {}", container.len(), TENSORS.len());
        return Err(Error::model("container", reason));
    }
    let mut tensors = TENSORS.map(|(name, ..)| Tensor { name, bytes: &[] });
    for (tensor, (name, dtype, _)) in tensors.iter_mut().zip(TENSORS) {
        let view = container
            .tensor(name)
            .map_err(|error| Error::model(name, error))?;
        if view.dtype() != dtype {
            return Err(tensor.refuse(format!("{:?}, expected {dtype:?}", view.dtype())));
        }
        tensor.bytes = view.data();
    }
    Ok(tensors)
}

/// What was learned of the surroundings on pages of one kind.
fn read_surroundings(tensors: &[Tensor<'_>; 4], marked: bool) -> Result<Surroundings> {
    let [weights, intercepts, emission, steps] = tensors;
    let window = Window {
        weights: weights
            .read_numbers(n_inputs(marked) * Label::COUNT)?
            .as_chunks()
            .0
            .to_vec(),
        intercepts: intercepts.read_scores()?,
    };
    let emission = emission.read_chain(1 + Label::COUNT)?;
    let steps = steps.read_chain(Chain::TABLES * Label::COUNT * Label::COUNT)?;
    let bias = [emission[1], emission[2], emission[3], emission[4]];
    let chain = Chain::new(
        emission[0],
        bias,
        steps.as_chunks().0.as_chunks().0.to_vec(),
    );
    Ok(Surroundings { chain, window })
}
