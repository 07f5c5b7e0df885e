//! Batches of pages: labelled on all cores, written in their order.

use std::io;
use std::sync::{Mutex, OnceLock};

use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use unpitch::{Label, Model, NamedPage, Result, Scorer};

use crate::args::PredictArgs;
use crate::exit::{self, Exit};
use crate::input::pages::Job;
use crate::output::notice;
use crate::output::pages::{LabelledPage, Pages, Render};

/// Labels batches and writes them.
pub struct Batches<'a> {
    labeller: Labeller<'a>,
    threads: Threads,
    render: Box<dyn Render>,
    pages: Pages,
    exit: Exit,
}

impl<'a> Batches<'a> {
    pub fn new(labeller: Labeller<'a>, render: Box<dyn Render>, pages: Pages) -> Batches<'a> {
        Batches {
            threads: Threads {
                n: labeller.args.threads,
                pool: OnceLock::new(),
            },
            labeller,
            render,
            pages,
            exit: Exit::Done,
        }
    }

    /// Labels and writes a batch.
    pub fn write(&mut self, jobs: Vec<Job>) -> io::Result<()> {
        let read = self.threads.map(jobs, |job| (job.read)())?;
        let named = read.into_iter().filter_map(|read| self.named(read));
        let named: Vec<_> = named.collect();
        let (labeller, render) = (&self.labeller, &*self.render);
        let rendered = self
            .threads
            .map(named, |(name, page)| labeller.rendered(&name, page, render))?;
        for rendered in rendered {
            self.pages.write(&rendered?)?;
        }
        // Whoever waits for the answer to a page gets it before the next page comes.
        self.pages.flush()
    }

    /// How it went.
    pub fn exit(&self) -> Exit {
        self.exit
    }

    /// A page and its name in the output; what is wrong with it is said.
    fn named(&mut self, read: Result<NamedPage>) -> Option<(String, NamedPage)> {
        match read {
            Ok(page) => {
                if page.page().facts().is_cut {
                    let name = page.name();
                    notice(&format!(
                        "{name}: too many elements for a page, the rest is left out"
                    ));
                }
                Some((self.render.name(page.name()), page))
            }
            Err(error) => {
                self.exit = exit::report(&error);
                None
            }
        }
    }
}

/// What labels a page, on any thread.
pub struct Labeller<'a> {
    pub args: &'a PredictArgs,
    pub model: &'a Model,
    /// The labels whose paragraphs are written.
    pub keep: Vec<Label>,
    /// Scorers that no thread uses at the time: they know the words of the pages before.
    pub idle: Mutex<Vec<Scorer<'a>>>,
}

impl Labeller<'_> {
    fn rendered(&self, name: &str, page: NamedPage, render: &dyn Render) -> io::Result<Vec<u8>> {
        let idle = || self.idle.lock().expect("no thread panics with it");
        let taken = idle().pop();
        let mut scorer = taken.unwrap_or_else(|| self.model.scorer());
        let given = self.args.language.or(page.page().language());
        let site = page.site().map(str::to_owned);
        let page = page.into_page().with_language(given);
        let explanation = self.args.explain.then(|| self.model.explanation(&page));
        let rendered = render.render(&LabelledPage {
            name,
            site: site.as_deref(),
            predictions: &scorer.predict(&page),
            page: &page,
            keep: &self.keep,
            explanation: explanation.as_ref(),
        });
        idle().push(scorer);
        rendered
    }
}

/// The threads, started when there is work for two.
struct Threads {
    n: usize,
    pool: OnceLock<ThreadPool>,
}

impl Threads {
    /// Does the same to all items, side by side; the results come in the items' order.
    fn map<T: Send, R: Send>(
        &self,
        items: Vec<T>,
        run: impl Fn(T) -> R + Sync + Send,
    ) -> io::Result<Vec<R>> {
        if self.n == 1 || items.len() < 2 {
            return Ok(items.into_iter().map(run).collect());
        }
        if self.pool.get().is_none() {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(self.n).build();
            // Whoever else had set it would have set the same.
            let _ = self.pool.set(pool.map_err(io::Error::other)?);
        }
        let pool = self.pool.get().expect("set above");
        Ok(pool.install(|| items.into_par_iter().map(run).collect()))
    }
}
