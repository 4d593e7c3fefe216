//! The calendar that was made before: what changed since, and what is gone.

use std::collections::BTreeMap;

use afterglow_core::document::{OwnedPath, Place, Problem};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::CalendarError;
use super::event::{COMPARED, Event, Status, When};
use super::ics::{self, ContentLine};

/// The events of an earlier calendar, by UID.
#[derive(Clone, Debug)]
pub struct Previous {
    events: BTreeMap<String, Old>,
}

/// An earlier event.
#[derive(Clone, Debug)]
struct Old {
    event: Event,
    /// Its lines of [`COMPARED`], unescaped, with the zone of its instants.
    lines: Vec<(String, String)>,
}

impl Previous {
    /// Reads a calendar.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, by line.
    pub fn read(name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let mut reader = Reader { name, problems: Vec::new() };
        let events = reader.events(text);
        if reader.problems.is_empty() { Ok(Self { events }) } else { Err(reader.problems) }
    }

    /// Gives every event the number it has after the earlier one: the same if it is as it was, otherwise a higher one.
    pub(super) fn number(
        &self,
        id: &str,
        events: &mut [Event],
        zone: &TimeZone,
    ) -> Result<(), CalendarError> {
        let prefix = format!("{id}-");
        if !self.events.is_empty() && !self.events.keys().any(|uid| uid.starts_with(&prefix)) {
            return Err(CalendarError::OtherCase);
        }
        for event in events {
            if let Some(old) = self.events.get(&event.uid) {
                let is_same = old.lines_are(&event.lines(Some(zone)));
                event.sequence =
                    if is_same { old.event.sequence } else { old.event.sequence.saturating_add(1) };
            }
        }
        Ok(())
    }

    /// The earlier events of this case that are not there any more.
    pub(super) fn called_off(&self, id: &str, events: &[Event]) -> Vec<Event> {
        let prefix = format!("{id}-");
        let gone = self
            .events
            .iter()
            .filter(|(uid, _)| uid.starts_with(&prefix) && !events.iter().any(|event| event.uid == **uid));
        let gone = gone.map(|(_, old)| {
            let again = u32::from(old.event.status == Status::Confirmed);
            let sequence = old.event.sequence.saturating_add(again);
            Event { status: Status::CalledOff, sequence, ..old.event.clone() }
        });
        gone.collect()
    }
}

impl Old {
    /// Whether an event is as it was. Which zone its instants are written in counts, too: people see it.
    fn lines_are(&self, lines: &[(String, String)]) -> bool {
        lines.len() == self.lines.len() && lines.iter().all(|line| self.lines.contains(line))
    }
}

