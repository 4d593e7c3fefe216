//! What is triaged: people and what they see, drawn at random from a fixed seed, so that every run draws the same.

use afterglow_core::case::Case;
use afterglow_core::protocol::Seen;
use afterglow_core::set::Set;
use afterglow_core::vocabulary::{
    Allergy, Anaesthetic, Area, Condition, Device, Grade, History, Medication, Setting, Sign, SkinType,
    Symptom, Word,
};
use fastrand::Rng;
use serde_json::{Value, json};

use crate::read;

/// How many are drawn.
const COUNT: usize = 200;
const SEED: u64 = 4;

/// A person and what they see.
pub(crate) struct Input {
    pub(crate) seen: Seen,
    #[cfg_attr(not(feature = "peers"), expect(dead_code, reason = "peers cannot read a case"))]
    pub(crate) person: Person,
    /// The same person as the engine reads them.
    pub(crate) case: Case,
}

/// What rules ask about a person and their treatment. `None` and no area: nobody said.
pub(crate) struct Person {
    pub(crate) skin_type: Option<SkinType>,
    pub(crate) pregnant: Option<bool>,
    pub(crate) breastfeeding: Option<bool>,
    pub(crate) allergies: Option<Set<Allergy>>,
    pub(crate) conditions: Option<Set<Condition>>,
    pub(crate) history: Option<Set<History>>,
    pub(crate) medications: Option<Set<Medication>>,
    pub(crate) setting: Option<Setting>,
    pub(crate) device: Option<Device>,
    pub(crate) areas: Set<Area>,
    pub(crate) numbing: Option<Numbing>,
}

/// A numbing cream.
pub(crate) struct Numbing {
    pub(crate) agent: Anaesthetic,
    pub(crate) prilocaine: bool,
    pub(crate) under_wrap: bool,
}

/// The inputs, the same in every run.
pub(crate) fn inputs() -> Vec<Input> {
    let mut random = Rng::with_seed(SEED);
    let input = |_| {
        let person = person(&mut random);
        Input { seen: seen(&mut random), case: read(&case(&person).to_string()), person }
    };
    (0..COUNT).map(input).collect()
}

fn person(random: &mut Rng) -> Person {
    let agents: Vec<Anaesthetic> =
        Anaesthetic::ALL.iter().copied().filter(|agent| *agent != Anaesthetic::None).collect();
    Person {
        skin_type: known(random, one),
        pregnant: known(random, Rng::bool),
        breastfeeding: known(random, Rng::bool),
        allergies: known(random, |random| some(random, 2)),
        conditions: known(random, |random| some(random, 2)),
        history: known(random, |random| some(random, 2)),
        medications: known(random, |random| some(random, 2)),
        setting: known(random, one),
        device: known(random, one),
        areas: known(random, |random| some(random, 3)).unwrap_or_default(),
        numbing: known(random, |random| {
            let agent = agents[random.usize(..agents.len())];
            Numbing {
                agent,
                prilocaine: agent == Anaesthetic::Prilocaine || random.bool(),
                under_wrap: random.bool(),
            }
        }),
    }
}

/// From hardly anything to much of everything.
fn seen(random: &mut Rng) -> Seen {
    let mut seen = Seen {
        signs: some(random, 4),
        seconds: if random.u8(..8) == 0 { i64::MAX } else { random.i64(0..5_000_000) },
        temperature_c: known(random, |random| 36.0 + f64::from(random.u8(..40)) / 10.0),
        places: some(random, 2),
        ..Seen::default()
    };
    for symptom in some::<Symptom>(random, 6).iter() {
        let grade = one::<Grade>(random);
        seen.grades[symptom.index()] = grade;
        if grade > Grade::None {
            let mut sometimes = |set: &mut Set<Symptom>| {
                if random.u8(..3) == 0 {
                    set.insert(symptom);
                }
            };
            sometimes(&mut seen.above);
            sometimes(&mut seen.returned);
            sometimes(&mut seen.risen);
        }
    }
    seen.worse = seen.signs.contains(Sign::Worsening);
    seen
}

/// The person as somebody would write them down.
fn case(person: &Person) -> Value {
    let ids = |ids: Vec<&str>| json!(ids);
    let medications = person
        .medications
        .map(|words| words.iter().map(|class| json!({ "class": class.id() })).collect::<Vec<Value>>());
    let mut about = json!({});
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            about[key] = value;
        }
    };
    put("skin_type", person.skin_type.map(|word| json!(word.id())));
    put("pregnant", person.pregnant.map(Value::from));
    put("breastfeeding", person.breastfeeding.map(Value::from));
    put("allergies", person.allergies.map(|words| ids(words.iter().map(Word::id).collect())));
    put("conditions", person.conditions.map(|words| ids(words.iter().map(Word::id).collect())));
    put("history", person.history.map(|words| ids(words.iter().map(Word::id).collect())));
    put("medications", medications.map(Value::from));
    let mut treatment = json!({ "ended": "2026-11-20T12:00:00+01:00[Europe/Berlin]" });
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            treatment[key] = value;
        }
    };
    put("setting", person.setting.map(|word| json!(word.id())));
    put("device", person.device.map(|word| json!(word.id())));
    let areas: Vec<Value> = person.areas.iter().map(|area| json!({ "area": area.id() })).collect();
    put("areas", (!areas.is_empty()).then(|| areas.into()));
    let numbing = person.numbing.as_ref().map(|numbing| {
        json!({
            "agent": numbing.agent.id(),
            "prilocaine": numbing.prilocaine,
            "under_wrap": numbing.under_wrap,
        })
    });
    put("numbing", numbing);
    json!({ "person": about, "treatment": treatment })
}

/// In two of three cases somebody said.
fn known<T>(random: &mut Rng, draw: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    (random.u8(..3) > 0).then(|| draw(random))
}

fn one<W: Word>(random: &mut Rng) -> W {
    W::ALL[random.usize(..W::ALL.len())]
}

/// Up to so many words.
fn some<W: Word>(random: &mut Rng, most: usize) -> Set<W> {
    (0..random.usize(..=most)).map(|_| one::<W>(random)).collect()
}
