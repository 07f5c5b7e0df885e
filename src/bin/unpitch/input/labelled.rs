//! Labelled CSVs -> one dataset, with notices of what was left out.

use std::path::{Path, PathBuf};

use unpitch::Result;
use unpitch::dataset::{Dataset, DatasetReader, ReadReport, Survey};

use crate::args::DataArgs;
use crate::output::{notice, say};

/// Reads all files into one dataset.
pub fn read(args: &DataArgs) -> Result<Dataset> {
    let mut whole: Option<Dataset> = None;
    for path in &args.data {
        let part = read_one(args, path)?;
        whole = Some(match whole {
            Some(dataset) => dataset.merge(part)?,
            None => part,
        });
    }
    Ok(whole.expect("clap requires a file"))
}

/// Reads one file as `args` say.
pub fn read_one(args: &DataArgs, path: &Path) -> Result<Dataset> {
    let (dataset, report) = reader(args).read_path(path)?;
    tell(path, &report);
    if args.text_only {
        return Ok(dataset.without_marks());
    }
    warn_of_partly_marked(path, &report);
    Ok(dataset)
}

/// Reads all files, each by itself and with all that is wrong with its rows.
pub fn survey(args: &DataArgs) -> Result<Vec<Survey>> {
    let reader = reader(args);
    let one = |path: &PathBuf| {
        let mut survey = reader.survey_path(path)?;
        tell(path, &survey.report);
        if args.text_only {
            survey.dataset = survey.dataset.without_marks();
        } else {
            warn_of_partly_marked(path, &survey.report);
        }
        Ok(survey)
    };
    args.data.iter().map(one).collect()
}

fn reader(args: &DataArgs) -> DatasetReader {
    let mut reader = DatasetReader::new().skip_bad(args.skip_bad);
    for (from, to) in &args.label_map {
        reader = reader.label_map(from, *to);
    }
    reader
}

/// Says on stderr what of a file was not read as it is.
pub fn tell(path: &Path, report: &ReadReport) {
    if !report.ignored_columns.is_empty() {
        let columns: Vec<String> = report
            .ignored_columns
            .iter()
            .map(|name| name.escape_debug().to_string())
            .collect();
        notice(&format!(
            "{}: columns ignored: {}",
            path.display(),
            columns.join(", ")
        ));
    }
    if report.n_skipped > 0 {
        let (n, used) = (report.n_skipped, report.rows);
        let rows = if n == 1 { "row" } else { "rows" };
        notice(&format!(
            "{}: skipped {n} invalid {rows}, used {used}",
            path.display()
        ));
        for fault in &report.skipped {
            notice(&format!("  {fault}"));
        }
    }
    if let Some(first) = &report.unknown_language {
        let n = report.n_unknown_languages;
        let rows = if n == 1 { "row" } else { "rows" };
        notice(&format!(
            "language set aside in {n} {rows}; the first: {first}"
        ));
    }
}

/// Warns of pages that are read as text although some of their rows have marks.
pub fn warn_of_partly_marked(path: &Path, report: &ReadReport) {
    if let Some(first) = &report.partly_marked {
        let n = report.n_partly_marked;
        let pages = if n == 1 { "page is" } else { "pages are" };
        say::warning(&format!(
            "{}: {n} {pages} read as text, because some rows have marks (tag, path and the like) and others have none; \
             the first: {first}",
            path.display()
        ));
    }
}
