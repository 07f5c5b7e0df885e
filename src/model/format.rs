//! The model file, version 1: the only place that knows its bytes.
//!
//! A [safetensors](https://docs.rs/safetensors) container, which caps its header and allows neither holes nor
//! overlaps. Numbers are little-endian.
//!
//! | tensor | type, shape | what |
//! |---|---|---|
//! | `vocabulary.families` | U32 `[families]` | number of features of each family, in [`Family::ALL`]'s order |
//! | `vocabulary.names` | U8 `[bytes]` | the features' names, each ended by a line feed; sorted within a family |
//! | `idf` | F32 `[weighted]` | inverse document frequencies of the weighted families' features |
//! | `first_pass.weights` | F16 `[columns, 4]` | weights, columns as [`crate::rows::Layout`] numbers them, labels side by side |
//! | `first_pass.intercepts` | F32 `[4]` | intercepts |
//! | `second_pass.weights` | F32 `[inputs, 4]` | weights of the inputs in [`crate::second_pass`]'s order |
//! | `second_pass.intercepts` | F32 `[4]` | intercepts |
//!
//! The container's metadata has one field, `unpitch`, a JSON object: `format` (1), `labels` (the four names, in
//! order), `families` (their names and reaches, in order), `checksum` (CRC-32 of the tensors in the table's order and of the JSON
//! text of `model`) and `model` ([`Metadata`]). One field, because a map of several would be written in hash order.

use std::collections::HashMap;

use half::f16;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};

use super::{Metadata, Model};
use crate::features::Family;
use crate::first_pass::{FirstPass, Scores};
use crate::second_pass::{N_INPUTS, SecondPass};
use crate::vectorizer::{Vectorizer, Vocabulary, n_weighted};
use crate::{Error, Label, Result};

/// Number of the format, raised whenever an older reader could not read the file rightly.
const FORMAT: u32 = 1;

const FAMILIES: &str = "vocabulary.families";
const NAMES: &str = "vocabulary.names";
const IDF: &str = "idf";
const WEIGHTS: &str = "first_pass.weights";
const INTERCEPTS: &str = "first_pass.intercepts";
const SECOND_WEIGHTS: &str = "second_pass.weights";
const SECOND_INTERCEPTS: &str = "second_pass.intercepts";

/// Number of tensors.
const N_TENSORS: usize = 7;

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
    second_weights: Vec<u8>,
    second_intercepts: Vec<u8>,
}

impl Tensors {
    fn of(model: &Model) -> Tensors {
        let vocabulary = model.vectorizer.vocabulary();
        let second = &model.second_pass;
        let sizes = vocabulary.family_sizes();
        let weights = model.first_pass.weights().iter().flatten();
        let weighted = n_weighted(&sizes);
        Tensors {
            families: le_bytes(sizes.map(|size| (size as u32).to_le_bytes())),
            names: vocabulary
                .names()
                .iter()
                .flat_map(|name| [name, "\n"].concat().into_bytes())
                .collect(),
            idf: le_bytes(
                model.vectorizer.idf()[..weighted]
                    .iter()
                    .map(|v| v.to_le_bytes()),
            ),
            weights: le_bytes(weights.map(|weight| f16::from_f32(*weight).to_le_bytes())),
            intercepts: le_bytes(model.first_pass.intercepts().map(f32::to_le_bytes)),
            second_weights: le_bytes(second.weights().iter().flatten().map(|w| w.to_le_bytes())),
            second_intercepts: le_bytes(second.intercepts().map(f32::to_le_bytes)),
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
            &self.second_weights,
            &self.second_intercepts,
        ]
    }

