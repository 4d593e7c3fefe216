//! Which rules speak of which word of the vocabulary.

use std::collections::{BTreeMap, BTreeSet};

use super::condition::{Test, When};
use super::{Adjust, Gate, GateKind, Group, Hold, Protocol, Says, Standing, Within};
use crate::set::Set;
use crate::vocabulary::{Sign, Table, Word};

/// A word of the vocabulary and the rules that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use<'p> {
    /// Its table.
    pub table: Table,
    /// Its id.
    pub id: &'static str,
    /// The rules, in the order of the protocol.
    pub rules: Vec<&'p str>,
}

/// The tables whose words rules are about. The others are scales and answers: grades, levels, verdicts, trends.
const TABLES: [Table; 18] = [
    Table::Condition,
    Table::History,
    Table::Medication,
    Table::Allergy,
    Table::Recent,
    Table::RecentKind,
    Table::SkinType,
    Table::Area,
    Table::Concern,
    Table::Device,
    Table::Setting,
    Table::Anaesthetic,
    Table::Applied,
    Table::IngredientClass,
    Table::Role,
    Table::Activity,
    Table::Symptom,
    Table::Sign,
];

/// Every word that rules are about, in the order of the vocabulary, with the rules that name it.
#[must_use]
pub fn usage(protocol: &Protocol) -> Vec<Use<'_>> {
    let mut named = Named::default();
    protocol.gates().iter().for_each(|gate| named.gate(gate));
    for care in protocol.care() {
        named.when(&care.rule.id, &care.when);
        care.adjust.iter().for_each(|(when, _)| named.when(&care.rule.id, when));
    }
    for expectation in protocol.expectations() {
        named.word(&expectation.rule.id, expectation.symptom);
        expectation.courses.iter().for_each(|course| named.when(&expectation.rule.id, &course.when));
    }
    for screen in protocol.screens() {
        named.when(&screen.rule.id, &screen.when);
        screen.within.into_iter().for_each(|within| named.within(&screen.rule.id, within));
    }
    for limit in protocol.limits() {
        named.words(&limit.rule.id, limit.areas);
        named.when(&limit.rule.id, &limit.when);
    }
    protocol.steps().iter().for_each(|step| named.when(&step.rule.id, &step.when));
    for task in protocol.tasks() {
        named.when(&task.rule.id, &task.when);
        task.adjust.iter().for_each(|(when, _)| named.when(&task.rule.id, when));
        task.activity.into_iter().for_each(|activity| named.word(&task.rule.id, activity));
    }
    protocol.series().iter().for_each(|series| named.word(&series.rule.id, series.concern));
    protocol.lines().iter().for_each(|line| named.when(&line.rule.id, &line.when));
    for ingredient in protocol.ingredients() {
        let id = ingredient.rule.id.as_str();
        named.words(id, ingredient.classes);
        named.words(id, ingredient.roles);
        named.when(id, &ingredient.when);
        if let Says::Opens { gate, .. } = ingredient.says {
            named.word(id, gate);
        }
    }
    for triage in protocol.triage() {
        named.when(&triage.rule.id, &triage.when);
        triage.groups.iter().for_each(|group| named.group(&triage.rule.id, group));
    }
    let order: Vec<&str> = protocol.rules().map(|rule| rule.id.as_str()).collect();
    let words = TABLES.iter().flat_map(|table| table.ids().into_iter().map(move |id| (*table, id)));
    let uses = words.map(|(table, id)| {
        let rules = named.0.get(&(table, id));
        let rules = order.iter().filter(|rule| rules.is_some_and(|rules| rules.contains(*rule)));
        Use { table, id, rules: rules.copied().collect() }
    });
    uses.collect()
}

/// Words with the rules that name them.
#[derive(Default)]
struct Named<'p>(BTreeMap<(Table, &'static str), BTreeSet<&'p str>>);

impl<'p> Named<'p> {
    fn word<W: Word>(&mut self, rule: &'p str, word: W) {
        self.0.entry((W::TABLE, word.id())).or_default().insert(rule);
    }

    fn words<W: Word>(&mut self, rule: &'p str, words: Set<W>) {
        words.iter().for_each(|word| self.word(rule, word));
    }

    fn when(&mut self, rule: &'p str, when: &When) {
        for test in when.tests() {
            match *test {
                Test::Device(words) => self.words(rule, words),
                Test::Setting(words) => self.words(rule, words),
                Test::Area(words) => self.words(rule, words),
                Test::SkinType(words) => self.words(rule, words),
                Test::Condition(words) => self.words(rule, words),
                Test::History(words) => self.words(rule, words),
                Test::Medication(words) => self.words(rule, words),
                Test::Allergy(words) => self.words(rule, words),
                Test::Concern(words) => self.words(rule, words),
                Test::Numbing(words) => self.words(rule, words),
                Test::Applied(classes, others) => {
                    self.words(rule, classes);
                    self.words(rule, others);
                }
                Test::DepthOver(_)
                | Test::DepthTo(_)
                | Test::Pregnant(_)
                | Test::Breastfeeding(_)
                | Test::AgeUnder(_)
                | Test::UnderWrap(_) => {}
            }
        }
    }

    fn group(&mut self, rule: &'p str, group: &Group) {
        self.words(rule, group.signs);
        group.symptoms.iter().for_each(|(symptom, _)| self.word(rule, *symptom));
        self.words(rule, group.above.union(group.returned).union(group.risen));
        self.words(rule, group.places);
        if group.worse {
            self.word(rule, Sign::Worsening);
        }
    }

    fn within(&mut self, rule: &'p str, within: Within) {
        match within {
            Within::Recent { what, kinds, .. } => {
                self.words(rule, what);
                self.words(rule, kinds.unwrap_or_default());
            }
            Within::Stopped { what, .. } => self.words(rule, what),
            Within::BeforeEvent { .. } => {}
        }
    }

    fn gate(&mut self, gate: &'p Gate) {
        let id = gate.rule.id.as_str();
        self.word(id, gate.activity);
        for hold in &gate.holds {
            match *hold {
                Hold::Symptom(symptom, _) => self.word(id, symptom),
                Hold::Sign(sign) => self.word(id, sign),
            }
        }
        for watch in &gate.watch_for {
            match *watch {
                Standing::Symptom(symptom) => self.word(id, symptom),
                Standing::Sign(sign) => self.word(id, sign),
            }
        }
        gate.asks.iter().for_each(|ask| self.when(id, &ask.when));
        if let GateKind::Opens(opening) = &gate.kind {
            opening.adjust.iter().for_each(|Adjust { when, .. }| self.when(id, when));
        }
    }
}
