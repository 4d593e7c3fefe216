//! Examples that stand beside their rule.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::case::file::{GradeFile, NumbingFile};
use crate::document::{Entries, Text};
use crate::vocabulary::{
    Allergy, Area, Concern, Condition, Device, Grade, History, Medication, Recent, RecentKind, Setting, Sign,
    SkinType, Symptom,
};

/// An example of a rule, run by `protocol check` and the tests. The treatment ends, or the appointment lies, at noon on
/// 1 June 2026.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleFile {
    /// The hour it is judged at.
    pub at_h: Option<f64>,
    /// Gates: the state.
    pub state: Option<String>,
    /// Expectations: the highest grade.
    pub highest: Option<Text<Grade>>,
    /// Expectations: the usual grade.
    pub usual: Option<Text<Grade>>,
    /// Daily care and tasks: the civil day, counted from the day of the treatment.
    pub day: Option<i32>,
    /// Daily care, tasks, steps and lines: whether it is shown.
    pub shown: Option<bool>,
    /// Screening: whether the rule fires.
    pub fires: Option<bool>,
    /// Screening: days from the appointment to the first possible day.
    pub wait_days: Option<i64>,
    /// Ingredients: the label.
    pub label: Option<String>,
    /// Ingredients: `yes`, `not-yet`, `ask` or `no`.
    pub answer: Option<String>,
    /// Limits: the number that is judged.
    pub value: Option<f64>,
    /// Limits: `within`, `ask` or `over`.
    pub verdict: Option<String>,
    /// The device; `pen` if left out.
    pub device: Option<Text<Device>>,
    /// The depth; 1.0 if left out.
    pub depth_mm: Option<f64>,
    /// The setting; `clinic` if left out.
    pub setting: Option<Text<Setting>>,
    /// The area; `face` if left out.
    pub area: Option<Text<Area>>,
    /// The skin type; `II` if left out.
    pub skin_type: Option<Text<SkinType>>,
    /// Pregnant; no if left out.
    pub pregnant: Option<bool>,
    /// Breastfeeding; no if left out.
    pub breastfeeding: Option<bool>,
    /// The age in years; 35 if left out.
    pub age: Option<i16>,
    /// Conditions; none if left out.
    #[serde(default)]
    pub conditions: Vec<Text<Condition>>,
    /// The past; nothing if left out.
    #[serde(default)]
    pub history: Vec<Text<History>>,
    /// Allergies; none if left out.
    #[serde(default)]
    pub allergies: Vec<Text<Allergy>>,
    /// Medicines being taken; none if left out.
    #[serde(default)]
    pub medications: Vec<Text<Medication>>,
    /// Medicines last taken some days before; none if left out.
    #[serde(default)]
    pub stopped: Vec<ExampleStoppedFile>,
    /// Procedures some days before; none if left out.
    #[serde(default)]
    pub recent: Vec<ExampleRecentFile>,
    /// Concerns; `texture` if left out.
    pub concerns: Option<Vec<Text<Concern>>>,
    /// The numbing cream; none is used if left out.
    pub numbing: Option<NumbingFile>,
    /// What is put on the open skin; nothing if left out.
    pub applied: Option<Vec<String>>,
    /// Days from the appointment to the person's event; no event if left out.
    pub event_in_days: Option<i32>,
    /// Facts that nobody gave: names of keys of this table.
    #[serde(default)]
    pub unknown: Vec<String>,
    /// A check-in; in triage the one that is judged.
    pub check_in: Option<ExampleCheckInFile>,
    /// Triage: the check-ins before it, in time order.
    #[serde(default)]
    pub earlier: Vec<ExampleCheckInFile>,
}

/// A medicine that was last taken some days before.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleStoppedFile {
    /// Its class.
    pub class: Option<Text<Medication>>,
    /// Days before the appointment.
    pub days_before: Option<u16>,
}

/// A procedure some days before.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleRecentFile {
    /// What.
    pub what: Option<Text<Recent>>,
    /// Which kind.
    pub kind: Option<Text<RecentKind>>,
    /// Where.
    pub area: Option<Text<Area>>,
    /// Days before the appointment.
    pub days_before: Option<u16>,
}

/// A check-in of an example.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleCheckInFile {
    /// The hour of the check-in; the one that triage judges has the example's own.
    pub at_h: Option<f64>,
    /// Symptoms.
    pub symptoms: Option<Entries<Symptom, GradeFile>>,
    /// Signs that are there; given: all were asked.
    pub signs: Option<Vec<Text<Sign>>>,
    /// Body temperature in degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Worse than the day before.
    #[serde(default)]
    pub worse: bool,
    /// Where on the body.
    #[serde(rename = "where")]
    pub places: Option<Vec<Text<Area>>>,
}
