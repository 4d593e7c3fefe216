//! The plan as JSON.

use afterglow_core::document::Text;
use afterglow_core::engine::{CareDays, Day, GateAnswer, LabelAnswer, Labels, Plan};
use afterglow_core::fact::Fact;
use afterglow_core::protocol::GateKind;
use afterglow_core::vocabulary::{self, Word};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{Asks, GapWire, InstantWire, ProtocolWire, Shown, TextWire, View, standing};
use crate::prepare::TaskWire;

/// `{"now","alerts","prepare","gates","care","days","gaps","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Plan")]
pub struct PlanWire<'a> {
    now: Option<NowWire<'a>>,
    alerts: Vec<Shown<&'a Fact>>,
    prepare: Vec<TaskWire<'a>>,
    gates: Vec<GateWire<'a>>,
    care: Vec<CareWire<'a>>,
    days: Vec<DayWire<'a>>,
    /// The person's products.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    products: Vec<PlanProductWire<'a>>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PlanProduct")]
struct PlanProductWire<'a> {
    name: &'a str,
    answer: &'static str,
    opens: Option<InstantWire<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Now")]
struct NowWire<'a> {
    at: InstantWire<'a>,
    day: i32,
    hours: i64,
    phase: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Gate")]
pub(crate) struct GateWire<'a> {
    #[schemars(with = "Text<vocabulary::Activity>")]
    activity: &'static str,
    state: &'static str,
    opens: Option<InstantWire<'a>>,
    held_by: Vec<Asks>,
    #[serde(rename = "if")]
    conditions: Vec<Asks>,
    moved_by: Vec<Shown<&'a Fact>>,
    rule: &'a str,
    range_h: Option<[i64; 2]>,
    floor_h: Option<u32>,
    claims: &'a [String],
    evidence: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Care with its days, also those that `days` does not reach.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Care")]
struct CareWire<'a> {
    id: &'a str,
    first: u16,
    last: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<InstantWire<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Day")]
struct DayWire<'a> {
    day: u16,
    date: Shown<Date>,
    expect: Vec<ExpectedWire>,
    #[serde(rename = "do")]
    care: Vec<TextWire<'a>>,
    #[schemars(with = "Vec<Text<vocabulary::Activity>>")]
    avoid: Vec<&'static str>,
    #[schemars(with = "Vec<Text<vocabulary::Activity>>")]
    opens: Vec<&'static str>,
    /// The products that may be used again from this day on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    products: Vec<&'a str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DayExpected")]
struct ExpectedWire {
    #[schemars(with = "Text<vocabulary::Symptom>")]
    symptom: &'static str,
    #[schemars(with = "Text<vocabulary::Grade>")]
    highest: &'static str,
    #[schemars(with = "Text<vocabulary::Grade>")]
    by_night: &'static str,
}

impl<'a> PlanWire<'a> {
    /// The plan as JSON.
    #[must_use]
    pub fn new(plan: &'a Plan<'a>, view: View<'a>) -> Self {
        let zone = plan.zone.as_ref();
        let now = plan.now.zip(zone).map(|(now, zone)| NowWire {
            at: InstantWire { at: now.at, zone },
            day: now.day,
            hours: now.hours,
            phase: now.phase.map(|phase| phase.id.as_str()),
        });
        Self {
            now,
            alerts: plan.alerts.iter().map(Shown).collect(),
            prepare: plan.tasks.iter().map(|task| TaskWire::new(task, view)).collect(),
            gates: plan.gates.iter().map(|gate| GateWire::new(gate, zone, view)).collect(),
            care: plan.care.iter().map(|days| CareWire::new(days, zone)).collect(),
            days: plan.days.iter().map(|day| DayWire::new(day, zone, view)).collect(),
            products: Vec::new(),
            gaps: GapWire::list(&plan.gaps, &["plan"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }

    /// The same, with the person's products: what to stop before, and on which day each opens again.
    #[must_use]
    pub fn with_products(mut self, plan: &'a Plan<'a>, labels: &'a Labels<'a>, view: View<'a>) -> Self {
        for (task, dated) in self.prepare.iter_mut().zip(&plan.tasks) {
            task.add_products(dated, labels, view);
        }
        for (wire, day) in self.days.iter_mut().zip(&plan.days) {
            wire.products = labels.opening_on(day.date).map(|product| product.name.as_str()).collect();
        }
        let product = |product: &'a LabelAnswer<'a>| PlanProductWire {
            name: &product.name,
            answer: product.answer.id(),
            opens: InstantWire::new(product.opens, labels.zone.as_ref()),
        };
        self.products = labels.products.iter().map(product).collect();
        self
    }
}

impl<'a> GateWire<'a> {
    fn new(answer: &'a GateAnswer<'a>, zone: Option<&'a TimeZone>, view: View<'a>) -> Self {
        let gate = answer.gate;
        let (range_h, floor_h) = hours(&gate.kind);
        Self {
            activity: gate.activity.id(),
            state: answer.state.id(),
            opens: InstantWire::new(answer.opens, zone),
            held_by: answer.held_by.iter().map(|held| standing(*held)).collect(),
            conditions: answer.conditions.iter().map(|question| Asks(*question)).collect(),
            moved_by: answer.moved_by.iter().map(Shown).collect(),
            rule: &gate.rule.id,
            range_h,
            floor_h,
            claims: &gate.rule.claims,
            evidence: &gate.rule.evidence,
            text: view.wording.map(|wording| wording.plain(&format!("gate-{}", gate.activity))),
        }
    }
}

/// The sourced range and the floor of a gate that is a matter of hours.
pub(crate) fn hours(kind: &GateKind) -> (Option<[i64; 2]>, Option<u32>) {
    match kind {
        GateKind::Opens(opening) => (Some(opening.range_h), Some(opening.floor_h)),
        GateKind::Never | GateKind::Ask => (None, None),
    }
}

impl<'a> CareWire<'a> {
    fn new(days: &'a CareDays<'a>, zone: Option<&'a TimeZone>) -> Self {
        let from = InstantWire::new(days.from, zone);
        Self { id: &days.care.rule.id, first: days.first, last: days.last, from }
    }
}

impl<'a> DayWire<'a> {
    fn new(day: &'a Day<'a>, zone: Option<&'a TimeZone>, view: View<'a>) -> Self {
        let care = day.care.iter().map(|line| TextWire {
            id: &line.care.rule.id,
            from: InstantWire::new(line.from, zone),
            text: view.wording.map(|wording| wording.plain(&line.care.rule.id)),
        });
        let expect = day.expect.iter().map(|grade| ExpectedWire {
            symptom: grade.symptom.id(),
            highest: grade.highest.id(),
            by_night: grade.by_night.id(),
        });
        Self {
            day: day.day,
            date: Shown(day.date),
            expect: expect.collect(),
            care: care.collect(),
            avoid: day.avoid.iter().map(|activity| activity.id()).collect(),
            opens: day.opens.iter().map(|activity| activity.id()).collect(),
            products: Vec::new(),
        }
    }
}
