//! The files of a protocol folder, as people write them. Any of the tables may stand in any of the files.

pub mod appointment;
mod example;
pub mod label;
pub mod names;
pub mod triage;

pub use example::{ExampleCheckInFile, ExampleFile, ExampleRecentFile, ExampleStoppedFile};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::{Entries, Text};
use crate::vocabulary::{
    Activity, Allergy, Anaesthetic, Area, Concern, Condition, Device, Grade, History, Medication, Setting,
    Sign, SkinType, Symptom,
};
use appointment::{LimitFile, LineFile, RegionFile, ScreenFile, SeriesFile, StepFile, TaskFile};
use label::{IngredientFile, PromotionFile};
use triage::{CallingFile, CountryFile, LatchFile, LateFile, TriageFile};

/// One file of a protocol.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Afterglow protocol file")]
pub struct ProtocolFile {
    /// The protocol's id.
    pub id: Option<String>,
    /// Its version, counted from 1.
    pub version: Option<u32>,
    /// `draft` or `released`.
    pub status: Option<String>,
    /// What it is for.
    pub title: Option<String>,
    /// Times that belong to no single rule.
    pub timing: Option<TimingFile>,
    /// What a check-in may tell that somebody has to look at, beside signs and symptoms.
    pub alert: Option<AlertFile>,
    /// The phases of healing.
    #[serde(default)]
    pub phase: Vec<PhaseFile>,
    /// Sources.
    #[serde(default)]
    pub source: Vec<SourceFile>,
    /// Medical facts.
    #[serde(default)]
    pub evidence: Vec<EvidenceFile>,
    /// Claims of the articles.
    #[serde(default)]
    pub claim: Vec<ClaimFile>,
    /// When each activity opens.
    #[serde(default)]
    pub gate: Vec<GateFile>,
    /// What to do on which day.
    #[serde(default)]
    pub care: Vec<CareFile>,
    /// How strong each symptom may be.
    #[serde(default)]
    pub expectation: Vec<ExpectationFile>,
    /// May this person be treated?
    #[serde(default)]
    pub screen: Vec<ScreenFile>,
    /// How deep, and how much numbing cream.
    #[serde(default)]
    pub limit: Vec<LimitFile>,
    /// Which area lies in which.
    #[serde(default)]
    pub region: Vec<RegionFile>,
    /// The steps of a session.
    #[serde(default)]
    pub step: Vec<StepFile>,
    /// What to do before.
    #[serde(default)]
    pub task: Vec<TaskFile>,
    /// Sessions and results for every concern.
    #[serde(default)]
    pub concern: Vec<SeriesFile>,
    /// Lines of advice that decide nothing.
    #[serde(default)]
    pub line: Vec<LineFile>,
    /// What the ingredients of a product mean.
    #[serde(default)]
    pub ingredient: Vec<IngredientFile>,
    /// Ingredients that have a class only at a strength, or beside others.
    #[serde(default)]
    pub promotion: Vec<PromotionFile>,
    /// Which signs and symptoms need somebody.
    #[serde(default)]
    pub triage: Vec<TriageFile>,
    /// How long a red flag stays.
    pub latch: Option<LatchFile>,
    /// After how long it is unlikely to come from the session.
    pub late: Option<LateFile>,
    /// Who is called first.
    pub calling: Option<CallingFile>,
    /// The numbers of countries.
    #[serde(default)]
    pub country: Vec<CountryFile>,
    /// Where sources disagree.
    #[serde(default)]
    pub conflict: Vec<ConflictFile>,
}

/// Times that belong to no single rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimingFile {
    /// A planned session counts as over this long after it begins.
    pub session_minutes: Option<u32>,
    /// For so many hours after the treatment an answer is no base for growth: the skin is still numb.
    pub growth_from_h: Option<u32>,
    /// How long an answer counts, in hours.
    pub answer_stands_h: Option<u32>,
    /// Days that a plan shows.
    pub plan_days: Option<u16>,
    /// Weeks after a session at which a check-in asks how the result is, rising.
    pub improvement_weeks: Option<Vec<u16>>,
}

