//! "May I be treated?" as JSON.

use afterglow_core::engine::Screening;
use afterglow_core::protocol::Part;
use afterglow_core::vocabulary::Word;
use jiff::civil::Date;
use serde::Serialize;

use crate::common::{FindingWire, GapWire, ProtocolWire, Shown, TextWire, View};

/// `{"verdict","also","until","complete","day","findings","who_treats","home_never","gaps","protocol"}`.
#[derive(Serialize)]
pub struct ScreenWire<'a> {
    verdict: &'static str,
    also: Vec<&'static str>,
    until: Option<Shown<Date>>,
    complete: bool,
    day: Shown<Date>,
    findings: Vec<FindingWire<'a>>,
    who_treats: Vec<TextWire<'a>>,
    home_never: Vec<TextWire<'a>>,
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
            gaps: GapWire::list(&screening.gaps, &["screen"], view),
            protocol: ProtocolWire::new(view.protocol),
        }
    }
}
