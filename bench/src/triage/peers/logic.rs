//! The rules and the inputs in a form that every engine's language can be written from.

use afterglow_core::protocol::condition::Test;
use afterglow_core::protocol::{Group, Key, Triage};
use afterglow_core::set::Set;
use afterglow_core::vocabulary::{
    Allergy, Anaesthetic, Area, Condition, Device, Grade, History, Medication, Setting, SkinType, Symptom,
    Word,
};
use serde_json::{Value, json};

use crate::triage::input::{Input, Person};

/// A value of an input: its group, and its name there.
#[derive(Clone, Copy)]
pub(super) struct Field(pub(super) &'static str, pub(super) &'static str);

impl Field {
    /// As one name: `sign_mouth_swelling`.
    pub(super) fn name(self) -> String {
        format!("{}_{}", self.0, self.1).replace('-', "_")
    }
}

/// A condition.
pub(super) enum Logic {
    All(Vec<Logic>),
    Any(Vec<Logic>),
    /// A value that is true.
    Is(Field),
    /// A value that is not true.
    IsNot(Field),
    /// A value that is at least so large.
    AtLeast(Field, Value),
}

/// Kinds of words that stand in more than one group.
const ABOVE: &str = "above";
const RETURNED: &str = "returned";
const RISEN: &str = "risen";
const PLACE: &str = "place";
const AREA: &str = "area";
const DEVICE: &str = "device";
const SETTING: &str = "setting";
const SIGN: &str = "sign";
const GRADE: &str = "grade";
const SKIN_TYPE: &str = "skin_type";
const CONDITION: &str = "condition";
const HISTORY: &str = "history";
const MEDICATION: &str = "medication";
const ALLERGY: &str = "allergy";
const PREGNANT: &str = "pregnant";
const BREASTFEEDING: &str = "breastfeeding";
const NUMBING: &str = "numbing";
/// What is known at all, for rules that count it as yes where nobody said.
const KNOWN: &str = "known";
const SECONDS: Field = Field("now", "seconds");
const TEMPERATURE: Field = Field("now", "temperature");
const WORSE: Field = Field("trend", "worse");
const UNDER_WRAP: Field = Field("numbing", "under-wrap");

/// A rule of triage.
pub(super) fn rule(rule: &Triage) -> Logic {
    let mut needs: Vec<Logic> = rule.groups.iter().map(group).collect();
    if rule.from_h > 0 {
        needs.push(Logic::AtLeast(SECONDS, json!(i64::from(rule.from_h) * 3600)));
    }
    needs.extend(rule.when.tests().iter().map(|each| test(*each, &rule.counts)));
    only(needs, Logic::All)
}

fn group(group: &Group) -> Logic {
    let mut entries = words(SIGN, group.signs);
    let reached =
        |(symptom, from): &(Symptom, Grade)| Logic::AtLeast(Field(GRADE, symptom.id()), json!(from.index()));
    entries.extend(group.symptoms.iter().map(reached));
    entries.extend(group.temperature_c.map(|degrees| Logic::AtLeast(TEMPERATURE, json!(degrees))));
    entries.extend(group.worse.then_some(Logic::Is(WORSE)));
    entries.extend(words(ABOVE, group.above));
    entries.extend(words(RETURNED, group.returned));
    entries.extend(words(RISEN, group.risen));
    entries.extend(words(PLACE, group.places));
    only(entries, Logic::Any)
}

/// The key of a test in the files, and what meets it.
fn entries(test: Test) -> (&'static str, Vec<Logic>) {
    let answer = |key, yes| (key, vec![Logic::Is(Field(key, if yes { "yes" } else { "no" }))]);
    match test {
        Test::Device(devices) => (DEVICE, words(DEVICE, devices)),
        Test::Setting(settings) => (SETTING, words(SETTING, settings)),
        Test::Area(areas) => (AREA, words(AREA, areas)),
        Test::SkinType(types) => (SKIN_TYPE, words(SKIN_TYPE, types)),
        Test::Condition(conditions) => (CONDITION, words(CONDITION, conditions)),
        Test::History(history) => (HISTORY, words(HISTORY, history)),
        Test::Medication(medications) => (MEDICATION, words(MEDICATION, medications)),
        Test::Allergy(allergies) => (ALLERGY, words(ALLERGY, allergies)),
        Test::Numbing(agents) => (NUMBING, words(NUMBING, agents)),
        Test::UnderWrap(true) => ("under_wrap", vec![Logic::Is(UNDER_WRAP)]),
        Test::Pregnant(yes) => answer(PREGNANT, yes),
        Test::Breastfeeding(yes) => answer(BREASTFEEDING, yes),
        other => panic!("no rule of triage asked this before: {other}"),
    }
}

