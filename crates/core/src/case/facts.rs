//! What rules ask about: answers with three states, never "no" where nobody asked.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Born;
use crate::set::Set;
use crate::vocabulary::{
    self, Activity, Allergy, Anaesthetic, Applied, Area, Concern, Condition, Device, Grade, History,
    Improvement, IngredientClass, Medication as MedicationClass, Recent, RecentKind, SeenBy, Setting, Sign,
    SkinType, Symptom, Trend, Word,
};

/// Yes, no, or not asked, for every word of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answers<W: Word> {
    yes: Set<W>,
    asked: Set<W>,
}

impl<W: Word> Default for Answers<W> {
    fn default() -> Self {
        Self { yes: Set::EMPTY, asked: Set::EMPTY }
    }
}

impl<W: Word> Answers<W> {
    /// `yes`: the given list; `asked`: what the question was limited to, if it was.
    pub(crate) fn new(yes: Option<Set<W>>, asked: Option<Set<W>>) -> Self {
        let given = yes.unwrap_or_default();
        let asked = match (yes, asked) {
            (_, Some(asked)) => asked.union(given),
            (Some(_), None) => vocabulary::all(),
            (None, None) => Set::EMPTY,
        };
        Self { yes: given, asked }
    }

    /// `Some(true)`: yes; `Some(false)`: asked and not so; `None`: not asked.
    #[must_use]
    pub fn get(self, word: W) -> Option<bool> {
        self.asked.contains(word).then(|| self.yes.contains(word))
    }

    /// What was answered with yes.
    #[must_use]
    pub fn yes(self) -> Set<W> {
        self.yes
    }

    /// What was asked.
    #[must_use]
    pub fn asked(self) -> Set<W> {
        self.asked
    }
}

/// What rules know about the person and the treatment.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub(crate) born: Option<Born>,
    pub(crate) age: Option<i16>,
    pub(crate) skin_type: Option<SkinType>,
    pub(crate) pregnant: Option<bool>,
    pub(crate) breastfeeding: Option<bool>,
    pub(crate) conditions: Answers<Condition>,
    pub(crate) history: Answers<History>,
    pub(crate) allergies: Answers<Allergy>,
    pub(crate) taking: Answers<MedicationClass>,
    pub(crate) medications: Vec<Medication>,
    pub(crate) recent: Vec<RecentEvent>,
    pub(crate) asked_recent: Set<Recent>,
    pub(crate) setting: Option<Setting>,
    pub(crate) device: Option<Device>,
    pub(crate) areas: Set<Area>,
    pub(crate) depths: Vec<(Area, Option<f64>)>,
    pub(crate) concerns: Set<Concern>,
    pub(crate) numbing: Option<Numbing>,
    pub(crate) applied_classes: Answers<IngredientClass>,
    pub(crate) applied_also: Answers<Applied>,
}

impl Facts {
    /// The person's birth, if known.
    #[must_use]
    pub fn born(&self) -> Option<Born> {
        self.born
    }

    /// The age in full years on the day of the treatment; with a year of birth alone the youngest it can be.
    #[must_use]
    pub fn age(&self) -> Option<i16> {
        self.age
    }

    /// The person's skin type, if known.
    #[must_use]
    pub fn skin_type(&self) -> Option<SkinType> {
        self.skin_type
    }

    /// The device, if known.
    #[must_use]
    pub fn device(&self) -> Option<Device> {
        self.device
    }

    /// Who treats, if known.
    #[must_use]
    pub fn setting(&self) -> Option<Setting> {
        self.setting
    }

    /// Every treated area with its depth in millimetres, if known.
    #[must_use]
    pub fn depths(&self) -> &[(Area, Option<f64>)] {
        &self.depths
    }

    /// The deepest known depth in millimetres.
    #[must_use]
    pub fn deepest_mm(&self) -> Option<f64> {
        self.depths.iter().filter_map(|(_, depth)| *depth).max_by(f64::total_cmp)
    }

    /// Whether every treated area's depth is known, and there is at least one.
    #[must_use]
    pub fn depth_is_known(&self) -> bool {
        !self.depths.is_empty() && self.depths.iter().all(|(_, depth)| depth.is_some())
    }

    /// Medicines, taken now or until a day.
    #[must_use]
    pub fn medications(&self) -> &[Medication] {
        &self.medications
    }

    /// Recent procedures and exposures of the area, and which of them were asked.
    #[must_use]
    pub fn recent(&self) -> (&[RecentEvent], Set<Recent>) {
        (&self.recent, self.asked_recent)
    }

    /// The numbing cream, if one is known of.
    #[must_use]
    pub fn numbing(&self) -> Option<&Numbing> {
        self.numbing.as_ref()
    }

