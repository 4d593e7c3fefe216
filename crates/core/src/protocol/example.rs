//! Examples that stand beside their rule and are run by `protocol check` and by the tests.

use crate::case::{Answers, Facts, Graded, Numbing};
use crate::document::OwnedPath;
use crate::set::Set;
use crate::vocabulary::{self, Area, Concern, Device, Grade, Setting, Sign, SkinType};
use jiff::civil::Date;

/// One example: facts, a moment, and what the rule must say.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The file it stands in, and where.
    pub place: (String, OwnedPath),
    /// The person and the treatment.
    pub facts: ExampleFacts,
    /// The day of the person's event, if there is one.
    pub event: Option<Date>,
    /// The check-ins, in time order.
    pub check_ins: Vec<ExampleCheckIn>,
    /// What must come out.
    pub expects: Expects,
}

/// What an example must give.
#[derive(Clone, Debug, PartialEq)]
pub enum Expects {
    /// A gate's state at an hour.
    State(f64, String),
    /// A symptom's highest and usual grade at an hour.
    Grades(f64, Option<Grade>, Option<Grade>),
    /// Whether a line is shown; on a civil day, where days matter.
    Shown(Option<i32>, bool),
    /// Whether a rule of screening fires, and the days from the appointment to the first possible one.
    Fires(bool, Option<i64>),
    /// What a limit says of a number.
    Limit(f64, String),
    /// What a label is answered with at an hour.
    Label(f64, String, String),
    /// Whether a rule of triage fires at an hour.
    Triage(f64, bool),
}

impl Expects {
    /// Whether this shows a rule of triage that fires, or one that does not.
    pub(super) fn is_triage(&self, fires: bool) -> bool {
        matches!(self, Self::Triage(_, wanted) if *wanted == fires)
    }
}

/// A check-in of an example.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleCheckIn {
    /// The hour.
    pub at_h: f64,
    /// Symptoms.
    pub symptoms: Vec<Graded>,
    /// Signs.
    pub signs: Answers<Sign>,
    /// Body temperature in degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Worse than the day before.
    pub worse: bool,
    /// Where on the body.
    pub places: Set<Area>,
}

/// The facts of an example. Compared by what rules see.
#[derive(Clone, Debug)]
pub struct ExampleFacts(pub Facts);

impl PartialEq for ExampleFacts {
    fn eq(&self, other: &Self) -> bool {
        format!("{:?}", self.0) == format!("{:?}", other.0)
    }
}

impl ExampleFacts {
    /// Somebody of 35 years and skin type II, treated in a clinic with a pen at 1.0 mm in the face, who was asked everything and said
    /// no to all of it; no numbing cream.
    #[must_use]
    pub fn reference() -> Facts {
        Facts {
            skin_type: Some(SkinType::II),
            pregnant: Some(false),
            breastfeeding: Some(false),
            conditions: Answers::new(Some(Set::EMPTY), None),
            history: Answers::new(Some(Set::EMPTY), None),
            allergies: Answers::new(Some(Set::EMPTY), None),
            taking: Answers::new(Some(Set::EMPTY), None),
            setting: Some(Setting::Clinic),
            device: Some(Device::Pen),
            age: Some(35),
            asked_recent: vocabulary::all(),
            concerns: [Concern::Texture].into_iter().collect(),
            numbing: Some(Numbing::none()),
            applied_classes: Answers::new(Some(Set::EMPTY), None),
            applied_also: Answers::new(Some(Set::EMPTY), None),
            areas: [Area::Face].into_iter().collect(),
            depths: vec![(Area::Face, Some(1.0))],
            ..Facts::default()
        }
    }
}
