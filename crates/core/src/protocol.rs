//! Rules as data: the protocol that a clinician reads and argues with, checked and compiled.
//!
//! [`mod@file`] mirrors the folder of TOML files (`docs/protocol.md`); [`Protocol::load`] checks everything at once and
//! compiles it into the types here. The engine interprets them and adds nothing of its own.

mod appointment;
mod builtin;
mod check;
mod clinic;
pub mod condition;
mod diff;
mod digest;
pub mod example;
pub mod file;
mod label;
mod rules;
mod table;
mod triage;
mod usage;

pub use appointment::{
    Bounds, Limit, Line, Part, Schedule, Screen, Series, Step, Task, TaskKind, Wait, Within,
};
pub use builtin::{BUILTIN, FLOOR};
pub(crate) use check::EXAMPLE_DAY;
pub use clinic::{Clinic, ClinicChange, ClinicFile};
pub use condition::{Key, Ternary, When};
pub use diff::{Change, Direction, diff};
pub use file::ProtocolFile;
pub use label::{Ingredient, Promotion, Says};
pub use rules::{
    Adjust, Ask, Care, Claim, Conflict, Course, Evidence, Expectation, Gate, GateKind, Hold, Move, Opening,
    Phase, PhaseAdjust, Rule, Source, SourcedValue, Standing, Steps,
};
pub(crate) use table::{Answer, Bits};
pub use table::{Fired, Seen, Table, numbers};
pub use triage::{Calling, Country, Group, Latch, Late, Triage, Who};
pub use usage::{Use, usage};

use crate::document::{Document, Problem};
use crate::set::Set;
use crate::vocabulary::{Activity, Area, Concern, Level, Sign, Symptom, Word};

/// A protocol that passed every check.
#[derive(Clone, Debug)]
pub struct Protocol {
    id: String,
    version: u32,
    status: Status,
    title: String,
    digest: String,
    timing: Timing,
    fever_c: f64,
    improvement_weeks: Vec<u16>,
    phases: Vec<Phase>,
    gates: Vec<Gate>,
    care: Vec<Care>,
    expectations: Vec<Expectation>,
    screens: Vec<Screen>,
    limits: Vec<Limit>,
    regions: Vec<(Area, Set<Area>)>,
    steps: Vec<Step>,
    tasks: Vec<Task>,
    series: Vec<Series>,
    lines: Vec<Line>,
    ingredients: Vec<Ingredient>,
    promotions: Vec<Promotion>,
    triage: Vec<Triage>,
    table: Table,
    red_flags: Vec<(Sign, Level)>,
    latch: Option<Latch>,
    late: Option<Late>,
    calling: Calling,
    floor_digest: String,
    sources: Vec<Source>,
    evidence: Vec<Evidence>,
    claims: Vec<Claim>,
    conflicts: Vec<Conflict>,
    clinic: Option<Clinic>,
}

/// Whether a protocol may still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It may change from one day to the next.
    Draft,
    /// It is frozen.
    Released,
}

impl Status {
    /// `draft` or `released`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Released => "released",
        }
    }
}

/// The few times that belong to no single rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timing {
    /// A planned session counts as over this many minutes after it is to begin.
    pub session_minutes: u32,
    /// For so many hours after the treatment an answer is no base for growth: the skin is still numb.
    pub growth_from_h: u32,
    /// For how many hours an answer counts.
    pub answer_stands_h: u32,
    /// How many civil days a plan shows, day 0 included.
    pub plan_days: u16,
}

