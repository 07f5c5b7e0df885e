//! The model file, version 3: with `format/read.rs` the only place that knows its bytes. Writing is here.
//!
//! A [safetensors](https://docs.rs/safetensors) container, which caps its header and allows neither holes nor
//! overlaps. Numbers are little-endian.
//!
//! | tensor | type, shape | what |
//! |---|---|---|
//! | `vocabulary.families` | U32 `[families]` | number of features of each family, in [`Family::ALL`]'s order |
//! | `vocabulary.names` | U8 `[bytes]` | the features' names, each ended by a line feed; sorted within a family when written |
//! | `idf` | F32 `[weighted]` | inverse document frequencies of the weighted families' features |
//! | `first_pass.weights` | F16 `[columns, 4]` | weights, columns as [`crate::rows::Layout`] numbers them, labels side by side |
//! | `first_pass.intercepts` | F32 `[4]` | intercepts |
//! | `second_pass.plain.weights` | F32 `[inputs, 4]` | pages without marks: weights of the inputs in [`crate::second_pass`]'s order |
//! | `second_pass.plain.intercepts` | F32 `[4]` | intercepts |
//! | `second_pass.marked.weights`, `second_pass.marked.intercepts` | | the same for pages with marks |
//! | `chain.plain.emission`, `chain.plain.steps` | F32 `[1 + 4]`, `[4 * tables, 4]` | pages without marks: the weights of [`crate::chain`]; a row a label above |
//! | `chain.marked.emission`, `chain.marked.steps` | | the same for pages with marks |
//!
//! The container's metadata has one field, `unpitch`, a JSON object: `format` (3), `labels` (the four names, in
//! order), `families` (their names and reaches, in order), `checksum` (CRC-32 of the tensors in the table's order and of the JSON
//! text of `model`) and `model` ([`Metadata`]). One field, because a map of several would be written in hash order.

mod read;

use std::collections::HashMap;

use half::f16;
use safetensors::tensor::{Dtype, TensorView};
use serde::{Deserialize, Serialize};

use super::{Metadata, Model};
use crate::Label;
use crate::features::Family;
use crate::second_pass::Surroundings;

pub(super) use read::read;

/// Number of the format, raised whenever an older reader could not read the file rightly.
const FORMAT: u32 = 3;

const FAMILIES: &str = "vocabulary.families";
const NAMES: &str = "vocabulary.names";
const IDF: &str = "idf";
const WEIGHTS: &str = "first_pass.weights";
const INTERCEPTS: &str = "first_pass.intercepts";
const PLAIN_WEIGHTS: &str = "second_pass.plain.weights";
const PLAIN_INTERCEPTS: &str = "second_pass.plain.intercepts";
const PLAIN_EMISSION: &str = "chain.plain.emission";
const PLAIN_STEPS: &str = "chain.plain.steps";
const MARKED_WEIGHTS: &str = "second_pass.marked.weights";
const MARKED_INTERCEPTS: &str = "second_pass.marked.intercepts";
const MARKED_EMISSION: &str = "chain.marked.emission";
const MARKED_STEPS: &str = "chain.marked.steps";

/// Number of tensors.
const N_TENSORS: usize = 13;

/// The JSON object in the container's metadata.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    format: u32,
    labels: Vec<String>,
    families: Vec<(String, u32)>,
    checksum: u32,
    model: Metadata,
}

/// What a weight becomes when the file stores it; training rounds before it returns.
#[cfg(feature = "train")]
pub(crate) fn round_weight(weight: f64) -> f32 {
    let limit = f64::from(f16::MAX);
    f16::from_f64(weight.clamp(-limit, limit)).to_f32()
}

/// The model as bytes.
pub(super) fn write(model: &Model) -> Vec<u8> {
    let tensors = Tensors::of(model);
    let header = Header {
        format: FORMAT,
        labels: label_names(),
        families: family_reaches(),
        checksum: checksum(&tensors.slices(), &model.metadata),
        model: model.metadata.clone(),
    };
    let header = serde_json::to_string(&header).expect("strings and numbers only");
    let fields = HashMap::from([("unpitch".to_owned(), header)]);
    safetensors::serialize(tensors.views(), Some(fields)).expect("names and shapes are our own")
}

/// The tensors as little-endian bytes, with what their shapes need.
struct Tensors {
    families: Vec<u8>,
    names: Vec<u8>,
    idf: Vec<u8>,
    weights: Vec<u8>,
    intercepts: Vec<u8>,
    plain: SurroundingsBytes,
    marked: SurroundingsBytes,
}

