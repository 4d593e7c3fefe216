//! `afterglow session`: is what is about to be done within limits?

use afterglow_core::engine;
use afterglow_wire::{SessionWire, View};

use super::wording;
use crate::cli::{CaseArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{clock, human, input, output};

pub(super) fn run(args: &CaseArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let case = input::case(&args.case, options.format)?;
    let now = options.at.or(case.appointment()).unwrap_or_else(clock::now);
    let session = engine::session(&protocol, &case, now);
    match options.format {
        Format::Json => {
            let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
            let warning = engine::warning(&protocol, &case, now);
            output::json(&SessionWire::new(&session, view).with_warning(warning.as_ref(), view))
        }
        Format::Human => {
            let screening = engine::screen(&protocol, &case, now);
            let page = human::session::page(&session, &screening, &case, &protocol, &wording, options.why);
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, now))
        }
    }
}
