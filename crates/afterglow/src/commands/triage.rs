//! `afterglow triage` and `afterglow ask`: is this normal, and what to ask next?

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_wire::{AskWire, TriageWire, View};
use jiff::Timestamp;

use super::wording;
use crate::cli::{BatchArgs, CaseArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{batch, clock, human, input, output};

pub(super) fn run(args: &BatchArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
    let Some(path) = &args.case else {
        return batch::run(|case, at, line| {
            let now = judged_at(case, at.or(options.at));
            let (answer, asked) = engine::triage_and_ask(&protocol, case, now);
            line.write(TriageWire::new(&answer, &asked, view))
        });
    };
    let case = input::case(path, options.format)?;
    let now = judged_at(&case, options.at);
    let (answer, asked) = engine::triage_and_ask(&protocol, &case, now);
    match options.format {
        Format::Json => output::json(&TriageWire::new(&answer, &asked, view)),
        Format::Human => {
            output::page(&human::triage::page(&answer, &asked, &case, &protocol, &wording, options.why))
        }
    }
}

pub(super) fn ask(args: &CaseArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
    let case = input::case(&args.case, options.format)?;
    let asked = engine::ask(&protocol, &case, judged_at(&case, options.at));
    match options.format {
        Format::Json => output::json(&AskWire::new(&asked, view)),
        Format::Human => output::page(&human::triage::ask(&asked, &case, &protocol, &wording)),
    }
}

/// The instant that is asked for; else the last check-in; without one, now.
fn judged_at(case: &Case, asked: Option<Timestamp>) -> Timestamp {
    asked.or(case.check_ins().last().map(|last| last.at())).unwrap_or_else(clock::now)
}
