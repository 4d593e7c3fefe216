//! A time zone as a calendar describes it: every change of the clock between the first and the last event.

use jiff::Timestamp;
use jiff::tz::{Dst, Offset, TimeZone};

use super::ics::{self, Writer};

/// Writes the rules of a zone that has a name, from the change before `from` to the last one before `to`.
pub(super) fn write(writer: &mut Writer, zone: &TimeZone, from: Timestamp, to: Timestamp) {
    let Some(name) = zone.iana_name() else { return };
    writer.begin("VTIMEZONE");
    writer.line("TZID", name);
    let before = zone.preceding(from).next().map(|change| change.timestamp());
    match before {
        Some(at) => observance(writer, zone, Some(at)),
        None => observance(writer, zone, None),
    }
    for change in zone.following(from).take_while(|change| change.timestamp() <= to) {
        observance(writer, zone, Some(change.timestamp()));
    }
    writer.end("VTIMEZONE");
}

/// What holds from a change of the clock on; without one, since ever.
fn observance(writer: &mut Writer, zone: &TimeZone, at: Option<Timestamp>) {
    let since = at.unwrap_or(Timestamp::UNIX_EPOCH);
    let info = zone.to_offset_info(since);
    let was = match at.and_then(|at| at.checked_sub(jiff::SignedDuration::from_secs(1)).ok()) {
        Some(before) => zone.to_offset(before),
        None => info.offset(),
    };
    let kind = if info.dst() == Dst::Yes { "DAYLIGHT" } else { "STANDARD" };
    writer.begin(kind);
    writer.line("DTSTART", &ics::local(was.to_datetime(since)));
    writer.line("TZOFFSETFROM", &offset(was));
    writer.line("TZOFFSETTO", &offset(info.offset()));
    writer.text("TZNAME", info.abbreviation());
    writer.end(kind);
}

/// "+0130".
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let seconds = seconds.abs();
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 {
        return format!("{sign}{hours:02}{minutes:02}");
    }
    format!("{sign}{hours:02}{minutes:02}{rest:02}")
}
