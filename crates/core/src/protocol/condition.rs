//! `when`: which people a line of the protocol is for. Three answers, so that "nobody asked" is never "no".

use std::fmt;

use crate::case::{Answers, Facts};
use crate::fact::{Fact, Question};
use crate::set::Set;
use crate::vocabulary::{
    Allergy, Anaesthetic, Applied, Area, Concern, Condition, Device, History, IngredientClass, Medication,
    Setting, SkinType, Word,
};

/// Yes, no, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ternary {
    /// It does not hold.
    No,
    /// Nobody said.
    Unknown,
    /// It holds.
    Yes,
}

impl From<bool> for Ternary {
    fn from(truth: bool) -> Self {
        if truth { Self::Yes } else { Self::No }
    }
}

impl From<Option<bool>> for Ternary {
    fn from(answer: Option<bool>) -> Self {
        answer.map_or(Self::Unknown, Self::from)
    }
}

/// Which people a line is for: every test must hold. Without a test it is for everyone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct When {
    tests: Vec<Test>,
}

/// One test of a `when`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Test {
    /// The deepest area is deeper than this many millimetres.
    DepthOver(f64),
    /// The deepest area is at most this many millimetres deep.
    DepthTo(f64),
    /// One of these devices.
    Device(Set<Device>),
    /// One of these settings.
    Setting(Set<Setting>),
    /// One of these areas is treated.
    Area(Set<Area>),
    /// One of these skin types.
    SkinType(Set<SkinType>),
    /// One of these conditions.
    Condition(Set<Condition>),
    /// One of these in the past.
    History(Set<History>),
    /// One of these medicines is being taken.
    Medication(Set<Medication>),
    /// One of these allergies.
    Allergy(Set<Allergy>),
    /// Pregnant, or not.
    Pregnant(bool),
    /// Breastfeeding, or not.
    Breastfeeding(bool),
    /// Younger than so many years on the day of the appointment.
    AgeUnder(i16),
    /// One of these concerns is treated.
    Concern(Set<Concern>),
    /// One of these agents is in the numbing cream.
    Numbing(Set<Anaesthetic>),
    /// The numbing cream is covered, or not.
    UnderWrap(bool),
    /// One of these is put on the open skin.
    Applied(Set<IngredientClass>, Set<Applied>),
}

/// A key of a `when` table, to say for which of them "nobody said" counts as yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(&'static str);

/// Every key of a `when` table.
pub(crate) const KEYS: [Key; 17] = [
    Key("depth_over_mm"),
    Key("depth_to_mm"),
    Key("device"),
    Key("setting"),
    Key("area"),
    Key("skin_type"),
    Key("condition"),
    Key("history"),
    Key("medication"),
    Key("allergy"),
    Key("pregnant"),
    Key("breastfeeding"),
    Key("age_under"),
    Key("concern"),
    Key("numbing"),
    Key("under_wrap"),
    Key("applied"),
];

impl Key {
    /// The name of the key in a file.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0
    }
}

impl When {
    pub(crate) fn new(tests: Vec<Test>) -> Self {
        Self { tests }
    }

    /// The tests, all of which must hold.
    #[must_use]
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// Whether it holds for these facts.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> Ternary {
        self.tests.iter().map(|test| test.holds(facts)).min().unwrap_or(Ternary::Yes)
    }

    /// Whether it holds if "nobody said" counts as yes for these keys.
    #[must_use]
    pub fn holds_counting(&self, facts: &Facts, counts: &[Key]) -> Ternary {
        let each = self.tests.iter().map(|test| match test.holds(facts) {
            Ternary::Unknown if counts.contains(&test.key()) => Ternary::Yes,
            answer => answer,
        });
        each.min().unwrap_or(Ternary::Yes)
    }

    /// The facts that make it hold, and the questions whose answers are missing.
    #[must_use]
    pub fn explain(&self, facts: &Facts) -> Vec<Fact> {
        let mut reasons = Vec::new();
        for test in &self.tests {
            test.explain(facts, &mut reasons);
        }
        reasons
    }

    /// One fact for each test: enough to make it hold, and no more.
    #[must_use]
    pub fn because(&self, facts: &Facts) -> Vec<Fact> {
        let mut because = Vec::with_capacity(self.tests.len());
        for test in &self.tests {
            let before = because.len();
            test.explain(facts, &mut because);
            because.truncate(before + 1);
        }
        because
    }

    /// The questions whose answers are missing.
    pub fn unknowns(&self, facts: &Facts) -> impl Iterator<Item = Question> {
        self.explain(facts).into_iter().filter_map(|fact| match fact {
            Fact::Unknown(question) => Some(question),
            _ => None,
        })
    }

    /// Whether everyone whom `other` is for is also meant here. Used to find lines that can never be reached.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.tests.iter().all(|mine| other.tests.iter().any(|theirs| mine.covers(*theirs)))
    }

    /// Whether nobody can be meant.
    #[must_use]
    pub fn is_contradictory(&self) -> bool {
        let over = self.tests.iter().find_map(|test| match test {
            Test::DepthOver(depth) => Some(*depth),
            _ => None,
        });
        let to = self.tests.iter().find_map(|test| match test {
            Test::DepthTo(depth) => Some(*depth),
            _ => None,
        });
        matches!((over, to), (Some(over), Some(to)) if to <= over)
    }
}

