//! From paths to answers: pages are read ahead, labelled side by side and written in their order.

mod batch;
mod labeller;
mod ledger;
pub mod notices;
mod progress;
mod queue;
pub mod rejects;
mod said;
mod tally;
mod threads;
mod watch;
mod work;
mod writer;

use std::borrow::Cow;
use std::error::Error;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Mutex;

use unpitch::corpora::{Folder, Plan, Repeated, Sources};
use unpitch::{CleanOptions, Label, Model};

use crate::args::PageArgs;
use crate::exit::{self, Exit};
use crate::output::answers::AnswerFile;
use crate::output::pages::Render;
use crate::output::shape::Shape;
use crate::output::shards::Shards;
use crate::output::sink::{Sink, Stream};
use crate::output::{notice, say};
use crate::{Outcome, files, input};
use batch::Batches;
use labeller::Labeller;
use ledger::{Ledger, Shard};
use notices::Notices;
use progress::Progress;
use queue::Queue;
use rejects::Rejects;
use threads::Threads;
use watch::Watch;
use writer::Writer;

/// Pages for each thread in a batch: enough that one long page does not leave the others idle.
const PAGES_PER_THREAD: usize = 32;

/// Pages in a batch at most: a batch is labelled as a whole before it is written.
const MOST_PAGES: usize = 128;

/// What is made of labelled pages.
pub struct Answer {
    /// The labels whose paragraphs are written.
    pub keep: Vec<Label>,
    /// Whether to say why.
    pub explain: bool,
    /// The articles that paragraphs are left out of which other pages had, if that is asked for.
    pub without_repeated: Option<CleanOptions>,
    pub render: Box<dyn Render>,
    /// How the name of a page's own file ends.
    pub ending: &'static str,
}

/// Labels all pages and writes the answers, in the pages' order; what fails is reported, the rest goes on.
pub fn run(args: &PageArgs, answer: Answer) -> Outcome {
    // Before there is a journal: from then on a run ends in order.
    exit::watch_for_interrupt()?;
    let sources = input::sources(&args.inputs)?.keep_source(args.keep_source);
    input::check_output(args.output.as_deref(), &args.inputs)?;
    let page = args
        .output_dir
        .as_ref()
        .map(|folder| folder.join("page").with_extension(answer.ending));
    input::require_outside(args.output.iter().chain(&page), &args.inputs, &sources)?;
    let rejects = input::rejects_file(&args.inputs)?;
    let (model, ledger) = journal(args, &sources)?.unzip();
    let before = ledger.as_ref().map(Ledger::before).unwrap_or_default();
    if before.is_last {
        notice("the run is complete; there is nothing left to do");
        return Ok(Exit::by_rejects(before.rejects.0));
    }
    let sources = sources.after(before.after);
    say::detail(|| format!("{} threads", args.threads));
    let queue = queue(args, sources.clone());
    let model = model.map_or_else(|| input::model::open(&args.model), Ok)?;
    let total = match &ledger {
        Some(ledger) => Some(ledger.bytes()),
        None => input::total_bytes(&sources, &args.inputs),
    };
    let watch = watch(args, sources, (rejects, before), total)?;
    match answer_all((args, &model), queue, answer, watch, ledger) {
        Err(error) if exit::is_closed_pipe(&error) => Ok(Exit::Done),
        done => Ok(done?),
    }
}

