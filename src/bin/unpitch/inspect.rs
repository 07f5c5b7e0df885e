//! `unpitch inspect`: what a model file holds.

mod tables;

use serde::Serialize;
use unpitch::dataset::DatasetReader;
use unpitch::evaluate::{Spoken, spoken};
use unpitch::{Family, Label, Metadata, Model};

use crate::Outcome;
use crate::args::{InspectArgs, ReportFormat};
use crate::exit::Exit;
use crate::report::render;
use crate::{input, output};

/// What is said of a model.
#[derive(Serialize)]
pub struct Inspection<'a> {
    /// The model's name as it was asked for.
    model: String,
    /// Bytes of its file.
    bytes: usize,
    /// SHA-256 of its file.
    digest: String,
    features: usize,
    columns: usize,
    families: Vec<(Family, usize)>,
    metadata: &'a Metadata,
    strongest: Vec<Strongest>,
    by_language: Vec<OfLanguage>,
}

/// What speaks most for a label.
#[derive(Serialize)]
pub struct Strongest {
    label: Label,
    words: Vec<(String, f32)>,
    others: Vec<(String, f32)>,
}

/// What speaks most for a label in a language.
#[derive(Serialize)]
pub struct OfLanguage {
    language: String,
    label: Label,
    words: Vec<(String, f32)>,
}

pub fn run(args: &InspectArgs) -> Outcome {
    let model = input::model::named(&args.model)?;
    let by_language = by_language(args, &model)?;
    let inspection = Inspection::new(args, &model, by_language)?;
    let written = match args.format {
        ReportFormat::Text => render::text(&tables::inspection(&inspection)),
        ReportFormat::Markdown => render::markdown(&tables::inspection(&inspection)),
        ReportFormat::Json => serde_json::to_string_pretty(&inspection)? + "\n",
    };
    output::result(written.as_bytes())?;
    Ok(Exit::Done)
}

fn by_language(args: &InspectArgs, model: &Model) -> unpitch::Result<Vec<Spoken>> {
    let Some(path) = &args.by_language else {
        return Ok(Vec::new());
    };
    let (dataset, _) = DatasetReader::new().read_path(path)?;
    Ok(spoken(model, &dataset, args.features))
}

impl<'a> Inspection<'a> {
    fn new(
        args: &InspectArgs,
        model: &'a Model,
        by_language: Vec<Spoken>,
    ) -> unpitch::Result<Inspection<'a>> {
        let mut file = Vec::new();
        model.write(&mut file)?;
        let strongest = Label::ALL.map(|label| Strongest::new(model, label, args.features));
        let of_language = |spoken: Spoken| OfLanguage {
            language: spoken.language,
            label: spoken.label,
            words: spoken.words,
        };
        Ok(Inspection {
            model: args.model.display().to_string(),
            bytes: file.len(),
            digest: model.digest(),
            features: model.layout().n_features(),
            columns: model.layout().n_columns(),
            families: model.family_sizes().to_vec(),
            metadata: model.metadata(),
            strongest: strongest.into(),
            by_language: by_language.into_iter().map(of_language).collect(),
        })
    }
}

impl Strongest {
    fn new(model: &Model, label: Label, n: usize) -> Strongest {
        let is_word = |family| matches!(family, Family::Word | Family::Pair);
        let said = |words: bool| {
            let strongest = model.strongest_features(label, n, |family| is_word(family) == words);
            let said = strongest
                .iter()
                .map(|feature| (feature.to_string(), feature.amount));
            said.collect()
        };
        Strongest {
            label,
            words: said(true),
            others: said(false),
        }
    }
}
