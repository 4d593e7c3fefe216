//! What every answer has.

use std::fmt;

use afterglow_core::document::{Problem, Text};
use afterglow_core::engine::{Finding, Found, LabelFinding};
use afterglow_core::fact::{Fact, Question};
use afterglow_core::protocol::{Protocol, Rule, SourcedValue, Standing};
use afterglow_core::vocabulary::{self, Word};
use afterglow_wording::Wording;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

/// How an answer is to be written: which protocol made it, and whether sentences come along.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The protocol that made the answer.
    pub protocol: &'a Protocol,
    /// The language of the sentences; `None`: ids alone.
    pub wording: Option<&'a Wording>,
}

/// An answer in a batch: the number of its line, and the id that the line gave.
#[derive(Serialize)]
pub struct Line<'a, I: Serialize + ?Sized, T: Serialize> {
    /// Counted from 1.
    pub line: u64,
    /// The id, if the line gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a I>,
    /// The answer.
    #[serde(flatten)]
    pub answer: T,
}

/// What is wrong with an input.
#[derive(Serialize, JsonSchema)]
pub struct Errors<'a> {
    /// Every problem.
    pub errors: Vec<ErrorWire<'a>>,
}

/// One problem of an input.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Error")]
pub struct ErrorWire<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    path: String,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> Errors<'a> {
    /// The problems of a file.
    #[must_use]
    pub fn new(problems: &'a [Problem]) -> Self {
        let errors = problems.iter().map(|problem| ErrorWire {
            file: &problem.file,
            line: problem.place.map(|place| place.line),
            column: problem.place.map(|place| place.column),
            path: problem.path.to_string(),
            message: &problem.message,
            help: problem.help.as_deref(),
        });
        Self { errors: errors.collect() }
    }
}

/// Which rules made an answer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Protocol")]
pub(crate) struct ProtocolWire<'a> {
    id: &'a str,
    version: u32,
    status: &'static str,
    digest: &'a str,
    /// Of the floor, which stands in every protocol.
    floor: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    clinic: Option<ClinicWire<'a>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Clinic")]
struct ClinicWire<'a> {
    name: &'a str,
    digest: &'a str,
}

impl<'a> ProtocolWire<'a> {
    pub(crate) fn new(protocol: &'a Protocol) -> Self {
        Self {
            id: protocol.id(),
            version: protocol.version(),
            status: protocol.status().id(),
            digest: protocol.digest(),
            floor: protocol.floor_digest(),
            clinic: protocol.clinic().map(|clinic| ClinicWire { name: &clinic.name, digest: &clinic.digest }),
        }
    }
}

/// Something that was not answered.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Gap")]
pub(crate) struct GapWire<'a> {
    question: Asks,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    matters_for: &'a [&'a str],
}

impl<'a> GapWire<'a> {
    pub(crate) fn list(questions: &[Question], matters_for: &'a [&'a str], view: View<'_>) -> Vec<Self> {
        let gap = |question: &Question| Self {
            question: Asks(*question),
            text: view.wording.map(|wording| wording.question(*question)),
            matters_for,
        };
        questions.iter().map(gap).collect()
    }
}

/// A rule that fired, with what it rests on.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(crate) struct FindingWire<'a> {
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Text<vocabulary::Level>>")]
    level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<InstantWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Shown<Date>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'static str>,
    facts: Vec<Shown<&'a Fact>>,
    claims: &'a [String],
    evidence: &'a [String],
    unverified: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<ValueWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A value as one source has it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Value")]
