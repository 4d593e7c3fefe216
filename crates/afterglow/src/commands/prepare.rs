//! `afterglow prepare`: what to do before a session, and when.

use afterglow_core::engine;
use afterglow_wire::{PrepareWire, View};

use super::{Products, wording};
use crate::cli::{CaseArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{clock, human, input, output};

pub(super) fn run(args: &CaseArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let case = input::case(&args.case, options.format)?;
    let now = options.at.or(case.appointment()).unwrap_or_else(clock::now);
    let preparation = engine::prepare(&protocol, &case, now);
    let labels = Products::new(options).labels(&protocol, &case, now)?;
    match options.format {
        Format::Json => {
            let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
            let warning = engine::warning(&protocol, &case, now);
            let wire = PrepareWire::new(&preparation, view).with_warning(warning.as_ref(), view);
            match &labels {
                Some(labels) => output::json(&wire.with_products(&preparation, labels, view)),
                None => output::json(&wire),
            }
        }
        Format::Human => {
            let screening = engine::screen(&protocol, &case, now);
            let page = human::prepare::page(
                &preparation,
                labels.as_ref(),
                &screening,
                &case,
                &protocol,
                &wording,
                options.why,
            );
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, now))
        }
    }
}
