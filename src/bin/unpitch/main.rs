//! `unpitch`: train, evaluate, predict, clean, verdict, serve and label from the command line. Parse, dispatch, one error line, exit code.

// They panic where nobody reads: `output` prints.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod args;
mod clean;
mod evaluate;
mod exit;
mod files;
mod input;
mod label;
mod output;
mod pipeline;
mod predict;
mod serve;
mod train;
mod verdict;

/// Tables of figures, and how they are written.
mod report {
    pub mod render;
    pub mod tables;
}

use clap::Parser;

use args::{Args, Command};
use exit::Exit;

fn main() -> std::process::ExitCode {
    let done = match Args::try_parse() {
        Ok(args) => run(args),
        Err(answer) => Ok(exit::answer(&answer)),
    };
    done.unwrap_or_else(|error| exit::report(&*error)).into()
}

fn run(args: Args) -> Outcome {
    if args.quiet {
        output::say::only_errors();
    }
    args.check()?;
    match args.command {
        Command::Train(args) => train::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Predict(args) => predict::run(&args),
        Command::Clean(args) => clean::run(&args),
        Command::Verdict(args) => verdict::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Label(args) => label::run(&args),
    }
}

/// What a subcommand returns: an exit code, or an error to print.
type Outcome = Result<Exit, Box<dyn std::error::Error>>;