    /// What was, or is to be, put on the open skin: ingredient classes, and what is no ingredient.
    #[must_use]
    pub fn applied(&self) -> (Answers<IngredientClass>, Answers<Applied>) {
        (self.applied_classes, self.applied_also)
    }

    /// What the treatment is for.
    #[must_use]
    pub fn concerns(&self) -> Set<Concern> {
        self.concerns
    }
}

/// A medicine, taken now or until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Medication {
    /// Its class.
    pub class: MedicationClass,
    /// The last day it was taken; `None`: still taking it.
    pub last_taken: Option<Date>,
}

/// A recent procedure or exposure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecentEvent {
    /// What.
    pub what: Recent,
    /// When.
    pub on: Option<Date>,
    /// Which kind, if known.
    pub kind: Option<RecentKind>,
    /// Where, if known.
    pub area: Option<Area>,
}

/// A numbing cream and how it was used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbing {
    /// Its active substance.
    pub agent: Anaesthetic,
    /// Whether prilocaine is mixed in.
    pub prilocaine: Option<bool>,
    /// Strength in per cent.
    pub percent: Option<f64>,
    /// How long it stayed on.
    pub minutes: Option<f64>,
    /// Whether it was covered.
    pub under_wrap: Option<bool>,
    /// The area in square centimetres.
    pub area_cm2: Option<f64>,
    /// How much, in grams.
    pub grams: Option<f64>,
}

impl Numbing {
    /// No numbing cream.
    #[must_use]
    pub fn none() -> Self {
        Self {
            agent: Anaesthetic::None,
            prilocaine: None,
            percent: None,
            minutes: None,
            under_wrap: None,
            area_cm2: None,
            grams: None,
        }
    }
}

/// Whom the person can call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    pub(crate) clinic: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) hours: Option<String>,
    pub(crate) country: Option<String>,
}

impl Contacts {
    /// The clinic's name.
    #[must_use]
    pub fn clinic(&self) -> Option<&str> {
        self.clinic.as_deref()
    }

    /// The clinic's number.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        self.phone.as_deref()
    }

    /// When the clinic answers.
    #[must_use]
    pub fn hours(&self) -> Option<&str> {
        self.hours.as_deref()
    }

    /// ISO 3166 country code.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }
}

/// A symptom as it was answered: the grade, and the grade above what was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graded {
    /// The symptom.
    pub symptom: Symptom,
    /// What the person said.
    pub grade: Grade,
    /// The grade that counts: `none` where it is no stronger than before the treatment.
    pub counts: Grade,
}

/// What the person saw at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckIn {
    pub(crate) at: Timestamp,
    pub(crate) symptoms: Vec<Graded>,
    pub(crate) signs: Answers<Sign>,
    pub(crate) areas: Set<Area>,
    pub(crate) temperature_c: Option<f64>,
    pub(crate) trend: Option<Trend>,
    pub(crate) improvement: Option<Improvement>,
}

impl CheckIn {
    /// When.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The answer for a symptom, if it was answered.
    #[must_use]
    pub fn symptom(&self, symptom: Symptom) -> Option<Graded> {
        self.symptoms.iter().copied().find(|graded| graded.symptom == symptom)
    }

    /// Every answered symptom.
    #[must_use]
    pub fn symptoms(&self) -> &[Graded] {
        &self.symptoms
    }

    /// The signs.
    #[must_use]
    pub fn signs(&self) -> Answers<Sign> {
        self.signs
    }

    /// Body temperature in degrees Celsius.
    #[must_use]
    pub fn temperature_c(&self) -> Option<f64> {
        self.temperature_c
    }

    /// Compared with the day before.
    #[must_use]
    pub fn trend(&self) -> Option<Trend> {
        self.trend
    }

    /// Compared with the time before the first session.
    #[must_use]
    pub fn improvement(&self) -> Option<Improvement> {
        self.improvement
    }

    /// Where on the body; empty if not said.
    #[must_use]
    pub fn areas(&self) -> Set<Area> {
        self.areas
    }
}

/// A clinician looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: SeenBy,
    /// The signs that this settles.
    pub closes_signs: Set<Sign>,
    /// The symptoms that this settles.
    pub closes_symptoms: Set<Symptom>,
}

/// The person did something, or had it done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// What.
    pub what: Activity,
    /// When.
    pub at: Timestamp,
}

/// A day that the skin is to be ready for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub on: Date,
    /// The person's name for it.
    pub what: Option<String>,
}

/// What a session costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// For one session.
    pub per_session: f64,
    /// ISO 4217 code.
    pub currency: String,
}
