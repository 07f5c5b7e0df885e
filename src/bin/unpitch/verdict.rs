//! `unpitch verdict`: pages in, a line on each out.

use unpitch::Label;

use crate::args::{VerdictArgs, VerdictFormat};
use crate::output::pages::Render;
use crate::output::verdict::{csv, jsonl, table};
use crate::pipeline::Answer;
use crate::{Outcome, output, pipeline};

pub fn run(args: &VerdictArgs) -> Outcome {
    let file = args.pages.output.as_deref();
    let format = output::by_reader(
        args.format,
        file,
        VerdictFormat::Table,
        VerdictFormat::Jsonl,
    );
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
    pipeline::run(&args.pages, answer, || {
        output::open(file, format == VerdictFormat::Table)
    })
}