/// The journal of a run in shards, and the model, which the journal names.
type Begun = Option<(Cow<'static, Model>, Ledger)>;

/// Opens the journal where the run is to have one.
fn journal(args: &PageArgs, sources: &Sources) -> Result<Begun, Box<dyn Error>> {
    let Some(output) = args.output.as_ref().filter(|_| args.shard_size.is_some()) else {
        return Ok(None);
    };
    let model = input::model::open(&args.model)?;
    let ledger = Ledger::open(args, output, plan(args, sources, &model)?)?;
    Ok(Some((model, ledger)))
}

/// What the records of a run depend on.
fn plan(args: &PageArgs, sources: &Sources, model: &Model) -> unpitch::Result<Plan> {
    let given = std::env::args_os().skip(1);
    let given = given.map(|arg| arg.to_string_lossy().into_owned());
    Ok(Plan {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: model.digest(),
        args: ledger::lasting(given),
        inputs: input::pins(sources, &args.inputs)?,
    })
}

fn watch(
    args: &PageArgs,
    sources: Sources,
    (rejects, before): (Option<&Path>, Shard),
    total: Option<u64>,
) -> io::Result<Watch> {
    let is_beside_answers =
        args.output.is_none() && args.output_dir.is_none() && io::stdout().is_terminal();
    Ok(Watch {
        progress: Progress::begin(total, is_beside_answers),
        rejects: Rejects::open(rejects, before.rejects)?,
        tally: before.tally.go_on(),
        sources,
        notices: Notices::default(),
    })
}

/// Begins to read all pages.
fn queue(args: &PageArgs, sources: Sources) -> Queue {
    let args = args.clone();
    let most = MOST_PAGES.min(PAGES_PER_THREAD * args.threads);
    Queue::fed_by(most, move |push| {
        // The only error is that the pages are no longer wanted.
        let _ = input::each_page(&sources, &args.inputs, push);
    })
}

fn answer_all<'a>(
    (args, model): (&'a PageArgs, &'a Model),
    queue: Queue,
    answer: Answer,
    watch: Watch,
    mut ledger: Option<Ledger>,
) -> io::Result<Exit> {
    let sink = sink(args, &answer, ledger.as_ref())?;
    let repeated = match (&answer.without_repeated, &mut ledger) {
        (None, _) => None,
        (Some(_), None) => Some(Repeated::default()),
        (Some(_), Some(ledger)) => Some(ledger.repeated()?),
    };
    let labeller = Labeller {
        args,
        model,
        keep: answer.keep,
        explain: answer.explain,
        without_repeated: answer.without_repeated,
        idle: Mutex::default(),
    };
    let mut batches = Batches {
        labeller: &labeller,
        threads: &Threads::new(args.threads),
        render: answer.render,
        writer: Writer {
            sink,
            watch,
            remembered: Vec::new(),
            after: ledger.as_ref().and_then(|ledger| ledger.before().after),
            ledger,
        },
        repeated,
        named: 0,
    };
    batches.run(&queue)?;
    if exit::flow().is_break() {
        return batches.interrupted();
    }
    // Pages that are missing leave no file behind that looks whole.
    queue.finish()?;
    batches.finish()
}

/// Where the answers go.
fn sink(args: &PageArgs, answer: &Answer, ledger: Option<&Ledger>) -> io::Result<Sink> {
    let shape = Shape::new(&*answer.render)?;
    if let Some(folder) = &args.output_dir {
        let folder = Folder::open(folder, answer.ending)?;
        return Ok(Sink::Folder(folder, shape));
    }
    let file = args.output.as_deref();
    Ok(match file.filter(|path| !files::is_standard_output(path)) {
        None => Sink::Stream(Stream::stdout(shape)?),
        Some(path) => match (args.shard_size, ledger) {
            (Some(size), Some(ledger)) => {
                let before = ledger.before();
                let from = (before.next, before.columns);
                Sink::Shards(Shards::begin(path, size, shape, from)?)
            }
            _ => Sink::File(AnswerFile::begin(path, shape, None)?),
        },
    })
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
        let watch = watch(
            &args.pages,
            Sources::default(),
            (None, Shard::default()),
            None,
        )
        .unwrap();
        let answer = Answer {
            keep: Vec::new(),
            explain: false,
            without_repeated: None,
            render: Box::new(Text::Kept),
            ending: "txt",
        };
        let model = Model::embedded();
        let ended = answer_all((&args.pages, model), queue, answer, watch, None);
        let error = ended.expect_err("pages are missing");
        assert!(error.to_string().contains("pages are missing"), "{error}");
        assert_eq!(exit::report(&error), Exit::Failed);
    }
}
