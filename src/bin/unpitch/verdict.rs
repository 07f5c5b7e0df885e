//! `unpitch verdict`: pages in, a line on each out.

use std::io::{self, BufWriter, IsTerminal, Write};

use unpitch::Label;

use crate::args::{VerdictArgs, VerdictFormat};
use crate::output::pages::{Out, Render};
use crate::output::verdict::{csv, jsonl, table};
use crate::pipeline::Answer;
use crate::{Outcome, pipeline};

pub fn run(args: &VerdictArgs) -> Outcome {
    let format = args.format.unwrap_or_else(default_format);
    let render: Box<dyn Render> = match format {
        VerdictFormat::Table => Box::new(table::Table),
        VerdictFormat::Csv => Box::new(csv::Rows),
        VerdictFormat::Jsonl => Box::new(jsonl::JsonLines),
    };
    let answer = Answer {
        keep: Label::ALL.to_vec(),
        explain: false,
        render,
    };
    pipeline::run(&args.pages, answer, || Ok(Out::Stream(output(format))))
}

/// A table for people, JSON lines for programs.
fn default_format() -> VerdictFormat {
    if io::stdout().is_terminal() {
        VerdictFormat::Table
    } else {
        VerdictFormat::Jsonl
    }
}

/// Standard output, which takes the colours off a table that goes into a pipe.
fn output(format: VerdictFormat) -> Box<dyn Write> {
    match format {
        VerdictFormat::Table => Box::new(BufWriter::new(anstream::stdout())),
        _ => Box::new(BufWriter::new(io::stdout().lock())),
    }
}
