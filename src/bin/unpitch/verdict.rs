//! `unpitch verdict`: pages in, a line on each out.

use unpitch::Label;

use crate::args::{VerdictArgs, VerdictFormat};
use crate::output::pages::Render;
use crate::output::verdict::{csv, jsonl, table};
use crate::pipeline::Answer;
use crate::{Outcome, output, pipeline};

pub fn run(args: &VerdictArgs) -> Outcome {
    let format = output::by_reader(
        args.format,
        args.pages.is_kept(),
        VerdictFormat::Table,
        VerdictFormat::Jsonl,
    );
    let (render, ending): (Box<dyn Render>, _) = match format {
        VerdictFormat::Table => (Box::new(table::Table), "txt"),
        VerdictFormat::Csv => (Box::new(csv::Rows), "csv"),
        VerdictFormat::Jsonl => (Box::new(jsonl::JsonLines), "json"),
    };
    let answer = Answer {
        keep: Label::ALL.to_vec(),
        explain: false,
        without_repeated: None,
        render,
        ending,
    };
    pipeline::run(&args.pages, answer)
}
