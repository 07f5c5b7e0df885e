//! `unpitch predict`: pages in, labelled paragraphs out.

use std::io::{self, BufWriter, IsTerminal, Write};

use unpitch::Label;

use crate::args::{PageFormat, PredictArgs};
use crate::output::pages::{Out, Render};
use crate::output::{csv, page_jsonl, table, text};
use crate::pipeline::Answer;
use crate::{Outcome, pipeline};

pub fn run(args: &PredictArgs) -> Outcome {
    let format = args.format.unwrap_or_else(default_format);
    let answer = Answer {
        keep: kept(args, format),
        explain: args.explain,
        render: render(format, args.pages.paths.len() > 1),
    };
    pipeline::run(&args.pages, answer, || Ok(Out::Stream(output(format))))
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

fn render(format: PageFormat, several: bool) -> Box<dyn Render> {
    match format {
        PageFormat::Table => Box::new(table::Table::new(several)),
        PageFormat::Csv => Box::new(csv::Rows::default()),
        PageFormat::Jsonl => Box::new(page_jsonl::JsonLines),
        PageFormat::Text => Box::new(text::Text),
    }
}

/// Standard output, which takes the colours off a table that goes into a pipe.
fn output(format: PageFormat) -> Box<dyn Write> {
    match format {
        PageFormat::Table => Box::new(BufWriter::new(anstream::stdout())),
        _ => Box::new(BufWriter::new(io::stdout().lock())),
    }
}
