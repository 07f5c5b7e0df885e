//! `unpitch clean`: pages in, their articles out.

use unpitch::{CleanOptions, Label, Part};

use crate::args::{CleanArgs, CleanFormat};
use crate::output::lines::JsonLines;
use crate::output::pages::Render;
use crate::output::parquet::Rows;
use crate::output::rows::AsRows;
use crate::output::text::Text;
use crate::output::wet::Wet;
use crate::pipeline::Answer;
use crate::{Outcome, pipeline};

pub fn run(args: &CleanArgs) -> Outcome {
    let options = options(args);
    let without_repeated = args.drop_repeated.then(|| options.clone());
    let render: Box<dyn Render> = match args.format() {
        CleanFormat::Text => Box::new(Text::Article(options)),
        CleanFormat::Jsonl => Box::new(JsonLines::Article(options)),
        CleanFormat::Wet => Box::new(Wet(options)),
        CleanFormat::Parquet => Box::new(AsRows {
            lines: Box::new(JsonLines::Article(options)),
            rows: Rows::Articles,
        }),
    };
    let answer = Answer {
        keep: Label::ALL.to_vec(),
        explain: false,
        without_repeated,
        render,
        ending: match (args.format(), args.markdown) {
            (CleanFormat::Jsonl, _) => "json",
            (CleanFormat::Wet, _) => "wet",
            (CleanFormat::Parquet, _) => "parquet",
            (CleanFormat::Text, true) => "md",
            (CleanFormat::Text, false) => "txt",
        },
    };
    pipeline::run(&args.pages, answer)
}

fn options(args: &CleanArgs) -> CleanOptions {
    let parts = match args.parts.as_slice() {
        [] => &Part::ALL[..],
        parts => parts,
    };
    let options = CleanOptions::default().parts(parts).markdown(args.markdown);
    match args.max_loss {
        Some(share) => options.max_loss(share),
        None => options,
    }
}
