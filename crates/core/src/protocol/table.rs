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

static NOTHING: Bits = [[0; WORDS]; SLOTS];

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
    /// Every temperature together.
    fever: Bits,
    /// The rules of each level.
    levels: [Fired; 4],
    /// Every rule.
    rules: Fired,
}

/// What the gravest answer to one question meets: one entry of a table, or two.
#[derive(Clone, Copy)]
pub(crate) struct Answer<'t>(&'t Bits, &'t Bits);

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
            fever: NOTHING,
            levels: [[0; WORDS]; 4],
            rules: [0; WORDS],
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
        set_bit(&mut self.rules, number);
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
            set(&mut self.fever, slot, number);
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

    /// The rules that fire, or would for some other person.
    pub(crate) fn fired_for_anyone(&self, seen: &Seen) -> Fired {
        let mut met = self.start_for_anyone;
        self.look(seen, &mut met);
        self.in_every_slot(&met)
    }

    /// A sign is there.
    pub(crate) fn sign(&self, sign: Sign) -> Answer<'_> {
        Answer(self.signs.of(sign), if sign == Sign::Worsening { &self.worse } else { &NOTHING })
    }

    /// A symptom is as strong as can be.
    pub(crate) fn severe(&self, symptom: Symptom, is_above: bool) -> Answer<'_> {
        let severe = self.symptoms.get(symptom.index()).and_then(|grades| grades.last());
        Answer(severe.unwrap_or(&NOTHING), if is_above { self.above.of(symptom) } else { &NOTHING })
    }

    /// A temperature is as high as can be.
    pub(crate) fn fever(&self) -> Answer<'_> {
        Answer(&self.fever, &NOTHING)
    }

    /// Adds an answer to what is met.
    pub(crate) fn add_answer(&self, met: &mut Bits, answer: Answer<'_>) {
        or(met, answer.0, self.used);
        or(met, answer.1, self.used);
    }

    /// The rules that fire with an answer, and those of which it meets more.
    pub(crate) fn with(&self, met: &Bits, answer: Answer<'_>) -> (Fired, Fired) {
        let (mut fired, mut nearer) = (self.rules, [0; WORDS]);
        for ((met, one), other) in met.iter().zip(answer.0).zip(answer.1).take(self.used) {
            let words = met.iter().zip(one).zip(other).zip(fired.iter_mut().zip(&mut nearer));
            for (((met, one), other), (fired, nearer)) in words {
                *fired &= met | one | other;
                *nearer |= (one | other) & !met;
            }
        }
        (fired, nearer)
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
        let mut fired = self.rules;
        for slot in met.iter().take(self.used) {
            fired.iter_mut().zip(slot).for_each(|(fired, met)| *fired &= met);
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

    /// The rules that give more than a level.
    pub(crate) fn above(&self, level: Level) -> Fired {
        let mut above = [0; WORDS];
        for rules in self.levels.iter().skip(level.index() + 1) {
            above.iter_mut().zip(rules).for_each(|(above, rules)| *above |= rules);
        }
        above
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
            // The tables know only what is there.
            test if counts => self.add_other(test, counts, slot, number),
            Test::Condition(words) => self.conditions.set_all(words, slot, number),
            Test::History(words) => self.history.set_all(words, slot, number),
            Test::Medication(words) => self.medications.set_all(words, slot, number),
            Test::SkinType(words) => self.skin_types.set_all(words, slot, number),
            Test::Device(words) => self.devices.set_all(words, slot, number),
            Test::Setting(words) => self.settings.set_all(words, slot, number),
            Test::Area(words) => self.areas.set_all(words, slot, number),
            test => self.add_other(test, counts, slot, number),
        }
    }

    fn add_other(&mut self, test: Test, counts: bool, slot: usize, number: usize) {
        let known = self.others.iter_mut().find(|(known, also, _)| *known == test && *also == counts);
        if let Some((_, _, bits)) = known {
            set(bits, slot, number);
        } else {
            let mut bits = NOTHING;
            set(&mut bits, slot, number);
            self.others.push((test, counts, bits));
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

    fn of<W: Word>(&self, word: W) -> &Bits {
        self.0.get(word.index()).unwrap_or(&NOTHING)
    }

    fn look<W: Word>(&self, words: Set<W>, used: usize, met: &mut Bits) {
        words.indices().filter_map(|index| self.0.get(index)).for_each(|bits| or(met, bits, used));
    }

    fn look_one<W: Word>(&self, word: Option<W>, used: usize, met: &mut Bits) {
        word.into_iter().for_each(|word| or(met, self.of(word), used));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Answers;
    use crate::protocol::Protocol;
    use crate::protocol::condition::When;
    use crate::protocol::example::ExampleFacts;
    use crate::vocabulary::Allergy;

    /// A rule that asks nothing.
    fn rule() -> Triage {
        let protocol = Protocol::builtin().unwrap_or_else(|problems| panic!("{problems:?}"));
        let any = protocol.triage().first().unwrap_or_else(|| panic!("a protocol without triage")).clone();
        Triage {
            level: Level::SameDay,
            groups: vec![],
            from_h: 0,
            when: When::default(),
            counts: vec![],
            ..any
        }
    }

    fn one<W: Word>(word: W) -> Set<W> {
        [word].into_iter().collect()
    }

    fn yes<W: Word>(word: W) -> Answers<W> {
        Answers::new(Some(one(word)), None)
    }

    fn fired(table: &Table, seen: &Seen, facts: &Facts) -> Vec<usize> {
        numbers(table.fired(seen, facts)).collect()
    }

    #[test]
    fn a_person_meets_what_they_have_and_silence_meets_only_what_counts() {
        let nobody = ExampleFacts::reference();
        let rows = [
            (
                Test::Condition(one(Condition::Eczema)),
                Facts { conditions: yes(Condition::Eczema), ..nobody.clone() },
            ),
            (
                Test::History(one(History::Fainting)),
                Facts { history: yes(History::Fainting), ..nobody.clone() },
            ),
            (
                Test::Medication(one(Medication::Anticoagulant)),
                Facts { taking: yes(Medication::Anticoagulant), ..nobody.clone() },
            ),
            (Test::SkinType(one(SkinType::VI)), Facts { skin_type: Some(SkinType::VI), ..nobody.clone() }),
            (Test::Device(one(Device::Roller)), Facts { device: Some(Device::Roller), ..nobody.clone() }),
            (Test::Setting(one(Setting::Home)), Facts { setting: Some(Setting::Home), ..nobody.clone() }),
            (Test::Area(one(Area::Neck)), Facts { areas: one(Area::Neck), ..nobody.clone() }),
            (Test::Allergy(one(Allergy::Latex)), Facts { allergies: yes(Allergy::Latex), ..nobody.clone() }),
            (Test::Pregnant(true), Facts { pregnant: Some(true), ..nobody.clone() }),
        ];
        // Each test in four rules: twice as it is, twice with silence counting.
        let tests: Vec<(Test, bool)> = rows
            .iter()
            .flat_map(|(test, _)| [false, true, false, true].map(|counts| (*test, counts)))
            .collect();
        let rules: Vec<Triage> = tests
            .iter()
            .map(|(test, counts)| Triage {
                when: When::new(vec![*test]),
                counts: if *counts { vec![test.key()] } else { vec![] },
                ..rule()
            })
            .collect();
        let table = Table::new(&rules);
        let people = rows.iter().map(|(_, facts)| facts.clone()).chain([nobody, Facts::default()]);
        for facts in people {
            let meant = tests.iter().enumerate().filter(|(_, (test, counts))| match test.holds(&facts) {
                Ternary::Yes => true,
                Ternary::Unknown => *counts,
                Ternary::No => false,
            });
            let meant: Vec<usize> = meant.map(|(number, _)| number).collect();
            assert_eq!(fired(&table, &Seen::default(), &facts), meant, "{facts:?}");
        }
    }

    /// Rules with these groups, all of which must be met.
    fn with_groups(groups: Vec<Vec<Group>>) -> Table {
        let rules: Vec<Triage> = groups.into_iter().map(|groups| Triage { groups, ..rule() }).collect();
        Table::new(&rules)
    }

    #[test]
    fn an_answer_fires_what_it_completes_and_comes_nearer_only_to_what_lacked_it() {
        let sign = |sign: Sign| Group { signs: one(sign), ..Group::default() };
        let table = with_groups(vec![
            vec![sign(Sign::Pus), sign(Sign::RedStreaks)],
            vec![sign(Sign::Pus)],
            vec![sign(Sign::RedStreaks), sign(Sign::Hives)],
            vec![Group { worse: true, ..sign(Sign::Worsening) }],
            vec![Group { symptoms: vec![(Symptom::Warmth, Grade::Moderate)], ..Group::default() }],
            vec![Group { above: one(Symptom::Warmth), ..Group::default() }],
            vec![Group { temperature_c: Some(39.0), ..Group::default() }],
        ]);
        let seen = Seen { signs: one(Sign::Pus), ..Seen::default() };
        let met = table.met(&seen, &Facts::default());
        for (answer, fires, nearer) in [
            (table.sign(Sign::Pus), vec![1], vec![]),
            (table.sign(Sign::RedStreaks), vec![0, 1], vec![0, 2]),
            (table.sign(Sign::Hives), vec![1], vec![2]),
            (table.sign(Sign::Worsening), vec![1, 3], vec![3]),
            (table.severe(Symptom::Warmth, false), vec![1, 4], vec![4]),
            (table.severe(Symptom::Warmth, true), vec![1, 4, 5], vec![4, 5]),
            (table.fever(), vec![1, 6], vec![6]),
        ] {
            let (fired, near) = table.with(&met, answer);
            assert_eq!(numbers(fired).collect::<Vec<_>>(), fires);
            assert_eq!(numbers(near).collect::<Vec<_>>(), nearer);
            let mut all = met;
            table.add_answer(&mut all, answer);
            assert_eq!(table.in_every_slot(&all), fired);
        }
    }

    #[test]
    fn the_rules_above_a_level_are_those_that_give_more() {
        let rules =
            [Level::ContactClinic, Level::SameDay, Level::Emergency].map(|level| Triage { level, ..rule() });
        let table = Table::new(&rules);
        let above = |level| numbers(table.above(level)).collect::<Vec<_>>();
        assert_eq!(above(Level::SelfCare), vec![0, 1, 2]);
        assert_eq!(above(Level::ContactClinic), vec![1, 2]);
        assert_eq!(above(Level::Emergency), Vec::<usize>::new());
    }

    #[test]
    fn a_sign_alone_is_judged_late_and_getting_worse_is_one_of_them() {
        let late = |group| Triage { groups: vec![group], from_h: 100, ..rule() };
        let table = Table::new(&[
            late(Group { worse: true, ..Group::default() }),
            late(Group { signs: one(Sign::Pus), ..Group::default() }),
        ]);
        let alone = |sign| table.alone(sign, &ExampleFacts::reference());
        assert_eq!(alone(Sign::Worsening), Level::SameDay);
        assert_eq!(alone(Sign::Pus), Level::SameDay);
        assert_eq!(alone(Sign::Hives), Level::SelfCare);
    }
}
