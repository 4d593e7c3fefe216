//! One file for each command: read, ask the core, show.

mod calendar;
mod can;
mod carry;
mod course;
mod expect;
mod keep;
mod label;
mod leaflet;
mod plan;
mod prepare;
mod protocol;
mod reach;
mod reference;
mod screen;
mod serve;
mod session;
mod triage;

use std::cell::OnceCell;

use afterglow_core::case::Case;
use afterglow_core::engine::{self, Labels};
use afterglow_core::label::Dictionary;
use afterglow_core::protocol::Protocol;
use afterglow_wording::Wording;
use jiff::Timestamp;

use crate::cli::{Cli, Command, Everywhere};
use crate::input;
use crate::output::Failure;

/// Runs the command that the command line asks for.
pub(crate) fn run(cli: &Cli) -> Result<(), Failure> {
    let options = &cli.everywhere;
    match &cli.command {
        Command::Screen(args) => screen::run(args, options),
        Command::Prepare(args) => prepare::run(args, options),
        Command::Session(args) => session::run(args, options),
        Command::Plan(args) => plan::run(args, options),
        Command::Can(args) => can::run(args, options),
        Command::Expect(args) => expect::run(args, options),
        Command::Label(args) => label::run(args, options),
        Command::Triage(args) => triage::run(args, options),
        Command::Ask(args) => triage::ask(args, options),
        Command::Course(args) => course::run(args, options),
        Command::Leaflet(args) => leaflet::run(args, options),
        Command::Calendar(args) => calendar::run(args, options),
        Command::Backup(args) => keep::backup(args, options),
        Command::Restore(args) => keep::restore(args, options),
        Command::Export(args) => carry::export(args, options),
        Command::Import(args) => carry::import(args, options),
        Command::Erase(args) => keep::erase(args, options),
        Command::Serve(args) => serve::run(args, options),
        Command::Protocol(command) => protocol::run(command, options),
        Command::Schema(args) => reference::schema(args),
        Command::Completions { shell } => reference::completions(*shell),
        Command::Man { dir } => reference::man(dir),
    }
}

/// The products of a case as far as they matter for another answer: the names of ingredients are read when the first case
/// has one.
struct Products<'o> {
    options: &'o Everywhere,
    dictionary: OnceCell<Dictionary>,
}

impl<'o> Products<'o> {
    fn new(options: &'o Everywhere) -> Self {
        Self { options, dictionary: OnceCell::new() }
    }

    /// The answers for the products of a case; nothing if it has none.
    fn labels<'p>(
        &self,
        protocol: &'p Protocol,
        case: &Case,
        now: Timestamp,
    ) -> Result<Option<Labels<'p>>, Failure> {
        if case.products().is_empty() {
            return Ok(None);
        }
        let dictionary = match self.dictionary.get() {
            Some(dictionary) => dictionary,
            None => {
                let dictionary = input::dictionary(self.options)?;
                self.dictionary.get_or_init(|| dictionary)
            }
        };
        Ok(Some(engine::labels(protocol, dictionary, case, label::products(case), now)))
    }
}

fn wording(options: &Everywhere) -> Result<Wording, Failure> {
    Wording::new(&options.lang).ok_or_else(|| Failure::Other(format!("no words in `{}`", options.lang)))
}
