//! `afterglow screen`: may I be treated?

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_wire::{ScreenWire, View};
use jiff::Timestamp;

use super::wording;
use crate::cli::{BatchArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{batch, clock, human, input, output};

pub(super) fn run(args: &BatchArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
    let judged = |case: &Case, at: Option<Timestamp>| {
        at.or(options.at).or(case.appointment()).unwrap_or_else(clock::now)
    };
    let Some(path) = &args.case else {
        return batch::run(|case, at, line| {
            let at = judged(case, at);
            let screening = engine::screen(&protocol, case, at);
            let warning = engine::warning(&protocol, case, at);
            line.write(ScreenWire::new(&screening, view).with_warning(warning.as_ref(), view))
        });
    };
    let case = input::case(path, options.format)?;
    let screening = engine::screen(&protocol, &case, judged(&case, None));
    match options.format {
        Format::Json => {
            let warning = engine::warning(&protocol, &case, judged(&case, None));
            output::json(&ScreenWire::new(&screening, view).with_warning(warning.as_ref(), view))
        }
        Format::Human => {
            let page = human::screen::page(&screening, &case, &protocol, &wording, options.why);
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, judged(&case, None)))
        }
    }
}
