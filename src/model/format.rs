//! The model file, version 5: what it holds, and writing. Its bytes are known here, in `format/*`, and where tables are used as they
//! lie: [`crate::vocabulary::Index`], [`crate::first_pass::Packed`].
//!
//! A [safetensors](https://docs.rs/safetensors) container, which caps its header and allows neither holes nor
//! overlaps. Numbers are little-endian. The large tables are read where they lie, so that opening the embedded model
//! takes two milliseconds.
//!
//! | tensor | type, shape | what |
//! |---|---|---|
//! | `vocabulary.families` | U32 `[families]` | number of features of each family, in [`Family::ALL`]'s order |
//! | `vocabulary.names` | U8 `[bytes]` | the features' names, each ended by a line feed; sorted within a family |
//! | `vocabulary.templates` | U32 `[templates]` | how many numbers each feature template has |
//! | `vocabulary.templated` | U32 `[numbers]` | for each number of each template its feature plus 1; 0 where it is not known |
//! | `vocabulary.index` | U32 `[slots, 2]` | all other features: the hash table of [`crate::vocabulary::Index`] |
//! | `idf` | F32 `[weighted]` | inverse document frequencies of the weighted families' features |
//! | `first_pass.weights` | BF16 `[columns, 4]` | weights, columns as [`crate::rows::Layout`] numbers them, labels side by side |
//! | `first_pass.intercepts` | F32 `[4]` | intercepts |
//! | `second_pass.plain.weights` | F32 `[inputs, 4]` | pages without marks: weights of the inputs in [`crate::second_pass`]'s order |
//! | `second_pass.plain.intercepts` | F32 `[4]` | intercepts |
//! | `second_pass.marked.*` | | the same two for pages with marks |
//!
//! The container's metadata has one field, `unpitch`, a JSON object: `format` (5), `labels` (the four names, in
//! order), `families` (their names, reaches and values, in order), `templates` and `cues` (their names, in the order of their
//! numbers), `features` and `inputs` (digests of what the features of both passes mean), `checksum` (CRC-32 of the tensors in the table's order and of the JSON text of `model`) and `model`
//! ([`Metadata`]). One field, because a map of several would be written in hash order.

mod header;
mod read;
mod tensor;

use std::borrow::Cow;

use safetensors::tensor::{Dtype, TensorView};

use super::{Metadata, Model};
use crate::Label;
#[cfg(doc)]
use crate::features::Family;
use crate::second_pass::Stacked;
use header::Header;

pub(super) use read::read;

/// What a tensor is called, the type of its numbers, and how many of them a row has.
type Described = (&'static str, Dtype, usize);

/// The tensors, in the order in which they are checked and handed on.
const TENSORS: [Described; 12] = [
    ("vocabulary.families", Dtype::U32, 1),
    ("vocabulary.names", Dtype::U8, 1),
    ("vocabulary.templates", Dtype::U32, 1),
    ("vocabulary.templated", Dtype::U32, 1),
    ("vocabulary.index", Dtype::U32, 2),
    ("idf", Dtype::F32, 1),
    ("first_pass.weights", Dtype::BF16, Label::COUNT),
    ("first_pass.intercepts", Dtype::F32, 1),
    ("second_pass.plain.weights", Dtype::F32, Label::COUNT),
    ("second_pass.plain.intercepts", Dtype::F32, 1),
    ("second_pass.marked.weights", Dtype::F32, Label::COUNT),
    ("second_pass.marked.intercepts", Dtype::F32, 1),
];

/// The model as bytes.
pub(super) fn write(model: &Model) -> Vec<u8> {
    serialise(&tensors(model), &model.metadata)
}

fn serialise(tensors: &Tensors<'_>, metadata: &Metadata) -> Vec<u8> {
    let checksum = checksum(tensors.iter().map(AsRef::as_ref), metadata);
    let header = Header::new(checksum, metadata.clone());
    let views = TENSORS.iter().zip(tensors).map(view);
    safetensors::serialize(views, Some(header.fields())).expect("names and shapes are our own")
}

/// The bytes of [`TENSORS`].
type Tensors<'a> = [Cow<'a, [u8]>; TENSORS.len()];

fn tensors(model: &Model) -> Tensors<'_> {
    let (vectorizer, first_pass) = (&model.vectorizer, &model.first_pass);
    let (vocabulary, templated) = (vectorizer.vocabulary(), vectorizer.vocabulary().templated());
    let weights = first_pass.weights().iter().flatten();
    let sizes = vocabulary.family_sizes().map(|size| size as u32);
    let [plain, plain_intercepts] = stacked(&model.second_pass.plain);
    let [marked, marked_intercepts] = stacked(&model.second_pass.marked);
    [
        le_bytes(sizes.map(u32::to_le_bytes)),
        vocabulary.lines().as_bytes().into(),
        le_bytes(templated.sizes().map(u32::to_le_bytes)),
        le_bytes(templated.features().iter().map(|f| f.to_le_bytes())),
        vocabulary.index().slots().into(),
        le_bytes(vectorizer.idf().iter().map(|idf| idf.to_le_bytes())),
        le_bytes(weights.map(|weight| weight.to_le_bytes())),
        le_bytes(first_pass.intercepts().map(f32::to_le_bytes)),
        plain,
        plain_intercepts,
        marked,
        marked_intercepts,
    ]
}

/// The tensors of one half of the second pass.
fn stacked<'a>(half: &Stacked) -> [Cow<'a, [u8]>; 2] {
    [
        le_bytes(half.weights.iter().flatten().map(|w| w.to_le_bytes())),
        le_bytes(half.intercepts.map(f32::to_le_bytes)),
    ]
}

fn le_bytes<'a, const N: usize>(numbers: impl IntoIterator<Item = [u8; N]>) -> Cow<'a, [u8]> {
    numbers.into_iter().flatten().collect::<Vec<u8>>().into()
}

fn view<'a>(
    ((name, dtype, columns), bytes): (&Described, &'a Cow<'_, [u8]>),
) -> (&'static str, TensorView<'a>) {
    let shape = shape(bytes.len(), *dtype, *columns);
    let view = TensorView::new(*dtype, shape, bytes);
    (name, view.expect("a shape from the data's length"))
}

/// The shape of a tensor of `n_bytes` bytes, if they are whole rows.
fn shape(n_bytes: usize, dtype: Dtype, columns: usize) -> Vec<usize> {
    let rows = n_bytes * 8 / dtype.bitsize() / columns;
    if columns == 1 {
        vec![rows]
    } else {
        vec![rows, columns]
    }
}

fn checksum<'a>(tensors: impl Iterator<Item = &'a [u8]>, metadata: &Metadata) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    tensors.for_each(|bytes| crc.update(bytes));
    crc.update(&serde_json::to_vec(metadata).expect("strings and numbers only"));
    crc.finalize()
}