/// What a check-in may tell that somebody has to look at, beside signs and symptoms.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertFile {
    /// From this body temperature on, in degrees Celsius.
    pub fever_c: Option<f64>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
}

/// A phase of healing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseFile {
    /// Its id.
    pub id: Option<String>,
    /// The hour it begins.
    pub from_h: Option<u32>,
    /// Later beginnings for some people.
    #[serde(default)]
    pub adjust: Vec<PhaseAdjustFile>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Why.
    pub why: Option<String>,
}

/// A later beginning of a phase.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseAdjustFile {
    /// For whom.
    pub when: Option<WhenFile>,
    /// The hour.
    pub from_h: Option<u32>,
    /// Why.
    pub why: Option<String>,
}

/// A source.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Its id.
    pub id: Option<String>,
    /// What kind of source.
    pub kind: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// How to find it.
    pub reference: Option<String>,
    /// Its name in the ledger of conflicts.
    pub mark: Option<String>,
}

/// A medical fact.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFile {
    /// Its id.
    pub id: Option<String>,
    /// How good it is.
    #[serde(default)]
    pub tag: Vec<String>,
    /// The fact.
    pub says: Option<String>,
    /// Source ids.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A claim of an article.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimFile {
    /// Its id.
    pub id: Option<String>,
    /// Source ids.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Which part of the path it belongs to.
    pub topic: Option<String>,
    /// What it says.
    pub says: Option<String>,
    /// Hours after the treatment.
    pub h: Option<[i64; 2]>,
    /// Days before the treatment.
    pub days_before: Option<[i64; 2]>,
    /// Claims that disagree.
    #[serde(default)]
    pub against: Vec<String>,
    /// What to beware of.
    pub caution: Option<String>,
    /// Why it is kept although no rule uses it.
    pub note: Option<String>,
    /// Why it is refused.
    pub rejected: Option<String>,
}

/// When an activity opens.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateFile {
    /// The activity.
    pub activity: Option<Text<Activity>>,
    /// `opens`, `never` or `ask`.
    pub kind: Option<String>,
    /// The hour it opens.
    pub opens_h: Option<u32>,
    /// The lowest hour that an edit may set.
    pub floor_h: Option<u32>,
    /// Why a label's lower or higher value sets no floor.
    pub floor_note: Option<String>,
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
    /// What must be gone first.
    #[serde(default)]
    pub hold: Vec<HoldFile>,
    /// Who asks first.
    #[serde(default)]
    pub ask: Vec<AskFile>,
    /// Later hours for some people.
    #[serde(default)]
    pub adjust: Vec<AdjustFile>,
    /// An unanswered hold makes it `ask`.
    #[serde(default)]
    pub must_know: bool,
    /// "I already did it".
    pub done: Option<DoneRuleFile>,
    /// Examples.
    #[serde(default)]
    pub example: Vec<ExampleFile>,
}

/// A sourced value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueFile {
    /// A claim, source or evidence id.
    pub from: Option<String>,
    /// Lowest and highest hour.
    pub h: Option<[i64; 2]>,
    /// Lowest and highest civil day; negative before the treatment.
    pub days: Option<[i64; 2]>,
    /// The value in words.
    pub says: Option<String>,
}

/// A hold condition.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldFile {
    /// A symptom,
    pub symptom: Option<Text<Symptom>>,
    /// from this grade on;
    pub at_least: Option<Text<Grade>>,
    /// or a sign.
    pub sign: Option<Text<Sign>>,
}

/// People who ask first.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskFile {
    /// For whom.
    pub when: Option<WhenFile>,
    /// Why.
    pub why: Option<String>,
}

/// A later hour for some people.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustFile {
    /// For whom.
    pub when: Option<WhenFile>,
    /// The hour.
    pub opens_h: Option<u32>,
    /// A floor of its own.
    pub floor_h: Option<u32>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Why.
    pub why: Option<String>,
}