    fn views(&self) -> [(&'static str, TensorView<'_>); N_TENSORS] {
        let view = |dtype, shape, data| {
            TensorView::new(dtype, shape, data).expect("shape from the data's length")
        };
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
            (
                INTERCEPTS,
                view(Dtype::F32, vec![Label::COUNT], &self.intercepts),
            ),
            (
                SECOND_WEIGHTS,
                view(
                    Dtype::F32,
                    vec![N_INPUTS, Label::COUNT],
                    &self.second_weights,
                ),
            ),
            (
                SECOND_INTERCEPTS,
                view(Dtype::F32, vec![Label::COUNT], &self.second_intercepts),
            ),
        ]
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

/// The model in `bytes`, checked to the last one.
pub(super) fn read(bytes: &[u8]) -> Result<Model> {
    let container = SafeTensors::deserialize(bytes).map_err(|error| {
        Error::model(
            "container",
            format!("{error}; expected a model that unpitch wrote"),
        )
    })?;
    let header = read_header(bytes)?;
    if container.len() != N_TENSORS {
        return Err(Error::model(
            "container",
            format!("{} tensors, expected {N_TENSORS}", container.len()),
        ));
    }
    let slices = [
        tensor(&container, FAMILIES, Dtype::U32)?,
        tensor(&container, NAMES, Dtype::U8)?,
        tensor(&container, IDF, Dtype::F32)?,
        tensor(&container, WEIGHTS, Dtype::F16)?,
        tensor(&container, INTERCEPTS, Dtype::F32)?,
        tensor(&container, SECOND_WEIGHTS, Dtype::F32)?,
        tensor(&container, SECOND_INTERCEPTS, Dtype::F32)?,
    ];
    if checksum(&slices, &header.model) != header.checksum {
        return Err(Error::model(
            "checksum",
            "does not fit the content; the file is damaged",
        ));
    }
    let [
        families,
        names,
        idf,
        weights,
        intercepts,
        second_weights,
        second_intercepts,
    ] = slices;
    let second_pass = read_second_pass(second_weights, second_intercepts)?;
    let vocabulary = read_vocabulary(families, names)?;
    let idf = read_idf(idf, &vocabulary)?;
    let first_pass = read_first_pass(weights, intercepts, &vocabulary)?;
    Ok(Model::new(
        Vectorizer::new(vocabulary, idf),
        first_pass,
        second_pass,
        header.model,
    ))
}

fn read_header(bytes: &[u8]) -> Result<Header> {
    /// Read first, so that another format is named as such whatever else its header holds.
    #[derive(Deserialize)]
    struct Numbered {
        format: u32,
    }
    let (_, fields) =
        SafeTensors::read_metadata(bytes).map_err(|error| Error::model("container", error))?;
    let fields = fields
        .metadata()
        .as_ref()
        .and_then(|fields| fields.get("unpitch"));
    let text = fields
        .ok_or_else(|| Error::model("header", "no field unpitch; this is no unpitch model"))?;
    let parse = |error: serde_json::Error| Error::model("header", error);
    let Numbered { format } = serde_json::from_str(text).map_err(parse)?;
    if format != FORMAT {
        let reason = format!(
            "{format}, this version reads {FORMAT}; train the model anew or change the version"
        );
        return Err(Error::model("format", reason));
    }
    let header: Header = serde_json::from_str(text).map_err(parse)?;
    if header.labels != label_names() {
        return Err(Error::model(
            "labels",
            format!("{:?}, expected {:?}", header.labels, label_names()),
        ));
    }
    if header.families != family_reaches() {
        let reason = format!("{:?}, expected {:?}", header.families, family_reaches());
        return Err(Error::model("families", reason));
    }
    Ok(header)
}

fn tensor<'a>(container: &SafeTensors<'a>, name: &'static str, dtype: Dtype) -> Result<&'a [u8]> {
    let view = container
        .tensor(name)
        .map_err(|error| Error::model(name, error))?;
    if view.dtype() != dtype {
        return Err(Error::model(
            name,
            format!("{:?}, expected {dtype:?}", view.dtype()),
        ));
    }
    Ok(view.data())
}

fn read_vocabulary(families: &[u8], names: &[u8]) -> Result<Vocabulary> {
    let sizes: Vec<usize> = words(families)
        .map(|size| u32::from_le_bytes(size) as usize)
        .collect();
    let text = std::str::from_utf8(names).map_err(|error| Error::model(NAMES, error))?;
    let mut names = text.split_terminator('\n').map(str::to_owned);
    let known = text.split_terminator('\n').count();
    if sizes.len() != Family::ALL.len() || sizes.iter().sum::<usize>() != known {
        return Err(Error::model(
            FAMILIES,
            format!("sizes {sizes:?} for {known} names"),
        ));
    }
    let mut families = <[Vec<String>; Family::ALL.len()]>::default();
    for (family, size) in families.iter_mut().zip(sizes) {
        *family = names.by_ref().take(size).collect();
        if let Some(pair) = family.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(Error::model(
                NAMES,
                format!("{:?} before {:?}, expected sorted names", pair[0], pair[1]),
            ));
        }
    }
    Ok(Vocabulary::new(families))
}

