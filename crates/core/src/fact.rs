//! What an answer rests on, and what it would still like to know, as ids: `symptom:weeping=mild`, `condition:eczema`.

use std::fmt;

use jiff::civil::Date;

use crate::vocabulary::{
    Activity, Allergy, Anaesthetic, Applied, Area, Concern, Condition, Device, Grade, History,
    IngredientClass, Medication, Recent, Setting, Sign, SkinType, Symptom, Word,
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
    /// A medicine that was last taken on a day.
    Stopped(Medication, Date),
    /// A procedure or exposure of the area, on a day if it is known.
    Recent(Recent, Option<Date>),
    /// The age in full years on the day of the appointment.
    Age(i16),
    /// What the treatment is for.
    Concern(Concern),
    /// The agent of the numbing cream.
    Numbing(Anaesthetic),
    /// A number of the numbing cream.
    NumbingNumber(Measure, f64),
    /// Prilocaine is mixed into the numbing cream.
    Prilocaine,
    /// Whether the numbing cream is covered.
    UnderWrap(bool),
    /// An ingredient class that is put on the open skin.
    AppliedClass(IngredientClass),
    /// Something that is no ingredient and is put on the open skin.
    Applied(Applied),
    /// The day of the person's event.
    Event(Date),
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
    /// Worse than the day before.
    Worse,
    /// A symptom that had faded and is back, with its grade.
    Returned(Symptom, Grade),
    /// A symptom that is stronger than at the last answer, with its grade.
    Risen(Symptom, Grade),
    /// A place that a check-in names.
    Place(Area),
    /// Whole hours since the treatment ended.
    Hours(i64),
    /// Something that nobody answered made the stricter choice.
    Unknown(Question),
}

impl Fact {
    /// Whether it is what a person told of how they are, and not who they are, what was done, or the hour.
    #[must_use]
    pub fn is_told(&self) -> bool {
        match self {
            Self::Symptom(..) | Self::Sign(_) | Self::TemperatureC(_) | Self::Worse => true,
            Self::Returned(..) | Self::Risen(..) | Self::Place(_) => true,
            Self::Condition(_) | Self::History(_) | Self::Medication(_) | Self::Stopped(..) => false,
            Self::Recent(..) | Self::Age(_) | Self::Concern(_) | Self::Numbing(_) => false,
            Self::NumbingNumber(..) | Self::Prilocaine | Self::UnderWrap(_) => false,
            Self::AppliedClass(_) | Self::Applied(_) | Self::Event(_) | Self::Allergy(_) => false,
            Self::DepthMm(_) | Self::Device(_) | Self::Setting(_) | Self::Area(_) => false,
            Self::SkinType(_) | Self::Pregnant(_) | Self::Breastfeeding(_) | Self::Done(..) => false,
            Self::Hours(_) | Self::Unknown(_) => false,
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Symptom(symptom, grade) => write!(f, "symptom:{symptom}={grade}"),
            Self::Sign(sign) => write!(f, "sign:{sign}"),
            Self::Condition(condition) => write!(f, "condition:{condition}"),
            Self::History(history) => write!(f, "history:{history}"),
            Self::Medication(medication) => write!(f, "medication:{medication}"),
            Self::Stopped(medication, on) => write!(f, "medication:{medication}@{on}"),
            Self::Recent(what, Some(on)) => write!(f, "recent:{what}@{on}"),
            Self::Recent(what, None) => write!(f, "recent:{what}"),
            Self::Age(years) => write!(f, "age={years}"),
            Self::Concern(concern) => write!(f, "concern:{concern}"),
            Self::Numbing(agent) => write!(f, "numbing={agent}"),
            Self::NumbingNumber(measure, number) => write!(f, "{measure}={number}"),
            Self::Prilocaine => f.write_str("prilocaine=true"),
            Self::UnderWrap(wrapped) => write!(f, "under_wrap={wrapped}"),
            Self::AppliedClass(class) => write!(f, "applied:{class}"),
            Self::Applied(what) => write!(f, "applied:{what}"),
            Self::Event(on) => write!(f, "event@{on}"),
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
            Self::Worse => f.write_str("trend=worse"),
            Self::Returned(symptom, grade) => write!(f, "returned:{symptom}={grade}"),
            Self::Risen(symptom, grade) => write!(f, "risen:{symptom}={grade}"),
            Self::Place(area) => write!(f, "where:{area}"),
            Self::Hours(hours) => write!(f, "hours={hours}"),
            Self::Unknown(question) => write!(f, "unknown:{question}"),
        }
    }
}

