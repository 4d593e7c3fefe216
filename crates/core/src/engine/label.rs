//! May I use this product yet? Every ingredient that is recognised, against the rules of its class or role.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::gate::{self, GateAnswer, State};
use super::hour;
use crate::case::Case;
use crate::fact::{Fact, Question};
use crate::label::{self, Dictionary, Matched, Reading};
use crate::protocol::{Ingredient, Protocol, Rule, Says, Standing, Ternary};
use crate::set::Set;
use crate::vocabulary::{Activity, IngredientClass};

/// The answer for some products.
#[derive(Clone, Debug)]
pub struct Labels<'p> {
    /// One answer for each product, in their order.
    pub products: Vec<LabelAnswer<'p>>,
    /// What was not answered and could matter.
    pub gaps: Vec<Question>,
    /// The zone that times are shown in.
    pub zone: Option<TimeZone>,
}

impl<'p> Labels<'p> {
    /// The products that may be used again from this civil day on, but not before.
    pub fn opening_on(&self, day: Date) -> impl Iterator<Item = &LabelAnswer<'p>> {
        let zone = self.zone.as_ref();
        let is_then = move |opens: Timestamp| zone.is_some_and(|zone| hour::date(opens, zone) == day);
        self.products.iter().filter(move |product| product.opens.is_some_and(is_then))
    }
}

/// The answer for one product.
#[derive(Clone, Debug)]
pub struct LabelAnswer<'p> {
    /// What the person calls it.
    pub name: String,
    /// The answer.
    pub answer: LabelVerdict,
    /// When it may be used; `None` where no hour can be given.
    pub opens: Option<Timestamp>,
    /// What its label says.
    pub reading: Reading,
    /// Every class that was recognised.
    pub classes: Set<IngredientClass>,
    /// For every class that is not open, the names that have it.
    pub culprits: BTreeMap<IngredientClass, Vec<String>>,
    /// It may be used if none of this is there: nobody said.
    pub conditions: Vec<Question>,
    /// What is there and keeps it from being used.
    pub held_by: Vec<Standing>,
    /// What fired, the gravest first.
    pub findings: Vec<LabelFinding<'p>>,
}

/// A rule that does not say yes.
#[derive(Clone, Debug)]
pub struct LabelFinding<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// What it says.
    pub verdict: LabelVerdict,
    /// What it is about, as it stands on the label.
    pub seen: Vec<String>,
    /// The facts about the person that it used.
    pub facts: Vec<Fact>,
}

/// The answer for a product, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LabelVerdict {
    /// It may be used.
    Yes,
    /// Somebody has to be asked.
    Ask,
    /// It opens later.
    NotYet,
    /// Never.
    No,
}

impl LabelVerdict {
    /// The id that answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Ask => "ask",
            Self::NotYet => "not-yet",
            Self::No => "no",
        }
    }
}

/// Whether products may be used at an instant: each a name, and the text of its label.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, label::Dictionary, protocol::Protocol};
///
/// let (protocol, dictionary) = (Protocol::builtin().unwrap(), Dictionary::builtin().unwrap());
/// let text = "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let now = case.ended().unwrap();
/// let labels = engine::labels(&protocol, &dictionary, &case, [("cream", "Aqua, Retinol")], now);
/// assert_eq!(labels.products[0].answer, engine::LabelVerdict::NotYet);
/// ```
#[must_use]
pub fn labels<'p, 'l>(
    protocol: &'p Protocol,
    dictionary: &Dictionary,
    case: &Case,
    products: impl IntoIterator<Item = (&'l str, &'l str)>,
    now: Timestamp,
) -> Labels<'p> {
    let mut gaps = BTreeSet::new();
    let products: Vec<LabelAnswer<'p>> = products
        .into_iter()
        .map(|(name, text)| {
            let reading = promoted(protocol, label::read(dictionary, text));
            judge(protocol, case, name, reading, now, &mut gaps)
        })
        .collect();
    if case.ended().is_none() {
        gaps.insert(if hour::zero(protocol, case).is_some() {
            Question::OnlyPlanned
        } else {
            Question::Ended
        });
    }
    Labels { products, gaps: gaps.into_iter().collect(), zone: case.zone().cloned() }
}

/// Gives an ingredient its class where its strength, or what stands beside it, says so.
fn promoted(protocol: &Protocol, mut reading: Reading) -> Reading {
    for promotion in protocol.promotions() {
        let others = reading.matched.iter().filter(|it| it.classes.contains(promotion.class)).count();
        for matched in reading.matched.iter_mut().filter(|it| promotion.names.contains(&it.read_as)) {
            let is_strong =
                promotion.percent_from.zip(matched.percent).is_some_and(|(from, percent)| percent >= from);
            if is_strong || others >= promotion.beside {
                matched.classes.insert(promotion.class);
                matched.role = None;
            }
        }
    }
    reading
}

/// What one rule says of one product.
struct Judged<'p> {
    verdict: LabelVerdict,
    opens: Option<Timestamp>,
    gate: Option<GateAnswer<'p>>,
}

