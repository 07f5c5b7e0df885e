//! `unpitch clean`: pages in, their articles out.

use std::io;

use unpitch::{CleanOptions, Label, Part};

use crate::args::{CleanArgs, CleanFormat};
use crate::output::clean::jsonl;
use crate::output::folder::Folder;
use crate::output::pages::{Out, Render};
use crate::output::text::Text;
use crate::pipeline::Answer;
use crate::{Outcome, output, pipeline};

pub fn run(args: &CleanArgs) -> Outcome {
    let options = options(args);
    let render: Box<dyn Render> = match args.format {
        CleanFormat::Text => Box::new(Text::Article(options)),
        CleanFormat::Jsonl => Box::new(jsonl::JsonLines(options)),
    };
    let answer = Answer {
        keep: Label::ALL.to_vec(),
        explain: false,
        render,
    };
    pipeline::run(&args.pages, answer, || out(args))
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

fn out(args: &CleanArgs) -> io::Result<Out> {
    let ending = match (args.format, args.markdown) {
        (CleanFormat::Jsonl, _) => "json",
        (CleanFormat::Text, true) => "md",
        (CleanFormat::Text, false) => "txt",
    };
    match &args.output_dir {
        Some(path) => Ok(Out::Folder(Folder::open(path, ending)?)),
        None => output::open(args.pages.output.as_deref(), false),
    }
}
