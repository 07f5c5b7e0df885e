//! The header: what the numbers in the tensors mean, and what the model says of itself.

use std::collections::HashMap;
use std::fmt::Debug;

use safetensors::tensor::SafeTensors;
use serde::{Deserialize, Serialize};

use crate::features::{Family, cue_names, templates};
use crate::model::Metadata;
use crate::{Error, Label, Result};

/// Number of the format, raised whenever an older reader could not read the file rightly: that is also when the keys of
/// names change ([`crate::features::Name`]), by which the file's table is made.
const FORMAT: u32 = 4;

/// The only field of the container's metadata.
const FIELD: &str = "unpitch";

/// The JSON object in that field.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    format: u32,
    labels: Vec<String>,
    families: Vec<(String, u32)>,
    groups: Vec<String>,
    concepts: Vec<String>,
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
            groups: names(template_names()),
            concepts: names(cue_names()),
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
        let text = fields
            .and_then(|fields| fields.get(FIELD))
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
        header.check()?;
        Ok(header)
    }

    fn check(&self) -> Result<()> {
        is_as("labels", &self.labels, &labels())?;
        is_as("families", &self.families, &families())?;
        is_as("groups", &self.groups, &names(template_names()))?;
        is_as("concepts", &self.concepts, &names(cue_names()))
    }
}

fn labels() -> Vec<String> {
    names(Label::ALL.into_iter().map(Label::name))
}

fn families() -> Vec<(String, u32)> {
    let reaches = Family::ALL.map(|family| (family.name().to_owned(), family.reach()));
    reaches.to_vec()
}

fn template_names() -> impl Iterator<Item = &'static str> {
    templates().iter().map(|template| template.name)
}

fn names(names: impl Iterator<Item = &'static str>) -> Vec<String> {
    names.map(str::to_owned).collect()
}

fn is_as<T: PartialEq + Debug>(field: &'static str, found: &[T], expected: &[T]) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    let reason = format!("{found:?}, expected {expected:?}");
    Err(Error::model(field, reason))
}
