//! `unpitch predict`: pages in, labelled paragraphs out.

use unpitch::Label;

use crate::args::{PageFormat, PredictArgs};
use crate::output::pages::Render;
use crate::output::{csv, page_jsonl, table, text};
use crate::pipeline::Answer;
use crate::{Outcome, output, pipeline};

pub fn run(args: &PredictArgs) -> Outcome {
    let file = args.pages.output.as_deref();
    let format = output::by_reader(args.format, file, PageFormat::Table, PageFormat::Jsonl);
    let answer = Answer {
        keep: kept(args, format),
        explain: args.explain,
        render: render(format, args.pages.may_be_several()),
    };
    pipeline::run(&args.pages, answer, || {
        output::open(file, format == PageFormat::Table)
    })
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
        PageFormat::Text => Box::new(text::Text::Kept),
    }
}
