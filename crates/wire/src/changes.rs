//! What changes between two plans, as JSON.

use afterglow_core::engine::{Change, Changes, Entry, Time};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::common::{InstantWire, ProtocolWire, Shown, View};

/// `{"moved","added","removed","kept","protocol"}`.
#[derive(Serialize)]
pub struct ChangesWire<'a> {
    moved: Vec<ChangeWire<'a>>,
    added: Vec<ChangeWire<'a>>,
    removed: Vec<ChangeWire<'a>>,
    kept: Vec<ChangeWire<'a>>,
    protocol: ProtocolWire<'a>,
}

/// One entry: "gate:makeup", "task:...", "care:...", "session" or "next".
#[derive(Serialize)]
struct ChangeWire<'a> {
    what: String,
    was: Option<TimeWire<'a>>,
    is: Option<TimeWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<InstantWire<'a>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    begun: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// An instant, or the first and the last day.
#[derive(Serialize)]
#[serde(untagged)]
enum TimeWire<'a> {
    At(InstantWire<'a>),
    Days { from: Shown<Date>, until: Shown<Date> },
}

impl<'a> ChangesWire<'a> {
    /// The changes as JSON. What was is shown in the zone of the old case, what is in that of the new one.
    #[must_use]
    pub fn new(changes: &'a Changes<'a>, was: &'a TimeZone, is: &'a TimeZone, view: View<'a>) -> Self {
        let list =
            |list: &'a [Change<'a>]| list.iter().map(|it| ChangeWire::new(it, was, is, view)).collect();
        Self {
            moved: list(&changes.moved),
            added: list(&changes.added),
            removed: list(&changes.removed),
            kept: list(&changes.kept),
            protocol: ProtocolWire::new(view.protocol),
        }
    }
}

impl<'a> ChangeWire<'a> {
    fn new(change: &'a Change<'a>, was: &'a TimeZone, is: &'a TimeZone, view: View<'a>) -> Self {
        let (what, state) = match change.what {
            Entry::Session => ("session".to_owned(), None),
            Entry::Next => ("next".to_owned(), None),
            Entry::Task(task) => (format!("task:{}", task.rule.id), None),
            Entry::Care(care) => (format!("care:{}", care.rule.id), None),
            Entry::Gate(gate, state) => (format!("gate:{}", gate.activity), Some(state.id())),
        };
        Self {
            what,
            was: change.was.map(|time| TimeWire::new(time, was)),
            is: change.is.map(|time| TimeWire::new(time, is)),
            state,
            done: change.done.map(|at| InstantWire { at, zone: is }),
            begun: change.has_begun,
            text: view.wording.map(|wording| wording.entry(change.what)),
        }
    }
}

impl<'a> TimeWire<'a> {
    fn new(time: Time, zone: &'a TimeZone) -> Self {
        match time {
            Time::At(at) => Self::At(InstantWire { at, zone }),
            Time::Days(from, until) => Self::Days { from: Shown(from), until: Shown(until) },
        }
    }
}
