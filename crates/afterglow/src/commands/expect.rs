//! `afterglow expect`: how strong each symptom usually is, beside what the person saw.

use afterglow_core::engine;
use afterglow_wire::{ExpectWire, View};

use super::wording;
use crate::cli::{CaseArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{clock, human, input, output};

pub(super) fn run(args: &CaseArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let case = input::case(&args.case, options.format)?;
    let now = options.at.unwrap_or_else(clock::now);
    let expect = engine::expect(&protocol, &case, now);
    match options.format {
        Format::Json => {
            let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
            output::json(&ExpectWire::new(&expect, view))
        }
        Format::Human => {
            let page = human::expect::page(&expect, &case, &protocol, &wording, options.why);
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, now))
        }
    }
}