/// What a limit is about: the depth of the needles, or a number of the numbing cream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The needle depth in an area, in millimetres.
    Depth,
    /// The strength of the numbing cream in per cent.
    Percent,
    /// How long it stays on, in minutes.
    Minutes,
    /// The area it is put on, in square centimetres.
    AreaCm2,
    /// How much of it, in grams.
    Grams,
}

impl Measure {
    /// Every measure of a numbing cream.
    pub const NUMBING: [Self; 4] = [Self::Percent, Self::Minutes, Self::AreaCm2, Self::Grams];

    /// How questions and facts name it.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Depth => "depth_mm",
            Self::Percent => "numbing.percent",
            Self::Minutes => "numbing.minutes",
            Self::AreaCm2 => "numbing.area_cm2",
            Self::Grams => "numbing.grams",
        }
    }

    /// How protocol files and answers name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Depth => "depth",
            Self::Percent => "percent",
            Self::Minutes => "minutes",
            Self::AreaCm2 => "area_cm2",
            Self::Grams => "grams",
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
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
    /// A procedure or exposure of the area.
    Recent(Recent),
    /// Which kind of procedure it was.
    Kind(Recent),
    /// When the appointment is.
    Planned,
    /// The person's age.
    Born,
    /// What the treatment is for.
    Concern,
    /// Whether a numbing cream is used, and which.
    Numbing,
    /// A number of the numbing cream.
    NumbingNumber(Measure),
    /// Whether prilocaine is mixed into the numbing cream.
    Prilocaine,
    /// Whether the numbing cream is covered.
    UnderWrap,
    /// What is put on the open skin.
    Applied,
    /// The body temperature, now.
    Temperature,
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
            Self::Recent(word) => ("recent", word.id()),
            Self::Kind(_)
            | Self::Temperature
            | Self::Planned
            | Self::Born
            | Self::Concern
            | Self::Numbing
            | Self::NumbingNumber(_)
            | Self::Prilocaine
            | Self::UnderWrap
            | Self::Applied
            | Self::Ended
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

impl Question {
    /// How it is written, where it asks about a word of the vocabulary: `sign:pus`.
    #[must_use]
    pub fn tagged(self) -> Option<&'static str> {
        Some(match self {
            Self::Condition(word) => word.tagged(),
            Self::History(word) => word.tagged(),
            Self::Medication(word) => word.tagged(),
            Self::Allergy(word) => word.tagged(),
            Self::Symptom(word) => word.tagged(),
            Self::Sign(word) => word.tagged(),
            Self::Recent(word) => word.tagged(),
            _ => return None,
        })
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = self.tagged() {
            return f.write_str(text);
        }
        f.write_str(match self {
            Self::Kind(word) => return write!(f, "kind:{word}"),
            Self::NumbingNumber(measure) => measure.id(),
            Self::Temperature => "temperature_c",
            Self::Planned => "planned",
            Self::Born => "born",
            Self::Concern => "concern",
            Self::Numbing => "numbing",
            Self::Prilocaine => "prilocaine",
            Self::UnderWrap => "under_wrap",
            Self::Applied => "applied",
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
            | Self::Sign(_)
            | Self::Recent(_) => "ended",
        })
    }
}
