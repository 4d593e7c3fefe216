//! The only clock. Everything else is told what time it is, and where.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The present moment, to whole seconds.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub(crate) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// The zone of this machine, for a person who has named none.
pub(crate) fn zone() -> TimeZone {
    TimeZone::system()
}
