//! "May I use this product?" as JSON.

use std::collections::BTreeMap;

use afterglow_core::document::Text;
use afterglow_core::engine::{LabelAnswer, Labels};
use afterglow_core::label::Matched;
use afterglow_core::vocabulary::{self, Word};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{Asks, FindingWire, GapWire, InstantWire, ProtocolWire, View, standing};

/// `{"products","gaps","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Label")]
pub struct LabelWire<'a> {
    products: Vec<ProductWire<'a>>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Product")]
struct ProductWire<'a> {
    name: &'a str,
    answer: &'static str,
    opens: Option<InstantWire<'a>>,
    #[schemars(with = "Vec<Text<vocabulary::IngredientClass>>")]
    classes: Vec<&'static str>,
    culprits: BTreeMap<&'static str, &'a [String]>,
    matched: Vec<MatchedWire<'a>>,
    unknown: &'a [String],
    is_list: bool,
    #[serde(rename = "if")]
    conditions: Vec<Asks>,
    held_by: Vec<Asks>,
    findings: Vec<FindingWire<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Matched")]
struct MatchedWire<'a> {
    seen: &'a str,
    read_as: &'a str,
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<f64>,
}

impl<'a> LabelWire<'a> {
    /// The answer as JSON.
    #[must_use]
    pub fn new(labels: &'a Labels<'a>, view: View<'a>) -> Self {
        let zone = labels.zone.as_ref();
        Self {
            products: labels.products.iter().map(|answer| product(answer, zone, view)).collect(),
            gaps: GapWire::list(&labels.gaps, &["label"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }
}

fn product<'a>(answer: &'a LabelAnswer<'a>, zone: Option<&'a TimeZone>, view: View<'a>) -> ProductWire<'a> {
    ProductWire {
        name: &answer.name,
        answer: answer.answer.id(),
        opens: InstantWire::new(answer.opens, zone),
        classes: answer.classes.iter().map(Word::id).collect(),
        culprits: answer.culprits.iter().map(|(class, names)| (class.id(), names.as_slice())).collect(),
        matched: answer.reading.matched.iter().map(matched).collect(),
        unknown: &answer.reading.unknown,
        is_list: answer.reading.is_list,
        conditions: answer.conditions.iter().map(|gap| Asks(*gap)).collect(),
        held_by: answer.held_by.iter().map(|held| standing(*held)).collect(),
        findings: answer.findings.iter().map(|found| FindingWire::labelled(found, view)).collect(),
    }
}

fn matched(matched: &Matched) -> MatchedWire<'_> {
    MatchedWire {
        seen: &matched.seen,
        read_as: &matched.read_as,
        how: matched.how.id(),
        percent: matched.percent,
    }
}
