//! An answer of triage as it was stored, by whatever protocol gave it: its ids, put into the words of today.

use afterglow_core::case::Case;
use afterglow_core::engine::{Call, CallWhen, Expected, Found, Number, TriageAnswer};
use afterglow_core::protocol::{Protocol, Standing, Who};
use afterglow_core::vocabulary::{Grade, Level, Sign, Symptom, Word};
use afterglow_store::Answer;
use jiff::{Timestamp, ZonedDateTime};
use serde::Deserialize;

/// What is read of `afterglow_wire::TriageWire`.
#[derive(Deserialize)]
pub(super) struct Told {
    level: Option<String>,
    complete: bool,
    hours: Option<i64>,
    late: bool,
    not_clinic: bool,
    findings: Vec<FindingTold>,
    expected: Vec<ExpectedTold>,
    first_steps: Vec<Id>,
    advice: Vec<Id>,
    watch_for: Vec<String>,
    call: Vec<CallTold>,
    look_again: Option<String>,
}

#[derive(Deserialize)]
struct Id {
    id: String,
}

#[derive(Deserialize)]
struct FindingTold {
    rule: String,
    level: String,
}

#[derive(Deserialize)]
struct ExpectedTold {
    symptom: String,
    observed: String,
    highest: Option<String>,
    verdict: String,
}

#[derive(Deserialize)]
struct CallTold {
    who: String,
    number: Option<String>,
    when: String,
    before: Option<String>,
    if_worse: bool,
}

impl Told {
    pub(super) fn read(stored: &Answer) -> Option<Self> {
        serde_json::from_str(&stored.output).ok()
    }

    /// The answer with the level that was given. What the protocol of today has no words for is left out; `today`, what it
    /// would answer, gives the facts of the rules that are still there.
    pub(super) fn answer<'p>(
        &'p self,
        stored: &Answer,
        protocol: &'p Protocol,
        case: Option<&Case>,
        today: Option<&TriageAnswer<'p>>,
    ) -> TriageAnswer<'p> {
        let rules = || protocol.triage().iter().map(|triage| &triage.rule);
        let latch = || protocol.latch().map(|latch| &latch.rule);
        let findings = self.findings.iter().filter_map(|found| {
            let level = Level::from_id(&found.level)?;
            let known = today.and_then(|today| today.findings.iter().find(|it| it.rule.id == found.rule));
            match known {
                Some(known) => Some(Found { level, ..known.clone() }),
                None => {
                    let rule = rules().chain(latch()).find(|rule| rule.id == found.rule)?;
                    Some(Found { rule, level, facts: Vec::new(), before: None })
                }
            }
        });
        let ids = |list: &'p [Id]| list.iter().map(|it| it.id.as_str()).collect();
        TriageAnswer {
            level: self.level.as_deref().and_then(Level::from_id),
            is_complete: self.complete,
            judged_at: stored.judged_at,
            check_in_at: case.and_then(|case| case.check_ins().last()).map(|it| it.at()),
            hours: self.hours,
            findings: findings.collect(),
            expected: self.expected.iter().filter_map(expected).collect(),
            first_steps: ids(&self.first_steps),
            advice: ids(&self.advice),
            watch_for: self.watch_for.iter().filter_map(|id| standing(id)).collect(),
            calls: self.call.iter().filter_map(call).collect(),
            is_not_for_clinic: self.not_clinic,
            look_again: self.look_again.as_deref().and_then(instant),
            is_late: self.late,
            gaps: today.map(|today| today.gaps.clone()).unwrap_or_default(),
            zone: case.and_then(Case::zone).cloned(),
        }
    }
}

fn instant(text: &str) -> Option<Timestamp> {
    text.parse::<ZonedDateTime>().ok().map(|at| at.timestamp())
}

fn standing(id: &str) -> Option<Standing> {
    let (table, id) = id.split_once(':')?;
    match table {
        "sign" => Sign::from_id(id).map(Standing::Sign),
        "symptom" => Symptom::from_id(id).map(Standing::Symptom),
        _ => None,
    }
}

fn expected(told: &ExpectedTold) -> Option<Expected> {
    Some(Expected {
        symptom: Symptom::from_id(&told.symptom)?,
        observed: Grade::from_id(&told.observed)?,
        highest: told.highest.as_deref().and_then(Grade::from_id),
        is_above: told.verdict == "above",
    })
}

fn call(told: &CallTold) -> Option<Call<'_>> {
    let when = [CallWhen::Now, CallWhen::WithinHours, CallWhen::WithinTwoDays];
    Some(Call {
        who: Who::ALL.into_iter().find(|who| who.id() == told.who)?,
        number: told.number.as_deref().map(Number::Country),
        when: when.into_iter().find(|when| when.id() == told.when)?,
        before: told.before.as_deref().and_then(instant),
        if_worse: told.if_worse,
    })
}
