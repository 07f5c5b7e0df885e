//! `unpitch compare`: two models over the same labelled CSVs.

use std::path::Path;

use unpitch::evaluate::Comparison;

use crate::args::{CompareArgs, ModelArgs, ReportFormat};
use crate::exit::Exit;
use crate::report::{comparison, render};
use crate::{Outcome, files, input, output};

/// What names the model inside the program.
const EMBEDDED: &str = "embedded";

pub fn run(args: &CompareArgs) -> Outcome {
    files::require_distinct(&args.data.data)?;
    let (a, b) = (model(&args.a), model(&args.b));
    let (a, b) = (input::model::open(&a)?, input::model::open(&b)?);
    let dataset = input::labelled::read(&args.data)?;
    let mut comparison = Comparison::new(&dataset, &a, &b);
    let tables = comparison::tables(&comparison, args.limit());
    let report = match args.format {
        ReportFormat::Text => render::text(&tables),
        ReportFormat::Markdown => render::markdown(&tables),
        ReportFormat::Json => {
            comparison.changes.truncate(args.limit());
            render::json(&comparison)?
        }
    };
    output::result(report.as_bytes())?;
    Ok(Exit::Done)
}

fn model(path: &Path) -> ModelArgs {
    let is_file = path != Path::new(EMBEDDED);
    ModelArgs {
        model: is_file.then(|| path.to_owned()),
    }
}