struct ValueWire<'a> {
    from: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    h: Option<[i64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<[i64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<&'a str>,
}

impl<'a> ValueWire<'a> {
    fn new(value: &'a SourcedValue) -> Self {
        Self { from: &value.from, h: value.h, days: value.days, says: value.says.as_deref() }
    }
}

impl<'a> FindingWire<'a> {
    /// A finding of screening: with its verdict, and every value where sources were compared.
    pub(crate) fn screened(finding: &'a Finding<'a>, view: View<'a>) -> Self {
        let text = view.wording.map(|wording| wording.finding(view.protocol, &finding.rule.id));
        Self {
            verdict: Some(finding.verdict.id()),
            until: finding.until.map(Shown),
            about: Some(if finding.is_about_the_plan { "plan" } else { "person" }),
            values: finding.rule.values.iter().map(ValueWire::new).collect(),
            ..Self::new(finding.rule, &finding.facts, text)
        }
    }

    /// A finding of triage: with its level, and the end of the window of its advice.
    pub(crate) fn urgent(found: &'a Found<'a>, zone: &'a TimeZone, view: View<'_>) -> Self {
        let text = view.wording.map(|wording| wording.plain(&found.rule.id));
        Self {
            level: Some(found.level.id()),
            before: InstantWire::new(found.before, Some(zone)),
            ..Self::new(found.rule, &found.facts, text)
        }
    }

    /// A finding of a label: with its verdict.
    pub(crate) fn labelled(found: &'a LabelFinding<'a>, view: View<'_>) -> Self {
        let text = view.wording.map(|wording| wording.plain(&found.rule.id));
        Self { verdict: Some(found.verdict.id()), ..Self::new(found.rule, &found.facts, text) }
    }

    pub(crate) fn new(rule: &'a Rule, facts: &'a [Fact], text: Option<String>) -> Self {
        Self {
            level: None,
            before: None,
            verdict: None,
            until: None,
            about: None,
            values: Vec::new(),
            rule: &rule.id,
            facts: facts.iter().map(Shown).collect(),
            claims: &rule.claims,
            evidence: &rule.evidence,
            unverified: rule.unverified,
            text,
        }
    }
}

/// An id with its sentence.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Text")]
pub(crate) struct TextWire<'a> {
    pub(crate) id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<InstantWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
}

impl<'a> TextWire<'a> {
    /// An id whose sentence stands under the same key.
    pub(crate) fn of(id: &'a str, view: View<'_>) -> Self {
        Self { id, from: None, text: view.wording.map(|wording| wording.plain(id)) }
    }
}

/// Written as its text.
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: fmt::Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A question, written as its id.
pub(crate) struct Asks(pub(crate) Question);

impl Serialize for Asks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // An answer holds dozens of them: a text that stands ready is several times as fast as a formatted one.
        match self.0.tagged() {
            Some(text) => serializer.serialize_str(text),
            None => serializer.collect_str(&self.0),
        }
    }
}

/// `sign:pus`, `symptom:redness`.
pub(crate) fn standing(standing: Standing) -> Asks {
    Asks(match standing {
        Standing::Symptom(symptom) => Question::Symptom(symptom),
        Standing::Sign(sign) => Question::Sign(sign),
    })
}

/// An instant with its zone, RFC 9557.
pub(crate) struct InstantWire<'a> {
    pub(crate) at: Timestamp,
    pub(crate) zone: &'a TimeZone,
}

impl<'a> InstantWire<'a> {
    /// `None` where there is no instant or no zone to write it in.
    pub(crate) fn new(at: Option<Timestamp>, zone: Option<&'a TimeZone>) -> Option<Self> {
        Some(Self { at: at?, zone: zone? })
    }
}

impl Serialize for InstantWire<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.at.to_zoned_datetime(self.zone.clone()))
    }
}

/// What is written as a text has the schema of one.
macro_rules! text_schema {
    ($( $type:ty, $name:literal, $schema:tt; )+) => { $(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schemars::json_schema!($schema)
            }
        }
    )+ };
}

text_schema! {
    Shown<Date>, "Date", { "type": "string", "format": "date" };
    Shown<&Fact>, "Fact", { "type": "string" };
    Asks, "Question", { "type": "string" };
    InstantWire<'_>, "Instant", { "type": "string" };
}
