//! A person's plan as a calendar (RFC 5545, RFC 7986): sessions, preparation, daily care, what opens when, check-ins.
//!
//! Ours is a writer of its own: the crate for it stamps time zones with the clock and with random ids, which makes two
//! calendars of one plan differ (docs/decisions/0024).

mod event;
mod ics;
mod previous;
mod reminders;
mod zone;

use std::fmt;

use afterglow_core::document::printable;
use afterglow_core::engine::{self, Plan};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use previous::Previous;

use crate::Content;
use event::{Event, Status, When};
use ics::Writer;

/// Who made it, as RFC 5545 wants it said.
const PRODID: &str = concat!("-//Afterglow//Afterglow ", env!("CARGO_PKG_VERSION"), "//EN");

/// Why there is no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// The case has no id, so that nothing in the calendar could be found again when the plan changes.
    NoId,
    /// No instant is known to count from.
    NoDate,
    /// The calendar before belongs to another case.
    OtherCase,
    /// The reminders that are built in cannot be read.
    Reminders,
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoId => "a calendar needs the case's `id`: without it a later one could not replace it",
            Self::NoDate => "a calendar needs a date: `treatment.ended` or `treatment.planned`",
            Self::OtherCase => {
                "the previous calendar is of another case: none of its events begins with this `id`"
            }
            Self::Reminders => "the built-in reminders cannot be read",
        })
    }
}

impl std::error::Error for CalendarError {}

/// The calendar of a case, stamped with the instant of `content`. With the one that was made before, an event that is
/// as it was keeps its number, a changed one gets a higher one, and one that is gone is called off. With `details` the
/// titles say what it is about.
///
/// # Errors
///
/// If the case has no id or no date, or `previous` is of another case.
pub fn calendar(
    content: Content<'_>,
    previous: Option<&Previous>,
    details: bool,
) -> Result<String, CalendarError> {
    let Content { protocol, case, wording, now, .. } = content;
    let id = printable(case.id().ok_or(CalendarError::NoId)?);
    let plan = engine::plan(protocol, case, now);
    let zone = plan.zone.clone().ok_or(CalendarError::NoDate)?;
    let mut events = event::events(content, &plan, details)?;
    for event in &mut events {
        event.uid = format!("{id}-{}", event.uid);
    }
    if let Some(previous) = previous {
        previous.number(&id, &mut events, &zone)?;
        events.extend(previous.called_off(&id, &events));
    }
    let mut zones = vec![zone];
    for event in &events {
        add_zone(&mut zones, event.zone.as_ref());
    }
    let stamp = ics::utc(now);
    let mut writer = Writer::default();
    writer.begin("VCALENDAR");
    writer.line("VERSION", "2.0");
    writer.text("PRODID", PRODID);
    writer.line("CALSCALE", "GREGORIAN");
    writer.line("METHOD", "PUBLISH");
    writer.text("UID", &id);
    writer.line("LAST-MODIFIED", &stamp);
    writer.text("NAME", &wording.plain("calendar-name"));
    writer.text("X-WR-CALNAME", &wording.plain("calendar-name"));
    writer.text("DESCRIPTION", &wording.about(protocol).join(" "));
    for zone in &zones {
        if let Some((from, to)) = span(&events, zone, now) {
            zone::write(&mut writer, zone, from, to);
        }
    }
    for event in &events {
        event.write(&mut writer, zones.first(), &stamp);
    }
    writer.end("VCALENDAR");
    Ok(writer.finish())
}

fn add_zone(zones: &mut Vec<TimeZone>, zone: Option<&TimeZone>) {
    if let Some(zone) = zone.filter(|zone| !zones.contains(zone)) {
        zones.push(zone.clone());
    }
}

/// The first and the last instant that is written in a zone.
fn span(events: &[Event], zone: &TimeZone, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let instants = events.iter().filter_map(|event| match event.when {
        When::At { from, to } if event.zone.as_ref().is_none_or(|of| of == zone) => {
            Some([from, to.unwrap_or(from)])
        }
        When::At { .. } | When::Days { .. } => None,
    });
    let instants: Vec<Timestamp> = instants.flatten().chain([now]).collect();
    zone.iana_name()?;
    instants.iter().min().copied().zip(instants.iter().max().copied())
}

/// Whether a plan has anything to put into a calendar.
fn is_dated(plan: &Plan<'_>) -> bool {
    plan.now.is_some()
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::CalledOff => "CANCELLED",
        }
    }
}
