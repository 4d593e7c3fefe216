//! Triage as bit tables.
//!
//! Number the rules. What a rule needs is put into slots: each group, its hour, each test of its `when`. For every fact
//! that can meet something a table holds the bits that it sets: in slot *s*, bit *r* stands for what rule *r* needs there.
//! A rule has fired when its bit is set in every slot. A slot that a rule does not use is set from the start.
//!
//! Facts only ever set bits, and a stronger fact sets all that a weaker one sets, so that no answer can be talked down:
//! the shape of the table is the proof.

use super::condition::{Key, Ternary, Test};
use super::triage::{Group, Triage};
use crate::case::Facts;
use crate::set::Set;
use crate::vocabulary::{
    Area, Condition, Device, Grade, History, Level, Medication, Setting, Sign, SkinType, Symptom, Word,
};

/// Sixty-four rules a word: so many rules at most.
const WORDS: usize = 4;
/// The most slots that a rule can use.
pub(crate) const SLOTS: usize = 8;
/// The most rules of a protocol and its floor together.
pub(crate) const MOST_RULES: usize = WORDS * 64;

/// One bit for every rule.
pub type Fired = [u64; WORDS];

/// One bit for every rule, in every slot.
pub(crate) type Bits = [Fired; SLOTS];

const NOTHING: Bits = [[0; WORDS]; SLOTS];

/// What a check-in says that rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The grade of every symptom above what was there before; none where nobody answered.
    pub grades: [Grade; 16],
    /// The signs that are there.
    pub signs: Set<Sign>,
    /// Whole seconds since the treatment ended; the largest number where nobody said when.
    pub seconds: i64,
    /// Body temperature in degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Worse than the day before.
    pub worse: bool,
    /// Symptoms that are stronger than is ordinary at this hour or any later one.
    pub above: Set<Symptom>,
    /// Symptoms that had faded and are back.
    pub returned: Set<Symptom>,
    /// Symptoms that are stronger than at the last answer.
    pub risen: Set<Symptom>,
    /// Every place that is named, with the places that it lies in.
    pub places: Set<Area>,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            grades: [Grade::None; 16],
            signs: Set::EMPTY,
            seconds: 0,
            temperature_c: None,
            worse: false,
            above: Set::EMPTY,
            returned: Set::EMPTY,
            risen: Set::EMPTY,
            places: Set::EMPTY,
        }
    }
}

/// A table of bits for every word of a vocabulary table.
#[derive(Clone, Debug)]
struct ByWord(Vec<Bits>);

/// The compiled rules.
#[derive(Clone, Debug)]
pub struct Table {
    /// Slots that a rule does not use.
    start: Bits,
    /// The same, and every slot of a `when` set: what is left when nobody is asked about the person.
    start_for_anyone: Bits,
    used: usize,
    signs: ByWord,
    /// For every symptom four grades, each with all that weaker ones set.
    symptoms: Vec<[Bits; 4]>,
    above: ByWord,
    returned: ByWord,
    risen: ByWord,
    places: ByWord,
    worse: Bits,
    /// Thresholds rising.
    temperatures: Vec<(f64, Bits)>,
    /// Thresholds in seconds, rising.
    hours: Vec<(i64, Bits)>,
    person: Person,
    /// The rules of each level.
    levels: [Fired; 4],
}

/// What the facts about a person set.
#[derive(Clone, Debug)]
struct Person {
    conditions: ByWord,
    history: ByWord,
    medications: ByWord,
    skin_types: ByWord,
    devices: ByWord,
    settings: ByWord,
    areas: ByWord,
    /// Tests of other kinds, and tests for which "nobody said" counts as yes.
    others: Vec<(Test, bool, Bits)>,
}

