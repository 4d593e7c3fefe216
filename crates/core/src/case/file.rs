//! The case file as people write it, in TOML or JSON. Every key is optional here; [`read`](super::read) says what is missing.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor};

use super::moment::{DateText, Instant, Zone};
use crate::document::{Entries, Text};
use crate::vocabulary::{
    Activity, Allergy, Anaesthetic, Area, Concern, Condition, Device, Grade, History, Improvement,
    Medication, Recent, RecentKind, SeenBy, Setting, Sign, SkinType, Symptom, Trend,
};

/// A case: facts about one person and their treatment.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Afterglow case")]
pub struct CaseFile {
    /// Stable id, made by whoever keeps the case.
    pub id: Option<String>,
    /// The person.
    pub person: Option<PersonFile>,
    /// Whom they can call.
    pub contacts: Option<ContactsFile>,
    /// The treatment: done (`ended`) or to come (`planned`).
    pub treatment: Option<TreatmentFile>,
    /// The next session being planned.
    pub next: Option<NextFile>,
    /// What the person saw, in time order.
    pub check_ins: Option<Vec<CheckInFile>>,
    /// When a clinician looked.
    pub seen: Option<Vec<SeenFile>>,
    /// What the person did or had done.
    pub done: Option<Vec<DoneFile>>,
    /// The person's products.
    pub products: Option<Vec<ProductFile>>,
    /// A day that the skin is to be ready for.
    pub event: Option<EventFile>,
    /// What a session costs.
    pub price: Option<PriceFile>,
}

/// The person. A list that is there was asked whole: what is not in it is a no. Left out: not asked.
/// `asked_...` limits what was asked.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonFile {
    /// Shown on the person's own papers only.
    pub name: Option<String>,
    /// Time zone of the plan; else that of the treatment.
    pub zone: Option<Text<Zone>>,
    /// Year or date of birth.
    pub born: Option<BornFile>,
    /// Fitzpatrick skin type.
    pub skin_type: Option<Text<SkinType>>,
    /// Left out: not asked.
    pub pregnant: Option<bool>,
    /// Left out: not asked.
    pub breastfeeding: Option<bool>,
    /// Conditions that are active now.
    pub conditions: Option<Vec<Text<Condition>>>,
    /// Limits which conditions were asked.
    pub asked_conditions: Option<Vec<Text<Condition>>>,
    /// What there was in the past.
    pub history: Option<Vec<Text<History>>>,
    /// Limits what was asked of the past.
    pub asked_history: Option<Vec<Text<History>>>,
    /// Known allergies.
    pub allergies: Option<Vec<Text<Allergy>>>,
    /// Limits which allergies were asked.
    pub asked_allergies: Option<Vec<Text<Allergy>>>,
    /// Medicines, taken now or lately.
    pub medications: Option<Vec<MedicationFile>>,
    /// Limits which medicines were asked.
    pub asked_medications: Option<Vec<Text<Medication>>>,
    /// Procedures and exposures of the area.
    pub recent: Option<Vec<RecentFile>>,
    /// Limits which of them were asked.
    pub asked_recent: Option<Vec<Text<Recent>>>,
}

/// A medicine.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MedicationFile {
    /// Its class.
    #[schemars(required)]
    pub class: Option<Text<Medication>>,
    /// The last day it was taken; left out: still taking it.
    pub last_taken: Option<Text<DateText>>,
}

/// A recent procedure or exposure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecentFile {
    /// What it was.
    #[schemars(required)]
    pub what: Option<Text<Recent>>,
    /// When.
    #[schemars(required)]
    pub on: Option<Text<DateText>>,
    /// Which kind, if known.
    pub kind: Option<Text<RecentKind>>,
    /// Where, if known.
    pub area: Option<Text<Area>>,
}

/// Whom the person can call.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactsFile {
    /// The clinic's name.
    pub clinic: Option<String>,
    /// Its number.
    pub phone: Option<String>,
    /// When it answers.
    pub hours: Option<String>,
    /// ISO 3166 code, two letters: which emergency numbers apply.
    pub country: Option<String>,
}

/// The treatment.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TreatmentFile {
    /// When it ended: hour 0 of the plan.
    pub ended: Option<Text<Instant>>,
    /// When it is to begin.
    pub planned: Option<Text<Instant>>,
    /// Who treats.
    pub setting: Option<Text<Setting>>,
    /// With what.
    pub device: Option<Text<Device>>,
    /// Where and how deep.
    pub areas: Option<Vec<AreaFile>>,
    /// What for.
    pub concerns: Option<Vec<Text<Concern>>>,
    /// The numbing cream.
    pub numbing: Option<NumbingFile>,
    /// What was put on the open skin: ingredient classes, `own-blood`, `device-gel`.
    pub applied: Option<Vec<String>>,
    /// What was there before: symptoms count only above it.
    pub before: Option<Entries<Symptom, GradeFile>>,
    /// Which session of the course.
    pub session: Option<SessionFile>,
}

/// The next session; what is left out is taken from the treatment.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextFile {
    /// When it is to begin.
    #[schemars(required)]
    pub planned: Option<Text<Instant>>,
    /// Who treats.
    pub setting: Option<Text<Setting>>,
    /// With what.
    pub device: Option<Text<Device>>,
    /// Where and how deep.
    pub areas: Option<Vec<AreaFile>>,
    /// The numbing cream.
    pub numbing: Option<NumbingFile>,
}