impl Test {
    pub(super) fn holds(self, facts: &Facts) -> Ternary {
        match self {
            Self::DepthOver(limit) => over(facts, limit),
            Self::DepthTo(limit) => match over(facts, limit) {
                Ternary::No => Ternary::Yes,
                Ternary::Unknown => Ternary::Unknown,
                Ternary::Yes => Ternary::No,
            },
            Self::Device(devices) => facts.device.map(|device| devices.contains(device)).into(),
            Self::Setting(settings) => facts.setting.map(|setting| settings.contains(setting)).into(),
            Self::Area(_) if facts.areas.is_empty() => Ternary::Unknown,
            Self::Area(areas) => (!areas.intersection(facts.areas).is_empty()).into(),
            Self::SkinType(types) => facts.skin_type.map(|skin_type| types.contains(skin_type)).into(),
            Self::Condition(words) => any(words, facts.conditions),
            Self::History(words) => any(words, facts.history),
            Self::Medication(words) => any(words, facts.taking),
            Self::Allergy(words) => any(words, facts.allergies),
            Self::Pregnant(wanted) => facts.pregnant.map(|pregnant| pregnant == wanted).into(),
            Self::Breastfeeding(wanted) => facts.breastfeeding.map(|feeding| feeding == wanted).into(),
            Self::AgeUnder(years) => facts.age.map(|age| age < years).into(),
            Self::Concern(_) if facts.concerns.is_empty() => Ternary::Unknown,
            Self::Concern(concerns) => (!concerns.intersection(facts.concerns).is_empty()).into(),
            Self::Numbing(agents) => numbing(facts, agents),
            Self::UnderWrap(wanted) => match &facts.numbing {
                None => Ternary::Unknown,
                Some(numbing) if numbing.agent == Anaesthetic::None => (!wanted).into(),
                Some(numbing) => numbing.under_wrap.map(|wrapped| wrapped == wanted).into(),
            },
            Self::Applied(classes, others) => {
                any(classes, facts.applied_classes).max(any(others, facts.applied_also))
            }
        }
    }