impl Table {
    /// Compiles rules. More than [`MOST_RULES`] rules or [`SLOTS`] slots are refused by the loader beforehand.
    pub(crate) fn new(rules: &[Triage]) -> Self {
        let mut table = Self {
            start: NOTHING,
            start_for_anyone: NOTHING,
            used: 1,
            signs: ByWord::new::<Sign>(),
            symptoms: vec![[NOTHING; 4]; Symptom::ALL.len()],
            above: ByWord::new::<Symptom>(),
            returned: ByWord::new::<Symptom>(),
            risen: ByWord::new::<Symptom>(),
            places: ByWord::new::<Area>(),
            worse: NOTHING,
            temperatures: Vec::new(),
            hours: Vec::new(),
            person: Person::new(),
            levels: [[0; WORDS]; 4],
        };
        for (number, rule) in rules.iter().enumerate() {
            table.add(number, rule);
        }
        table.temperatures.sort_by(|one, other| one.0.total_cmp(&other.0));
        table.hours.sort_by_key(|(seconds, _)| *seconds);
        table
    }

    fn add(&mut self, number: usize, rule: &Triage) {
        let mut slot = 0;
        for group in &rule.groups {
            self.add_group(number, slot, group);
            slot += 1;
        }
        if rule.from_h > 0 {
            let seconds = i64::from(rule.from_h) * 3600;
            set_at(&mut self.hours, seconds, slot, number);
            slot += 1;
        }
        for test in rule.when.tests() {
            self.person.add(*test, counts(&rule.counts, *test), slot, number);
            set(&mut self.start_for_anyone, slot, number);
            slot += 1;
        }
        for unused in slot..SLOTS {
            set(&mut self.start, unused, number);
            set(&mut self.start_for_anyone, unused, number);
        }
        self.used = self.used.max(slot);
        if let Some(level) = self.levels.get_mut(rule.level.index()) {
            set_bit(level, number);
        }
    }

    fn add_group(&mut self, number: usize, slot: usize, group: &Group) {
        group.signs.iter().for_each(|sign| self.signs.set(sign, slot, number));
        for (symptom, from) in &group.symptoms {
            let grades = self.symptoms.get_mut(symptom.index());
            let reached = grades.into_iter().flatten().skip(from.index());
            reached.for_each(|bits| set(bits, slot, number));
        }
        if let Some(degrees) = group.temperature_c {
            set_at(&mut self.temperatures, degrees, slot, number);
        }
        if group.worse {
            set(&mut self.worse, slot, number);
        }
        group.above.iter().for_each(|symptom| self.above.set(symptom, slot, number));
        group.returned.iter().for_each(|symptom| self.returned.set(symptom, slot, number));
        group.risen.iter().for_each(|symptom| self.risen.set(symptom, slot, number));
        group.places.iter().for_each(|place| self.places.set(place, slot, number));
    }

    /// The rules that fire.
    #[must_use]
    pub fn fired(&self, seen: &Seen, facts: &Facts) -> Fired {
        self.in_every_slot(&self.met(seen, facts))
    }

    /// What is met of every rule.
    pub(crate) fn met(&self, seen: &Seen, facts: &Facts) -> Bits {
        let mut met = self.start;
        self.look(seen, &mut met);
        self.person.look(facts, self.used, &mut met);
        met
    }

    /// The rules of which more is met than before.
    pub(crate) fn nearer(&self, before: &Bits, now: &Bits) -> Fired {
        let mut nearer = [0; WORDS];
        for (before, now) in before.iter().zip(now).take(self.used) {
            for ((nearer, before), now) in nearer.iter_mut().zip(before).zip(now) {
                *nearer |= now & !before;
            }
        }
        nearer
    }

    /// The rules that fire, or would for some other person.
    pub(crate) fn fired_for_anyone(&self, seen: &Seen) -> Fired {
        let mut met = self.start_for_anyone;
        self.look(seen, &mut met);
        self.in_every_slot(&met)
    }

    /// What a sign meets by itself.
    pub(crate) fn met_by_sign(&self, sign: Sign) -> Bits {
        let mut met = NOTHING;
        self.signs.look([sign].into_iter().collect(), self.used, &mut met);
        if sign == Sign::Worsening {
            or(&mut met, &self.worse, self.used);
        }
        met
    }

