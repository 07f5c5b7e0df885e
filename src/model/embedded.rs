//! The default model, part of the binary, decoded once.

use std::sync::OnceLock;

use super::{Model, format};

static BYTES: &[u8] = include_bytes!("../../models/default.unpitch");

pub(super) fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| format::read(BYTES).expect("the embedded model is tested to be sound"))
}
