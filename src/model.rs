//! The model: a page in, a label and four probabilities a paragraph out.

mod article;
#[cfg(feature = "default-model")]
mod embedded;
mod explain;
mod format;
mod losses;
mod metadata;
mod prediction;
mod predictions;
mod save;
mod scorer;
mod strongest;

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use crate::features::{Caches, Prepared};
use crate::first_pass::{Columns, FirstPass};
use crate::page::Page;
use crate::rows::{Layout, Rows};
use crate::second_pass::SecondPass;
use crate::vectorizer::Vectorizer;
use crate::{Error, Result};

pub use article::ArticleOptions;
pub use explain::{Contribution, Explanation, Influence, Sum, Term, Why};
pub use losses::{LossBudget, LossTable, Losses};
pub use metadata::{Metadata, TrainingFacts, ValidationFacts};
pub use prediction::Prediction;
pub use predictions::Predictions;
pub use scorer::Scorer;
pub use strongest::WeighedFeature;

/// Largest model file that is read, in bytes. The default model takes 5.8 MB; this leaves room for sixty times that.
pub(crate) const LARGEST_FILE: u64 = 300 << 20;

/// A trained model. Immutable: share it freely between threads.
///
/// ```no_run
/// let model = unpitch::Model::load("site.unpitch")?;
/// let page = unpitch::Page::from_text("Harbour reopens\n\nAlready a member? Sign in\n");
/// for (paragraph, prediction) in model.predict(&page).zip(&page)? {
///     println!("{} {}", prediction.label(), paragraph.text());
/// }
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    vectorizer: Vectorizer,
    first_pass: FirstPass,
    columns: Columns,
    second_pass: SecondPass,
    metadata: Metadata,
}

impl Model {
    /// The vocabulary and its weights.
    #[cfg(feature = "train")]
    pub(crate) fn vectorizer(&self) -> &Vectorizer {
        &self.vectorizer
    }

    /// The first pass.
    #[cfg(feature = "train")]
    pub(crate) fn first_pass(&self) -> &FirstPass {
        &self.first_pass
    }

    /// The second pass.
    #[cfg(feature = "train")]
    pub(crate) fn second_pass(&self) -> &SecondPass {
        &self.second_pass
    }

    /// Puts a model's parts together.
    pub(crate) fn new(
        vectorizer: Vectorizer,
        first_pass: FirstPass,
        second_pass: SecondPass,
        metadata: Metadata,
    ) -> Model {
        Model {
            columns: Columns::new(vectorizer.vocabulary()),
            vectorizer,
            first_pass,
            second_pass,
            metadata,
        }
    }

    /// The default model, which is part of the library. Decoded at the first call.
    #[cfg(feature = "default-model")]
    #[must_use]
    pub fn embedded() -> &'static Model {
        embedded::model()
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be read, [`Error::Model`] if it is not a model file, or a damaged one.
    pub fn load(path: impl AsRef<Path>) -> Result<Model> {
        let path = path.as_ref();
        let file = File::open(path).map_err(Error::io(path))?;
        Model::read(file).map_err(|error| error.for_file(path))
    }

    /// Writes a model file. A regular file is replaced whole or not at all, and keeps its permissions; of a symbolic
    /// link, the file at its end is replaced. A device or a pipe is written to.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be written or is a folder, [`Error::Model`] if what was written could not be read again;
    /// then nothing is.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let bytes = save::bytes(self).map_err(|error| error.for_file(path))?;
        save::write(path, &bytes).map_err(Error::io(path))
    }

    /// Reads a model from a stream, to its end.
    ///
    /// # Errors
    /// [`Error::Io`] if reading fails, [`Error::Model`] if the bytes are not a whole and sound model.
    pub fn read(reader: impl Read) -> Result<Model> {
        let mut bytes = Vec::new();
        reader
            .take(LARGEST_FILE + 1)
            .read_to_end(&mut bytes)
            .map_err(Error::io("-"))?;
        if bytes.len() as u64 > LARGEST_FILE {
            return Err(Error::model(
                "file",
                format!("larger than {LARGEST_FILE} bytes"),
            ));
        }
        format::read(&bytes, |tensor| tensor.to_vec().into())
    }

    /// Writes the model to a stream. The same model gives the same bytes.
    ///
    /// # Errors
    /// [`Error::Io`] if writing fails, [`Error::Model`] if the model could not be read again; then nothing is written.
    pub fn write(&self, mut writer: impl Write) -> Result<()> {
        let bytes = save::bytes(self)?;
        writer.write_all(&bytes).map_err(Error::io("-"))
    }

    /// SHA-256 over the model's file, 64 hexadecimal digits.
    #[cfg(feature = "train")]
    #[must_use]
    pub fn digest(&self) -> String {
        use sha2::{Digest, Sha256};
        let digest = Sha256::digest(format::write(self));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// What the model was trained on, how, and how well it did.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    #[cfg(feature = "train")]
    pub(crate) fn set_training_digest(&mut self, digest: &str) {
        digest.clone_into(&mut self.metadata.training.digest);
    }

    /// Notes a word about its training among the parameters in its metadata.
    #[cfg(feature = "train")]
    pub(crate) fn with_parameter(mut self, name: &str, value: &str) -> Model {
        let parameters = &mut self.metadata.parameters;
        parameters.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Notes in the model's metadata how it did on validation data; predictions are not touched.
    #[must_use]
    pub fn with_validation(mut self, facts: Vec<ValidationFacts>) -> Model {
        self.metadata.validation = facts;
        self
    }

    /// Labels every paragraph of a page. For many pages, [`Model::scorer`] is faster.
    #[must_use]
    pub fn predict(&self, page: &Page) -> Predictions {
        self.scorer().predict(page)
    }

    /// A scorer for many pages: it caches the words of the pages before. Use one per thread.
    #[must_use]
    pub fn scorer(&self) -> Scorer<'_> {
        Scorer::new(self)
    }

    /// The features of pages, numbered by this model's vocabulary: the rows that its first pass scores, and that another
    /// classifier may learn from.
    ///
    /// ```
    /// # #[cfg(feature = "default-model")] {
    /// let (model, page) = (unpitch::Model::embedded(), unpitch::Page::from_text("Ferries sail again\n\nSign in\n"));
    /// let rows = model.rows([&page]);
    /// assert_eq!(rows.n_paragraphs(), 2);
    /// let known = model.layout().n_features() as u32;
    /// assert!(rows.paragraph(1).iter().all(|(feature, _)| *feature < known));
    /// # }
    /// ```
    #[must_use]
    pub fn rows<'a>(&self, pages: impl IntoIterator<Item = &'a Page>) -> Rows {
        let mut rows = Rows::default();
        let mut caches = Caches::default();
        for page in pages {
            let page = Prepared::new(page, &mut caches);
            self.vectorizer.transform(&page, &mut rows);
        }
        rows
    }

    /// How far each feature of [`Model::rows`] is seen, and in which columns of a matrix it stands then.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        self.first_pass.layout()
    }
}
