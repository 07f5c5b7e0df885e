//! Exit codes, by name.

use std::io;
use std::process::ExitCode;

use unpitch::{DataErrorKind, Error};

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
    let library = error.downcast_ref::<Error>();
    let is_interrupted = library.is_some_and(Error::is_interrupted);
    let more = match library {
        Some(Error::Interrupted) => "; nothing was written",
        Some(Error::Data(error)) if error.kind == DataErrorKind::UnknownLabel => {
            " (--label-map FROM=TO)"
        }
        _ => "",
    };
    anstream::eprintln!("{} {error}{more}", crate::output::style::error("error:"));
    if is_interrupted {
        Exit::Interrupted
    } else {
        Exit::Failed
    }
}

/// Whether standard output was closed by its reader.
pub fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let io = error.downcast_ref::<io::Error>();
    io.is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
}
