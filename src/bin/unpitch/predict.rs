//! `unpitch predict`: pages in, labelled paragraphs out.

use unpitch::Label;

use crate::args::{PageFormat, PredictArgs};
use crate::output::lines::JsonLines;
use crate::output::pages::Render;
use crate::output::parquet::Rows;
use crate::output::rows::AsRows;
use crate::output::{csv, dolma, html, table, text, uncertain};
use crate::pipeline::Answer;
use crate::{Outcome, pipeline};

pub fn run(args: &PredictArgs) -> Outcome {
    let format = args.format();
    let mut pages = args.pages.clone();
    // Its spans count in the text that was given.
    pages.keep_source |= format == PageFormat::Dolma;
    let answer = Answer {
        keep: kept(args, format),
        // Whoever looks at a page wants to know why, and 2 ms a page are nothing to the eye.
        explain: args.explain || format == PageFormat::Html,
        without_repeated: None,
        render: render(format, args),
        ending: ending(format),
    };
    pipeline::run(&pages, answer)
}

/// How the name of a page's own file ends.
fn ending(format: PageFormat) -> &'static str {
    match format {
        PageFormat::Csv => "csv",
        PageFormat::Jsonl | PageFormat::Dolma => "json",
        PageFormat::Html => "html",
        PageFormat::Parquet => "parquet",
        PageFormat::Table | PageFormat::Text => "txt",
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

fn render(format: PageFormat, args: &PredictArgs) -> Box<dyn Render> {
    let pages = &args.pages;
    match format {
        PageFormat::Table => Box::new(table::Table::new(pages.inputs.may_be_several())),
        PageFormat::Csv if args.uncertain_first => {
            Box::new(uncertain::Rows::new(args.limit as usize))
        }
        PageFormat::Csv => Box::new(csv::Rows::default()),
        PageFormat::Jsonl => Box::new(JsonLines::Paragraphs),
        PageFormat::Text => Box::new(text::Text::Kept),
        PageFormat::Dolma => Box::new(dolma::Attributes {
            column: pages
                .inputs
                .column
                .clone()
                .unwrap_or_else(|| "text".to_owned()),
        }),
        PageFormat::Html => Box::new(html::Html),
        PageFormat::Parquet => Box::new(AsRows {
            lines: Box::new(JsonLines::Paragraphs),
            rows: match args.flat {
                true => Rows::Paragraphs,
                false => Rows::Pages,
            },
        }),
    }
}
