//! `afterglow plan`: today and every day.

use std::io;

use afterglow_core::engine;
use afterglow_wire::{PlanWire, View};

use super::{Products, wording};
use crate::cli::{BatchArgs, Everywhere, Format};
use crate::output::Failure;
use crate::{batch, clock, human, input, output};

pub(super) fn run(args: &BatchArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
    let now = options.at.unwrap_or_else(clock::now);
    let products = Products::new(options);
    let Some(path) = &args.case else {
        return batch::run(|case, at, line| {
            let now = at.unwrap_or(now);
            let plan = engine::plan(&protocol, case, now);
            let unread = |_| io::Error::other("the names of ingredients cannot be read: see protocol check");
            let labels = products.labels(&protocol, case, now).map_err(unread)?;
            let wire = PlanWire::new(&plan, view);
            match &labels {
                Some(labels) => line.write(wire.with_products(&plan, labels, view)),
                None => line.write(wire),
            }
        });
    };
    let case = input::case(path, options.format)?;
    let plan = engine::plan(&protocol, &case, now);
    let labels = products.labels(&protocol, &case, now)?;
    match options.format {
        Format::Json => {
            let wire = PlanWire::new(&plan, view);
            match &labels {
                Some(labels) => output::json(&wire.with_products(&plan, labels, view)),
                None => output::json(&wire),
            }
        }
        Format::Human => {
            let expect = engine::expect(&protocol, &case, now);
            let screening = engine::screen(&protocol, &case, now);
            let answers = human::plan::Answers { plan, expect, screening, labels };
            let page = human::plan::page(&answers, &case, &protocol, &wording, options.why);
            output::page(&human::triage::warned(&page, &case, &protocol, &wording, now))
        }
    }
}
