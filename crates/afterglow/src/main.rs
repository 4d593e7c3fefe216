//! The `afterglow` command: brings a case in, shows an answer, decides nothing.

mod batch;
mod cli;
mod clock;
mod commands;
mod human;
mod input;
mod output;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(cli.everywhere.format),
    }
}
