//! Facts about a person and their treatment, as checked from a case file.
//!
//! [`mod@file`] mirrors what people write; `check` turns it into the types here, whose fields are private, so that a
//! [`Case`] that exists is one that passed every check.

pub(crate) mod check;
mod facts;
pub mod file;
mod moment;

pub use check::read;
pub use facts::{
    Answers, CheckIn, Contacts, Done, Event, Facts, Graded, Medication, Numbing, Price, RecentEvent, Seen,
};
pub use file::CaseFile;
pub use moment::{Born, DateText, Instant, Zone};

use jiff::tz::TimeZone;

/// One person's case: who they are, what was done, what they have seen since.
#[derive(Clone, Debug)]
pub struct Case {
    pub(crate) id: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) zone: Option<TimeZone>,
    pub(crate) appointment_zone: Option<TimeZone>,
    pub(crate) contacts: Contacts,
    pub(crate) facts: Facts,
    pub(crate) ended: Option<jiff::Timestamp>,
    pub(crate) planned: Option<jiff::Timestamp>,
    pub(crate) check_ins: Vec<CheckIn>,
    pub(crate) before: Vec<(crate::vocabulary::Symptom, crate::vocabulary::Grade)>,
    pub(crate) seen: Vec<Seen>,
    pub(crate) done: Vec<Done>,
    pub(crate) session: Course,
    pub(crate) next: Option<Next>,
    pub(crate) products: Vec<Product>,
    pub(crate) event: Option<Event>,
    pub(crate) price: Option<Price>,
}

/// Where this treatment stands in its course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// Counted from 1.
    pub number: Option<u16>,
    /// How many are planned.
    pub of: Option<u16>,
    /// The days of the sessions before.
    pub previous: Vec<jiff::civil::Date>,
}

/// The next session that is being planned.
#[derive(Clone, Debug)]
pub struct Next {
    /// When it is to begin.
    pub planned: jiff::Timestamp,
    /// The zone that this was written in.
    pub zone: TimeZone,
    /// The person, and that session's device, areas and numbing.
    pub facts: Facts,
}

/// A product and its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// The person's name for it.
    pub name: String,
    /// The ingredient list as printed.
    pub label: String,
}

impl Case {
    /// The id that whoever keeps the case gave it.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The person's name. It stays in the documents made for them and is never logged.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The person's own zone, else that of the treatment; `None` if neither is known.
    #[must_use]
    pub fn zone(&self) -> Option<&TimeZone> {
        self.zone.as_ref()
    }

    /// The zone that the treatment's `planned`, or else its `ended`, was written in.
    #[must_use]
    pub fn appointment_zone(&self) -> Option<&TimeZone> {
        self.appointment_zone.as_ref()
    }

    /// When the treatment ended: hour 0.
    #[must_use]
    pub fn ended(&self) -> Option<jiff::Timestamp> {
        self.ended
    }

    /// When the treatment is to begin.
    #[must_use]
    pub fn planned(&self) -> Option<jiff::Timestamp> {
        self.planned
    }

    /// When the appointment is that screening, preparation and the session are about: the next session, else the
    /// treatment.
    #[must_use]
    pub fn appointment(&self) -> Option<jiff::Timestamp> {
        self.next.as_ref().map(|next| next.planned).or(self.planned).or(self.ended)
    }

    /// Whether a session is still to come.
    #[must_use]
    pub fn is_to_come(&self) -> bool {
        self.next.is_some() || (self.ended.is_none() && self.planned.is_some())
    }

    /// What rules ask about the person and the treatment.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The check-ins, in time order.
    #[must_use]
    pub fn check_ins(&self) -> &[CheckIn] {
        &self.check_ins
    }

    /// When a clinician looked, in the order of the file.
    #[must_use]
    pub fn seen(&self) -> &[Seen] {
        &self.seen
    }

    /// What the person did or had done.
    #[must_use]
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    /// Whom the person can call.
    #[must_use]
    pub fn contacts(&self) -> &Contacts {
        &self.contacts
    }

    /// A day that the skin is to be ready for.
    #[must_use]
    pub fn event(&self) -> Option<&Event> {
        self.event.as_ref()
    }

    /// What a session costs this person.
    #[must_use]
    pub fn price(&self) -> Option<&Price> {
        self.price.as_ref()
    }

    /// Where this treatment stands in its course.
    #[must_use]
    pub fn session(&self) -> &Course {
        &self.session
    }

    /// The next session that is being planned.
    #[must_use]
    pub fn next(&self) -> Option<&Next> {
        self.next.as_ref()
    }

    /// The person's products.
    #[must_use]
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// What was there before the treatment.
    #[must_use]
    pub fn before(&self) -> &[(crate::vocabulary::Symptom, crate::vocabulary::Grade)] {
        &self.before
    }
}
