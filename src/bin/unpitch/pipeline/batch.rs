//! Batches of pages: labelled on all cores, written in their order.

use std::io;
use std::sync::{Mutex, OnceLock};

use rayon::ThreadPool;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use unpitch::corpora::{InputPage, Job, Read, Reject, Remark, Sources};
use unpitch::{Label, Model, Scorer};

use super::notices::Notices;
use super::progress::Progress;
use super::rejects::Rejects;
use super::tally::{Counts, Tally};
use crate::args::PageArgs;
use crate::exit::Exit;
use crate::output::pages::{Pages, Render, RenderedPage};
use crate::output::{notice, say};

/// Labels batches and writes them.
pub struct Batches<'a> {
    labeller: Labeller<'a>,
    threads: Threads,
    render: Box<dyn Render>,
    pages: Pages,
    notices: Notices,
    tally: Tally,
    run: Run,
}

/// What a run is watched by.
pub struct Run {
    pub progress: Progress,
    pub rejects: Rejects,
    /// What is read, for the bytes of it.
    pub sources: Sources,
}

impl<'a> Batches<'a> {
    pub fn new(
        labeller: Labeller<'a>,
        render: Box<dyn Render>,
        pages: Pages,
        run: Run,
    ) -> Batches<'a> {
        Batches {
            threads: Threads {
                n: labeller.args.threads,
                pool: OnceLock::new(),
            },
            labeller,
            render,
            pages,
            notices: Notices::default(),
            tally: Tally::default(),
            run,
        }
    }

    /// Labels and writes a batch.
    pub fn write(&mut self, jobs: Vec<Job>) -> io::Result<()> {
        let read = self.threads.map(jobs, Job::run)?;
        let mut named = Vec::with_capacity(read.len());
        for read in read {
            named.extend(self.named(read)?);
        }
        let (labeller, render) = (&self.labeller, &*self.render);
        let rendered = self.threads.map(named, |(name, page)| {
            let rendered = labeller.rendered(&name, page, render);
            (name, rendered)
        })?;
        for (name, rendered) in rendered {
            let (bytes, counts) = rendered?;
            self.pages.write(&name, &bytes)?;
            self.tally.add(counts);
        }
        // A reader that waits for the answer to a page gets it before the next page comes.
        self.pages.flush()?;
        self.run.rejects.flush()?;
        let read = self.run.sources.bytes_read();
        self.run.progress.show(&self.tally, read);
        Ok(())
    }

    /// Says what of the input could not be used, and how it went.
    pub fn finish(self) -> io::Result<Exit> {
        self.pages.finish()?;
        let Run {
            progress, rejects, ..
        } = &self.run;
        progress.finish();
        rejects.say_rest();
        for (is_warning, line) in self.notices.lines() {
            if is_warning {
                say::warning(&line);
            } else {
                notice(&line);
            }
        }
        if let Some(summary) = self.tally.summary(rejects.n(), progress.elapsed()) {
            notice(&summary);
        }
        Ok(match rejects.n() {
            0 => Exit::Done,
            _ => Exit::Failed,
        })
    }

    /// A page and its name in the output; what is wrong with it is said.
    fn named(
        &mut self,
        read: Result<Read, Box<Reject>>,
    ) -> io::Result<Option<(String, InputPage)>> {
        let read = match read {
            Ok(read) => read,
            Err(reject) => {
                self.run.rejects.add(&reject)?;
                return Ok(None);
            }
        };
        for remark in read.remarks {
            self.notices.add(remark);
        }
        let Some(page) = read.page else {
            return Ok(None);
        };
        hidden_text(&page)
            .into_iter()
            .for_each(|remark| self.notices.add(remark));
        for what in shortcomings(&page) {
            notice(&format!("{}: {what}", page.page.name()));
        }
        Ok(Some((self.render.name(page.page.name()), page)))
    }
}

