//! `unpitch verdict`: pages in, a line on each out.

use unpitch::Label;

use crate::args::{VerdictArgs, VerdictFormat};
use crate::output::lines::JsonLines;
use crate::output::pages::Render;
use crate::output::parquet::Rows;
use crate::output::rows::AsRows;
use crate::output::verdict::{csv, table};
use crate::pipeline::Answer;
use crate::{Outcome, pipeline};

pub fn run(args: &VerdictArgs) -> Outcome {
    let (render, ending): (Box<dyn Render>, _) = match args.format() {
        VerdictFormat::Table => (Box::new(table::Table), "txt"),
        VerdictFormat::Csv => (Box::new(csv::Rows), "csv"),
        VerdictFormat::Jsonl => (Box::new(JsonLines::Verdict), "json"),
        VerdictFormat::Parquet => {
            let lines = Box::new(JsonLines::Verdict);
            let rows = Rows::Verdicts;
            (Box::new(AsRows { lines, rows }), "parquet")
        }
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
