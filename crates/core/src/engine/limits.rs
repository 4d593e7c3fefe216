//! How deep, and how much numbing cream: every number of an appointment against its limits.

use std::collections::BTreeSet;

use crate::case::Facts;
use crate::fact::{Fact, Measure, Question};
use crate::protocol::{Limit, Protocol, Ternary};
use crate::vocabulary::{Anaesthetic, Area, Verdict};

/// A number against its limit.
#[derive(Clone, Debug)]
pub struct LimitAnswer<'p> {
    /// What is limited.
    pub measure: Measure,
    /// Where; only for depth.
    pub area: Option<Area>,
    /// The number, in the unit of the measure; `None`: nobody gave it.
    pub value: Option<f64>,
    /// Within, ask, or over.
    pub verdict: LimitVerdict,
    /// The limit that decided: of several possible ones the strictest.
    pub limit: &'p Limit,
    /// What screening makes of it, by the mildest limit that is possible.
    pub(super) screened: (Verdict, &'p Limit),
}

/// What a limit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitVerdict {
    /// Up to the usual.
    Within,
    /// Above the usual, or not known: who treats must answer for it.
    Ask,
    /// Above the most.
    Over,
}

impl LimitVerdict {
    /// The id that files and answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Within => "within",
            Self::Ask => "ask",
            Self::Over => "over",
        }
    }
}

/// Every number of an appointment: the depths in the order of its areas, then those of the numbing cream. A depth that
/// nobody gave must be asked for; a number of the cream that nobody gave is only a gap.
pub(super) fn judge<'p>(
    protocol: &'p Protocol,
    facts: &Facts,
    gaps: &mut BTreeSet<Question>,
) -> Vec<LimitAnswer<'p>> {
    let mut answers = Vec::new();
    if facts.depths().is_empty() {
        gaps.insert(Question::Area);
    }
    for (area, depth) in facts.depths() {
        answers.extend(answer(protocol, facts, Measure::Depth, Some(*area), *depth, gaps));
    }
    match facts.numbing() {
        None => {
            gaps.insert(Question::Numbing);
        }
        Some(numbing) if numbing.agent == Anaesthetic::None => {}
        Some(numbing) => {
            let numbers = [numbing.percent, numbing.minutes, numbing.area_cm2, numbing.grams];
            for (measure, value) in Measure::NUMBING.into_iter().zip(numbers) {
                answers.extend(answer(protocol, facts, measure, None, value, gaps));
            }
        }
    }
    answers
}

fn answer<'p>(
    protocol: &'p Protocol,
    facts: &Facts,
    measure: Measure,
    area: Option<Area>,
    value: Option<f64>,
    gaps: &mut BTreeSet<Question>,
) -> Option<LimitAnswer<'p>> {
    let possible = possible(protocol, facts, measure, area);
    for limit in possible.iter().filter(|limit| limit.when.holds(facts) == Ternary::Unknown) {
        gaps.extend(limit.when.unknowns(facts));
    }
    let surely = possible.iter().any(|limit| limit.when.holds(facts) == Ternary::Yes);
    let judged: Vec<(LimitVerdict, Verdict, &Limit)> = possible
        .into_iter()
        .map(|limit| {
            let (verdict, screened) = outcome(limit, value);
            (verdict, screened, limit)
        })
        .collect();
    // Of equals the first counts, in both directions.
    let strictest = judged.iter().rev().max_by_key(|(verdict, _, _)| *verdict)?;
    let mildest = judged.iter().min_by_key(|(_, screened, _)| *screened)?;
    let agreed = judged.iter().all(|(verdict, _, _)| *verdict == strictest.0);
    // Where none surely holds it is possible, too, that there is no limit.
    let agreed = agreed && (surely || strictest.0 == LimitVerdict::Within);
    let screened = if surely { mildest.1 } else { Verdict::Proceed };
    if value.is_none() {
        gaps.insert(question(measure));
        if measure != Measure::Depth {
            return None;
        }
    }
    if mildest.2.bounds.is_none() && screened > Verdict::Proceed {
        gaps.insert(Question::NoEvidence);
    }
    Some(LimitAnswer {
        measure,
        area,
        value,
        verdict: if agreed { strictest.0 } else { LimitVerdict::Ask },
        limit: strictest.2,
        screened: (screened, mildest.2),
    })
}

/// The first limit that holds, and every one above it that nobody can rule out.
fn possible<'p>(
    protocol: &'p Protocol,
    facts: &Facts,
    measure: Measure,
    area: Option<Area>,
) -> Vec<&'p Limit> {
    let meant =
        |limit: &&Limit| limit.measure == measure && area.is_none_or(|area| limit.areas.contains(area));
    let mut possible = Vec::new();
    for limit in protocol.limits().iter().filter(meant) {
        match limit.when.holds(facts) {
            Ternary::No => {}
            Ternary::Unknown => possible.push(limit),
            Ternary::Yes => {
                possible.push(limit);
                break;
            }
        }
    }
    possible
}

/// What a limit makes of a number, for the session and for screening.
pub(super) fn outcome(limit: &Limit, value: Option<f64>) -> (LimitVerdict, Verdict) {
    match (limit.bounds, value) {
        (None, _) => (LimitVerdict::Ask, Verdict::Ask),
        (Some(_), None) => (LimitVerdict::Ask, Verdict::Proceed),
        (Some(bounds), Some(value)) if value <= bounds.usual => (LimitVerdict::Within, Verdict::Proceed),
        (Some(bounds), Some(value)) if value <= bounds.most => (LimitVerdict::Ask, bounds.above),
        (Some(bounds), Some(_)) => (LimitVerdict::Over, bounds.over),
    }
}

fn question(measure: Measure) -> Question {
    match measure {
        Measure::Depth => Question::DepthMm,
        Measure::Percent | Measure::Minutes | Measure::AreaCm2 | Measure::Grams => {
            Question::NumbingNumber(measure)
        }
    }
}

impl LimitAnswer<'_> {
    /// The facts that it judged.
    pub(super) fn facts(&self, limit: &Limit, facts: &Facts) -> Vec<Fact> {
        let value = self.value.map(|value| match self.measure {
            Measure::Depth => Fact::DepthMm(value),
            Measure::Percent | Measure::Minutes | Measure::AreaCm2 | Measure::Grams => {
                Fact::NumbingNumber(self.measure, value)
            }
        });
        self.area.map(Fact::Area).into_iter().chain(value).chain(limit.when.explain(facts)).collect()
    }
}
