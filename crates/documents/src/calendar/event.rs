//! The events of a plan. Their ids say what they are, never when, so that a moved event is the same event.

use afterglow_core::document::printable;
use afterglow_core::engine::{Day, Plan, State};
use afterglow_core::protocol::TaskKind;
use afterglow_wording::args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};

use super::ics::{self, Writer};
use super::reminders::Reminders;
use super::{CalendarError, is_dated};
use crate::Content;

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Event {
    /// The id of the event; with that of the case before it, its UID.
    pub(super) uid: String,
    pub(super) when: When,
    /// The zone that its instants are written in; `None`: that of the plan.
    pub(super) zone: Option<TimeZone>,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) status: Status,
    pub(super) sequence: u32,
}

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum When {
    /// From an instant, to another one if it lasts.
    At { from: Timestamp, to: Option<Timestamp> },
    /// Whole days, both of them included.
    Days { first: Date, last: Date },
}

/// Whether an event is to take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Confirmed,
    CalledOff,
}

/// The events of a plan; their ids lack that of the case.
pub(super) fn events(
    content: Content<'_>,
    plan: &Plan<'_>,
    details: bool,
) -> Result<Vec<Event>, CalendarError> {
    if !is_dated(plan) && plan.tasks.is_empty() {
        return Err(CalendarError::NoDate);
    }
    let maker = Maker { content, plan, details };
    let mut events = maker.sessions();
    events.extend(maker.preparation());
    events.extend(maker.care());
    events.extend(maker.gates());
    events.extend(maker.check_ins()?);
    Ok(events)
}

struct Maker<'a> {
    content: Content<'a>,
    plan: &'a Plan<'a>,
    details: bool,
}

impl Maker<'_> {
    /// An event of a kind. The title says what it is about only if that was asked for.
    fn event(&self, uid: impl Into<String>, kind: &str, when: When, what: &str, text: Vec<String>) -> Event {
        let wording = self.content.wording;
        let title = if self.details {
            wording.say(&format!("calendar-{kind}-about"), &args([("what", what)]))
        } else {
            wording.plain(&format!("calendar-{kind}"))
        };
        let mut text: Vec<String> = text.into_iter().filter(|line| !line.is_empty()).collect();
        text.push(printable(&wording.emergency(self.content.protocol, self.content.case)));
        Event {
            uid: uid.into(),
            when,
            zone: None,
            title,
            text: text.join("\n"),
            status: Status::Confirmed,
            sequence: 0,
        }
    }

    /// The session that the plan counts from, and the one that is being planned after it.
    fn sessions(&self) -> Vec<Event> {
        let Content { protocol, case, wording, .. } = self.content;
        let minutes = i64::from(protocol.timing().session_minutes);
        let until = |from: Timestamp| later(from, minutes);
        let what = wording.plain("calendar-session-what");
        let mut events = Vec::new();
        let own = match (case.planned(), case.ended()) {
            (Some(planned), ended) => Some((planned, Some(ended.unwrap_or_else(|| until(planned))))),
            (None, Some(ended)) => Some((ended, None)),
            (None, None) => None,
        };
        if let Some((from, to)) = own {
            let when = When::At { from, to: to.filter(|to| *to > from) };
            events.push(self.event("session", "session", when, &what, Vec::new()));
        }
        if let Some(next) = case.next() {
            let when = When::At { from: next.planned, to: Some(until(next.planned)) };
            let event = self.event("next-session", "session", when, &what, Vec::new());
            events.push(Event { zone: next.zone.iana_name().map(|_| next.zone.clone()), ..event });
        }
        events
    }

    fn preparation(&self) -> Vec<Event> {
        let wording = self.content.wording;
        let tasks = self.plan.tasks.iter().filter_map(|dated| {
            let (first, last) = dated.from.zip(dated.until)?;
            let text = wording.plain(&dated.task.rule.id);
            let kind = match dated.task.kind {
                TaskKind::Stop | TaskKind::Avoid => "calendar-prepare-stop",
                TaskKind::Start => "calendar-prepare-start",
                TaskKind::AskPrescriber => "calendar-prepare-ask",
                TaskKind::Bring => "calendar-prepare-bring",
            };
            let what = match dated.task.activity {
                Some(activity) => {
                    let name = wording.activity_name(activity);
                    format!("{}: {name}", wording.plain(kind))
                }
                None => wording.plain(kind),
            };
            let uid = format!("prepare-{}", dated.task.rule.id);
            Some(self.event(uid, "prepare", When::Days { first, last }, &what, vec![text]))
        });
        tasks.collect()
    }

    /// Daily care as few quiet reminders: one for each run of days with the same lines.
    fn care(&self) -> Vec<Event> {
        let wording = self.content.wording;
        let ids = |day: &Day<'_>| -> Vec<String> {
            day.care.iter().map(|line| line.care.rule.id.clone()).collect()
        };
        let runs = self.plan.days.chunk_by(|one, other| ids(one) == ids(other));
        let runs = runs.filter(|days| days.iter().any(|day| !day.care.is_empty()));
        let events = runs.enumerate().filter_map(|(index, days)| {
            let (first, last) = (days.first()?, days.last()?);
            let names = ids(first).into_iter().map(|id| wording.plain(&format!("{id}-name")));
            let names = names.collect::<Vec<_>>().join(", ");
            let lines = ids(first).iter().map(|id| format!("– {}", wording.plain(id))).collect();
            let when = When::Days { first: first.date, last: last.date };
            Some(self.event(format!("care-{}", index + 1), "care", when, &names, lines))
        });
        events.collect()
    }

    /// What opens, at the very instant.
    fn gates(&self) -> Vec<Event> {
        let wording = self.content.wording;
        let gates = self.plan.gates.iter().filter_map(|answer| {
            let from = answer.opens?;
            let name = wording.activity_name(answer.gate.activity);
            let condition = match answer.state {
                State::Ask => Some(wording.ask_first(answer)),
                State::Open | State::Held | State::Closed => wording.conditions(answer),
            };
            let first = match condition {
                Some(condition) => {
                    let mut words = args([("what", name.clone())]);
                    words.set("condition", condition);
                    wording.say("calendar-gate-if", &words)
                }
                None => wording.say("calendar-gate-text", &args([("what", name.clone())])),
            };
            let text = vec![first, wording.plain(&format!("gate-{}", answer.gate.activity))];
            let uid = format!("gate-{}", answer.gate.activity);
            Some(self.event(uid, "gate", When::At { from, to: None }, &name, text))
        });
        gates.collect()
    }

    fn check_ins(&self) -> Result<Vec<Event>, CalendarError> {
        let wording = self.content.wording;
        let (Some(now), Some(zone)) = (self.plan.now, &self.plan.zone) else { return Ok(Vec::new()) };
        let reminders = Reminders::built_in().as_ref().ok_or(CalendarError::Reminders)?;
        let time = reminders.check_in_at().ok_or(CalendarError::Reminders)?;
        let treated = zone.to_datetime(now.zero).date();
        let earliest = later(now.zero, i64::from(reminders.first_check_in_minutes));
        let what = wording.plain("calendar-check-in-what");
        let events = reminders.check_in_days.iter().filter_map(|day| {
            let date = treated.saturating_add(Span::new().days(i64::from(*day)));
            let at = zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible().ok()?;
            let when = When::At { from: at.max(earliest), to: None };
            let text = vec![wording.plain("calendar-check-in-text")];
            Some(self.event(format!("check-in-{day}"), "check-in", when, &what, text))
        });
        Ok(events.collect())
    }
}

