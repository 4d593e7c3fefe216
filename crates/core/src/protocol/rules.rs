//! The rules of a checked protocol.

use super::condition::When;
use super::example::Example;
use crate::fact::Question;
use crate::vocabulary::{Activity, Grade, Sign, Symptom};

/// What every rule has: where it comes from and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `makeup`, `care-first-wash`, `expect-redness`.
    pub id: String,
    /// Claims it rests on.
    pub claims: Vec<String>,
    /// Evidence it rests on.
    pub evidence: Vec<String>,
    /// Every sourced value.
    pub values: Vec<SourcedValue>,
    /// The claim, evidence or source whose value is followed.
    pub follows: Option<String>,
    /// For a clinician: why this value.
    pub why: String,
    /// Rests on memory or our own proposal alone.
    pub unverified: bool,
}

/// When an activity opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// The rule; its id is the activity's.
    pub rule: Rule,
    /// The activity.
    pub activity: Activity,
    /// Whether it is a matter of hours at all.
    pub kind: GateKind,
    /// What must be gone first.
    pub holds: Vec<Hold>,
    /// Who asks first.
    pub asks: Vec<Ask>,
    /// A hold that nobody answered makes it `ask`.
    pub must_know: bool,
    /// Advice ids for somebody who already did it.
    pub now_do: Vec<String>,
    /// What to look out for then.
    pub watch_for: Vec<Standing>,
    /// Gates that open later for it.
    pub moves: Vec<Move>,
    /// Examples.
    pub examples: Vec<Example>,
}

/// Whether a gate is a matter of hours.
#[derive(Clone, Debug, PartialEq)]
pub enum GateKind {
    /// It opens at an hour.
    Opens(Opening),
    /// It never opens.
    Never,
    /// Somebody must be asked, at any hour.
    Ask,
}

/// The hours of a gate, counted from the end of the treatment.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// The hour it opens.
    pub opens_h: u32,
    /// No edit goes below this.
    pub floor_h: u32,
    /// Why a label's value sets no floor.
    pub floor_note: Option<String>,
    /// The lowest and highest hour of any source.
    pub range_h: [i64; 2],
    /// Later hours for some people.
    pub adjust: Vec<Adjust>,
}

/// A later hour for some people.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjust {
    /// For whom; unknown counts as yes.
    pub when: When,
    /// The hour.
    pub opens_h: u32,
    /// A floor of its own.
    pub floor_h: Option<u32>,
    /// Why.
    pub why: String,
    /// Evidence it rests on.
    pub evidence: Vec<String>,
}

/// What must be gone before a gate opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// A symptom, from this grade on.
    Symptom(Symptom, Grade),
    /// A sign.
    Sign(Sign),
}

/// People who ask first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// For whom.
    pub when: When,
    /// Why.
    pub why: String,
}

/// A value as one source has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcedValue {
    /// A claim, source or evidence id.
    pub from: String,
    /// Lowest and highest hour; negative before the treatment.
    pub h: Option<[i64; 2]>,
    /// Lowest and highest civil day; negative before the treatment.
    pub days: Option<[i64; 2]>,
    /// The value in words.
    pub says: Option<String>,
}

/// A symptom or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A symptom.
    Symptom(Symptom),
    /// A sign.
    Sign(Sign),
}

impl From<Standing> for Question {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Symptom(symptom) => Self::Symptom(symptom),
            Standing::Sign(sign) => Self::Sign(sign),
        }
    }
}

/// A gate that opens later because something was done too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Whose gate.
    pub activity: Activity,
    /// Hours after it was done.
    pub not_before_h: u32,
}

