//! From paths to answers: pages are read ahead, labelled side by side and written in their order.

pub mod batch;
pub mod notices;
pub mod progress;
pub mod queue;
pub mod rejects;
pub mod tally;

use std::io::{self, IsTerminal};
use std::sync::Mutex;

use unpitch::corpora::Sources;
use unpitch::{Label, Model};

use crate::args::PageArgs;
use crate::exit::{self, Exit};
use crate::output::pages::{Out, Pages, Render};
use crate::{Outcome, input};
use batch::{Batches, Labeller, Run};
use progress::Progress;
use queue::Queue;
use rejects::Rejects;

/// Pages for each thread in a batch: enough that one long page does not leave the others idle.
const PAGES_PER_THREAD: usize = 16;

/// Pages in a batch at most: a batch is labelled as a whole before it is written.
const MOST_PAGES: usize = 256;

/// What is made of labelled pages.
pub struct Answer {
    /// The labels whose paragraphs are written.
    pub keep: Vec<Label>,
    /// Whether to say why.
    pub explain: bool,
    pub render: Box<dyn Render>,
}

/// Labels all pages and writes the answers, in the pages' order; what fails is reported, the rest goes on. `out` is opened
/// once the model is.
pub fn run(args: &PageArgs, answer: Answer, out: impl FnOnce() -> io::Result<Out>) -> Outcome {
    let sources = input::sources(args)?;
    input::check_output(args)?;
    let rejects = input::rejects_file(args)?;
    let queue = queue(args, sources.clone());
    let model = input::model::open(&args.model)?;
    let is_beside_answers = args.output.is_none() && io::stdout().is_terminal();
    let run = Run {
        progress: Progress::begin(input::total_bytes(args), is_beside_answers),
        rejects: Rejects::open(rejects)?,
        sources,
    };
    match answer_all(args, &model, (queue, run), answer, out) {
        Err(error) if exit::is_closed_pipe(&error) => Ok(Exit::Done),
        done => Ok(done?),
    }
}

/// Begins to read all pages.
fn queue(args: &PageArgs, sources: Sources) -> Queue {
    let args = args.clone();
    let most = MOST_PAGES.min(PAGES_PER_THREAD * args.threads);
    Queue::fed_by(most, move |push| {
        // The only error is that the pages are no longer wanted.
        let _ = input::each_page(&sources, &args, push);
    })
}

fn answer_all(
    args: &PageArgs,
    model: &Model,
    (queue, run): (Queue, Run),
    answer: Answer,
    out: impl FnOnce() -> io::Result<Out>,
) -> io::Result<Exit> {
    let labeller = Labeller {
        args,
        model,
        keep: answer.keep,
        explain: answer.explain,
        idle: Mutex::default(),
    };
    let pages = Pages::begin(out()?, &*answer.render)?;
    let mut batches = Batches::new(labeller, answer.render, pages, run);
    while let Some(batch) = queue.next_batch() {
        batches.write(batch)?;
    }
    // Pages that are missing leave no file behind that looks whole.
    queue.finish()?;
    batches.finish()
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::{Args, Command};
    use crate::output::text::Text;

    #[test]
    fn a_reader_that_panics_ends_the_program_as_failed() {
        let Command::Predict(args) = Args::parse_from(["unpitch", "predict"]).command else {
            unreachable!("the subcommand is given");
        };
        let queue = Queue::fed_by(1, |_| panic!("the reader met its end"));
        let run = Run {
            progress: Progress::begin(None, true),
            rejects: Rejects::default(),
            sources: Sources::default(),
        };
        let answer = Answer {
            keep: Vec::new(),
            explain: false,
            render: Box::new(Text::Kept),
        };
        let out = || Ok(Out::Stream(Box::new(io::sink())));
        let ended = answer_all(&args.pages, Model::embedded(), (queue, run), answer, out);
        let error = ended.expect_err("pages are missing");
        assert!(error.to_string().contains("pages are missing"), "{error}");
        assert_eq!(exit::report(&error), Exit::Failed);
    }
}