fn later(at: Timestamp, minutes: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_mins(minutes)).unwrap_or(at)
}

/// What has to be the same for an event to be as it was.
pub(super) const COMPARED: [&str; 5] = ["DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS"];

impl Event {
    /// The lines that say what an event is, with parameters in the name: those of [`COMPARED`].
    pub(super) fn lines(&self, plan_zone: Option<&TimeZone>) -> Vec<(String, String)> {
        let zone = self.zone.as_ref().or(plan_zone);
        let mut lines = match self.when {
            When::Days { first, last } => {
                let after = last.saturating_add(Span::new().days(1));
                vec![
                    ("DTSTART;VALUE=DATE".to_owned(), ics::date(first)),
                    ("DTEND;VALUE=DATE".to_owned(), ics::date(after)),
                ]
            }
            When::At { from, to } => {
                let to = to.map(|to| instant("DTEND", to, zone));
                std::iter::once(instant("DTSTART", from, zone)).chain(to).collect()
            }
        };
        lines.push(("SUMMARY".to_owned(), self.title.clone()));
        lines.push(("DESCRIPTION".to_owned(), self.text.clone()));
        lines.push(("STATUS".to_owned(), self.status.name().to_owned()));
        lines
    }

    pub(super) fn write(&self, writer: &mut Writer, plan_zone: Option<&TimeZone>, stamp: &str) {
        writer.begin("VEVENT");
        writer.text("UID", &self.uid);
        writer.line("DTSTAMP", stamp);
        writer.line("SEQUENCE", &self.sequence.to_string());
        for (name, value) in self.lines(plan_zone) {
            writer.text(&name, &value);
        }
        // Nobody is kept from other things by a reminder, and nobody else needs to read it.
        writer.line(
            "TRANSP",
            if matches!(self.when, When::At { to: Some(_), .. }) { "OPAQUE" } else { "TRANSPARENT" },
        );
        writer.line("CLASS", "PRIVATE");
        writer.end("VEVENT");
    }
}

/// An instant in its zone. A local time that comes twice means its first time (RFC 5545, 3.3.5), so that the second one
/// is written in UTC, and so is one whose zone has no name.
fn instant(name: &str, at: Timestamp, zone: Option<&TimeZone>) -> (String, String) {
    let named = zone.and_then(|zone| zone.iana_name().map(|name| (zone, name)));
    if let Some((zone, zone_name)) = named.filter(|(_, name)| *name != "UTC") {
        let local = zone.to_datetime(at);
        let first = zone.to_ambiguous_timestamp(local).earlier().ok();
        if first == Some(at) {
            return (format!("{name};TZID={zone_name}"), ics::local(local));
        }
    }
    (name.to_owned(), ics::utc(at))
}
