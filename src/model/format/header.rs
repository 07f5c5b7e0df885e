//! The header: what the numbers in the tensors mean, and what the model says of itself.

use std::collections::HashMap;
use std::fmt::Debug;

use safetensors::tensor::SafeTensors;
use serde::{Deserialize, Serialize};

use crate::features::{self, Family, cue_names, templates};
use crate::model::Metadata;
use crate::second_pass;
use crate::{Error, Label, Result};

/// Number of the format, raised whenever an older reader could not read the file rightly: that is also when the keys of
/// names change ([`crate::features::Name`]), by which the file's table is made.
pub(super) const FORMAT: u32 = 5;

/// What to do with a file that this version cannot use.
const WHAT_TO_DO: &str = "retrain it, or use the unpitch version that wrote it";

/// The only field of the container's metadata.
const FIELD: &str = "unpitch";

/// The JSON object in that field.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    format: u32,
    labels: Vec<String>,
    families: Vec<(String, u32, f32)>,
    templates: Vec<String>,
    cues: Vec<String>,
    /// [`features::DIGEST`] of the version that wrote the file.
    features: String,
    /// [`second_pass::DIGEST`] of that version.
    inputs: String,
    /// See [`super::checksum`].
    pub(super) checksum: u32,
    pub(super) model: Metadata,
}

impl Header {
    pub(super) fn new(checksum: u32, model: Metadata) -> Header {
        Header {
            format: FORMAT,
            labels: labels(),
            families: families(),
            templates: names(template_names()),
            cues: names(cue_names()),
            features: features::DIGEST.to_owned(),
            inputs: second_pass::DIGEST.to_owned(),
            checksum,
            model,
        }
    }

    /// The container's metadata.
    pub(super) fn fields(&self) -> HashMap<String, String> {
        let json = serde_json::to_string(self).expect("strings and numbers only");
        HashMap::from([(FIELD.to_owned(), json)])
    }

    /// The header of a container, checked to mean what this version means.
    pub(super) fn read(bytes: &[u8]) -> Result<Header> {
        /// Read first, so that another format is named as such whatever else its header holds.
        #[derive(Deserialize)]
        struct Numbered {
            format: u32,
        }
        let (_, container) = SafeTensors::read_metadata(bytes).map_err(|error| {
            let reason = format!("{error}; expected a model that unpitch wrote");
            Error::model("container", reason)
        })?;
        let fields = container.metadata().as_ref();
        let text = fields.and_then(|fields| fields.get(FIELD)).ok_or_else(|| {
            Error::model("header", "not an unpitch model (no `unpitch` metadata)")
        })?;
        let parse = |error: serde_json::Error| Error::model("header", error);
        let Numbered { format } = serde_json::from_str(text).map_err(parse)?;
        if format != FORMAT {
            let reason = format!("{format}, this version reads {FORMAT}; {WHAT_TO_DO}");
            return Err(Error::model("format", reason));
        }
        // A format has one header, once it is settled: what was written before that has another.
        let header: Header = serde_json::from_str(text)
            .map_err(|error| Error::model("header", format!("{error}; {WHAT_TO_DO}")))?;
        header.check()?;
        Ok(header)
    }

    fn check(&self) -> Result<()> {
        same("labels", &self.labels, &labels())?;
        same("families", &self.families, &families())?;
        same("templates", &self.templates, &names(template_names()))?;
        same("cues", &self.cues, &names(cue_names()))?;
        means_the_same("features", &self.features, features::DIGEST)?;
        means_the_same("inputs", &self.inputs, second_pass::DIGEST)
    }
}

fn labels() -> Vec<String> {
    names(Label::ALL.into_iter().map(Label::name))
}

/// Name, reach and value of each family.
fn families() -> Vec<(String, u32, f32)> {
    let describe = |family: Family| (family.name().to_owned(), family.reach(), family.value());
    Family::ALL.map(describe).to_vec()
}

fn template_names() -> impl Iterator<Item = &'static str> {
    templates().iter().map(|template| template.name)
}

fn names(names: impl Iterator<Item = &'static str>) -> Vec<String> {
    names.map(str::to_owned).collect()
}

/// Refuses a digest that is not this version's.
fn means_the_same(field: &'static str, found: &str, expected: &str) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    let reason = format!("they mean something else in this version; {WHAT_TO_DO}");
    Err(Error::model(field, reason))
}

/// Refuses a list that is not the one expected, by its first difference.
fn same<T: PartialEq + Debug>(field: &'static str, found: &[T], expected: &[T]) -> Result<()> {
    let n = found.len().max(expected.len());
    let Some(at) = (0..n).find(|at| found.get(*at) != expected.get(*at)) else {
        return Ok(());
    };
    let shown = |list: &[T]| {
        list.get(at)
            .map_or("nothing".to_owned(), |own| format!("{own:?}"))
    };
    let (found, expected) = (shown(found), shown(expected));
    let reason = format!("number {at} is {found}, expected {expected}; {WHAT_TO_DO}");
    Err(Error::model(field, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_refused_by_its_first_difference() {
        assert!(same("families", &[1, 2], &[1, 2]).is_ok());
        let message = |found: &[u8]| same("families", found, &[1, 2]).unwrap_err().to_string();
        assert!(message(&[1, 3]).contains("number 1 is 3, expected 2; retrain"));
        assert!(message(&[1]).contains("number 1 is nothing, expected 2"));
        assert!(message(&[1, 2, 9]).contains("number 2 is 9, expected nothing"));
    }

    #[test]
    fn a_model_of_other_features_is_refused_with_what_to_do() {
        let mut header = Header::new(0, Metadata::default());
        assert!(header.check().is_ok());
        header.families[0].2 += 0.05;
        assert!(
            header
                .check()
                .is_err_and(|error| error.to_string().contains("families"))
        );
        let mut header = Header::new(0, Metadata::default());
        header.features = "other".to_owned();
        let message = header.check().unwrap_err().to_string();
        assert!(
            message.contains("features") && message.contains("retrain"),
            "{message}"
        );
    }
}