impl Tensors {
    fn of(model: &Model) -> Tensors {
        let vocabulary = model.vectorizer.vocabulary();
        let second = &model.second_pass;
        let sizes = vocabulary.family_sizes();
        let weights = model.first_pass.weights().iter().flatten();
        Tensors {
            families: le_bytes(sizes.map(|size| (size as u32).to_le_bytes())),
            names: vocabulary.lines().as_bytes().to_vec(),
            idf: le_bytes(model.vectorizer.idf().iter().map(|v| v.to_le_bytes())),
            weights: le_bytes(weights.map(|weight| f16::from_f32(*weight).to_le_bytes())),
            intercepts: le_bytes(model.first_pass.intercepts().map(f32::to_le_bytes)),
            plain: SurroundingsBytes::of(&second.plain),
            marked: SurroundingsBytes::of(&second.marked),
        }
    }

    /// The bytes in the order of the module's table.
    fn slices(&self) -> [&[u8]; N_TENSORS] {
        [
            &self.families,
            &self.names,
            &self.idf,
            &self.weights,
            &self.intercepts,
            &self.plain.weights,
            &self.plain.intercepts,
            &self.plain.emission,
            &self.plain.steps,
            &self.marked.weights,
            &self.marked.intercepts,
            &self.marked.emission,
            &self.marked.steps,
        ]
    }

    fn views(&self) -> [(&'static str, TensorView<'_>); N_TENSORS] {
        let view = |dtype, shape, data| {
            TensorView::new(dtype, shape, data).expect("shape from the data's length")
        };
        let table = |data| {
            let rows = <[u8]>::len(data) / (4 * Label::COUNT);
            view(Dtype::F32, vec![rows, Label::COUNT], data)
        };
        let row = |data| view(Dtype::F32, vec![Label::COUNT], data);
        [
            (
                FAMILIES,
                view(Dtype::U32, vec![self.families.len() / 4], &self.families),
            ),
            (NAMES, view(Dtype::U8, vec![self.names.len()], &self.names)),
            (IDF, view(Dtype::F32, vec![self.idf.len() / 4], &self.idf)),
            (
                WEIGHTS,
                view(
                    Dtype::F16,
                    vec![self.weights.len() / 8, Label::COUNT],
                    &self.weights,
                ),
            ),
            (INTERCEPTS, row(&self.intercepts)),
            (PLAIN_WEIGHTS, table(&self.plain.weights)),
            (PLAIN_INTERCEPTS, row(&self.plain.intercepts)),
            (
                PLAIN_EMISSION,
                view(Dtype::F32, vec![1 + Label::COUNT], &self.plain.emission),
            ),
            (PLAIN_STEPS, table(&self.plain.steps)),
            (MARKED_WEIGHTS, table(&self.marked.weights)),
            (MARKED_INTERCEPTS, row(&self.marked.intercepts)),
            (
                MARKED_EMISSION,
                view(Dtype::F32, vec![1 + Label::COUNT], &self.marked.emission),
            ),
            (MARKED_STEPS, table(&self.marked.steps)),
        ]
    }
}

/// The tensors of one half of the second pass.
struct SurroundingsBytes {
    weights: Vec<u8>,
    intercepts: Vec<u8>,
    emission: Vec<u8>,
    steps: Vec<u8>,
}

impl SurroundingsBytes {
    fn of(surroundings: &Surroundings) -> SurroundingsBytes {
        let Surroundings { chain, window } = surroundings;
        let weights = window.weights.iter().flatten();
        let emission = std::iter::once(chain.emission).chain(chain.bias);
        let steps = chain.steps.iter().flatten().flatten();
        SurroundingsBytes {
            weights: le_bytes(weights.map(|weight| weight.to_le_bytes())),
            intercepts: le_bytes(window.intercepts.map(f32::to_le_bytes)),
            emission: le_bytes(emission.map(|weight| (weight as f32).to_le_bytes())),
            steps: le_bytes(steps.map(|weight| (*weight as f32).to_le_bytes())),
        }
    }
}

fn le_bytes<const N: usize>(numbers: impl IntoIterator<Item = [u8; N]>) -> Vec<u8> {
    numbers.into_iter().flatten().collect()
}

fn label_names() -> Vec<String> {
    Label::ALL.map(|label| label.name().to_owned()).to_vec()
}

fn family_reaches() -> Vec<(String, u32)> {
    Family::ALL
        .map(|family| (family.name().to_owned(), family.reach()))
        .to_vec()
}

fn checksum(tensors: &[&[u8]; N_TENSORS], metadata: &Metadata) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    for bytes in tensors {
        crc.update(bytes);
    }
    crc.update(&serde_json::to_vec(metadata).expect("strings and numbers only"));
    crc.finalize()
}
