//! One tensor of the file -> one part of the model.

use std::array::from_fn;
use std::borrow::Cow;
use std::fmt::Display;
use std::ops::BitAnd;
use std::str::Utf8Error;

use zerocopy::FromBytes;

use crate::features::Family;
use crate::first_pass::{FirstPass, LARGEST_WEIGHT, Packed, unpack};
use crate::scores::Scores;
use crate::vocabulary::{Index, TemplateTable, Vocabulary};
use crate::{Error, Label, Result};

/// A tensor's name and bytes.
pub(super) struct Tensor<'a> {
    pub(super) name: &'static str,
    pub(super) bytes: &'a [u8],
}

impl Tensor<'_> {
    pub(super) fn refuse(&self, reason: impl Display) -> Error {
        Error::model(self.name, reason)
    }

    fn beyond(&self) -> Error {
        let limit = LARGEST_WEIGHT;
        self.refuse(format!("not all numbers are from -{limit} to {limit}"))
    }

    /// The bytes in groups of a number's size. Safetensors has checked that they divide.
    fn words<const N: usize>(&self) -> impl Iterator<Item = [u8; N]> + '_ {
        self.bytes.as_chunks().0.iter().copied()
    }

    /// So many numbers, none of them beyond [`LARGEST_WEIGHT`].
    pub(super) fn read_numbers(&self, expected: usize) -> Result<Vec<f32>> {
        let numbers: Vec<f32> = self.words().map(f32::from_le_bytes).collect();
        if numbers.len() != expected {
            return Err(self.refuse(format!("{} values, expected {expected}", numbers.len())));
        }
        if !numbers.iter().all(|number| is_sound(*number)) {
            return Err(self.beyond());
        }
        Ok(numbers)
    }

    /// A number for each label.
    pub(super) fn read_scores(&self) -> Result<Scores> {
        let numbers = self.read_numbers(Label::COUNT)?;
        Ok(from_fn(|label| numbers[label]))
    }

    pub(super) fn read_sizes(&self) -> Result<[usize; Family::ALL.len()]> {
        let sizes: Vec<usize> = self
            .words()
            .map(|n| u32::from_le_bytes(n) as usize)
            .collect();
        let refuse = |sizes: Vec<_>| {
            self.refuse(format!(
                "{} values, expected {}",
                sizes.len(),
                Family::ALL.len()
            ))
        };
        sizes.try_into().map_err(refuse)
    }

    pub(super) fn read_names(&self, bytes: Cow<'static, [u8]>) -> Result<Cow<'static, str>> {
        let refuse = |error: Utf8Error| self.refuse(error);
        Ok(match bytes {
            Cow::Borrowed(bytes) => str::from_utf8(bytes).map_err(refuse)?.into(),
            Cow::Owned(bytes) => {
                let text = String::from_utf8(bytes).map_err(|error| refuse(error.utf8_error()))?;
                text.into()
            }
        })
    }

    pub(super) fn read_templated(
        &self,
        sizes: &Tensor<'_>,
        n_features: usize,
    ) -> Result<TemplateTable> {
        let sizes: Vec<u32> = sizes.words().map(u32::from_le_bytes).collect();
        let features = self.words().map(u32::from_le_bytes).collect();
        TemplateTable::from_parts(&sizes, features, n_features)
            .ok_or_else(|| self.refuse("other sizes than its templates have, or unknown features"))
    }

    pub(super) fn read_index(&self, slots: Cow<'static, [u8]>, n_features: usize) -> Result<Index> {
        Index::from_slots(slots, n_features)
            .ok_or_else(|| self.refuse("unknown features, or less than a third of the slots free"))
    }

    /// The idf of every weighted feature.
    pub(super) fn read_idf(&self, vocabulary: &Vocabulary) -> Result<Vec<f32>> {
        let idf = self.read_numbers(vocabulary.n_weighted())?;
        // By its formula it is 1 at least, and 24 for four billion paragraphs.
        if let Some(value) = idf.iter().find(|value| !(0.5..100.0).contains(*value)) {
            return Err(self.refuse(format!("found {value}, expected 1 to 24")));
        }
        Ok(idf)
    }

    /// The first pass's weights are most of the file.
    pub(super) fn read_first_pass(
        &self,
        weights: Cow<'static, [u8]>,
        intercepts: Scores,
        vocabulary: &Vocabulary,
    ) -> Result<FirstPass> {
        let (found, columns) = (weights.len() / size_of::<Packed>(), vocabulary.n_columns());
        if found != columns {
            return Err(self.refuse(format!("{found} rows, expected {columns}")));
        }
        let weights = packed(weights);
        // Without a way out in between, many are looked at at once.
        let are_sound = |all, row| {
            unpack(row)
                .into_iter()
                .map(is_sound)
                .fold(all, BitAnd::bitand)
        };
        if !weights.iter().fold(true, are_sound) {
            return Err(self.beyond());
        }
        Ok(FirstPass::new(vocabulary.layout(), weights, intercepts))
    }
}

fn is_sound(weight: f32) -> bool {
    weight.abs() <= LARGEST_WEIGHT
}

/// The rows of weights that the bytes are. They are borrowed where the bytes are and lie as numbers must on this machine.
fn packed(bytes: Cow<'static, [u8]>) -> Cow<'static, [Packed]> {
    if let Cow::Borrowed(bytes) = bytes
        && let Ok(weights) = <[Packed]>::ref_from_bytes(bytes)
        && cfg!(target_endian = "little")
    {
        return weights.into();
    }
    let row = |row: &[u8; size_of::<Packed>()]| {
        from_fn(|label| u16::from_le_bytes([row[2 * label], row[2 * label + 1]]))
    };
    bytes.as_chunks().0.iter().map(row).collect()
}
