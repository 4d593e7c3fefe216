//! The appointment that screening, preparation, the session and the course are about.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::hour;
use crate::case::{Case, Facts};

/// The next session where one is being planned, otherwise the treatment itself.
pub(super) struct Appointment<'c> {
    pub(super) case: &'c Case,
    pub(super) facts: Cow<'c, Facts>,
    /// Its civil day, in its own zone; of an appointment without a date the day that was asked about.
    pub(super) day: Date,
    /// When it is to begin, or when the treatment ended.
    pub(super) at: Option<Timestamp>,
    /// Whether it is the next session after the treatment.
    pub(super) is_next: bool,
}

pub(super) fn of(case: &Case, now: Timestamp) -> Appointment<'_> {
    if let Some(next) = case.next() {
        let day = hour::date(next.planned, &next.zone);
        let facts = Cow::Borrowed(&next.facts);
        return Appointment { case, facts, day, at: Some(next.planned), is_next: true };
    }
    let at = case.planned().or(case.ended());
    let zone = case.appointment_zone().or(case.zone());
    let day = hour::date(at.unwrap_or(now), zone.unwrap_or(&TimeZone::UTC));
    let facts = Cow::Borrowed(case.facts());
    // Without a date in the case the age is the one on the day that was asked about.
    Appointment { case, facts, day, at, is_next: false }.on(day)
}

impl<'c> Appointment<'c> {
    /// The same appointment, judged as if it lay on another day.
    pub(super) fn on(mut self, day: Date) -> Self {
        self.day = day;
        if let Some(born) = self.facts.born() {
            let age = Some(born.age_on(day));
            if self.facts.age != age {
                self.facts.to_mut().age = age;
            }
        }
        self
    }

    /// The days of the sessions before it.
    pub(super) fn earlier_sessions(&self) -> impl Iterator<Item = Date> {
        let previous = self.case.session().previous.iter().copied();
        previous.chain(self.ended_day().filter(|_| self.is_next))
    }

    /// The civil day on which the treatment ended.
    pub(super) fn ended_day(&self) -> Option<Date> {
        let zone = self.case.appointment_zone().or(self.case.zone())?;
        Some(hour::date(self.case.ended()?, zone))
    }
}