/// The idf of every feature: those stored, and 1 for those that are not weighted.
fn read_idf(bytes: &[u8], vocabulary: &Vocabulary) -> Result<Vec<f32>> {
    let mut idf: Vec<f32> = words(bytes).map(f32::from_le_bytes).collect();
    let expected = n_weighted(&vocabulary.family_sizes());
    if idf.len() != expected {
        return Err(Error::model(
            IDF,
            format!("{} values, expected {expected}", idf.len()),
        ));
    }
    if let Some(value) = idf
        .iter()
        .find(|value| !(value.is_finite() && **value > 0.0))
    {
        return Err(Error::model(
            IDF,
            format!("found {value}, expected a positive number"),
        ));
    }
    idf.resize(vocabulary.len(), 1.0);
    Ok(idf)
}

fn read_first_pass(
    weights: &[u8],
    intercepts: &[u8],
    vocabulary: &Vocabulary,
) -> Result<FirstPass> {
    let halves = words(weights).map(|bits| f16::from_le_bytes(bits).to_f32());
    let flat: Vec<f32> = halves.collect();
    let weights: Vec<Scores> = flat.as_chunks().0.to_vec();
    let layout = vocabulary.layout();
    if flat.len() != layout.n_columns() * Label::COUNT {
        let reason = format!(
            "{} values, expected {} x {}",
            flat.len(),
            layout.n_columns(),
            Label::COUNT
        );
        return Err(Error::model(WEIGHTS, reason));
    }
    let intercepts: Vec<f32> = words(intercepts).map(f32::from_le_bytes).collect();
    let intercepts: Scores = intercepts[..].try_into().map_err(|_| {
        Error::model(
            INTERCEPTS,
            format!("{} values, expected 4", intercepts.len()),
        )
    })?;
    if flat
        .iter()
        .chain(&intercepts)
        .any(|weight| !weight.is_finite())
    {
        return Err(Error::model(WEIGHTS, "not all numbers are finite"));
    }
    Ok(FirstPass::new(layout, weights, intercepts))
}

fn read_second_pass(weights: &[u8], intercepts: &[u8]) -> Result<SecondPass> {
    let rows: Vec<f32> = words(weights).map(f32::from_le_bytes).collect();
    let intercepts: Vec<f32> = words(intercepts).map(f32::from_le_bytes).collect();
    if rows.len() != N_INPUTS * Label::COUNT || intercepts.len() != Label::COUNT {
        let reason = format!(
            "{} values, expected {N_INPUTS} x {}",
            rows.len(),
            Label::COUNT
        );
        return Err(Error::model(SECOND_WEIGHTS, reason));
    }
    if rows
        .iter()
        .chain(&intercepts)
        .any(|weight| !weight.is_finite())
    {
        return Err(Error::model(SECOND_WEIGHTS, "not all numbers are finite"));
    }
    let intercepts = [intercepts[0], intercepts[1], intercepts[2], intercepts[3]];
    Ok(SecondPass::new(rows.as_chunks().0.to_vec(), intercepts))
}

/// The bytes in groups of a number's size. Safetensors has checked that they divide.
fn words<const N: usize>(bytes: &[u8]) -> impl Iterator<Item = [u8; N]> + '_ {
    bytes.as_chunks().0.iter().copied()
}