    /// What a symptom meets by itself, as strong as can be.
    pub(crate) fn met_by_symptom(&self, symptom: Symptom, is_above: bool) -> Bits {
        let severe = self.symptoms.get(symptom.index()).and_then(|grades| grades.last());
        let mut met = severe.copied().unwrap_or(NOTHING);
        if is_above {
            self.above.look([symptom].into_iter().collect(), self.used, &mut met);
        }
        met
    }

    /// What a temperature meets by itself, as high as can be.
    pub(crate) fn met_by_fever(&self) -> Bits {
        let mut met = NOTHING;
        self.temperatures.iter().for_each(|(_, bits)| or(&mut met, bits, self.used));
        met
    }

    /// What two answers meet together.
    pub(crate) fn both(&self, mut one: Bits, other: &Bits) -> Bits {
        or(&mut one, other, self.used);
        one
    }

    /// Adds what a check-in meets.
    fn look(&self, seen: &Seen, met: &mut Bits) {
        let used = self.used;
        for (grade, table) in seen.grades.iter().zip(&self.symptoms) {
            if let Some(bits) = table.get(grade.index()).filter(|_| *grade > Grade::None) {
                or(met, bits, used);
            }
        }
        self.signs.look(seen.signs, used, met);
        self.above.look(seen.above, used, met);
        self.returned.look(seen.returned, used, met);
        self.risen.look(seen.risen, used, met);
        self.places.look(seen.places, used, met);
        if seen.worse {
            or(met, &self.worse, used);
        }
        let reached = self.hours.iter().take_while(|(from, _)| *from <= seen.seconds);
        reached.for_each(|(_, bits)| or(met, bits, used));
        if let Some(degrees) = seen.temperature_c {
            let reached = self.temperatures.iter().take_while(|(from, _)| *from <= degrees);
            reached.for_each(|(_, bits)| or(met, bits, used));
        }
    }

    pub(crate) fn in_every_slot(&self, met: &Bits) -> Fired {
        let mut fired = [u64::MAX; WORDS];
        for slot in met.iter().take(self.used) {
            fired.iter_mut().zip(slot).for_each(|(fired, met)| *fired &= met);
        }
        // Bits beyond the last rule are set nowhere but where nothing was ever set: the levels know the rules.
        for (word, fired) in fired.iter_mut().enumerate() {
            *fired &= self.levels.iter().fold(0, |all, level| all | level.get(word).copied().unwrap_or(0));
        }
        fired
    }

    /// The highest level among rules that fired; self-care if none did.
    #[must_use]
    pub fn level(&self, fired: &Fired) -> Level {
        let any = |level: &&Level| {
            let rules = self.levels.get(level.index());
            rules.is_some_and(|rules| rules.iter().zip(fired).any(|(rules, fired)| rules & fired != 0))
        };
        Level::ALL.iter().rev().find(any).copied().unwrap_or(Level::SelfCare)
    }

    /// The level that a sign gives alone, at a late hour, for a person with nothing else.
    pub(crate) fn alone(&self, sign: Sign, nobody: &Facts) -> Level {
        let seen = Seen {
            signs: [sign].into_iter().collect(),
            worse: sign == Sign::Worsening,
            seconds: i64::MAX,
            ..Seen::default()
        };
        self.level(&self.fired(&seen, nobody))
    }
}

/// The numbers of the rules that fired, in order.
pub fn numbers(fired: Fired) -> impl Iterator<Item = usize> {
    fired.into_iter().enumerate().flat_map(|(word, mut bits)| {
        std::iter::from_fn(move || {
            let next = bits.trailing_zeros();
            bits = bits.checked_sub(1).map(|less| bits & less)?;
            Some(word * 64 + usize::try_from(next).unwrap_or(0))
        })
    })
}

impl Person {
    fn new() -> Self {
        Self {
            conditions: ByWord::new::<Condition>(),
            history: ByWord::new::<History>(),
            medications: ByWord::new::<Medication>(),
            skin_types: ByWord::new::<SkinType>(),
            devices: ByWord::new::<Device>(),
            settings: ByWord::new::<Setting>(),
            areas: ByWord::new::<Area>(),
            others: Vec::new(),
        }
    }

