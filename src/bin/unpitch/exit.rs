//! How the program ends: exit codes by name, the last line about an error, and Ctrl-C.

use std::io;
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use unpitch::{DataErrorKind, Error};

use crate::output::{self, say};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All done.
    Done,
    /// A floor asked for was not reached.
    BelowFloor,
    /// Something failed.
    Failed,
    /// Stopped by Ctrl-C: 128 + SIGINT, as shells have it.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::BelowFloor => 1,
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
        let text = answer.render().to_string();
        say::usage(text.strip_prefix("error: ").unwrap_or(&text));
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
    io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
}

static PRESSED: AtomicBool = AtomicBool::new(false);
static IS_SAVING: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C asks a training to end at its next step instead of killing it; no file is written then.
pub fn watch_for_interrupt() -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(|| {
        // Pressed twice, it does not wait for the step to end, unless that would leave half a file behind.
        if PRESSED.swap(true, Ordering::SeqCst) && !IS_SAVING.load(Ordering::SeqCst) {
            std::process::exit(130);
        }
    })
}

/// `Break` once Ctrl-C was pressed.
pub fn flow() -> ControlFlow<()> {
    if PRESSED.load(Ordering::SeqCst) {
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