/// A line of daily care.
#[derive(Clone, Debug, PartialEq)]
pub struct Care {
    /// The rule; its id is the line's.
    pub rule: Rule,
    /// The first civil day.
    pub first_day: u16,
    /// The last civil day.
    pub last_day: u16,
    /// Not before this gate opens.
    pub after_gate: Option<Activity>,
    /// Not before this hour.
    pub from_h: Option<u32>,
    /// For whom; unknown: shown.
    pub when: When,
    /// Later last days for some people; unknown counts as yes.
    pub adjust: Vec<(When, u16)>,
    /// Examples.
    pub examples: Vec<Example>,
}

/// How strong a symptom may be and still be ordinary.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The rule; its id is `expect-` and the symptom.
    pub rule: Rule,
    /// The symptom.
    pub symptom: Symptom,
    /// The courses, tried in order; the last is for everyone else.
    pub courses: Vec<Course>,
    /// Examples.
    pub examples: Vec<Example>,
}

/// One course of a symptom.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Its name.
    pub name: String,
    /// For whom.
    pub when: When,
    /// What most people have.
    pub usual: Steps,
    /// The strongest that is still ordinary.
    pub highest: Steps,
    /// The strongest that is still ordinary then or at any later hour: it never rises.
    pub ceiling: Steps,
}

/// Grades by hour: from each hour on, its grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps(pub(super) Vec<(u32, Grade)>);

impl Steps {
    /// From each hour on the highest of this and every later step.
    #[must_use]
    pub(super) fn ceiling(&self) -> Self {
        let mut ceiling = self.0.clone();
        let mut highest = Grade::None;
        for (_, grade) in ceiling.iter_mut().rev() {
            highest = highest.max(*grade);
            *grade = highest;
        }
        Self(ceiling)
    }

    /// The steps, hours rising from 0.
    #[must_use]
    pub fn steps(&self) -> &[(u32, Grade)] {
        &self.0
    }

    /// The grade at so many seconds after the treatment.
    #[must_use]
    pub fn at(&self, seconds: i64) -> Grade {
        let reached = self.0.iter().take_while(|(hour, _)| i64::from(*hour) * 3600 <= seconds);
        reached.last().map_or(Grade::None, |(_, grade)| *grade)
    }
}

/// A phase of healing.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// Its id.
    pub id: String,
    /// The hour it begins.
    pub from_h: u32,
    /// Later beginnings for some people; unknown counts as yes.
    pub adjust: Vec<PhaseAdjust>,
    /// Evidence it rests on.
    pub evidence: Vec<String>,
    /// Why.
    pub why: String,
}

/// A later beginning of a phase.
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseAdjust {
    /// For whom.
    pub when: When,
    /// The hour.
    pub from_h: u32,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// What kind of source: `label`, `regulator`, `measured`, `consensus`, `leaflet`, `article`, `popular`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// How to find it.
    pub reference: String,
    /// Its name in the ledger of conflicts.
    pub mark: Option<String>,
}

/// A medical fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Its id.
    pub id: String,
    /// How good it is.
    pub tags: Vec<String>,
    /// The fact.
    pub says: String,
    /// Source ids.
    pub sources: Vec<String>,
}

/// A claim of the articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Source ids.
    pub sources: Vec<String>,
    /// Which part of the path it belongs to.
    pub topic: String,
    /// What it says.
    pub says: String,
    /// Claims that disagree.
    pub against: Vec<String>,
    /// What to beware of.
    pub caution: Option<String>,
    /// Why it is kept although no rule uses it.
    pub note: Option<String>,
    /// Why it is refused.
    pub rejected: Option<String>,
    /// The rules that cite it.
    pub cited_by: Vec<String>,
}

/// A row of the ledger of disagreeing sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its id.
    pub id: String,
    /// What the sources disagree about.
    pub question: String,
    /// The rule that carries the choice.
    pub rule: Option<String>,
    /// Every value, those of the rule included.
    pub values: Vec<SourcedValue>,
    /// What is followed.
    pub choice: String,
    /// Why.
    pub reason: String,
    /// Where the choice belongs, if no rule carries it.
    pub note: Option<String>,
}
