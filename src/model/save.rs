//! A model's file: checked before it is written, replaced as a whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use super::{Model, format};
use crate::whole_file::WholeFile;
use crate::{Error, Result};

/// The file's bytes, after they have been read back.
pub(super) fn bytes(model: &Model) -> Result<Vec<u8>> {
    let bytes = format::write(model);
    match Model::read(&bytes[..]) {
        Ok(_) => Ok(bytes),
        Err(Error::Model { field, reason, .. }) => Err(Error::Model {
            path: None,
            field,
            reason: format!("{reason}; not written, since it could not be read again"),
        }),
        Err(other) => Err(other),
    }
}

/// Writes `bytes` to what `path` names.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = WholeFile::begin(path)?;
    file.write_all(bytes)?;
    file.finish()
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_model_that_could_not_be_read_is_not_written() {
        let facts = crate::ValidationFacts {
            macro_f1: f64::NAN,
            ..Default::default()
        };
        let model = Model::embedded().clone().with_validation(vec![facts]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m");
        fs::write(&path, b"the old one").unwrap();
        let error = model.save(&path).unwrap_err().to_string();
        assert!(
            error.contains("not written") && error.contains("/m"),
            "{error}"
        );
        assert_eq!(fs::read(&path).unwrap(), b"the old one");
        let mut stream = Vec::new();
        assert!(model.write(&mut stream).is_err() && stream.is_empty());
    }
}