/// What the answer to a page lacks, in words.
fn shortcomings(page: &InputPage) -> impl Iterator<Item = &'static str> {
    let facts = page.page.page().facts();
    let is_empty = page.page.page().paragraphs().is_empty();
    let all = [
        (
            facts.is_truncated,
            "page truncated: it has too many elements, the rest is left out",
        ),
        (
            is_empty && facts.has_unread_text,
            "no paragraph found: the words of the page are in elements that are not read, such as noscript",
        ),
        (
            is_empty && page.has_content && !facts.has_unread_text,
            "no paragraph found, though the page is not empty",
        ),
    ];
    all.into_iter()
        .filter_map(|(is_so, what)| is_so.then_some(what))
}

/// That a page's hidden text was read; on sites built so it holds for each page, so it is said once.
fn hidden_text(page: &InputPage) -> Option<Remark> {
    let is_shown = page.page.page().facts().shown_hidden;
    is_shown.then(|| Remark {
        kind: "hidden text".to_owned(),
        place: page.page.name().to_owned(),
        text: "text that the page hides was read, because it is most of the page".to_owned(),
        is_warning: false,
    })
}

/// What labels a page, on any thread.
pub struct Labeller<'a> {
    pub args: &'a PageArgs,
    pub model: &'a Model,
    /// The labels whose paragraphs are written.
    pub keep: Vec<Label>,
    /// Whether to say why.
    pub explain: bool,
    /// Scorers that no thread uses at the time: they know the words of the pages before.
    pub idle: Mutex<Vec<Scorer<'a>>>,
}

impl Labeller<'_> {
    fn rendered(
        &self,
        name: &str,
        page: InputPage,
        render: &dyn Render,
    ) -> io::Result<(Vec<u8>, Counts)> {
        let InputPage { page, fields, .. } = page;
        let idle = || self.idle.lock().expect("no thread panics with it");
        let taken = idle().pop();
        let mut scorer = taken.unwrap_or_else(|| self.model.scorer());
        let given = self.args.language.or(page.page().language());
        let site = page.site().map(str::to_owned);
        let page = page.into_page().with_language(given);
        let explanation = self.explain.then(|| self.model.explanation(&page));
        let predictions = scorer.predict(&page);
        let mut counts = Counts::default();
        for prediction in &predictions {
            counts[prediction.label().index()] += 1;
        }
        let rendered = render.render(&RenderedPage {
            name,
            fields: &fields,
            site: site.as_deref(),
            page: &page,
            predictions: &predictions,
            keep: &self.keep,
            explanation: explanation.as_ref(),
        });
        idle().push(scorer);
        Ok((rendered?, counts))
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
            // Another thread that had set it would have set the same.
            let _ = self.pool.set(pool.map_err(io::Error::other)?);
        }
        let pool = self.pool.get().expect("set above");
        Ok(pool.install(|| items.into_par_iter().map(run).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unpitch::dataset::NamedPage;
    use unpitch::{Page, PageFacts};

    fn page(text: &str, set: impl FnOnce(&mut PageFacts)) -> InputPage {
        let mut facts = PageFacts::default();
        set(&mut facts);
        let page = Page::from_text(text).with_facts(facts);
        InputPage {
            page: NamedPage::new("a", None, page),
            fields: Vec::new(),
            has_content: true,
        }
    }

    #[test]
    fn what_an_answer_lacks_is_in_the_facts_of_its_page() {
        let said = |page: InputPage| shortcomings(&page).collect::<Vec<_>>().join("; ");
        assert_eq!(said(page("Ferries", |_| {})), "");
        let truncated = said(page("Ferries", |facts| facts.is_truncated = true));
        assert!(truncated.starts_with("page truncated"), "{truncated}");
        assert!(said(page("", |_| {})).ends_with("not empty"));
        assert!(said(page("", |facts| facts.has_unread_text = true)).ends_with("noscript"));
    }

    #[test]
    fn hidden_text_that_is_the_page_is_one_kind_of_remark() {
        let remark = hidden_text(&page("Ferries", |facts| facts.shown_hidden = true)).unwrap();
        assert_eq!((&*remark.kind, &*remark.place), ("hidden text", "a"));
        assert!(hidden_text(&page("Ferries", |_| {})).is_none());
    }
}
