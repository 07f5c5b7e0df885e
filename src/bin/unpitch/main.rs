//! `unpitch`: the command line, a file per subcommand. Parse, dispatch, one error line, exit code.

// They panic where nobody reads: `output` prints.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod args;
mod check;
mod clean;
mod compare;
mod evaluate;
mod exit;
mod files;
mod input;
mod inspect;
mod label;
mod output;
mod pipeline;
mod predict;
mod serve;
mod shell;
mod train;
mod verdict;

/// What is reported, and how it is written.
mod report {
    pub mod comparison;
    pub mod evaluation;
    pub mod findings;
    pub mod folds;
    pub mod render;
    pub mod table;
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
    output::say::set_loudness(args.quiet, args.verbose);
    output::set_colours(args.color);
    args.check()?;
    match args.command {
        Command::Check(args) => check::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Predict(args) => predict::run(&args),
        Command::Clean(args) => clean::run(&args),
        Command::Verdict(args) => verdict::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Label(args) => label::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    }
}

/// What a subcommand returns: an exit code, or an error to print.
type Outcome = Result<Exit, Box<dyn std::error::Error>>;
