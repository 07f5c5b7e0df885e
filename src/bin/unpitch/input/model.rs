//! The model asked for.

use std::borrow::Cow;

use unpitch::Model;

use crate::args::ModelArgs;

type Opened = Result<Cow<'static, Model>, Box<dyn std::error::Error>>;

/// The model file given, or the embedded model.
pub fn open(args: &ModelArgs) -> Opened {
    match &args.model {
        Some(path) => Ok(Cow::Owned(Model::load(path)?)),
        None => embedded(),
    }
}

#[cfg(feature = "default-model")]
fn embedded() -> Opened {
    Ok(Cow::Borrowed(Model::embedded()))
}

#[cfg(not(feature = "default-model"))]
fn embedded() -> Opened {
    Err("this program was built without the default model: give a model file with --model".into())
}
