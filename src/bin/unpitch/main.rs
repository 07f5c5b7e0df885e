//! `unpitch`: train, evaluate and predict from the command line. Parse, dispatch, one error line, exit code.

mod args;
mod evaluate;
mod exit;
mod folds;
mod input;
mod interrupt;
mod output;
mod pipeline;
mod predict;
mod train;

use clap::Parser;

use args::{Args, Command};
use exit::Exit;

fn main() -> std::process::ExitCode {
    let args = Args::parse();
    let done = match args.command {
        Command::Train(args) => train::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Predict(args) => predict::run(&args),
    };
    done.unwrap_or_else(|error| exit::report(&*error)).into()
}

/// What a subcommand returns: an exit code, or an error to print.
type Outcome = Result<Exit, Box<dyn std::error::Error>>;