    fn explain(self, facts: &Facts, reasons: &mut Vec<Fact>) {
        let unknown = self.holds(facts) == Ternary::Unknown;
        match self {
            _ if unknown && self.single_question(facts).is_some() => {
                reasons.extend(self.single_question(facts).map(Fact::Unknown));
            }
            Self::DepthOver(_) | Self::DepthTo(_) => reasons.extend(facts.deepest_mm().map(Fact::DepthMm)),
            Self::Device(_) => reasons.extend(facts.device.map(Fact::Device)),
            Self::Setting(_) => reasons.extend(facts.setting.map(Fact::Setting)),
            Self::Area(areas) => reasons.extend(areas.intersection(facts.areas).iter().map(Fact::Area)),
            Self::SkinType(_) => reasons.extend(facts.skin_type.map(Fact::SkinType)),
            Self::Condition(words) => {
                list(words, facts.conditions, unknown, Fact::Condition, Question::Condition, reasons);
            }
            Self::History(words) => {
                list(words, facts.history, unknown, Fact::History, Question::History, reasons);
            }
            Self::Medication(words) => {
                list(words, facts.taking, unknown, Fact::Medication, Question::Medication, reasons);
            }
            Self::Allergy(words) => {
                list(words, facts.allergies, unknown, Fact::Allergy, Question::Allergy, reasons);
            }
            Self::Pregnant(_) => reasons.extend(facts.pregnant.map(Fact::Pregnant)),
            Self::Breastfeeding(_) => reasons.extend(facts.breastfeeding.map(Fact::Breastfeeding)),
            Self::AgeUnder(_) => reasons.extend(facts.age.map(Fact::Age)),
            Self::Concern(words) => {
                reasons.extend(words.intersection(facts.concerns).iter().map(Fact::Concern))
            }
            Self::Numbing(agents) => {
                let used = facts.numbing.as_ref().map(|numbing| numbing.agent);
                let agent = used.filter(|agent| agents.contains(*agent)).map(Fact::Numbing);
                reasons.push(agent.unwrap_or(Fact::Prilocaine));
            }
            Self::UnderWrap(wrapped) => reasons.push(Fact::UnderWrap(wrapped)),
            Self::Applied(classes, others) => {
                let classes = classes.intersection(facts.applied_classes.yes());
                reasons.extend(classes.iter().map(Fact::AppliedClass));
                let others = others.intersection(facts.applied_also.yes());
                reasons.extend(others.iter().map(Fact::Applied));
            }
        }
    }

    /// The one question that a test without a list asks.
    fn single_question(self, facts: &Facts) -> Option<Question> {
        let nobody_told = facts.numbing.is_none();
        Some(match self {
            Self::DepthOver(_) | Self::DepthTo(_) => Question::DepthMm,
            Self::Device(_) => Question::Device,
            Self::Setting(_) => Question::Setting,
            Self::Area(_) => Question::Area,
            Self::SkinType(_) => Question::SkinType,
            Self::Pregnant(_) => Question::Pregnant,
            Self::Breastfeeding(_) => Question::Breastfeeding,
            Self::AgeUnder(_) => Question::Born,
            Self::Concern(_) => Question::Concern,
            Self::Numbing(_) | Self::UnderWrap(_) if nobody_told => Question::Numbing,
            Self::Numbing(_) => Question::Prilocaine,
            Self::UnderWrap(_) => Question::UnderWrap,
            Self::Applied(..) => Question::Applied,
            Self::Condition(_) | Self::History(_) | Self::Medication(_) | Self::Allergy(_) => return None,
        })
    }

    pub(super) fn key(self) -> Key {
        let [over, to, device, setting, area, skin, condition, history, medication, allergy, rest @ ..] =
            KEYS;
        let [pregnant, breastfeeding, age, concern, numbing, wrap, applied] = rest;
        match self {
            Self::DepthOver(_) => over,
            Self::DepthTo(_) => to,
            Self::Device(_) => device,
            Self::Setting(_) => setting,
            Self::Area(_) => area,
            Self::SkinType(_) => skin,
            Self::Condition(_) => condition,
            Self::History(_) => history,
            Self::Medication(_) => medication,
            Self::Allergy(_) => allergy,
            Self::Pregnant(_) => pregnant,
            Self::Breastfeeding(_) => breastfeeding,
            Self::AgeUnder(_) => age,
            Self::Concern(_) => concern,
            Self::Numbing(_) => numbing,
            Self::UnderWrap(_) => wrap,
            Self::Applied(..) => applied,
        }
    }

    fn covers(self, other: Self) -> bool {
        match (self, other) {
            (Self::AgeUnder(mine), Self::AgeUnder(theirs)) => theirs <= mine,
            (Self::Concern(mine), Self::Concern(theirs)) => theirs.difference(mine).is_empty(),
            (Self::Numbing(mine), Self::Numbing(theirs)) => theirs.difference(mine).is_empty(),
            (Self::UnderWrap(mine), Self::UnderWrap(theirs)) => mine == theirs,
            (Self::Applied(mine, also), Self::Applied(theirs, others)) => {
                theirs.difference(mine).is_empty() && others.difference(also).is_empty()
            }
            (Self::DepthOver(mine), Self::DepthOver(theirs)) => theirs >= mine,
            (Self::DepthTo(mine), Self::DepthTo(theirs)) => theirs <= mine,
            (Self::Device(mine), Self::Device(theirs)) => theirs.difference(mine).is_empty(),
            (Self::Setting(mine), Self::Setting(theirs)) => theirs.difference(mine).is_empty(),
            (Self::Area(mine), Self::Area(theirs)) => theirs.difference(mine).is_empty(),
            (Self::SkinType(mine), Self::SkinType(theirs)) => theirs.difference(mine).is_empty(),
            (Self::Condition(mine), Self::Condition(theirs)) => theirs.difference(mine).is_empty(),
            (Self::History(mine), Self::History(theirs)) => theirs.difference(mine).is_empty(),
            (Self::Medication(mine), Self::Medication(theirs)) => theirs.difference(mine).is_empty(),
            (Self::Allergy(mine), Self::Allergy(theirs)) => theirs.difference(mine).is_empty(),
            (Self::Pregnant(mine), Self::Pregnant(theirs)) => mine == theirs,
            (Self::Breastfeeding(mine), Self::Breastfeeding(theirs)) => mine == theirs,
            _ => false,
        }
    }
}