    fn add(&mut self, test: Test, counts: bool, slot: usize, number: usize) {
        match test {
            Test::Condition(words) if !counts => self.conditions.set_all(words, slot, number),
            Test::History(words) if !counts => self.history.set_all(words, slot, number),
            Test::Medication(words) if !counts => self.medications.set_all(words, slot, number),
            Test::SkinType(words) if !counts => self.skin_types.set_all(words, slot, number),
            Test::Device(words) if !counts => self.devices.set_all(words, slot, number),
            Test::Setting(words) if !counts => self.settings.set_all(words, slot, number),
            Test::Area(words) if !counts => self.areas.set_all(words, slot, number),
            test => {
                let known = self.others.iter().position(|(known, also, _)| *known == test && *also == counts);
                let index = known.unwrap_or_else(|| {
                    self.others.push((test, counts, NOTHING));
                    self.others.len() - 1
                });
                if let Some((_, _, bits)) = self.others.get_mut(index) {
                    set(bits, slot, number);
                }
            }
        }
    }

    fn look(&self, facts: &Facts, used: usize, met: &mut Bits) {
        self.conditions.look(facts.conditions.yes(), used, met);
        self.history.look(facts.history.yes(), used, met);
        self.medications.look(facts.taking.yes(), used, met);
        self.skin_types.look_one(facts.skin_type, used, met);
        self.devices.look_one(facts.device, used, met);
        self.settings.look_one(facts.setting, used, met);
        self.areas.look(facts.areas, used, met);
        for (test, counts, bits) in &self.others {
            let holds = test.holds(facts);
            if holds == Ternary::Yes || (*counts && holds == Ternary::Unknown) {
                or(met, bits, used);
            }
        }
    }
}

impl ByWord {
    fn new<W: Word>() -> Self {
        Self(vec![NOTHING; W::ALL.len()])
    }

    fn set<W: Word>(&mut self, word: W, slot: usize, number: usize) {
        if let Some(bits) = self.0.get_mut(word.index()) {
            set(bits, slot, number);
        }
    }

    fn set_all<W: Word>(&mut self, words: Set<W>, slot: usize, number: usize) {
        words.iter().for_each(|word| self.set(word, slot, number));
    }

    fn look<W: Word>(&self, words: Set<W>, used: usize, met: &mut Bits) {
        words.indices().filter_map(|index| self.0.get(index)).for_each(|bits| or(met, bits, used));
    }

    fn look_one<W: Word>(&self, word: Option<W>, used: usize, met: &mut Bits) {
        word.and_then(|word| self.0.get(word.index())).into_iter().for_each(|bits| or(met, bits, used));
    }
}

fn counts(keys: &[Key], test: Test) -> bool {
    keys.contains(&test.key())
}

/// Sets a bit at a threshold; a threshold that is new begins empty. What lies below a value is met, too, since every
/// threshold that is reached is looked at.
fn set_at<T: PartialEq>(thresholds: &mut Vec<(T, Bits)>, value: T, slot: usize, number: usize) {
    match thresholds.iter_mut().find(|(known, _)| *known == value) {
        Some((_, bits)) => set(bits, slot, number),
        None => {
            let mut bits = NOTHING;
            set(&mut bits, slot, number);
            thresholds.push((value, bits));
        }
    }
}

fn set(bits: &mut Bits, slot: usize, number: usize) {
    if let Some(words) = bits.get_mut(slot) {
        set_bit(words, number);
    }
}

fn set_bit(words: &mut Fired, number: usize) {
    if let Some(word) = words.get_mut(number / 64) {
        *word |= 1 << (number % 64);
    }
}

fn or(met: &mut Bits, bits: &Bits, used: usize) {
    for (met, bits) in met.iter_mut().zip(bits).take(used) {
        met.iter_mut().zip(bits).for_each(|(met, bit)| *met |= bit);
    }
}