fn judge<'p>(
    protocol: &'p Protocol,
    case: &Case,
    name: &str,
    reading: Reading,
    now: Timestamp,
    gaps: &mut BTreeSet<Question>,
) -> LabelAnswer<'p> {
    let classes = reading.matched.iter().fold(Set::EMPTY, |all, it| all.union(it.classes));
    let is_understood = reading.is_list && reading.unknown.is_empty();
    let mut answer = LabelAnswer {
        name: name.to_owned(),
        answer: if is_understood { LabelVerdict::Yes } else { LabelVerdict::Ask },
        opens: None,
        reading,
        classes,
        culprits: BTreeMap::new(),
        conditions: Vec::new(),
        held_by: Vec::new(),
        findings: Vec::new(),
    };
    let mut opens: Option<Option<Timestamp>> = None;
    for rule in protocol.ingredients() {
        let about: Vec<&Matched> = answer.reading.matched.iter().filter(|it| is_about(rule, it)).collect();
        if about.is_empty() {
            continue;
        }
        match rule.when.holds(case.facts()) {
            Ternary::No => continue,
            Ternary::Unknown => {
                gaps.extend(rule.when.unknowns(case.facts()));
                continue;
            }
            Ternary::Yes => {}
        }
        let judged = says(protocol, rule, case, now);
        answer.answer = answer.answer.max(judged.verdict);
        if let Says::Opens { .. } = rule.says {
            // One gate without an hour, and the product has none.
            opens =
                Some(opens.map_or(judged.opens, |known| {
                    known.zip(judged.opens).map(|(one, other)| one.max(other))
                }));
        }
        if let Some(gate) = &judged.gate {
            add_new(&mut answer.held_by, &gate.held_by);
            if judged.verdict == LabelVerdict::Yes {
                add_new(&mut answer.conditions, &gate.conditions);
            }
        }
        if judged.verdict == LabelVerdict::Yes {
            continue;
        }
        let seen: Vec<String> = about.iter().map(|it| it.seen.clone()).collect();
        for class in rule.classes.iter() {
            let of_class = about.iter().filter(|it| it.classes.contains(class));
            let of_class: Vec<String> = of_class.map(|it| it.read_as.clone()).collect();
            if !of_class.is_empty() {
                add_new(answer.culprits.entry(class).or_default(), &of_class);
            }
        }
        let mut facts = rule.when.because(case.facts());
        facts.extend(judged.gate.into_iter().flat_map(|gate| gate.moved_by));
        answer.findings.push(LabelFinding { rule: &rule.rule, verdict: judged.verdict, seen, facts });
    }
    answer.findings.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
    // What never opens has no hour, whatever else it holds.
    answer.opens = opens.flatten().filter(|_| answer.answer != LabelVerdict::No && answer.held_by.is_empty());
    answer
}

/// Whether a rule speaks of an ingredient.
fn is_about(rule: &Ingredient, matched: &Matched) -> bool {
    let has_class = !rule.classes.intersection(matched.classes).is_empty();
    let has_role = matched.role.is_some_and(|role| rule.roles.contains(role));
    let is_named = rule.names.is_empty() || rule.names.contains(&matched.read_as);
    let is_strong = rule.percent_over.is_none_or(|over| matched.percent.is_none_or(|percent| percent > over));
    (has_class || has_role) && is_named && is_strong
}

fn says<'p>(protocol: &'p Protocol, rule: &Ingredient, case: &Case, now: Timestamp) -> Judged<'p> {
    let plain = |verdict| Judged { verdict, opens: None, gate: None };
    let (activity, from_h) = match rule.says {
        Says::Ask => return plain(LabelVerdict::Ask),
        Says::No => return plain(LabelVerdict::No),
        Says::Opens { gate, from_h } => (gate, from_h),
    };
    let Some(gate) = protocol.gate(activity) else { return plain(LabelVerdict::Ask) };
    let answer = gate::answer(protocol, gate, case, now);
    let own = hour::zero(protocol, case).map(|zero| hour::after(zero, from_h));
    let is_early = own.is_some_and(|own| now < own);
    let verdict = match answer.state {
        State::Closed | State::Held => LabelVerdict::NotYet,
        _ if is_early => LabelVerdict::NotYet,
        State::Ask => LabelVerdict::Ask,
        State::Open => LabelVerdict::Yes,
    };
    Judged {
        verdict,
        opens: answer.opens.map(|opens| own.map_or(opens, |own| own.max(opens))),
        gate: Some(answer),
    }
}

/// The ingredients of a product that wait for an activity, such as the retinol that waits for `retinoids`.
#[must_use]
pub fn waiting_for<'r>(protocol: &Protocol, reading: &'r Reading, activity: Activity) -> Vec<&'r str> {
    let waits = |rule: &&Ingredient| {
        rule.when.tests().is_empty() && matches!(rule.says, Says::Opens { gate, .. } if gate == activity)
    };
    let rules: Vec<&Ingredient> = protocol.ingredients().iter().filter(waits).collect();
    let waiting = reading.matched.iter().filter(|matched| rules.iter().any(|rule| is_about(rule, matched)));
    waiting.map(|matched| matched.read_as.as_str()).collect()
}

fn add_new<T: PartialEq + Clone>(list: &mut Vec<T>, new: &[T]) {
    for entry in new {
        if !list.contains(entry) {
            list.push(entry.clone());
        }
    }
}