/// Whether the deepest area is deeper than the limit. One area that is decides it; an area whose depth nobody gave
/// leaves it open.
fn over(facts: &Facts, limit: f64) -> Ternary {
    if facts.deepest_mm().is_some_and(|depth| depth > limit) {
        Ternary::Yes
    } else if facts.depth_is_known() {
        Ternary::No
    } else {
        Ternary::Unknown
    }
}

/// Whether one of these agents is in the cream. Where only prilocaine is left to match, it may be mixed in unnoticed.
fn numbing(facts: &Facts, agents: Set<Anaesthetic>) -> Ternary {
    match &facts.numbing {
        None => Ternary::Unknown,
        Some(numbing) if agents.contains(numbing.agent) => Ternary::Yes,
        Some(numbing) if numbing.agent != Anaesthetic::None && agents.contains(Anaesthetic::Prilocaine) => {
            numbing.prilocaine.into()
        }
        Some(_) => Ternary::No,
    }
}

fn any<W: Word>(words: Set<W>, answers: Answers<W>) -> Ternary {
    if !words.intersection(answers.yes()).is_empty() {
        Ternary::Yes
    } else if words.difference(answers.asked()).is_empty() {
        Ternary::No
    } else {
        Ternary::Unknown
    }
}

fn list<W: Word>(
    words: Set<W>,
    answers: Answers<W>,
    unknown: bool,
    fact: impl Fn(W) -> Fact,
    question: impl Fn(W) -> Question,
    reasons: &mut Vec<Fact>,
) {
    if unknown {
        reasons.extend(words.difference(answers.asked()).iter().map(|word| Fact::Unknown(question(word))));
    } else {
        reasons.extend(words.intersection(answers.yes()).iter().map(fact));
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, test) in self.tests.iter().enumerate() {
            write!(f, "{}{test}", if position == 0 { "" } else { " and " })?;
        }
        Ok(())
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DepthOver(depth) => write!(f, "deeper than {depth} mm"),
            Self::DepthTo(depth) => write!(f, "up to {depth} mm deep"),
            Self::Device(words) => write!(f, "device {words}"),
            Self::Setting(words) => write!(f, "setting {words}"),
            Self::Area(words) => write!(f, "area {words}"),
            Self::SkinType(words) => write!(f, "skin type {words}"),
            Self::Condition(words) => write!(f, "condition {words}"),
            Self::History(words) => write!(f, "history of {words}"),
            Self::Medication(words) => write!(f, "taking {words}"),
            Self::Allergy(words) => write!(f, "allergy to {words}"),
            Self::Pregnant(truth) => write!(f, "pregnant: {truth}"),
            Self::Breastfeeding(truth) => write!(f, "breastfeeding: {truth}"),
            Self::AgeUnder(years) => write!(f, "younger than {years}"),
            Self::Concern(words) => write!(f, "for {words}"),
            Self::Numbing(words) => write!(f, "numbed with {words}"),
            Self::UnderWrap(true) => write!(f, "numbing cream covered"),
            Self::UnderWrap(false) => write!(f, "numbing cream not covered"),
            Self::Applied(classes, others) if others.is_empty() => write!(f, "applied {classes}"),
            Self::Applied(classes, others) if classes.is_empty() => write!(f, "applied {others}"),
            Self::Applied(classes, others) => write!(f, "applied {classes} or {others}"),
        }
    }
}
