//! `afterglow can`: may I ... yet?

use afterglow_core::engine;
use afterglow_wire::{CanWire, View};

use super::wording;
use crate::cli::{CanArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{clock, human, input, output};

pub(super) fn run(args: &CanArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let case = input::case(&args.case, options.format)?;
    let now = options.at.unwrap_or_else(clock::now);
    let start = case.ended().or(case.planned());
    if args.done_at.is_some_and(|done_at| start.is_some_and(|start| done_at < start)) {
        return Err(Failure::Other("--done-at lies before the treatment".to_owned()));
    }
    if args.done_at.is_some_and(|done_at| done_at > now) {
        return Err(Failure::Other("--done-at lies in the future".to_owned()));
    }
    let can = engine::can(&protocol, &case, args.activity, now, args.done_at);
    match options.format {
        Format::Json => {
            let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
            output::json(&CanWire::new(&can, view))
        }
        Format::Human => {
            let page = human::can::page(&can, now, &case, &protocol, &wording, options.why);
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, now))
        }
    }
}
