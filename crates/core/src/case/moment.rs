//! Instants, dates and zones as a case file writes them.

use jiff::civil::Date;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{Disambiguation, TimeZone};
use jiff::{Timestamp, ZonedDateTime};
use schemars::Schema;

use crate::document::FromText;

/// An instant with its zone, RFC 9557: `2026-11-22T14:00:00-05:00[America/New_York]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Instant(pub ZonedDateTime);

impl Instant {
    /// The point on the time line.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.0.timestamp()
    }
}

/// Reads instants; where the clocks change, an hour that is missing or stands twice needs its offset.
static PARSER: DateTimeParser = DateTimeParser::new().disambiguation(Disambiguation::Reject);

impl FromText for Instant {
    fn from_text(text: &str) -> Option<Self> {
        // A date alone is no instant, though the parser would take it as midnight.
        let has_time = text.split('[').next().is_some_and(|moment| moment.contains(':'));
        if has_time { PARSER.parse_zoned_datetime(text).ok().map(Self) } else { None }
    }

    fn schema() -> Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "an instant with offset and zone, RFC 9557",
            "examples": ["2026-11-22T14:00:00-05:00[America/New_York]"]
        })
    }
}

/// A time zone of the IANA database, such as `Europe/Berlin`.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(pub TimeZone);

impl FromText for Zone {
    fn from_text(text: &str) -> Option<Self> {
        TimeZone::get(text).ok().map(Self)
    }

    fn schema() -> Schema {
        schemars::json_schema!({ "type": "string", "examples": ["Europe/Berlin"] })
    }
}

/// A civil date: `2026-05-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateText(pub Date);

impl FromText for DateText {
    fn from_text(text: &str) -> Option<Self> {
        // Only the plain form: jiff would also take a date out of a longer text.
        if text.len() == 10 { text.parse().ok().map(Self) } else { None }
    }

    fn schema() -> Schema {
        schemars::json_schema!({ "type": "string", "format": "date", "examples": ["2026-05-01"] })
    }
}

/// When a person was born: a year, or a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Born {
    /// Only the year: the age is the youngest it can be.
    Year(i16),
    /// The day.
    On(Date),
}

impl Born {
    /// Full years of life on a day, the fewest that are possible.
    #[must_use]
    pub fn age_on(self, day: Date) -> i16 {
        // The youngest of a year was born on its last day.
        let (year, birthday) = match self {
            Self::Year(year) => (year, (12, 31)),
            Self::On(born) => (born.year(), (born.month(), born.day())),
        };
        let had_birthday = (day.month(), day.day()) >= birthday;
        day.year().saturating_sub(year).saturating_sub(i16::from(!had_birthday))
    }

    pub(crate) fn earliest(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).ok(),
            Self::On(born) => Some(born),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn age_is_the_youngest_it_can_be() {
        assert_eq!(Born::Year(2004).age_on(date(2026, 12, 30)), 21);
        assert_eq!(Born::Year(2004).age_on(date(2026, 12, 31)), 22);
        assert_eq!(Born::On(date(2004, 6, 1)).age_on(date(2026, 5, 31)), 21);
        assert_eq!(Born::On(date(2004, 6, 1)).age_on(date(2026, 6, 1)), 22);
    }

    #[test]
    fn an_instant_needs_its_zone_and_a_matching_offset() {
        assert!(Instant::from_text("2026-11-22T14:00:00-05:00[America/New_York]").is_some());
        assert!(Instant::from_text("2026-11-22T14:00:00-05:00").is_none());
        assert!(Instant::from_text("2026-11-22T14:00:00-04:00[America/New_York]").is_none());
        assert!(Instant::from_text("2026-11-22T14:00:00[America/New_York]").is_some());
    }

    #[test]
    fn an_hour_that_stands_twice_or_never_needs_its_offset() {
        assert!(Instant::from_text("2026-10-25T02:30:00[Europe/Berlin]").is_none());
        assert!(Instant::from_text("2026-10-25T02:30:00+01:00[Europe/Berlin]").is_some());
        assert!(Instant::from_text("2026-10-25T02:30:00+02:00[Europe/Berlin]").is_some());
        assert!(Instant::from_text("2027-03-14T02:30:00[America/New_York]").is_none());
    }

    #[test]
    fn a_date_is_nothing_more_than_a_date() {
        assert!(DateText::from_text("2026-05-01").is_some());
        assert!(DateText::from_text("2026-05-01T10:00:00").is_none());
        assert!(DateText::from_text("01.05.2026").is_none());
    }
}
