//! `unpitch predict`: pages in, labelled paragraphs out.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Mutex;

use unpitch::{Label, Model};

use crate::args::{PageFormat, PredictArgs};
use crate::batch::{Batches, Labeller};
use crate::exit::{self, Exit};
use crate::output::pages::{Pages, Render};
use crate::output::{csv, page_jsonl, table, text};
use crate::queue::Queue;
use crate::{Outcome, input};

/// Pages for each thread in a batch: enough that one long page does not leave the others idle.
const PAGES_A_THREAD: usize = 16;

/// Pages in a batch at most: each may be an open file.
const MOST_PAGES: usize = 256;

pub fn run(args: &PredictArgs) -> Outcome {
    let queue = queue(args);
    let model = input::model::open(&args.model)?;
    match label_all(args, &model, &queue) {
        Err(error) if exit::is_closed_pipe(&error) => Ok(Exit::Done),
        done => Ok(done?),
    }
}

/// Begins to read all paths, or standard input if there are none.
fn queue(args: &PredictArgs) -> Queue {
    let args = args.clone();
    let most = MOST_PAGES.min(PAGES_A_THREAD * args.threads);
    Queue::fed_by(most, move |push| {
        let standard_input = [PathBuf::from("-")];
        let paths = if args.paths.is_empty() {
            &standard_input[..]
        } else {
            &args.paths
        };
        // The only error is that nobody listens any more.
        let _ = paths
            .iter()
            .try_for_each(|path| input::pages::each(path, &args, push));
    })
}

/// Labels the pages; what fails is reported, the rest goes on.
fn label_all(args: &PredictArgs, model: &Model, queue: &Queue) -> io::Result<Exit> {
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
    Ok(batches.exit())
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
