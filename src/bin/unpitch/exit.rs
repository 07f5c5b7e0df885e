//! How the program ends: exit codes by name, the last line about an error, and Ctrl-C.

use std::io;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use unpitch::{DataErrorKind, Error};

use crate::output::{self, OnStdout, say};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All done.
    Done,
    /// A floor asked for was not reached.
    BelowFloor,
    /// A check found something.
    Found,
    /// Something failed.
    Failed,
    /// Stopped by Ctrl-C or the like: 128 + SIGINT, as shells have it.
    Interrupted,
}

impl Exit {
    /// How a run ends that had so many rejects.
    pub fn by_rejects(n: u64) -> Exit {
        match n {
            0 => Exit::Done,
            _ => Exit::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::BelowFloor | Exit::Found => 1,
            Exit::Failed => 2,
            Exit::Interrupted => 130,
        })
    }
}

/// Says an error on stderr, in one line, and how to exit. A closed pipe is no error: the reader has enough.
pub fn report(error: &(dyn std::error::Error + 'static)) -> Exit {
    if is_closed_pipe(error) {
        return Exit::Done;
    }
    let library = error.downcast_ref::<Error>();
    let more = match library {
        Some(Error::Interrupted) => "; nothing was written",
        Some(Error::Data(error)) if error.kind == DataErrorKind::UnknownLabel => {
            " (--label-map FROM=TO)"
        }
        _ => "",
    };
    say::error(&format!("{error}{more}"));
    if library.is_some_and(Error::is_interrupted) {
        Exit::Interrupted
    } else {
        Exit::Failed
    }
}

/// What clap answers instead of arguments: help and version on stdout, or on stderr what is wrong with them.
pub fn answer(answer: &clap::Error) -> Exit {
    if answer.use_stderr() {
        say::usage(&answer.render().to_string());
        return Exit::Failed;
    }
    match output::written(answer.print()) {
        Ok(()) => Exit::Done,
        Err(error) => report(&error),
    }
}

/// Whether standard output was closed by its reader.
pub fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    let io = io.filter(|io| io.kind() == io::ErrorKind::BrokenPipe);
    // Of another file it is an error like any.
    io.and_then(io::Error::get_ref)
        .is_some_and(|inner| inner.is::<OnStdout>())
}

/// How often Ctrl-C was pressed.
static PRESSES: AtomicUsize = AtomicUsize::new(0);
static IS_SAVING: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C, SIGTERM and SIGHUP ask a run to end at its next step instead of killing it.
pub fn watch_for_interrupt() -> Result<(), ctrlc::Error> {
    on_interrupt(|| {})
}

/// From now on Ctrl-C, SIGTERM and SIGHUP call `stop` instead of killing the program; pressed again, they end it.
pub fn on_interrupt(stop: impl Fn() + Send + 'static) -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(move || {
        // Pressed again, it does not wait for the step to end. A file half written is worth one more wait, but a pipe
        // that nobody reads is not worth waiting for ever.
        let patience = 1 + usize::from(IS_SAVING.load(Ordering::SeqCst));
        if PRESSES.fetch_add(1, Ordering::SeqCst) >= patience {
            std::process::exit(130);
        }
        stop();
    })
}

/// `Break` once Ctrl-C was pressed.
pub fn flow() -> ControlFlow<()> {
    if PRESSES.load(Ordering::SeqCst) > 0 {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

/// Saves without being killed halfway by Ctrl-C.
pub fn uninterrupted<T>(save: impl FnOnce() -> T) -> T {
    IS_SAVING.store(true, Ordering::SeqCst);
    let saved = save();
    IS_SAVING.store(false, Ordering::SeqCst);
    saved
}
