//! Exit codes, by name.

use std::io;
use std::process::ExitCode;

use unpitch::Error;

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

/// Prints an error on stderr, in one line, and says how to exit. A closed pipe is no error: the reader has enough.
pub fn report(error: &(dyn std::error::Error + 'static)) -> Exit {
    if is_closed_pipe(error) {
        return Exit::Done;
    }
    anstream::eprintln!("{} {error}", crate::output::style::error("error:"));
    match error.downcast_ref() {
        Some(Error::Interrupted) => Exit::Interrupted,
        _ => Exit::Failed,
    }
}

/// Whether standard output was closed by its reader.
pub fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
}
