//! The rules of a checked protocol that belong to an appointment: screening, limits, preparation, course.

use super::condition::{Key, When};
use super::example::Example;
use super::rules::Rule;
use crate::fact::Measure;
use crate::set::Set;
use crate::vocabulary::{Activity, Area, Concern, Medication, Recent, RecentKind, Verdict};

/// Something that speaks against a treatment, or asks for care.
#[derive(Clone, Debug, PartialEq)]
pub struct Screen {
    /// The rule.
    pub rule: Rule,
    /// What it means for the treatment.
    pub verdict: Verdict,
    /// For whom.
    pub when: When,
    /// Keys of `when` for which "nobody said" counts as yes.
    pub counts: Vec<Key>,
    /// What is not long enough ago.
    pub within: Option<Within>,
    /// Whether it is about what is to be done in the session.
    pub in_session: bool,
    /// Examples.
    pub examples: Vec<Example>,
}

/// Something that is not long enough ago, or an event that comes too soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// One of these procedures.
    Recent {
        /// Which.
        what: Set<Recent>,
        /// Of which kinds; `None`: of any.
        kinds: Option<Set<RecentKind>>,
        /// Whether the place on the body does not matter.
        anywhere: bool,
        /// For how long it counts.
        wait: Wait,
    },
    /// One of these medicines was last taken.
    Stopped {
        /// Which.
        what: Set<Medication>,
        /// For how long it counts.
        wait: Wait,
    },
    /// The person's event comes less than so many days after the session.
    BeforeEvent {
        /// How many.
        days: u16,
    },
}

/// How long something counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// Civil days.
    Days(u16),
    /// Civil months.
    Months(u16),
    /// As many days as this gate takes to open by the clock.
    Gate(Activity),
}

/// How deep, or how much numbing cream.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The rule.
    pub rule: Rule,
    /// What is limited.
    pub measure: Measure,
    /// In which areas.
    pub areas: Set<Area>,
    /// For whom.
    pub when: When,
    /// The limits; `None`: nobody has tested it.
    pub bounds: Option<Bounds>,
    /// Examples.
    pub examples: Vec<Example>,
}

/// The limits of a number, in the unit of its measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Up to and including this: within.
    pub usual: f64,
    /// Above `usual`, up to and including this: ask. Above: over.
    pub most: f64,
    /// The verdict of screening above `usual`.
    pub above: Verdict,
    /// The verdict of screening above `most`.
    pub over: Verdict,
}

/// A step of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The rule.
    pub rule: Rule,
    /// How many minutes it takes.
    pub minutes: Option<[u16; 2]>,
    /// What to write down, as ids.
    pub record: Vec<String>,
    /// For whom; unknown: shown.
    pub when: When,
    /// Examples.
    pub examples: Vec<Example>,
}

/// Something to do before the session.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// The rule.
    pub rule: Rule,
    /// What kind of thing.
    pub kind: TaskKind,
    /// The first civil day, counted from the day of the appointment.
    pub first_day: i16,
    /// The last civil day.
    pub last_day: i16,
    /// The lowest and highest day of any source.
    pub range_days: [i64; 2],
    /// The gate that ends the gap afterwards.
    pub activity: Option<Activity>,
    /// For whom; unknown: shown.
    pub when: When,
    /// The task that this one takes the place of.
    pub instead_of: Option<String>,
    /// Earlier first days for some people; unknown counts as yes.
    pub adjust: Vec<(When, i16)>,
    /// Examples.
    pub examples: Vec<Example>,
}

/// What kind of thing a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// Stop using it.
    Stop,
    /// Begin with it.
    Start,
    /// Keep away from it.
    Avoid,
    /// Ask who prescribed it, or who may prescribe it.
    AskPrescriber,
    /// Bring it along.
    Bring,
}

impl TaskKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Stop, Self::Start, Self::Avoid, Self::AskPrescriber, Self::Bring];

    /// The id that files and answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Start => "start",
            Self::Avoid => "avoid",
            Self::AskPrescriber => "ask-prescriber",
            Self::Bring => "bring",
        }
    }
}

/// The sessions for a concern, and what can be hoped for.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The rule; its id is `course-` and the concern.
    pub rule: Rule,
    /// The concern.
    pub concern: Concern,
    /// How many sessions and how far apart; `None`: nobody has tested it.
    pub schedule: Option<Schedule>,
    /// When results can be judged, in weeks after the last session.
    pub judge_after_weeks: Option<[u16; 2]>,
    /// How often afterwards, in months.
    pub maintenance_months: Option<[u16; 2]>,
    /// How good the evidence is: `strong`, `some`, `weak`, `none`.
    pub grade: String,
}

/// How many sessions and how far apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Fewest and most.
    pub sessions: [u16; 2],
    /// Fewest and most weeks between two.
    pub weeks_apart: [u16; 2],
}

/// A line of advice that decides nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The rule.
    pub rule: Rule,
    /// Where it is shown.
    pub part: Part,
    /// For whom; unknown: shown.
    pub when: When,
    /// Examples.
    pub examples: Vec<Example>,
}

/// Where a line of advice is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What to ask a practitioner.
    WhoTreats,
    /// What somebody who treats themselves must never do.
    HomeNever,
    /// What the session, the days after and the results are like.
    Outlook,
    /// When and how to judge results.
    Judge,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 4] = [Self::WhoTreats, Self::HomeNever, Self::Outlook, Self::Judge];

    /// The id that files and answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::WhoTreats => "who-treats",
            Self::HomeNever => "home-never",
            Self::Outlook => "outlook",
            Self::Judge => "judge",
        }
    }
}
