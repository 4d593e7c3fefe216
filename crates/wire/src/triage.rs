//! "Is this normal?" as JSON, and the next questions.

use afterglow_core::document::Text;
use afterglow_core::engine::{Asked, Call, Expected, FIRST_QUESTIONS, TriageAnswer};
use afterglow_core::vocabulary::{self, Level, Word};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{Asks, FindingWire, GapWire, InstantWire, ProtocolWire, TextWire, View, standing};

/// For a case that names no zone: it has no treatment and no check-in.
static UTC: TimeZone = TimeZone::UTC;

/// `{"level","complete","judged_at","check_in_at","hours","late","not_clinic","findings","expected","first_steps","advice",
/// "watch_for","call","look_again","ask","gaps","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Triage")]
pub struct TriageWire<'a> {
    #[schemars(with = "Option<Text<vocabulary::Level>>")]
    level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    complete: bool,
    judged_at: InstantWire<'a>,
    check_in_at: Option<InstantWire<'a>>,
    hours: Option<i64>,
    late: bool,
    not_clinic: bool,
    findings: Vec<FindingWire<'a>>,
    expected: Vec<ExpectedWire>,
    first_steps: Vec<TextWire<'a>>,
    advice: Vec<TextWire<'a>>,
    watch_for: Vec<Asks>,
    call: Vec<CallWire<'a>>,
    look_again: Option<InstantWire<'a>>,
    ask: Vec<AskedWire>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

/// `{"questions","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Ask")]
pub struct AskWire<'a> {
    questions: Vec<AskedWire>,
    protocol: ProtocolWire<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Expected")]
struct ExpectedWire {
    #[schemars(with = "Text<vocabulary::Symptom>")]
    symptom: &'static str,
    #[schemars(with = "Text<vocabulary::Grade>")]
    observed: &'static str,
    #[schemars(with = "Option<Text<vocabulary::Grade>>")]
    highest: Option<&'static str>,
    verdict: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Call")]
pub(crate) struct CallWire<'a> {
    who: &'static str,
    number: Option<&'a str>,
    when: &'static str,
    before: Option<InstantWire<'a>>,
    if_worse: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Asked")]
struct AskedWire {
    question: Asks,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[schemars(with = "Text<vocabulary::Level>")]
    would: &'static str,
    enough: bool,
}

impl<'a> TriageWire<'a> {
    /// The answer as JSON, with the first of the questions that would raise the level.
    #[must_use]
    pub fn new(answer: &'a TriageAnswer<'a>, asked: &[Asked], view: View<'a>) -> Self {
        let zone = answer.zone.as_ref().unwrap_or(&UTC);
        let instant = |at| InstantWire { at, zone };
        let advice = |ids: &[&'a str]| ids.iter().map(|id| advice(id, view)).collect();
        Self {
            level: answer.level.map(Level::id),
            text: view.wording.map(|wording| wording.level_do(answer)),
            complete: answer.is_complete,
            judged_at: instant(answer.judged_at),
            check_in_at: answer.check_in_at.map(instant),
            hours: answer.hours,
            late: answer.is_late,
            not_clinic: answer.is_not_for_clinic,
            findings: answer.findings.iter().map(|found| FindingWire::urgent(found, zone, view)).collect(),
            expected: answer.expected.iter().map(expected).collect(),
            first_steps: advice(&answer.first_steps),
            advice: advice(&answer.advice),
            watch_for: answer.watch_for.iter().map(|watch| standing(*watch)).collect(),
            call: answer.calls.iter().map(|called| call(called, zone, view)).collect(),
            look_again: answer.look_again.map(instant),
            ask: asked.iter().take(FIRST_QUESTIONS).map(|asked| question(*asked, view)).collect(),
            gaps: GapWire::list(&answer.gaps, &["triage"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }
}

impl<'a> AskWire<'a> {
    /// The questions as JSON, the most dangerous first.
    #[must_use]
    pub fn new(asked: &[Asked], view: View<'a>) -> Self {
        Self {
            questions: asked.iter().map(|asked| question(*asked, view)).collect(),
            protocol: ProtocolWire::new(view.protocol),
        }
    }
}

fn question(asked: Asked, view: View<'_>) -> AskedWire {
    AskedWire {
        question: Asks(asked.question),
        text: view.wording.map(|wording| wording.question(asked.question)),
        would: asked.would.id(),
        enough: asked.is_enough,
    }
}

fn expected(expected: &Expected) -> ExpectedWire {
    ExpectedWire {
        symptom: expected.symptom.id(),
        observed: expected.observed.id(),
        highest: expected.highest.map(Word::id),
        verdict: expected.verdict(),
    }
}

pub(crate) fn advice<'a>(id: &'a str, view: View<'_>) -> TextWire<'a> {
    TextWire { id, from: None, text: view.wording.map(|wording| wording.plain(&format!("advice-{id}"))) }
}

pub(crate) fn call<'a>(call: &'a Call<'a>, zone: &'a TimeZone, view: View<'_>) -> CallWire<'a> {
    CallWire {
        who: call.who.id(),
        number: call.number.as_ref().map(|number| number.text()),
        when: call.when.id(),
        before: call.before.map(|at| InstantWire { at, zone }),
        if_worse: call.if_worse,
        text: view.wording.map(|wording| wording.call(call, Some(zone))),
    }
}
