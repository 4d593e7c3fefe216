//! What is asked before a session and beyond it: screening, limits, preparation and course, as people write them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ExampleFile, ValueFile, WhenFile};
use crate::document::Text;
use crate::vocabulary::{Activity, Area, Concern, Medication, Recent, RecentKind, Verdict};

/// May this person be treated?
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenFile {
    /// Its id.
    pub id: Option<String>,
    /// `caution`, `ask`, `defer` or `refuse`.
    pub verdict: Option<Text<Verdict>>,
    /// For whom.
    pub when: Option<WhenFile>,
    /// Keys of `when` for which "nobody said" counts as yes.
    #[serde(default)]
    pub counts: Vec<String>,
    /// Something that is not long enough ago.
    pub within: Option<WithinFile>,
    /// `session`: about what is to be done.
    pub part: Option<String>,
    /// Every sourced value.
    #[serde(default)]
    pub values: Vec<ValueFile>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Whose value is followed.
    pub follows: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
    /// Examples.
    #[serde(default)]
    pub example: Vec<ExampleFile>,
}

/// Something that is not long enough ago, or an event that comes too soon.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithinFile {
    /// One of these procedures,
    pub recent: Option<Vec<Text<Recent>>>,
    /// of one of these kinds,
    pub kind: Option<Vec<Text<RecentKind>>>,
    /// wherever on the body;
    #[serde(default)]
    pub anywhere: bool,
    /// or one of these medicines, last taken
    pub stopped: Option<Vec<Text<Medication>>>,
    /// less than so many days ago,
    pub days: Option<u16>,
    /// or civil months,
    pub months: Option<u16>,
    /// or as long as this gate takes;
    pub gate: Option<Text<Activity>>,
    /// or the person's event comes less than so many days later.
    pub before_event_days: Option<u16>,
}

/// How deep, and how much numbing cream.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitFile {
    /// Its id.
    pub id: Option<String>,
    /// `depth`, `percent`, `minutes`, `area_cm2` or `grams`.
    pub what: Option<String>,
    /// Which areas; every area if left out.
    pub area: Option<Vec<Text<Area>>>,
    /// For whom.
    pub when: Option<WhenFile>,
    /// Up to and including this: within.
    pub usual: Option<f64>,
    /// Above `usual`, up to and including this: ask. Above: over.
    pub most: Option<f64>,
    /// The verdict of screening above `usual`.
    pub above: Option<Text<Verdict>>,
    /// The verdict of screening above `most`.
    pub over: Option<Text<Verdict>>,
    /// Nobody has tested it.
    #[serde(default)]
    pub no_evidence: bool,
    /// Every sourced value.
    #[serde(default)]
    pub values: Vec<ValueFile>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Whose value is followed.
    pub follows: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
    /// Examples.
    #[serde(default)]
    pub example: Vec<ExampleFile>,
}

/// An area and the areas that lie in it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionFile {
    /// The larger area.
    pub area: Option<Text<Area>>,
    /// What lies in it.
    pub contains: Option<Vec<Text<Area>>>,
}

/// A step of a session.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepFile {
    /// Its id.
    pub id: Option<String>,
    /// How long it takes.
    pub minutes: Option<[u16; 2]>,
    /// What to write down.
    #[serde(default)]
    pub record: Vec<String>,
    /// For whom; unknown: shown.
    pub when: Option<WhenFile>,
    /// Every sourced value.
    #[serde(default)]
    pub values: Vec<ValueFile>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Whose value is followed.
    pub follows: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
    /// Examples.
    #[serde(default)]
    pub example: Vec<ExampleFile>,
}

/// Something to do before the session.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskFile {
    /// Its id.
    pub id: Option<String>,
    /// `stop`, `start`, `avoid`, `ask-prescriber` or `bring`.
    pub kind: Option<String>,
    /// First and last civil day, counted from the day of the appointment.
    pub days: Option<[i16; 2]>,
    /// The gate that ends the gap afterwards.
    pub activity: Option<Text<Activity>>,
    /// For whom; unknown: shown.
    pub when: Option<WhenFile>,
    /// The task that this one takes the place of.
    pub instead_of: Option<String>,
    /// Earlier for some people.
    #[serde(default)]
    pub adjust: Vec<TaskAdjustFile>,
    /// Every sourced value.
    #[serde(default)]
    pub values: Vec<ValueFile>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Whose value is followed.
    pub follows: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
    /// Examples.
    #[serde(default)]
    pub example: Vec<ExampleFile>,
}

/// An earlier first day for some people.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskAdjustFile {
    /// For whom; unknown counts as yes.
    pub when: Option<WhenFile>,
    /// The first civil day.
    pub from_day: Option<i16>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Why.
    pub why: Option<String>,
}

/// Sessions and results for a concern.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesFile {
    /// The concern.
    pub concern: Option<Text<Concern>>,
    /// Fewest and most sessions.
    pub sessions: Option<[u16; 2]>,
    /// Fewest and most weeks between them.
    pub weeks_apart: Option<[u16; 2]>,
    /// When results can be judged, in weeks after the last session.
    pub judge_after_weeks: Option<[u16; 2]>,
    /// How often afterwards, in months.
    pub maintenance_months: Option<[u16; 2]>,
    /// `strong`, `some`, `weak` or `none`: how good the evidence is.
    pub grade: Option<String>,
    /// Every sourced value.
    #[serde(default)]
    pub values: Vec<ValueFile>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Whose value is followed.
    pub follows: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
}

/// A line of advice that decides nothing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineFile {
    /// Its id.
    pub id: Option<String>,
    /// `who-treats`, `home-never`, `outlook` or `judge`.
    pub part: Option<String>,
    /// For whom; unknown: shown.
    pub when: Option<WhenFile>,
    /// Every sourced value.
    #[serde(default)]
    pub values: Vec<ValueFile>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Whose value is followed.
    pub follows: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
    /// Examples.
    #[serde(default)]
    pub example: Vec<ExampleFile>,
}
