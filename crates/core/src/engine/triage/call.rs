//! Whom to call, how soon, and with which number.

use jiff::Timestamp;

use super::Applied;
use crate::case::Case;
use crate::protocol::{Calling, Country, Protocol, Triage, Who};
use crate::vocabulary::{Level, Setting};

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<'p> {
    /// Who.
    pub who: Who,
    /// The number, if it is known.
    pub number: Option<Number<'p>>,
    /// How soon.
    pub when: When,
    /// The window for it closes then.
    pub before: Option<Timestamp>,
    /// Only if it gets worse.
    pub if_worse: bool,
}

/// A number to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number<'p> {
    /// Of a country, from the protocol.
    Country(&'p str),
    /// Of the clinic, as the person wrote it.
    Own(String),
}

impl Number<'_> {
    /// The number as people write it.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Country(number) => number,
            Self::Own(number) => number,
        }
    }
}

/// How soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// Now.
    Now,
    /// Today, within hours.
    WithinHours,
    /// In the next day or two.
    WithinTwoDays,
}

impl When {
    /// The id that answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::WithinHours => "within-hours",
            Self::WithinTwoDays => "within-2-days",
        }
    }
}

/// Whom to call at a level, whatever gave it: for a page that says so before anything has happened.
#[must_use]
pub fn calls_at<'p>(protocol: &'p Protocol, case: &Case, level: Level, now: Timestamp) -> Vec<Call<'p>> {
    calls(protocol, case, Some(level), &[], now)
}

pub(super) fn calls<'p>(
    protocol: &'p Protocol,
    case: &Case,
    level: Option<Level>,
    applied: &[Applied<'p>],
    now: Timestamp,
) -> Vec<Call<'p>> {
    let calling = protocol.calling();
    let country = case.contacts().country().and_then(|code| country(calling, code));
    let gravest: Vec<&Triage> =
        applied.iter().filter(|it| Some(it.level) == level).map(|it| it.rule).collect();
    let at_home = case.facts().setting() == Some(Setting::Home);
    let has_clinic = !at_home && !gravest.iter().any(|rule| rule.not_clinic);
    let before = gravest.iter().filter_map(|rule| super::window(rule, case, now)).min();
    let call = |who: Who, when: When, if_worse: bool| Call {
        who,
        number: number(who, case, country),
        when,
        before: before.filter(|_| !if_worse),
        if_worse,
    };
    let mut calls = match level {
        Some(Level::Emergency) => vec![call(Who::Emergency, When::Now, false)],
        Some(Level::SameDay) => {
            let mut order = today(has_clinic);
            if !clinic_answers(calling, case, now) {
                order.sort_by_key(|who| *who != Who::OutOfHours);
            }
            order.into_iter().map(|who| call(who, When::WithinHours, false)).collect()
        }
        Some(Level::ContactClinic) => {
            soon(has_clinic, at_home).into_iter().map(|who| call(who, When::WithinTwoDays, false)).collect()
        }
        Some(Level::SelfCare) | None => {
            let first = soon(has_clinic, at_home).into_iter().map(|who| call(who, When::WithinHours, true));
            std::iter::once(call(Who::Nobody, When::WithinTwoDays, false)).chain(first).collect()
        }
    };
    let when = calls.first().map_or(When::WithinHours, |first| first.when);
    for who in gravest.iter().filter_map(|rule| rule.call) {
        if !calls.iter().any(|known| known.who == who) {
            calls.push(call(who, when, false));
        }
    }
    if level != Some(Level::Emergency) {
        calls.push(call(Who::Emergency, When::Now, true));
    }
    calls
}

fn country<'p>(calling: &'p Calling, code: &str) -> Option<&'p Country> {
    let position = calling.countries.binary_search_by(|country| country.code.as_str().cmp(code)).ok()?;
    calling.countries.get(position)
}

fn number<'p>(who: Who, case: &Case, country: Option<&'p Country>) -> Option<Number<'p>> {
    let of_country = match who {
        Who::Emergency => country.map(|country| country.emergency.as_str()),
        Who::CrisisLine => country.and_then(|country| country.crisis.as_deref()),
        Who::OutOfHours => country.and_then(|country| country.out_of_hours.as_deref()),
        Who::Clinic => return case.contacts().phone().map(|phone| Number::Own(phone.to_owned())),
        Who::Doctor | Who::Pharmacist | Who::Nobody => None,
    };
    of_country.map(Number::Country)
}

/// Whom to reach today.
fn today(has_clinic: bool) -> Vec<Who> {
    let clinic = has_clinic.then_some(Who::Clinic);
    clinic.into_iter().chain([Who::Doctor, Who::OutOfHours]).collect()
}

/// Whom to reach in the next day or two.
fn soon(has_clinic: bool, at_home: bool) -> Vec<Who> {
    match (has_clinic, at_home) {
        (true, _) => vec![Who::Clinic],
        (false, true) => vec![Who::Pharmacist, Who::Doctor],
        (false, false) => vec![Who::Doctor],
    }
}

/// Whether a clinic is likely to answer at this local hour. Without a zone nobody knows: it stands first.
fn clinic_answers(calling: &Calling, case: &Case, now: Timestamp) -> bool {
    let Some(zone) = case.zone() else { return true };
    let local = zone.to_datetime(now);
    let hour = u8::try_from(local.hour()).unwrap_or(0);
    let is_weekday = local.date().weekday().to_monday_one_offset() <= 5;
    is_weekday && (calling.clinic_from..calling.clinic_until).contains(&hour)
}
