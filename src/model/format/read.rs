//! Bytes -> model: every shape, bound and number checked, every refusal named.

use std::panic::resume_unwind;
use std::thread;

use half::f16;
use half::slice::HalfFloatSliceExt;
use safetensors::tensor::{Dtype, SafeTensors};
use serde::Deserialize;

use super::{
    FAMILIES, FORMAT, Header, IDF, INTERCEPTS, MARKED_EMISSION, MARKED_INTERCEPTS, MARKED_STEPS,
    MARKED_WEIGHTS, N_TENSORS, NAMES, PLAIN_EMISSION, PLAIN_INTERCEPTS, PLAIN_STEPS, PLAIN_WEIGHTS,
    WEIGHTS, checksum, family_reaches, label_names,
};
use crate::chain::Chain;
use crate::first_pass::{FirstPass, Scores};
use crate::model::Model;
use crate::second_pass::{SecondPass, Surroundings, Window, n_inputs};
use crate::vectorizer::Vectorizer;
use crate::vocabulary::Vocabulary;
use crate::{Error, Label, Result};

/// The model in `bytes`, checked to the last one.
pub(in crate::model) fn read(bytes: &[u8]) -> Result<Model> {
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
        tensor(&container, PLAIN_WEIGHTS, Dtype::F32)?,
        tensor(&container, PLAIN_INTERCEPTS, Dtype::F32)?,
        tensor(&container, PLAIN_EMISSION, Dtype::F32)?,
        tensor(&container, PLAIN_STEPS, Dtype::F32)?,
        tensor(&container, MARKED_WEIGHTS, Dtype::F32)?,
        tensor(&container, MARKED_INTERCEPTS, Dtype::F32)?,
        tensor(&container, MARKED_EMISSION, Dtype::F32)?,
        tensor(&container, MARKED_STEPS, Dtype::F32)?,
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
        plain_weights,
        plain_intercepts,
        plain_emission,
        plain_steps,
        marked_weights,
        marked_intercepts,
        marked_emission,
        marked_steps,
    ] = slices;
    let second_pass = SecondPass {
        plain: Surroundings {
            chain: read_chain(PLAIN_STEPS, plain_emission, plain_steps)?,
            window: read_window(PLAIN_WEIGHTS, plain_weights, plain_intercepts, false)?,
        },
        marked: Surroundings {
            chain: read_chain(MARKED_STEPS, marked_emission, marked_steps)?,
            window: read_window(MARKED_WEIGHTS, marked_weights, marked_intercepts, true)?,
        },
    };
    let (vocabulary, weights) = side_by_side(
        || read_vocabulary(families, names),
        || {
            check_order(families, names)?;
            read_weights(weights)
        },
    );
    let (vocabulary, weights) = (vocabulary?, weights?);
    let idf = read_idf(idf, &vocabulary)?;
    let first_pass = read_first_pass(weights, intercepts, &vocabulary)?;
    Ok(Model::new(
        Vectorizer::new(vocabulary, idf),
        first_pass,
        second_pass,
        header.model,
    ))
}

/// Does two things at once, where there are threads: it halves the time to open a model.
fn side_by_side<A, B: Send>(one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let spawned = thread::Builder::new().spawn_scoped(scope, &other);
        let one = one();
        let other = match spawned {
            Ok(handle) => handle.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => other(),
        };
        (one, other)
    })
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
    let names = std::str::from_utf8(names).map_err(|error| Error::model(NAMES, error))?;
    let other = || Error::model(FAMILIES, "other sizes than there are names");
    let sizes = sizes.try_into().map_err(|_| other())?;
    Vocabulary::from_lines(names.to_owned(), sizes).ok_or_else(other)
}

/// Refuses names that are not sorted, or not unique, within their family; that there are as many, others look.
fn check_order(families: &[u8], names: &[u8]) -> Result<()> {
    let mut names = names.split(|byte| *byte == b'\n');
    for size in words(families).map(u32::from_le_bytes) {
        let family: Vec<&[u8]> = names.by_ref().take(size as usize).collect();
        if let Some(pair) = family.windows(2).find(|pair| pair[0] >= pair[1]) {
            let [last, name] = [pair[0], pair[1]].map(String::from_utf8_lossy);
            let reason = format!("{last:?} before {name:?}, expected sorted names");
            return Err(Error::model(NAMES, reason));
        }
    }
    Ok(())
}

/// The idf of every weighted feature.
fn read_idf(bytes: &[u8], vocabulary: &Vocabulary) -> Result<Vec<f32>> {
    let idf: Vec<f32> = words(bytes).map(f32::from_le_bytes).collect();
    let expected = vocabulary.n_weighted();
    if idf.len() != expected {
        return Err(Error::model(
            IDF,
            format!("{} values, expected {expected}", idf.len()),
        ));
    }
    let is_sound = |value: &f32| value.is_finite() && *value > 0.0;
    if let Some(value) = idf.iter().find(|value| !is_sound(value)) {
        let reason = format!("found {value}, expected a positive number");
        return Err(Error::model(IDF, reason));
    }
    Ok(idf)
}

