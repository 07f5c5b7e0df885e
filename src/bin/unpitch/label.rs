//! `unpitch label`: pages in, a person's labels out.

use std::io;
use std::net::{Ipv4Addr, TcpListener};

use unpitch::corpora::{InputPage, Job};
use unpitch::dataset::NamedPage;
use unpitch::labelling::{Counts, Intake, LabellingPage, Written};

use crate::args::{InputArgs, LabelArgs};
use crate::exit::{self, Exit};
use crate::output::{notice, say};
use crate::pipeline::notices::Notices;
use crate::pipeline::rejects::Rejects;
use crate::{Outcome, input};

pub fn run(args: &LabelArgs) -> Outcome {
    let sources = input::sources(&args.inputs)?;
    input::check_output(Some(&args.output), &args.inputs)?;
    input::require_outside([&args.output], &args.inputs, &sources)?;
    let model = input::model::open(&args.model)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port));
    let listener = listener
        .map_err(|error| format!("127.0.0.1:{}: {error}; give another --port", args.port))?;
    let mut intake = Intake::begin(&model, &args.output)?.doubt(args.doubt);
    let rejects = read(args, &sources, &mut intake)?;
    let counts = intake.counts();
    let sitting = intake.sit()?;
    say_counts(&counts);
    if counts.held == 0 {
        let mut sitting = sitting;
        sitting.finish()?;
        let reason = match counts.known {
            0 => "found no page with a paragraph; give pages".to_owned(),
            known => format!("all of the {known} pages are in the output already; give others"),
        };
        return Err(format!("{}: {reason}", args.output.display()).into());
    }
    serve(LabellingPage::new(sitting)?, listener)?;
    Ok(Exit::by_rejects(rejects))
}

/// Shows the page until the sitting ends.
fn serve(page: LabellingPage<'_>, listener: TcpListener) -> Result<(), Box<dyn std::error::Error>> {
    let stop = page.stop();
    exit::on_interrupt(move || stop.stop())?;
    let address = listener.local_addr()?;
    say::outcome(&format!(
        "label in a browser on this machine: http://{address}/#{} (Ctrl-C ends it and writes what is finished)",
        page.token()
    ));
    say_written(&page.run(listener)?);
    Ok(())
}

/// Reads all pages; gives how many records are none.
fn read(
    args: &LabelArgs,
    sources: &unpitch::corpora::Sources,
    intake: &mut Intake<'_>,
) -> io::Result<u64> {
    let file = input::rejects_file(&args.inputs).map_err(io::Error::other)?;
    let mut rejects = Rejects::open(file, (0, 0))?;
    let mut notices = Notices::default();
    input::each_page(sources, &args.inputs, &mut |job: Job| {
        match job.run() {
            Ok(read) => {
                read.remarks
                    .into_iter()
                    .for_each(|remark| notices.add(remark));
                if let Some(page) = read.page {
                    intake.add(named(page, &args.inputs));
                }
            }
            Err(reject) => rejects.add(&reject)?,
        }
        Ok(())
    })?;
    rejects.flush()?;
    rejects.say_rest();
    notices.say();
    Ok(rejects.n())
}

/// The page in the language that is given.
fn named(input: InputPage, args: &InputArgs) -> NamedPage {
    let (name, site) = (
        input.page.name().to_owned(),
        input.page.site().map(str::to_owned),
    );
    let page = input.page.into_page();
    let language = args.language.or(page.language());
    NamedPage::new(name, site, page.with_language(language))
}

fn say_counts(counts: &Counts) {
    for (n, what) in [
        (counts.known, "in the output already"),
        (
            counts.twice,
            "left out: another page has the same paragraphs",
        ),
        (counts.empty, "left out: no paragraph found"),
        (
            counts.too_long,
            "left out: more than 5,000 paragraphs, or one of more than 8 MiB",
        ),
        (
            counts.left_out,
            "left out for now: of more than 1,000 pages, or 256 MiB, those worth most are held; the next sitting has others",
        ),
    ] {
        if n > 0 {
            notice(&format!("{n} {} {what}", pages(n)));
        }
    }
}

fn say_written(written: &Written) {
    let path = written.path.display();
    let n = written.finished;
    say::outcome(&match n {
        0 => format!("{path}: no page was finished, nothing is written"),
        _ => format!("{path}: {n} {} written, {} in all", pages(n), written.pages),
    });
    if written.begun > 0 {
        say::outcome(&format!(
            "{} {} begun and not finished: their labels are in {}; the same command goes on with them",
            written.begun,
            pages(written.begun),
            written.journal.display()
        ));
    }
}

fn pages(n: usize) -> &'static str {
    if n == 1 { "page" } else { "pages" }
}
