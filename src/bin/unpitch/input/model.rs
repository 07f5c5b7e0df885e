//! The model asked for.

use std::borrow::Cow;
use std::path::Path;

use unpitch::Model;

use crate::args::{EMBEDDED, ModelArgs};
use crate::output::say;

type Opened = Result<Cow<'static, Model>, Box<dyn std::error::Error>>;

/// The model file given, or the embedded model.
pub fn open(args: &ModelArgs) -> Opened {
    named(args.model.as_deref().unwrap_or(Path::new(EMBEDDED)))
}

/// The model file named, or the embedded model for its name.
pub fn named(path: &Path) -> Opened {
    let model = if path == Path::new(EMBEDDED) {
        embedded()?
    } else {
        Cow::Owned(Model::load(path)?)
    };
    say::detail(|| format!("model {}, SHA-256 {}", path.display(), model.digest()));
    Ok(model)
}

#[cfg(feature = "default-model")]
fn embedded() -> Opened {
    Ok(Cow::Borrowed(Model::embedded()))
}

#[cfg(not(feature = "default-model"))]
fn embedded() -> Opened {
    Err("this program was built without the default model: give a model file with --model".into())
}
