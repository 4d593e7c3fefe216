//! `afterglow plan`: today and every day.

use std::io;
use std::path::Path;

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_wire::{ChangesWire, PlanWire, View};
use afterglow_wording::Wording;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Products, wording};
use crate::cli::{Everywhere, Format, PlanArgs};
use crate::output::Failure;
use crate::{batch, clock, human, input, output};

pub(super) fn run(args: &PlanArgs, options: &Everywhere) -> Result<(), Failure> {
    let protocol = input::protocol(options)?;
    let wording = wording(options)?;
    let view = View { protocol: &protocol, wording: (!options.no_text).then_some(&wording) };
    let now = options.at.unwrap_or_else(clock::now);
    if let Some([old, new]) = args.compare.as_deref() {
        return compare(old, new, view, &wording, now, options);
    }
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

/// What changes from the plan of one case to that of another.
fn compare(
    old: &Path,
    new: &Path,
    view: View<'_>,
    wording: &Wording,
    now: Timestamp,
    options: &Everywhere,
) -> Result<(), Failure> {
    let (old, new) = (input::case(old, options.format)?, input::case(new, options.format)?);
    if old.id().zip(new.id()).is_some_and(|(old, new)| old != new) {
        return Err(Failure::Other(
            "the two cases have different ids: they are not of one person".to_owned(),
        ));
    }
    let changes = engine::compare(view.protocol, &old, &new, now);
    let zone = |case: &Case| case.zone().cloned().unwrap_or(TimeZone::UTC);
    let (was, is) = (zone(&old), zone(&new));
    match options.format {
        Format::Json => output::json(&ChangesWire::new(&changes, &was, &is, view)),
        Format::Human => {
            let page = human::changes::page(&changes, &was, &is, wording);
            output::page(&human::triage::warned(&page, &new, view.protocol, wording, now))
        }
    }
}