/// One treated area.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaFile {
    /// Where.
    #[schemars(required)]
    pub area: Option<Text<Area>>,
    /// Needle depth in millimetres.
    #[schemars(range(min = 0.01, max = 10.0))]
    pub depth_mm: Option<f64>,
}

/// A numbing cream and how it was used.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NumbingFile {
    /// Its active substance.
    #[schemars(required)]
    pub agent: Option<Text<Anaesthetic>>,
    /// Whether prilocaine is mixed in.
    pub prilocaine: Option<bool>,
    /// Strength in per cent.
    pub percent: Option<f64>,
    /// How long it stayed on, in minutes.
    pub minutes: Option<f64>,
    /// Whether it was covered.
    pub under_wrap: Option<bool>,
    /// The area in square centimetres.
    pub area_cm2: Option<f64>,
    /// How much, in grams.
    pub grams: Option<f64>,
}

/// Which session of a course.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SessionFile {
    /// Counted from 1.
    pub number: Option<u16>,
    /// How many are planned.
    pub of: Option<u16>,
    /// The days of the sessions before.
    pub previous: Option<Vec<Text<DateText>>>,
}

/// What the person saw at one moment. A symptom that is left out was not answered.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckInFile {
    /// When.
    #[schemars(required)]
    pub at: Option<Text<Instant>>,
    /// How strong, as more than before the treatment.
    pub symptoms: Option<Entries<Symptom, GradeFile>>,
    /// The signs that are there. Given: the whole list was shown. Left out: not asked.
    pub signs: Option<Vec<Text<Sign>>>,
    /// Limits which signs were asked.
    pub asked_signs: Option<Vec<Text<Sign>>>,
    /// Where on the body.
    #[serde(rename = "where")]
    pub areas: Option<Vec<Text<Area>>>,
    /// Body temperature in degrees Celsius.
    #[schemars(range(min = 30.0, max = 45.0))]
    pub temperature_c: Option<f64>,
    /// Compared with the day before.
    pub trend: Option<Text<Trend>>,
    /// Compared with the time before the first session.
    pub improvement: Option<Text<Improvement>>,
    /// The person's own words.
    pub note: Option<String>,
}

/// A clinician looked.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenFile {
    /// When.
    #[schemars(required)]
    pub at: Option<Text<Instant>>,
    /// Who.
    #[schemars(required)]
    pub by: Option<Text<SeenBy>>,
    /// The signs and symptoms that this settles.
    pub closes: Option<Vec<String>>,
}

/// The person did something, or had it done.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DoneFile {
    /// What.
    #[schemars(required)]
    pub what: Option<Text<Activity>>,
    /// When.
    #[schemars(required)]
    pub at: Option<Text<Instant>>,
}

/// A product and its label.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductFile {
    /// The person's name for it.
    #[schemars(required)]
    pub name: Option<String>,
    /// The ingredient list as printed.
    #[schemars(required)]
    pub label: Option<String>,
}

/// A day that the skin is to be ready for: a wedding, a journey.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventFile {
    /// When.
    #[schemars(required)]
    pub on: Option<Text<DateText>>,
    /// The person's name for it.
    pub what: Option<String>,
}

/// What a session costs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceFile {
    /// For one session.
    #[schemars(required)]
    pub per_session: Option<f64>,
    /// ISO 4217 code, three letters.
    #[schemars(required)]
    pub currency: Option<String>,
}

/// A year or a date of birth.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[serde(untagged)]
pub enum BornFile {
    /// 1991
    Year(i64),
    /// "1991-04-30"
    On(#[schemars(with = "String")] Text<DateText>),
}

impl<'de> Deserialize<'de> for BornFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = BornFile;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a year, or a date in quotes")
            }

            fn visit_i64<E: de::Error>(self, year: i64) -> Result<BornFile, E> {
                Ok(BornFile::Year(year))
            }

            fn visit_u64<E: de::Error>(self, year: u64) -> Result<BornFile, E> {
                Ok(BornFile::Year(i64::try_from(year).unwrap_or(i64::MAX)))
            }

            fn visit_str<E>(self, text: &str) -> Result<BornFile, E> {
                use crate::document::FromText;
                Ok(BornFile::On(Text(DateText::from_text(text).ok_or_else(|| text.to_owned()))))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// `none`, `mild`, `moderate`, `severe`; pain and itching also 0 to 10.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[serde(untagged)]
pub enum GradeFile {
    /// A grade.
    Grade(Text<Grade>),
    /// 0 none, 1-3 mild, 4-6 moderate, 7-10 severe.
    Number(#[schemars(range(min = 0, max = 10))] i64),
}

impl<'de> Deserialize<'de> for GradeFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = GradeFile;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a grade in quotes, or a whole number from 0 to 10")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<GradeFile, E> {
                Ok(GradeFile::Number(number))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<GradeFile, E> {
                Ok(GradeFile::Number(i64::try_from(number).unwrap_or(i64::MAX)))
            }

            fn visit_str<E>(self, text: &str) -> Result<GradeFile, E> {
                use crate::document::FromText;
                Ok(GradeFile::Grade(Text(Grade::from_text(text).ok_or_else(|| text.to_owned()))))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}
