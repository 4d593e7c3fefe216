//! What the check-ins tell that somebody has to look at, as JSON: it stands beside whatever else was asked.

use afterglow_core::document::Text;
use afterglow_core::engine::Warning;
use afterglow_core::fact::Fact;
use afterglow_core::vocabulary::{self, Level, Word};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use crate::common::{Shown, TextWire, View};
use crate::triage::{CallWire, advice, call};

/// For a case that names no zone.
static UTC: TimeZone = TimeZone::UTC;

/// `{"level","told","first_steps","call","text"}`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Warning")]
pub(crate) struct WarningWire<'a> {
    #[schemars(with = "Option<Text<vocabulary::Level>>")]
    level: Option<&'static str>,
    /// The facts that it rests on.
    told: Vec<Shown<&'a Fact>>,
    first_steps: Vec<TextWire<'a>>,
    call: Vec<CallWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl<'a> WarningWire<'a> {
    /// Nothing where nobody has to look.
    pub(crate) fn of(warning: Option<&'a Warning<'a>>, view: View<'a>) -> Option<Self> {
        let Warning { answer, facts } = warning?;
        let zone = answer.zone.as_ref().unwrap_or(&UTC);
        Some(Self {
            level: answer.level.map(Level::id),
            told: facts.iter().map(Shown).collect(),
            first_steps: answer.first_steps.iter().map(|id| advice(id, view)).collect(),
            call: answer.calls.iter().map(|called| call(called, zone, view)).collect(),
            text: view.wording.map(|wording| wording.level_do(answer)),
        })
    }
}
