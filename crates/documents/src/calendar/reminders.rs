//! When a calendar reminds: `protocols/reminders.toml`.

use jiff::civil::Time;
use serde::Deserialize;

/// The check-ins of a calendar.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reminders {
    /// Civil days after the treatment.
    pub(super) check_in_days: Vec<u16>,
    /// Local time.
    check_in_at: String,
    /// On the day of treatment not sooner than so many minutes after it.
    pub(super) first_check_in_minutes: u16,
}

impl Reminders {
    pub(super) fn built_in() -> Option<Self> {
        toml::from_str(include_str!("../../../../protocols/reminders.toml")).ok()
    }

    pub(super) fn check_in_at(&self) -> Option<Time> {
        Time::strptime("%H:%M", &self.check_in_at).ok()
    }
}