/// The weights, which are most of the file.
fn read_weights(bytes: &[u8]) -> Result<Vec<Scores>> {
    let n_values = bytes.len() / size_of::<f16>();
    if !n_values.is_multiple_of(Label::COUNT) {
        return Err(Error::model(
            WEIGHTS,
            format!("{n_values} values, expected rows of 4"),
        ));
    }
    let mut weights = vec![Scores::default(); n_values / Label::COUNT];
    let mut halves = [f16::ZERO; 1024];
    let pieces = weights.as_flattened_mut().chunks_mut(halves.len());
    for (piece, bytes) in pieces.zip(bytes.chunks(size_of_val(&halves))) {
        let halves = &mut halves[..piece.len()];
        for (half, bytes) in halves.iter_mut().zip(words(bytes)) {
            *half = f16::from_le_bytes(bytes);
        }
        halves.convert_to_f32_slice(piece);
        if !piece.iter().all(|weight| weight.is_finite()) {
            return Err(Error::model(WEIGHTS, "not all numbers are finite"));
        }
    }
    Ok(weights)
}

fn read_first_pass(
    weights: Vec<Scores>,
    intercepts: &[u8],
    vocabulary: &Vocabulary,
) -> Result<FirstPass> {
    let layout = vocabulary.layout();
    if weights.len() != layout.n_columns() {
        let (rows, columns) = (weights.len(), layout.n_columns());
        let reason = format!("{rows} x {}, expected {columns} x {0}", Label::COUNT);
        return Err(Error::model(WEIGHTS, reason));
    }
    let intercepts: Vec<f32> = words(intercepts).map(f32::from_le_bytes).collect();
    let intercepts = Scores::try_from(intercepts).map_err(|found| {
        let reason = format!("{} values, expected {}", found.len(), Label::COUNT);
        Error::model(INTERCEPTS, reason)
    })?;
    if !intercepts.iter().all(|weight| weight.is_finite()) {
        return Err(Error::model(INTERCEPTS, "not all numbers are finite"));
    }
    Ok(FirstPass::new(layout, weights, intercepts))
}

fn read_window(
    name: &'static str,
    weights: &[u8],
    intercepts: &[u8],
    marked: bool,
) -> Result<Window> {
    let rows: Vec<f32> = words(weights).map(f32::from_le_bytes).collect();
    let intercepts: Vec<f32> = words(intercepts).map(f32::from_le_bytes).collect();
    let expected = n_inputs(marked);
    if rows.len() != expected * Label::COUNT || intercepts.len() != Label::COUNT {
        let reason = format!(
            "{} values, expected {expected} x {}",
            rows.len(),
            Label::COUNT
        );
        return Err(Error::model(name, reason));
    }
    let mut values = rows.iter().chain(&intercepts);
    if values.any(|weight| !weight.is_finite()) {
        return Err(Error::model(name, "not all numbers are finite"));
    }
    Ok(Window {
        weights: rows.as_chunks().0.to_vec(),
        intercepts: std::array::from_fn(|label| intercepts[label]),
    })
}

fn read_chain(name: &'static str, emission: &[u8], steps: &[u8]) -> Result<Chain> {
    let weights: Vec<f64> = words(emission)
        .chain(words(steps))
        .map(|bytes| f64::from(f32::from_le_bytes(bytes)))
        .collect();
    let expected = 1 + Label::COUNT + Chain::TABLES * Label::COUNT * Label::COUNT;
    if weights.len() != expected {
        let reason = format!("{} values, expected {expected}", weights.len());
        return Err(Error::model(name, reason));
    }
    // Larger ones overflow along a page; training keeps far below.
    let sound = -20.0..=20.0;
    if let Some(weight) = weights.iter().find(|weight| !sound.contains(*weight)) {
        return Err(Error::model(
            name,
            format!("found {weight}, expected -20 to 20"),
        ));
    }
    let bias = [weights[1], weights[2], weights[3], weights[4]];
    let steps = weights[5..].as_chunks().0.as_chunks().0.to_vec();
    Ok(Chain::new(weights[0], bias, steps))
}

/// The bytes in groups of a number's size. Safetensors has checked that they divide.
fn words<const N: usize>(bytes: &[u8]) -> impl Iterator<Item = [u8; N]> + '_ {
    bytes.as_chunks().0.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_within_their_family_only() {
        let check = |sizes: [u32; 2], names: &str| {
            let families: Vec<u8> = sizes.into_iter().flat_map(u32::to_le_bytes).collect();
            check_order(&families, names.as_bytes())
        };
        assert!(check([2, 1], "a\nb\na\n").is_ok() && check([0, 0], "").is_ok());
        assert!(check([2, 1], "b\na\nc\n").is_err() && check([1, 2], "a\nb\nb\n").is_err());
    }
}
