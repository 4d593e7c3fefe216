//! The expected bands as JSON.

use afterglow_core::document::Text;
use afterglow_core::engine::Expect;
use afterglow_core::fact::Fact;
use afterglow_core::vocabulary::{self, Word};
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{GapWire, ProtocolWire, Shown, View};

/// `{"hours","bands","observed","alerts","gaps","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Expect")]
pub struct ExpectWire<'a> {
    hours: Option<i64>,
    bands: Vec<BandWire<'a>>,
    observed: Vec<ObservedWire>,
    alerts: Vec<Shown<&'a Fact>>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Band")]
struct BandWire<'a> {
    #[schemars(with = "Text<vocabulary::Symptom>")]
    symptom: &'static str,
    points: Vec<PointWire>,
    rule: &'a str,
    claims: &'a [String],
    evidence: &'a [String],
    unverified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Point")]
struct PointWire {
    h: u32,
    #[schemars(with = "Text<vocabulary::Grade>")]
    usual: &'static str,
    #[schemars(with = "Text<vocabulary::Grade>")]
    highest: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Observed")]
struct ObservedWire {
    #[schemars(with = "Text<vocabulary::Symptom>")]
    symptom: &'static str,
    h: i64,
    #[schemars(with = "Text<vocabulary::Grade>")]
    grade: &'static str,
}

impl<'a> ExpectWire<'a> {
    /// The bands as JSON.
    #[must_use]
    pub fn new(expect: &'a Expect<'a>, view: View<'a>) -> Self {
        let bands = expect.bands.iter().map(|band| {
            let rule = &band.expectation.rule;
            let point = |point: &afterglow_core::engine::Point| PointWire {
                h: point.h,
                usual: point.usual.id(),
                highest: point.highest.id(),
            };
            BandWire {
                symptom: band.expectation.symptom.id(),
                points: band.points.iter().map(point).collect(),
                rule: &rule.id,
                claims: &rule.claims,
                evidence: &rule.evidence,
                unverified: rule.unverified,
                text: view.wording.map(|wording| wording.plain(&rule.id)),
            }
        });
        let observed = expect.observed.iter().map(|seen| ObservedWire {
            symptom: seen.symptom.id(),
            h: seen.h,
            grade: seen.grade.id(),
        });
        Self {
            hours: expect.hours,
            bands: bands.collect(),
            observed: observed.collect(),
            alerts: expect.alerts.iter().map(Shown).collect(),
            gaps: GapWire::list(&expect.gaps, &["expect"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }
}
