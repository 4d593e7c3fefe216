//! The rules of triage of a checked protocol, and whom to call.

use std::fmt;

use super::condition::{Key, When};
use super::example::Example;
use super::rules::{Rule, Standing};
use crate::set::Set;
use crate::vocabulary::{Area, Grade, Level, Sign, Symptom};

/// A rule of triage: upward closed by its shape, since nothing in it can be met by less.
#[derive(Clone, Debug, PartialEq)]
pub struct Triage {
    /// The rule.
    pub rule: Rule,
    /// The level it gives.
    pub level: Level,
    /// Every group must be met.
    pub groups: Vec<Group>,
    /// Not before this hour; 0: at any.
    pub from_h: u32,
    /// For whom.
    pub when: When,
    /// Keys of `when` for which "nobody said" counts as yes.
    pub counts: Vec<Key>,
    /// First steps in order, as advice ids.
    pub first: Vec<String>,
    /// What else to do, as advice ids.
    pub advice: Vec<String>,
    /// What to look out for.
    pub watch: Vec<Standing>,
    /// Somebody to call beside those of the level.
    pub call: Option<Who>,
    /// Whoever treated may be the cause: somebody else is called.
    pub not_clinic: bool,
    /// The advice has a window that closes so many hours after the treatment.
    pub before_h: Option<u32>,
    /// Whether it belongs to the floor, which no protocol can lower.
    pub is_floor: bool,
    /// Examples.
    pub examples: Vec<Example>,
}

/// A group of a rule: one entry is enough to meet it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// One of these signs is there.
    pub signs: Set<Sign>,
    /// One of these symptoms is at least so strong.
    pub symptoms: Vec<(Symptom, Grade)>,
    /// At least this body temperature, in degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Worse than the day before.
    pub worse: bool,
    /// One of these is stronger than is ordinary at this hour or any later one.
    pub above: Set<Symptom>,
    /// One of these had faded and is back.
    pub returned: Set<Symptom>,
    /// One of these is stronger than at the last answer.
    pub risen: Set<Symptom>,
    /// One of these places, or a place in one of them, is named.
    pub places: Set<Area>,
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut entries: Vec<String> = self.signs.iter().map(|sign| sign.to_string()).collect();
        entries.extend(self.symptoms.iter().map(|(symptom, grade)| format!("{symptom} from {grade}")));
        entries.extend(self.temperature_c.map(|degrees| format!("{degrees:.1} C")));
        entries.extend(self.worse.then(|| "worse".to_owned()));
        entries.extend(self.above.iter().map(|symptom| format!("{symptom} above the ordinary")));
        entries.extend(self.returned.iter().map(|symptom| format!("{symptom} back")));
        entries.extend(self.risen.iter().map(|symptom| format!("{symptom} grown")));
        entries.extend(self.places.iter().map(|area| format!("at {area}")));
        f.write_str(&entries.join(" or "))
    }
}

impl fmt::Display for Triage {
    /// When it fires: "(pus or warmth from moderate) and (38.0 C), from 24 h, condition diabetes".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<String> = match self.groups.as_slice() {
            [only] => vec![only.to_string()],
            groups => groups.iter().map(|group| format!("({group})")).collect(),
        };
        f.write_str(&groups.join(" and "))?;
        if self.from_h > 0 {
            write!(f, ", from {} h", self.from_h)?;
        }
        if !self.when.tests().is_empty() {
            write!(f, ", for {}", self.when)?;
        }
        if !self.counts.is_empty() {
            let keys: Vec<&str> = self.counts.iter().map(|key| key.name()).collect();
            write!(f, " (nobody said counts for {})", keys.join(", "))?;
        }
        Ok(())
    }
}

/// Somebody to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The emergency number.
    Emergency,
    /// A crisis line.
    CrisisLine,
    /// Out-of-hours or urgent care.
    OutOfHours,
    /// A doctor.
    Doctor,
    /// A pharmacist.
    Pharmacist,
    /// Whoever treated.
    Clinic,
    /// Nobody, unless it gets worse.
    Nobody,
}

impl Who {
    /// Everybody.
    pub const ALL: [Self; 7] = [
        Self::Emergency,
        Self::CrisisLine,
        Self::OutOfHours,
        Self::Doctor,
        Self::Pharmacist,
        Self::Clinic,
        Self::Nobody,
    ];

    /// The id that files and answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::CrisisLine => "crisis-line",
            Self::OutOfHours => "out-of-hours",
            Self::Doctor => "doctor",
            Self::Pharmacist => "pharmacist",
            Self::Clinic => "clinic",
            Self::Nobody => "nobody",
        }
    }
}

/// How long a red flag stays until a clinician has seen it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latch {
    /// The rule; its id is `triage-latch`.
    pub rule: Rule,
    /// So many hours it keeps its own level.
    pub own_level_h: u32,
    /// Below this level it does not fall
    pub not_below: Level,
    /// for so many hours.
    pub not_below_h: u32,
}

/// After so long it is unlikely to come from the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// The rule; its id is `triage-late`.
    pub rule: Rule,
    /// After so many hours;
    pub after_h: u32,
    /// with one of the exceptions, after so many.
    pub except_h: u32,
    /// The exceptions.
    pub except: Vec<Standing>,
    /// The advice id that says so.
    pub advice: String,
}

/// Who is called first at which hour, when to look again, and the numbers of the countries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calling {
    /// A clinic is called first from this local hour on,
    pub clinic_from: u8,
    /// until this one.
    pub clinic_until: u8,
    /// Hours until the next check-in, by level.
    pub look_again_h: Vec<(Level, u32)>,
    /// What everybody looks out for.
    pub watch: Vec<Standing>,
    /// The countries, in the order of their codes.
    pub countries: Vec<Country>,
}

/// The numbers of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166, two letters.
    pub code: String,
    /// For an ambulance.
    pub emergency: String,
    /// A national medical line for when practices are closed.
    pub out_of_hours: Option<String>,
    /// A national crisis line that answers round the clock.
    pub crisis: Option<String>,
    /// Where the numbers were read.
    pub source: String,
    /// When, year and month.
    pub on: String,
    /// From memory: not looked up.
    pub unverified: bool,
}
