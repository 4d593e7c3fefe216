//! What an answer rests on, and what it would still like to know, as ids: `symptom:weeping=mild`, `condition:eczema`.

use std::fmt;

use jiff::civil::Date;

use crate::vocabulary::{
    Activity, Allergy, Area, Condition, Device, Grade, History, Medication, Setting, Sign, SkinType, Symptom,
    Word,
};

/// A fact of the case that an answer used.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A symptom with the grade that was answered.
    Symptom(Symptom, Grade),
    /// A sign that is there.
    Sign(Sign),
    /// A condition.
    Condition(Condition),
    /// Something in the past.
    History(History),
    /// A medicine that is being taken.
    Medication(Medication),
    /// An allergy.
    Allergy(Allergy),
    /// The deepest treated area, in millimetres.
    DepthMm(f64),
    /// The device.
    Device(Device),
    /// Who treats.
    Setting(Setting),
    /// A treated area.
    Area(Area),
    /// The skin type.
    SkinType(SkinType),
    /// Pregnant, or not.
    Pregnant(bool),
    /// Breastfeeding, or not.
    Breastfeeding(bool),
    /// Something the person did, with the day in the plan's zone.
    Done(Activity, Date),
    /// A body temperature in degrees Celsius.
    TemperatureC(f64),
    /// Whole hours since the treatment ended.
    Hours(i64),
    /// Something that nobody answered made the stricter choice.
    Unknown(Question),
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Symptom(symptom, grade) => write!(f, "symptom:{symptom}={grade}"),
            Self::Sign(sign) => write!(f, "sign:{sign}"),
            Self::Condition(condition) => write!(f, "condition:{condition}"),
            Self::History(history) => write!(f, "history:{history}"),
            Self::Medication(medication) => write!(f, "medication:{medication}"),
            Self::Allergy(allergy) => write!(f, "allergy:{allergy}"),
            Self::DepthMm(depth) => write!(f, "depth_mm={depth}"),
            Self::Device(device) => write!(f, "device={device}"),
            Self::Setting(setting) => write!(f, "setting={setting}"),
            Self::Area(area) => write!(f, "area={area}"),
            Self::SkinType(skin_type) => write!(f, "skin_type={skin_type}"),
            Self::Pregnant(truth) => write!(f, "pregnant={truth}"),
            Self::Breastfeeding(truth) => write!(f, "breastfeeding={truth}"),
            Self::Done(activity, on) => write!(f, "done:{activity}@{on}"),
            Self::TemperatureC(degrees) => write!(f, "temperature_c={degrees}"),
            Self::Hours(hours) => write!(f, "hours={hours}"),
            Self::Unknown(question) => write!(f, "unknown:{question}"),
        }
    }
}

/// Something that was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// When the treatment ended.
    Ended,
    /// The device.
    Device,
    /// The needle depth of an area.
    DepthMm,
    /// The treated areas.
    Area,
    /// Who treats.
    Setting,
    /// The skin type.
    SkinType,
    /// Whether the person is pregnant.
    Pregnant,
    /// Whether the person is breastfeeding.
    Breastfeeding,
    /// A condition.
    Condition(Condition),
    /// Something in the past.
    History(History),
    /// A medicine.
    Medication(Medication),
    /// An allergy.
    Allergy(Allergy),
    /// A symptom, now.
    Symptom(Symptom),
    /// A sign, now.
    Sign(Sign),
    /// The last check-in is too old to go by: please check in again.
    CheckInIsOld,
    /// No source says anything about this.
    NoEvidence,
    /// The plan counts from an appointment that has not taken place.
    OnlyPlanned,
}

impl Question {
    /// The word it asks about: its table and id, where it asks about a word of the vocabulary.
    #[must_use]
    pub fn word(self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Condition(word) => ("condition", word.id()),
            Self::History(word) => ("history", word.id()),
            Self::Medication(word) => ("medication", word.id()),
            Self::Allergy(word) => ("allergy", word.id()),
            Self::Symptom(word) => ("symptom", word.id()),
            Self::Sign(word) => ("sign", word.id()),
            Self::Ended
            | Self::Device
            | Self::DepthMm
            | Self::Area
            | Self::Setting
            | Self::SkinType
            | Self::Pregnant
            | Self::Breastfeeding
            | Self::CheckInIsOld
            | Self::NoEvidence
            | Self::OnlyPlanned => return None,
        })
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((table, id)) = self.word() {
            return write!(f, "{table}:{id}");
        }
        f.write_str(match self {
            Self::Device => "device",
            Self::DepthMm => "depth_mm",
            Self::Area => "area",
            Self::Setting => "setting",
            Self::SkinType => "skin_type",
            Self::Pregnant => "pregnant",
            Self::Breastfeeding => "breastfeeding",
            Self::CheckInIsOld => "check-in-is-old",
            Self::NoEvidence => "no-evidence",
            Self::OnlyPlanned => "only-planned",
            Self::Ended
            | Self::Condition(_)
            | Self::History(_)
            | Self::Medication(_)
            | Self::Allergy(_)
            | Self::Symptom(_)
            | Self::Sign(_) => "ended",
        })
    }
}
