//! The model asked for.

use std::borrow::Cow;

use unpitch::{Model, Result};

use crate::args::ModelArgs;

/// The model file given, or the embedded model.
pub fn open(args: &ModelArgs) -> Result<Cow<'static, Model>> {
    match &args.model {
        Some(path) => Ok(Cow::Owned(Model::load(path)?)),
        None => embedded(),
    }
}

#[cfg(feature = "default-model")]
fn embedded() -> Result<Cow<'static, Model>> {
    Ok(Cow::Borrowed(Model::embedded()))
}

#[cfg(not(feature = "default-model"))]
fn embedded() -> Result<Cow<'static, Model>> {
    Err(unpitch::Error::Param {
        name: "model",
        found: "none".to_owned(),
        expected: "a model file: this program was built without the default model".to_owned(),
    })
}