impl Protocol {
    /// Checks and compiles the files of a protocol folder, given as documents named by their relative paths.
    ///
    /// # Errors
    ///
    /// Every problem of every file, with line, column and help.
    ///
    /// ```
    /// use afterglow_core::protocol::Protocol;
    ///
    /// let protocol = Protocol::builtin().expect("the built-in protocol is checked by the tests");
    /// assert_eq!(protocol.id(), "microneedling");
    /// ```
    pub fn load(documents: &[Document<'_>]) -> Result<Self, Vec<Problem>> {
        check::load(documents, &builtin::floor(), check::Examples::Read)
    }

    /// The protocol that is built into the program, checked but for its examples: those are for
    /// [`engine::examples`](crate::engine::examples), which wants what [`Protocol::load`] reads from [`BUILTIN`].
    ///
    /// # Errors
    ///
    /// None for a program that passed its tests; the type says so because nothing here may panic.
    pub fn builtin() -> Result<Self, Vec<Problem>> {
        let documents = builtin::documents();
        // Should something be wrong, the whole text knows the lines.
        check::load(&documents, &builtin::floor(), check::Examples::LeftOut)
            .or_else(|_| Self::load(&documents))
    }

    /// The same protocol with a clinic's own values.
    ///
    /// # Errors
    ///
    /// Every problem of the overlay: a rule that is not a timed gate, an hour outside the sourced range or below the
    /// floor, a change without its reason.
    pub fn with_clinic(self, overlay: &Document<'_>) -> Result<Self, Vec<Problem>> {
        clinic::apply(self, overlay)
    }

    /// The protocol's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Draft or released.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// SHA-256 over its files, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The clinic's overlay, if one was laid over it.
    #[must_use]
    pub fn clinic(&self) -> Option<&Clinic> {
        self.clinic.as_ref()
    }

    /// The times that belong to no single rule.
    #[must_use]
    pub fn timing(&self) -> Timing {
        self.timing
    }

    /// The body temperature in degrees Celsius from which on somebody has to look.
    #[must_use]
    pub fn fever_c(&self) -> f64 {
        self.fever_c
    }

    /// The weeks after a session at which a check-in asks how the result is.
    #[must_use]
    pub fn improvement_weeks(&self) -> &[u16] {
        &self.improvement_weeks
    }

    /// The phases of healing, in order.
    #[must_use]
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// Every gate, in the order of the vocabulary.
    #[must_use]
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The gate of an activity. Every activity has one; `None` is only for the type.
    #[must_use]
    pub fn gate(&self, activity: Activity) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.activity == activity)
    }

    /// The lines of daily care, in the order of the file.
    #[must_use]
    pub fn care(&self) -> &[Care] {
        &self.care
    }

    /// Every expectation, in the order of the vocabulary.
    #[must_use]
    pub fn expectations(&self) -> &[Expectation] {
        &self.expectations
    }

    /// The expectation of a symptom. Every symptom has one; `None` is only for the type.
    #[must_use]
    pub fn expectation(&self, symptom: Symptom) -> Option<&Expectation> {
        // In the order of the vocabulary, one for each: the position is known.
        self.expectations.get(symptom.index()).filter(|expectation| expectation.symptom == symptom)
    }

    /// The rules of screening, in the order of the files.
    #[must_use]
    pub fn screens(&self) -> &[Screen] {
        &self.screens
    }

    /// The limits of depth and numbing, in the order in which they are tried.
    #[must_use]
    pub fn limits(&self) -> &[Limit] {
        &self.limits
    }

    /// Areas, each with the areas that lie in it.
    #[must_use]
    pub fn regions(&self) -> &[(Area, Set<Area>)] {
        &self.regions
    }

    /// The steps of a session, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What to do before a session, in the order of the file.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// The sessions for every concern, in the order of the vocabulary.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The sessions for one concern. Every concern has one; `None` is only for the type.
    #[must_use]
    pub fn series_for(&self, concern: Concern) -> Option<&Series> {
        self.series.iter().find(|series| series.concern == concern)
    }

    /// The lines of advice, in the order of the file.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The rules about ingredients, in the order of the file.
    #[must_use]
    pub fn ingredients(&self) -> &[Ingredient] {
        &self.ingredients
    }

    /// Ingredients that have a class only at a strength, or beside others.
    #[must_use]
    pub fn promotions(&self) -> &[Promotion] {
        &self.promotions
    }

    /// The rules of triage: the protocol's own, then those of the floor.
    #[must_use]
    pub fn triage(&self) -> &[Triage] {
        &self.triage
    }

    /// The same rules as bit tables.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// The signs that alone give same-day or emergency, with that level.
    #[must_use]
    pub fn red_flags(&self) -> &[(Sign, Level)] {
        &self.red_flags
    }

    /// How long a red flag stays. Every protocol has it; `None` is only for the type.
    #[must_use]
    pub fn latch(&self) -> Option<&Latch> {
        self.latch.as_ref()
    }

    /// After how long it is unlikely to come from the session.
    #[must_use]
    pub fn late(&self) -> Option<&Late> {
        self.late.as_ref()
    }

    /// Whom to call.
    #[must_use]
    pub fn calling(&self) -> &Calling {
        &self.calling
    }

    /// SHA-256 over the floor, in hexadecimal.
    #[must_use]
    pub fn floor_digest(&self) -> &str {
        &self.floor_digest
    }

    /// Every source.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Every fact of the evidence.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    /// Every claim of the articles.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The ledger of disagreeing sources.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Every rule, in the order a reader meets them: screening, preparation, session, gates, daily care, expectations,
    /// ingredients, triage, course.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        let before = self.screens.iter().map(|screen| &screen.rule);
        let before = before.chain(self.tasks.iter().map(|task| &task.rule));
        let session = self.limits.iter().map(|limit| &limit.rule);
        let session = session.chain(self.steps.iter().map(|step| &step.rule));
        let after = self.gates.iter().map(|gate| &gate.rule);
        let after = after.chain(self.care.iter().map(|care| &care.rule));
        let after = after.chain(self.expectations.iter().map(|expectation| &expectation.rule));
        let after = after.chain(self.ingredients.iter().map(|ingredient| &ingredient.rule));
        let after = after.chain(self.promotions.iter().map(|promotion| &promotion.rule));
        let course = self.series.iter().map(|series| &series.rule);
        let course = course.chain(self.lines.iter().map(|line| &line.rule));
        let triage = self.triage.iter().map(|triage| &triage.rule);
        let triage = triage.chain(self.latch.iter().map(|latch| &latch.rule));
        let triage = triage.chain(self.late.iter().map(|late| &late.rule));
        before.chain(session).chain(after).chain(triage).chain(course)
    }
}
