//! `unpitch completions` and `unpitch man`: what a shell and its manual want to know of the command line.

use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use unpitch::Error;

use crate::args::{Args, CompletionsArgs, ManArgs};
use crate::exit::Exit;
use crate::{Outcome, output};

pub fn completions(args: &CompletionsArgs) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "unpitch", &mut script);
    output::result(&script)?;
    Ok(Exit::Done)
}

pub fn man(args: &ManArgs) -> Outcome {
    let mut command = Args::command();
    // Gives the subcommands their whole names.
    command.build();
    match &args.output_dir {
        Some(folder) => write_all(folder, &command)?,
        None => output::result(&page(&command)?)?,
    }
    Ok(Exit::Done)
}

/// Writes a page for the program and for each of its subcommands.
fn write_all(folder: &Path, command: &Command) -> unpitch::Result<()> {
    std::fs::create_dir_all(folder).map_err(|error| at(folder, error))?;
    let subcommands = command
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    for command in std::iter::once(command).chain(subcommands) {
        let name = command.get_display_name().unwrap_or(command.get_name());
        let path = folder.join(format!("{name}.1"));
        let page = page(command).map_err(|error| at(&path, error))?;
        std::fs::write(&path, page).map_err(|error| at(&path, error))?;
    }
    Ok(())
}

fn page(command: &Command) -> std::io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

fn at(path: &Path, source: std::io::Error) -> Error {
    Error::Io {
        path: path.to_owned(),
        source,
    }
}
