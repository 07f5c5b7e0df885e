//! `unpitch predict`: pages in, labelled paragraphs out.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Mutex;

use unpitch::{Label, Model};

use crate::args::{PageFormat, PredictArgs};
use crate::exit::{self, Exit};
use crate::output::pages::{Pages, Render};
use crate::output::{csv, page_jsonl, table, text};
use crate::pipeline::batch::{Batches, Labeller};
use crate::pipeline::queue::Queue;
use crate::{Outcome, input};

/// Pages for each thread in a batch: enough that one long page does not leave the others idle.
const PAGES_PER_THREAD: usize = 16;

/// Pages in a batch at most: a batch is labelled as a whole before it is written.
const MOST_PAGES: usize = 256;

pub fn run(args: &PredictArgs) -> Outcome {
    let queue = queue(args);
    let model = input::model::open(&args.model)?;
    match label_all(args, &model, queue) {
        Err(error) if exit::is_closed_pipe(&error) => Ok(Exit::Done),
        done => Ok(done?),
    }
}

/// Begins to read all paths, or standard input if there are none.
fn queue(args: &PredictArgs) -> Queue {
    let args = args.clone();
    let most = MOST_PAGES.min(PAGES_PER_THREAD * args.threads);
    Queue::fed_by(most, move |push| {
        let standard_input = [PathBuf::from("-")];
        let paths = if args.paths.is_empty() {
            &standard_input[..]
        } else {
            &args.paths
        };
        // The only error is that the pages are no longer wanted.
        let _ = paths
            .iter()
            .try_for_each(|path| input::each_page(path, &args, push));
    })
}

/// Labels the pages; what fails is reported, the rest goes on.
fn label_all(args: &PredictArgs, model: &Model, queue: Queue) -> io::Result<Exit> {
    let format = args.format.unwrap_or_else(default_format);
    let labeller = Labeller {
        args,
        model,
        keep: kept(args, format),
        idle: Mutex::default(),
    };
    let render = render(format, args.paths.len() > 1);
    let pages = Pages::begin(output(format), &*render)?;
    let mut batches = Batches::new(labeller, render, pages);
    while let Some(batch) = queue.next_batch() {
        batches.write(batch)?;
    }
    let exit = batches.finish();
    queue.finish()?;
    Ok(exit)
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

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::{Args, Command};

    #[test]
    fn a_reader_that_panics_ends_the_program_as_failed() {
        let Command::Predict(args) = Args::parse_from(["unpitch", "predict"]).command else {
            unreachable!("the subcommand is given");
        };
        let queue = Queue::fed_by(1, |_| panic!("the reader met its end"));
        let error = label_all(&args, Model::embedded(), queue).expect_err("pages are missing");
        assert!(error.to_string().contains("pages are missing"), "{error}");
        assert_eq!(exit::report(&error), Exit::Failed);
    }
}