struct Reader<'n> {
    name: &'n str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn events(&mut self, text: &str) -> BTreeMap<String, Old> {
        let mut events = BTreeMap::new();
        let mut open: Vec<String> = Vec::new();
        let mut is_calendar = false;
        let mut own: Vec<ContentLine> = Vec::new();
        for line in ics::lines(text.strip_prefix('\u{feff}').unwrap_or(text)) {
            let line = match line {
                Ok(line) => line,
                Err(number) => {
                    self.problem(number, "not a line of a calendar", "write `NAME:value`");
                    continue;
                }
            };
            let component = line.value.to_ascii_uppercase();
            match line.name.as_str() {
                "BEGIN" => {
                    is_calendar |= component == "VCALENDAR" && open.is_empty();
                    if component == "VEVENT" {
                        own.clear();
                    }
                    open.push(component);
                }
                "END" if open.last() == Some(&component) => {
                    open.pop();
                    if component == "VEVENT" {
                        self.event(line.number, &own, &mut events);
                    }
                }
                "END" => self.problem(line.number, "ends what had not begun", None),
                _ if open.last().is_some_and(|component| component == "VEVENT") => own.push(line),
                _ => {}
            }
        }
        if !is_calendar {
            self.problem(1, "not a calendar", "a calendar begins with BEGIN:VCALENDAR");
        } else if let Some(component) = open.last() {
            let message = format!("the file ends inside {}", shown(component));
            self.problem(text.lines().count().max(1), message, "it may be cut off: fetch it again");
        }
        events
    }

    fn event(&mut self, end: usize, lines: &[ContentLine], events: &mut BTreeMap<String, Old>) {
        let find = |name: &str| lines.iter().find(|line| line.name == name);
        let Some(uid) = find("UID") else {
            return self.problem(end, "an event without a UID", None);
        };
        let sequence = match find("SEQUENCE") {
            None => 0,
            Some(line) => match line.value.parse() {
                Ok(sequence) => sequence,
                Err(_) => return self.problem(line.number, "SEQUENCE is not a whole number", None),
            },
        };
        let Some(start) = find("DTSTART") else {
            return self.problem(end, "an event without a DTSTART", None);
        };
        let Some((when, zone)) = when(start, find("DTEND")) else {
            let help = "write a date, or a local time with TZID, or a time in UTC";
            return self.problem(start.number, "DTSTART or DTEND cannot be read", help);
        };
        let text = |name: &str| find(name).map(|line| ics::unescaped(&line.value)).unwrap_or_default();
        let called_off = text("STATUS").eq_ignore_ascii_case("CANCELLED");
        let event = Event {
            uid: ics::unescaped(&uid.value),
            when,
            zone,
            title: text("SUMMARY"),
            text: text("DESCRIPTION"),
            status: if called_off { Status::CalledOff } else { Status::Confirmed },
            sequence,
        };
        let compared = lines.iter().filter(|line| COMPARED.contains(&line.name.as_str()));
        let compared = compared.map(|line| (named(line), ics::unescaped(&line.value))).collect();
        let key = event.uid.clone();
        if events.insert(key, Old { event, lines: compared }).is_some() {
            self.problem(uid.number, "the same UID stands twice", "keep the newer event");
        }
    }

    fn problem<'h>(&mut self, line: usize, message: impl Into<String>, help: impl Into<Option<&'h str>>) {
        self.problems.push(Problem {
            file: self.name.to_owned(),
            path: OwnedPath::default(),
            place: Some(Place { line, column: 1 }),
            message: message.into(),
            help: help.into().map(str::to_owned),
        });
    }
}

/// A name from a file, as far as it is one.
fn shown(component: &str) -> &str {
    if component.len() <= 20 && component.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        component
    } else {
        "..."
    }
}

/// The name of a line with the parameters that count.
fn named(line: &ContentLine) -> String {
    let counts = line.parameters.iter().filter(|(name, _)| name == "TZID" || name == "VALUE");
    let parameters: Vec<String> = counts.map(|(name, value)| format!(";{name}={value}")).collect();
    format!("{}{}", line.name, parameters.concat())
}

/// When an event was, and the zone that it was written in.
fn when(start: &ContentLine, end: Option<&ContentLine>) -> Option<(When, Option<TimeZone>)> {
    if start.parameter("VALUE") == Some("DATE") {
        let first = ics::read_date(&start.value)?;
        let after = end.map_or(Some(first.tomorrow().ok()?), |end| ics::read_date(&end.value))?;
        return Some((When::Days { first, last: after.yesterday().ok()?.max(first) }, None));
    }
    let (from, zone) = instant(start)?;
    let to = match end {
        Some(end) => Some(instant(end)?.0),
        None => None,
    };
    Some((When::At { from, to }, zone))
}

fn instant(line: &ContentLine) -> Option<(Timestamp, Option<TimeZone>)> {
    if let Some(local) = line.value.strip_suffix('Z') {
        let at = TimeZone::UTC.to_timestamp(ics::read_local(local)?).ok()?;
        return Some((at, None));
    }
    let zone = TimeZone::get(line.parameter("TZID")?).ok()?;
    let local = ics::read_local(&line.value)?;
    let at = zone.to_ambiguous_timestamp(local).earlier().ok()?;
    Some((at, Some(zone)))
}
