//! Hour zero, elapsed seconds and civil days.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::case::Case;
use crate::protocol::Protocol;

/// Hour 0: the end of the treatment, or, for one that is only planned, its planned start and the session's length.
pub(super) fn zero(protocol: &Protocol, case: &Case) -> Option<Timestamp> {
    case.ended().or_else(|| {
        let minutes = i64::from(protocol.timing().session_minutes);
        case.planned().map(|planned| after_seconds(planned, minutes * 60))
    })
}

/// The instant so many hours later. Elapsed hours: the clocks may change in between.
pub(super) fn after(instant: Timestamp, hours: u32) -> Timestamp {
    after_seconds(instant, i64::from(hours) * 3600)
}

/// The instant so many hours earlier.
pub(super) fn before(instant: Timestamp, hours: u32) -> Timestamp {
    after_seconds(instant, -i64::from(hours) * 3600)
}

fn after_seconds(instant: Timestamp, seconds: i64) -> Timestamp {
    // A case's years end long before the calendar does, so nothing is ever cut off here.
    instant.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(instant)
}

/// Seconds from hour 0 to an instant, cut to whole seconds; negative before it.
pub(super) fn elapsed_seconds(zero: Timestamp, at: Timestamp) -> i64 {
    at.duration_since(zero).as_secs()
}

/// The civil date of an instant.
pub(super) fn date(instant: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(instant).date()
}

/// The instant at which a civil day begins: midnight, or the first moment after a gap.
pub(super) fn start_of(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    date.to_zoned_datetime(zone.clone()).ok().map(|start| start.timestamp())
}

/// So many civil days later.
pub(super) fn days_later(date: Date, days: u16) -> Date {
    date.saturating_add(jiff::Span::new().days(i64::from(days)))
}
