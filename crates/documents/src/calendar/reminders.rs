//! When a calendar reminds: `protocols/reminders.toml`.

use std::sync::LazyLock;

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
    /// Those that are built in; nothing only if their file is broken, which every test would show.
    pub(super) fn built_in() -> &'static Option<Self> {
        static BUILT_IN: LazyLock<Option<Reminders>> =
            LazyLock::new(|| toml::from_str(include_str!("../../../../protocols/reminders.toml")).ok());
        &BUILT_IN
    }

    pub(super) fn check_in_at(&self) -> Option<Time> {
        Time::strptime("%H:%M", &self.check_in_at).ok()
    }
}
