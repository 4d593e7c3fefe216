//! `afterglow course`: how many sessions, how far apart, when next, did it work?

use afterglow_core::engine;
use afterglow_wire::{CourseWire, View};

use super::wording;
use crate::cli::{CourseArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{clock, human, input, output};

pub(super) fn run(args: &CourseArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let case = input::case(&args.case, options.format)?;
    let now = options.at.unwrap_or_else(clock::now);
    let course = engine::course(&protocol, &case, now, args.by);
    match options.format {
        Format::Json => {
            let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
            let warning = engine::warning(&protocol, &case, now);
            output::json(&CourseWire::new(&course, &case, view).with_warning(warning.as_ref(), view))
        }
        Format::Human => {
            let page = human::course::page(&course, &case, &protocol, &wording, options.why);
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, now))
        }
    }
}
