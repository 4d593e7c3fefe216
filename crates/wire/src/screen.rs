//! "May I be treated?" as JSON.

use afterglow_core::document::Text;
use afterglow_core::engine::{Screening, Warning};
use afterglow_core::protocol::Part;
use afterglow_core::vocabulary::{self, Word};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{FindingWire, GapWire, ProtocolWire, Shown, TextWire, View};
use crate::warning::WarningWire;

/// `{"verdict","also","until","complete","day","findings","who_treats","home_never","warning","gaps","protocol"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Screen")]
pub struct ScreenWire<'a> {
    #[schemars(with = "Text<vocabulary::Verdict>")]
    verdict: &'static str,
    #[schemars(with = "Vec<Text<vocabulary::Verdict>>")]
    also: Vec<&'static str>,
    until: Option<Shown<Date>>,
    complete: bool,
    day: Shown<Date>,
    findings: Vec<FindingWire<'a>>,
    who_treats: Vec<TextWire<'a>>,
    home_never: Vec<TextWire<'a>>,
    /// What somebody has to look at first.
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<WarningWire<'a>>,
    gaps: Vec<GapWire<'a>>,
    protocol: ProtocolWire<'a>,
}

impl<'a> ScreenWire<'a> {
    /// The answer as JSON.
    #[must_use]
    pub fn new(screening: &'a Screening<'a>, view: View<'a>) -> Self {
        let lines = |part: Part| {
            let of_part = screening.lines.iter().filter(move |line| line.part == part);
            of_part.map(|line| TextWire::of(&line.rule.id, view)).collect()
        };
        Self {
            verdict: screening.verdict.id(),
            also: screening.also.iter().map(Word::id).collect(),
            until: screening.until.map(Shown),
            complete: screening.is_complete,
            day: Shown(screening.day),
            findings: screening.findings.iter().map(|finding| FindingWire::screened(finding, view)).collect(),
            who_treats: lines(Part::WhoTreats),
            home_never: lines(Part::HomeNever),
            warning: None,
            gaps: GapWire::list(&screening.gaps, &["screen"], view),
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
