//! A person labels pages in the browser, and a CSV of the training schema comes out.
//!
//! ```text
//! intake         pages -> sheets, those worth most; what output and journal say already
//! sheet          a page, what the model says of its paragraphs, what a person said
//! key, repeats   the same text in the same elements is asked once
//! queue          which page is next
//! step, sheets   what a person does -> sheets that have changed, and as they were
//! sitting        steps -> journal -> sheets -> output
//! journal        each step on the disk before it is answered
//! output         finished pages -> CSV
//! view, groups   a sheet as the browser sees it; why: its explanations
//! desk           the thread on which a sitting is
//! routes, guard  requests -> steps, from the one page that has the token
//! assets, page/* that page: HTML, style and script, written by hand
//! uncertain      the paragraphs in doubt as rows, for those who label elsewhere
//! ```
//! A page's own HTML never reaches the browser: only texts do, and they are only ever put in as text.

mod assets;
mod clock;
mod desk;
mod groups;
mod guard;
mod intake;
mod journal;
mod key;
mod output;
mod queue;
mod repeats;
mod routes;
mod sheet;
mod sheets;
mod sitting;
mod step;
mod uncertain;
mod view;
mod why;

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use crate::error::{Error, Result};
use crate::serve::access::Access;
use crate::serve::{Limits, Stop, connections};
use desk::Desk;
use routes::App;

pub use intake::{Counts, Intake};
pub use sitting::{Sitting, Written};
pub use uncertain::Uncertain;

/// The margin between the two most probable labels below which the model is in doubt.
///
/// On the 364 validation pages (62,041 paragraphs, half of them as text) a tenth of the paragraphs are below it, in 12 runs a page;
/// 45 % of them are wrong, and 53 % of all that is wrong is among them. Below 0.3 it is 35 % of what is wrong in 8 runs, below 0.8 it
/// is 81 % in 18 runs, of which each is wrong less often.
pub const DOUBT: f32 = 0.5;

/// Bytes of the token: more than anybody guesses.
const TOKEN_BYTES: usize = 16;

/// The page on which a sitting is shown, on this machine alone.
///
/// ```no_run
/// use std::net::TcpListener;
/// use std::path::Path;
///
/// use unpitch::dataset::NamedPage;
/// use unpitch::labelling::{Intake, LabellingPage};
/// use unpitch::{Model, Page};
///
/// let model = Model::load("site.unpitch")?;
/// let mut intake = Intake::begin(&model, Path::new("corrected.csv"))?;
/// intake.add(NamedPage::new("ferries", None, Page::from_text("Ferries sail again.")));
/// let page = LabellingPage::new(intake.sit()?)?;
/// let listener = TcpListener::bind("127.0.0.1:0")?;
/// println!("http://{}/#{}", listener.local_addr()?, page.token());
/// println!("{} pages written", page.run(listener)?.finished);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct LabellingPage<'m> {
    sitting: Sitting<'m>,
    token: String,
    stop: Stop,
}

impl<'m> LabellingPage<'m> {
    /// The page of a sitting, with a token of its own.
    ///
    /// # Errors
    /// Where the operating system has no random numbers.
    pub fn new(sitting: Sitting<'m>) -> io::Result<LabellingPage<'m>> {
        let mut bytes = [0; TOKEN_BYTES];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(LabellingPage {
            sitting,
            token: bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            stop: Stop::new(),
        })
    }

    /// What the browser has to send: 32 hexadecimal digits, for the address's fragment.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// What stops it.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Answers until it is stopped, or the sitting is ended in the browser; then what was finished is written.
    ///
    /// # Errors
    /// [`Error::Io`] where the listener is not on a loopback address, and what the operating system says of it, of threads, and
    /// of the files.
    pub fn run(mut self, listener: TcpListener) -> Result<Written> {
        let answered = self.answer(listener);
        answered.map_err(Error::io("the labelling page"))?;
        self.sitting.finish()
    }

    fn answer(&mut self, listener: TcpListener) -> io::Result<()> {
        let address = listener.local_addr()?;
        if !address.ip().is_loopback() {
            let reason = format!("listens on {address}, expected a loopback address");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, reason));
        }
        let access = Access::new(address, Some(&self.token));
        let (sender, queue) = channel();
        let app = App::new(Desk(sender), self.stop.clone());
        let router = routes::router(Arc::new(app), Arc::new(access));
        let (sitting, stop) = (&mut self.sitting, &self.stop);
        thread::scope(|scope| {
            let work = move || desk::work(sitting, queue);
            thread::Builder::new().spawn_scoped(scope, work)?;
            // Its end drops the router, which closes the queue.
            connections::answer(listener, router, limits(), stop)
        })
    }
}

/// One person asks, from one browser.
fn limits() -> Limits {
    Limits {
        connections: 64,
        time: Duration::from_secs(10),
        ..Limits::default()
    }
}
