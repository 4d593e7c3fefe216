//! "Is the session within limits?" as JSON.

use afterglow_core::document::Text;
use afterglow_core::engine::{LimitAnswer, Session, Warning};
use afterglow_core::vocabulary::{self, Word};
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{FindingWire, GapWire, ProtocolWire, View};
use crate::warning::WarningWire;

/// `{"verdict","limits","steps","findings","warning","gaps","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Session")]
pub struct SessionWire<'a> {
    verdict: &'static str,
    limits: Vec<LimitWire<'a>>,
    steps: Vec<StepWire<'a>>,
    findings: Vec<FindingWire<'a>>,
    /// What somebody has to look at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<WarningWire<'a>>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Limit")]
struct LimitWire<'a> {
    what: &'static str,
    #[schemars(with = "Option<Text<vocabulary::Area>>")]
    area: Option<&'static str>,
    value: Option<f64>,
    limit: Option<f64>,
    hard: Option<f64>,
    verdict: &'static str,
    rule: &'a str,
    claims: &'a [String],
    evidence: &'a [String],
    unverified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Step")]
struct StepWire<'a> {
    n: usize,
    id: &'a str,
    minutes: Option<[u16; 2]>,
    record: &'a [String],
    claims: &'a [String],
    evidence: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl<'a> SessionWire<'a> {
    /// The answer as JSON.
    #[must_use]
    pub fn new(session: &'a Session<'a>, view: View<'a>) -> Self {
        let steps = session.steps.iter().enumerate().map(|(index, step)| StepWire {
            n: index + 1,
            id: &step.rule.id,
            minutes: step.minutes,
            record: &step.record,
            claims: &step.rule.claims,
            evidence: &step.rule.evidence,
            text: view.wording.map(|wording| wording.plain(&step.rule.id)),
        });
        Self {
            verdict: session.verdict.id(),
            limits: session.limits.iter().map(|answer| LimitWire::new(answer, view)).collect(),
            steps: steps.collect(),
            findings: session.findings.iter().map(|finding| FindingWire::screened(finding, view)).collect(),
            warning: None,
            gaps: GapWire::list(&session.gaps, &["session"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }

    /// The same, with what the check-ins tell that somebody has to look at.
    #[must_use]
    pub fn with_warning(mut self, warning: Option<&'a Warning<'a>>, view: View<'a>) -> Self {
        self.warning = WarningWire::of(warning, view);
        self
    }
}

impl<'a> LimitWire<'a> {
    fn new(answer: &LimitAnswer<'a>, view: View<'a>) -> Self {
        let limit = answer.limit;
        Self {
            what: answer.measure.name(),
            area: answer.area.map(Word::id),
            value: answer.value,
            limit: limit.bounds.map(|bounds| bounds.usual),
            hard: limit.bounds.map(|bounds| bounds.most),
            verdict: answer.verdict.id(),
            rule: &limit.rule.id,
            claims: &limit.rule.claims,
            evidence: &limit.rule.evidence,
            unverified: limit.rule.unverified,
            text: view.wording.map(|wording| wording.finding(view.protocol, &limit.rule.id)),
        }
    }
}
