//! `afterglow plan`: today and every day.

use afterglow_core::engine;
use afterglow_wire::{PlanWire, View};

use super::wording;
use crate::cli::{BatchArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{batch, clock, human, input, output};

pub(super) fn run(args: &BatchArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
    let now = options.at.unwrap_or_else(clock::now);
    let Some(path) = &args.case else {
        return batch::run(|case, at, line| {
            let plan = engine::plan(&protocol, case, at.unwrap_or(now));
            line.write(PlanWire::new(&plan, view))
        });
    };
    let case = input::case(path, options.format)?;
    let plan = engine::plan(&protocol, &case, now);
    match options.format {
        Format::Json => output::json(&PlanWire::new(&plan, view)),
        Format::Human => {
            let expect = engine::expect(&protocol, &case, now);
            let screening = engine::screen(&protocol, &case, now);
            let page = human::plan::page(&plan, &expect, &screening, &case, &protocol, &wording, options.why);
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, now))
        }
    }
}