/// What to do when it was already done.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoneRuleFile {
    /// Advice ids.
    #[serde(default)]
    pub now: Vec<String>,
    /// `sign:id` or `symptom:id`.
    #[serde(default)]
    pub watch: Vec<String>,
    /// Gates that open later for it.
    #[serde(default)]
    pub moves: Vec<MoveFile>,
}

/// A gate that opens later.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveFile {
    /// Whose gate.
    pub activity: Option<Text<Activity>>,
    /// Hours after it was done.
    pub not_before_h: Option<u32>,
}

/// Which people a line is for. All keys must hold; in a list one entry is enough.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhenFile {
    /// The deepest area is deeper than this.
    pub depth_over_mm: Option<f64>,
    /// The deepest area is at most this deep.
    pub depth_to_mm: Option<f64>,
    /// One of these devices.
    pub device: Option<Vec<Text<Device>>>,
    /// One of these settings.
    pub setting: Option<Vec<Text<Setting>>>,
    /// One of these areas is treated.
    pub area: Option<Vec<Text<Area>>>,
    /// One of these skin types.
    pub skin_type: Option<Vec<Text<SkinType>>>,
    /// One of these conditions.
    pub condition: Option<Vec<Text<Condition>>>,
    /// One of these in the past.
    pub history: Option<Vec<Text<History>>>,
    /// One of these medicines is being taken.
    pub medication: Option<Vec<Text<Medication>>>,
    /// One of these allergies.
    pub allergy: Option<Vec<Text<Allergy>>>,
    /// Pregnant, or not.
    pub pregnant: Option<bool>,
    /// Breastfeeding, or not.
    pub breastfeeding: Option<bool>,
    /// Younger than so many years on the day of the appointment.
    pub age_under: Option<i16>,
    /// One of these concerns is treated.
    pub concern: Option<Vec<Text<Concern>>>,
    /// One of these agents is in the numbing cream.
    pub numbing: Option<Vec<Text<Anaesthetic>>>,
    /// The numbing cream is covered.
    pub under_wrap: Option<bool>,
    /// One of these is put on the open skin: ingredient classes, `own-blood`, `device-gel`.
    pub applied: Option<Vec<String>>,
}

/// A line of daily care.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CareFile {
    /// Its id.
    pub id: Option<String>,
    /// First and last civil day.
    pub days: Option<[u16; 2]>,
    /// Not before this gate opens.
    pub after_gate: Option<Text<Activity>>,
    /// Not before this hour.
    pub from_h: Option<u32>,
    /// For whom.
    pub when: Option<WhenFile>,
    /// Longer for some people.
    #[serde(default)]
    pub adjust: Vec<CareAdjustFile>,
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

/// A later last day for some people.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CareAdjustFile {
    /// For whom.
    pub when: Option<WhenFile>,
    /// The last civil day.
    pub last_day: Option<u16>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Why.
    pub why: Option<String>,
}

/// How strong a symptom may be.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectationFile {
    /// The symptom.
    pub symptom: Option<Text<Symptom>>,
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
    /// The courses, tried in order.
    #[serde(default)]
    pub course: Vec<CourseFile>,
    /// Examples.
    #[serde(default)]
    pub example: Vec<ExampleFile>,
}

/// One course of a symptom.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CourseFile {
    /// Its name.
    pub name: Option<String>,
    /// For whom; the last course is for everyone else.
    pub when: Option<WhenFile>,
    /// From this hour on, what most people have.
    pub usual: Option<Entries<HourText, Text<Grade>>>,
    /// From this hour on, the strongest that is still ordinary.
    pub highest: Option<Entries<HourText, Text<Grade>>>,
}

/// An hour as a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HourText(pub u32);

impl crate::document::FromText for HourText {
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    fn schema() -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]+$" })
    }
}

/// A row of the ledger.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictFile {
    /// Its id.
    pub id: Option<String>,
    /// What the sources disagree about.
    pub question: Option<String>,
    /// The rule that carries the values.
    pub rule: Option<String>,
    /// Values that no rule carries.
    #[serde(default)]
    pub values: Vec<ValueFile>,
    /// What is followed.
    pub choice: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Where the choice belongs.
    pub note: Option<String>,
}
