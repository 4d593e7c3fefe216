//! Triage and whom to call, as people write them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ExampleFile, ValueFile, WhenFile};
use crate::document::{Entries, Text};
use crate::vocabulary::{Area, Grade, Level, Sign, Symptom};

/// Which signs and symptoms need somebody, and how soon.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageFile {
    /// Its id.
    pub id: Option<String>,
    /// `contact-clinic`, `same-day` or `emergency`.
    pub level: Option<Text<Level>>,
    /// Every group must be met.
    #[serde(default)]
    pub all: Vec<GroupFile>,
    /// Not before this hour.
    pub from_h: Option<u32>,
    /// For whom.
    pub when: Option<WhenFile>,
    /// Keys of `when` for which "nobody said" counts as yes.
    #[serde(default)]
    pub counts: Vec<String>,
    /// First steps in order, as advice ids.
    #[serde(default)]
    pub first: Vec<String>,
    /// What else to do, as advice ids.
    #[serde(default)]
    pub advice: Vec<String>,
    /// What to look out for: `sign:id` or `symptom:id`.
    #[serde(default)]
    pub watch: Vec<String>,
    /// Somebody to call beside those of the level: `crisis-line`, `pharmacist` or `doctor`.
    pub call: Option<String>,
    /// Whoever treated may be the cause: somebody else is called.
    #[serde(default)]
    pub not_clinic: bool,
    /// The advice has a window that closes so many hours after the treatment.
    pub before_h: Option<u32>,
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

/// A group: one entry is enough to meet it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupFile {
    /// One of these signs is there.
    pub sign: Option<Vec<Text<Sign>>>,
    /// One of these symptoms is at least so strong.
    pub symptom: Option<Entries<Symptom, Text<Grade>>>,
    /// At least this body temperature, in degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Worse than the day before.
    #[serde(default)]
    pub worse: bool,
    /// One of these is stronger than is ordinary at this hour or any later one.
    pub above: Option<Vec<Text<Symptom>>>,
    /// One of these had faded and is back.
    pub returned: Option<Vec<Text<Symptom>>>,
    /// One of these is stronger than at the last answer.
    pub risen: Option<Vec<Text<Symptom>>>,
    /// One of these places is named.
    #[serde(rename = "where")]
    pub places: Option<Vec<Text<Area>>>,
}

/// How long a red flag stays until a clinician has seen it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LatchFile {
    /// So long it keeps its own level.
    pub own_level_h: Option<u32>,
    /// Below this level it does not fall
    pub not_below: Option<Text<Level>>,
    /// for so long.
    pub not_below_h: Option<u32>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
}

/// After so long it is unlikely to come from the session.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LateFile {
    /// After so many hours;
    pub after_h: Option<u32>,
    /// with one of the exceptions, after so many.
    pub except_h: Option<u32>,
    /// `sign:id` or `symptom:id`.
    #[serde(default)]
    pub except: Vec<String>,
    /// The advice id that says so.
    pub advice: Option<String>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
}

/// Who is called first at which hour, and when to look again.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallingFile {
    /// A clinic is called first from this local hour on,
    pub clinic_from: Option<u8>,
    /// until this one.
    pub clinic_until: Option<u8>,
    /// Hours until the next check-in, by level.
    pub look_again_h: Option<Entries<Level, u32>>,
    /// What everybody looks out for: `sign:id` or `symptom:id`.
    #[serde(default)]
    pub watch: Vec<String>,
}

/// The numbers of a country.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountryFile {
    /// ISO 3166, two letters.
    pub code: Option<String>,
    /// For an ambulance.
    pub emergency: Option<String>,
    /// A national medical line for when practices are closed.
    pub out_of_hours: Option<String>,
    /// A national crisis line that answers round the clock.
    pub crisis: Option<String>,
    /// Where the numbers were read.
    pub source: Option<String>,
    /// When, year and month.
    pub on: Option<String>,
    /// From memory.
    #[serde(default)]
    pub unverified: bool,
}
