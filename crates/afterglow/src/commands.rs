//! One file for each command: read, ask the core, show.

mod can;
mod expect;
mod plan;
mod protocol;
mod reference;

use afterglow_wording::Wording;

use crate::cli::{Cli, Command, Everywhere};
use crate::output::Failure;

/// Runs the command that the command line asks for.
pub(crate) fn run(cli: &Cli) -> Result<(), Failure> {
    let options = &cli.everywhere;
    match &cli.command {
        Command::Plan(args) => plan::run(args, options),
        Command::Can(args) => can::run(args, options),
        Command::Expect(args) => expect::run(args, options),
        Command::Protocol(command) => protocol::run(command, options),
        Command::Schema(args) => reference::schema(args),
        Command::Completions { shell } => reference::completions(*shell),
        Command::Man { dir } => reference::man(dir),
    }
}

fn wording(options: &Everywhere) -> Result<Wording, Failure> {
    Wording::new(&options.lang).ok_or_else(|| Failure::Other(format!("no words in `{}`", options.lang)))
}