fn test(test: Test, counts: &[Key]) -> Logic {
    let (key, mut entries) = entries(test);
    if counts.iter().any(|counts| counts.name() == key) {
        entries.push(Logic::IsNot(Field(KNOWN, key)));
    }
    only(entries, Logic::Any)
}

fn words<W: Word>(group: &'static str, words: Set<W>) -> Vec<Logic> {
    words.iter().map(|word| Logic::Is(Field(group, word.id()))).collect()
}

/// A list of one is that one.
fn only(mut list: Vec<Logic>, all: impl Fn(Vec<Logic>) -> Logic) -> Logic {
    if list.len() == 1 { list.remove(0) } else { all(list) }
}

/// Every value of an input, those too that are false or nought.
pub(super) fn values(input: &Input) -> Vec<(Field, Value)> {
    let seen = &input.seen;
    let mut values = vec![
        (SECONDS, json!(seen.seconds)),
        (TEMPERATURE, json!(seen.temperature_c.unwrap_or(0.0))),
        (WORSE, json!(seen.worse)),
    ];
    for symptom in Symptom::ALL {
        values.push((Field(GRADE, symptom.id()), json!(seen.grades[symptom.index()].index())));
    }
    put(&mut values, SIGN, seen.signs);
    put(&mut values, ABOVE, seen.above);
    put(&mut values, RETURNED, seen.returned);
    put(&mut values, RISEN, seen.risen);
    put(&mut values, PLACE, seen.places);
    put_person(&mut values, &input.person);
    values
}

fn put_person(values: &mut Vec<(Field, Value)>, person: &Person) {
    put::<SkinType>(values, SKIN_TYPE, person.skin_type.into_iter().collect());
    put::<Condition>(values, CONDITION, person.conditions.unwrap_or_default());
    put::<History>(values, HISTORY, person.history.unwrap_or_default());
    put::<Medication>(values, MEDICATION, person.medications.unwrap_or_default());
    put::<Setting>(values, SETTING, person.setting.into_iter().collect());
    put::<Device>(values, DEVICE, person.device.into_iter().collect());
    put::<Area>(values, AREA, person.areas);
    let mut agents: Set<Anaesthetic> = Set::EMPTY;
    if let Some(numbing) = &person.numbing {
        agents.insert(numbing.agent);
        if numbing.prilocaine {
            agents.insert(Anaesthetic::Prilocaine);
        }
    }
    put(values, NUMBING, agents);
    values.push((UNDER_WRAP, json!(person.numbing.as_ref().is_some_and(|numbing| numbing.under_wrap))));
    put::<Allergy>(values, ALLERGY, person.allergies.unwrap_or_default());
    for (key, answer) in [(PREGNANT, person.pregnant), (BREASTFEEDING, person.breastfeeding)] {
        values.push((Field(key, "yes"), json!(answer == Some(true))));
        values.push((Field(key, "no"), json!(answer == Some(false))));
    }
    let known = [
        (SKIN_TYPE, person.skin_type.is_some()),
        (PREGNANT, person.pregnant.is_some()),
        (BREASTFEEDING, person.breastfeeding.is_some()),
        (CONDITION, person.conditions.is_some()),
        (HISTORY, person.history.is_some()),
        (ALLERGY, person.allergies.is_some()),
        (MEDICATION, person.medications.is_some()),
        (SETTING, person.setting.is_some()),
        (DEVICE, person.device.is_some()),
        (AREA, !person.areas.is_empty()),
        (NUMBING, person.numbing.is_some()),
        ("under_wrap", person.numbing.is_some()),
    ];
    values.extend(known.map(|(key, is_known)| (Field(KNOWN, key), json!(is_known))));
}

fn put<W: Word>(values: &mut Vec<(Field, Value)>, group: &'static str, words: Set<W>) {
    values.extend(W::ALL.iter().map(|word| (Field(group, word.id()), json!(words.contains(*word)))));
}

/// The logic in a language that writes its operators between what they join.
pub(super) fn infix(logic: &Logic, and: &str, or: &str, not: &str) -> String {
    let join = |list: &[Logic], between: &str| {
        let each: Vec<String> = list.iter().map(|logic| infix(logic, and, or, not)).collect();
        format!("({})", each.join(between))
    };
    match logic {
        Logic::All(list) => join(list, and),
        Logic::Any(list) => join(list, or),
        Logic::Is(field) => field.name(),
        Logic::IsNot(field) => format!("{not}{}", field.name()),
        Logic::AtLeast(field, least) => format!("{} >= {least}", field.name()),
    }
}
