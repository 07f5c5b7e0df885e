//! `unpitch predict`: pages in, labelled paragraphs out.

use std::io::{self, BufWriter, IsTerminal};
use std::path::PathBuf;

use unpitch::{Label, Model, NamedPage};

use crate::args::{PageFormat, PredictArgs};
use crate::exit::{self, Exit};
use crate::output::pages::{LabelledPage, PageWriter};
use crate::output::{notice, page_csv, page_jsonl, page_table, page_text};
use crate::{Outcome, input};

pub fn run(args: &PredictArgs) -> Outcome {
    let model = input::model::open(&args.model)?;
    let standard_input = [PathBuf::from("-")];
    let paths = if args.paths.is_empty() {
        &standard_input[..]
    } else {
        &args.paths
    };
    let format = args.format.unwrap_or_else(default_format);
    let mut writer = writer(format, paths.len() > 1)?;
    let keep = kept(args, format);
    let mut exit = Exit::Done;
    for path in paths {
        let mut visit = |named: unpitch::Result<NamedPage>| {
            match named {
                Ok(named) => label(&named, args, &model, &keep, &mut *writer)?,
                Err(error) => exit = exit::report(&error),
            }
            Ok(())
        };
        let done: Result<(), Box<dyn std::error::Error>> =
            input::pages::each(path, args, &mut visit);
        if let Err(error) = done {
            if exit::is_closed_pipe(&*error) {
                return Ok(exit);
            }
            exit = exit::report(&*error);
        }
    }
    writer.finish()?;
    Ok(exit)
}

/// Labels a page and writes it.
fn label(
    named: &NamedPage,
    args: &PredictArgs,
    model: &Model,
    keep: &[Label],
    writer: &mut dyn PageWriter,
) -> io::Result<()> {
    if named.page().facts().is_cut {
        let name = named.name();
        notice(&format!(
            "{name}: too many elements for a page, the rest is left out"
        ));
    }
    let given = args.language.or(named.page().language());
    let page = named.page().clone().with_language(given);
    writer.write(&LabelledPage {
        name: named.name(),
        site: named.site(),
        predictions: &model.predict(&page),
        keep,
        explanation: args.explain.then(|| model.explanation(&page)).as_ref(),
    })
}

/// A table for people, JSON lines for programs.
fn default_format() -> PageFormat {
    if io::stdout().is_terminal() {
        PageFormat::Table
    } else {
        PageFormat::Jsonl
    }
}

/// The labels whose paragraphs are written.
fn kept(args: &PredictArgs, format: PageFormat) -> Vec<Label> {
    match (args.keep.as_slice(), format) {
        ([], PageFormat::Text) => vec![Label::Article],
        ([], _) => Label::ALL.to_vec(),
        (keep, _) => keep.to_vec(),
    }
}

fn writer(format: PageFormat, several: bool) -> io::Result<Box<dyn PageWriter>> {
    let plain = || BufWriter::new(io::stdout().lock());
    Ok(match format {
        PageFormat::Table => Box::new(page_table::Writer::new(several)),
        PageFormat::Csv => Box::new(page_csv::Writer::new(plain())?),
        PageFormat::Jsonl => Box::new(page_jsonl::Writer(plain())),
        PageFormat::Text => Box::new(page_text::Writer::new(plain())),
    })
}
