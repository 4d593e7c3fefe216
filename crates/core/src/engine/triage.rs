//! Is this normal? How soon does somebody have to look, why, and whom to call.
//!
//! [`seen`](self::seen) reads the judged check-in, the protocol's bit tables say which rules fire, `latch` adds what earlier
//! check-ins left, and `call` says whom. Nothing here can lower a level.

mod ask;
mod call;
mod danger;
mod explain;
mod gaps;
mod latch;
mod seen;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{expect, hour};
use crate::case::{Case, CheckIn};
use crate::fact::{Fact, Question};
use crate::protocol::{Bits, Fired, Protocol, Rule, Seen, Standing, Triage, numbers};
use crate::vocabulary::{Grade, Level, Symptom};

pub use ask::{Asked, FIRST_QUESTIONS, ask};
pub use call::{Call, Number, When, calls_at};
pub use danger::{Danger, dangers};

/// The answer to "is this normal?".
#[derive(Clone, Debug)]
pub struct TriageAnswer<'p> {
    /// How urgent it is; `None`: no check-in answers anything.
    pub level: Option<Level>,
    /// Whether everything that could matter was answered.
    pub is_complete: bool,
    /// The instant that was judged.
    pub judged_at: Timestamp,
    /// When the judged check-in was made.
    pub check_in_at: Option<Timestamp>,
    /// Whole elapsed hours since the treatment ended, cut; `None`: nobody said when.
    pub hours: Option<i64>,
    /// What fired, the gravest first, then in the order of the protocol.
    pub findings: Vec<Found<'p>>,
    /// Every symptom that was answered, against what is ordinary at this hour.
    pub expected: Vec<Expected>,
    /// First steps, as advice ids, in order.
    pub first_steps: Vec<&'p str>,
    /// What else to do, as advice ids.
    pub advice: Vec<&'p str>,
    /// What to look out for.
    pub watch_for: Vec<Standing>,
    /// Whom to call, in order.
    pub calls: Vec<Call<'p>>,
    /// Whoever treated may be the cause: somebody else is called.
    pub is_not_for_clinic: bool,
    /// When to look again.
    pub look_again: Option<Timestamp>,
    /// So long after the session that it is unlikely to come from it. The level stays.
    pub is_late: bool,
    /// What was not answered and could matter.
    pub gaps: Vec<Question>,
    /// The zone that times are shown in.
    pub zone: Option<TimeZone>,
}

/// A rule that fired.
#[derive(Clone, Debug)]
pub struct Found<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// The level it gives.
    pub level: Level,
    /// The facts that made it fire: enough, and no more.
    pub facts: Vec<Fact>,
    /// The window of its advice closes then.
    pub before: Option<Timestamp>,
}

/// A symptom against what is ordinary at this hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The symptom.
    pub symptom: Symptom,
    /// What the person said.
    pub observed: Grade,
    /// The highest grade that is ordinary at this hour; `None`: nobody said when the treatment ended.
    pub highest: Option<Grade>,
    /// Whether it is above that, as more than before the treatment.
    pub is_above: bool,
}

impl Expected {
    /// The id that answers use: `within`, `above` or `unknown`.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match (self.highest, self.is_above) {
            (None, _) => "unknown",
            (Some(_), true) => "above",
            (Some(_), false) => "within",
        }
    }
}

/// How urgent what a person saw is, judged at `now` by their last check-in until then.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol, vocabulary::Level};
///
/// let protocol = Protocol::builtin().unwrap();
/// let text = "[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n\
///     [[check_ins]]\nat = \"2026-11-22T15:00:00+01:00[Europe/Berlin]\"\nsigns = [\"breathing-trouble\"]\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let answer = engine::triage(&protocol, &case, case.check_ins()[0].at());
/// assert_eq!(answer.level, Some(Level::Emergency));
/// ```
#[must_use]
pub fn triage<'p>(protocol: &'p Protocol, case: &Case, now: Timestamp) -> TriageAnswer<'p> {
    answer(protocol, case, now, look(protocol, case, now))
}

/// What was told that somebody has to look at. A page about something else shows it first: it must not be passed over.
#[derive(Clone, Debug)]
pub struct Warning<'p> {
    /// The answer of triage, above self-care.
    pub answer: TriageAnswer<'p>,
    /// What was told that gives its level, each fact once.
    pub facts: Vec<Fact>,
}

/// What the last check-in gives, if that is more than self-care. Whatever instant a page is about, what was told last
/// counts.
#[must_use]
pub fn warning<'p>(protocol: &'p Protocol, case: &Case, now: Timestamp) -> Option<Warning<'p>> {
    let last = case.check_ins().last().map_or(now, |last| last.at().max(now));
    let answer = triage(protocol, case, last);
    if answer.level <= Some(Level::SelfCare) {
        return None;
    }
    let gravest = answer.findings.iter().filter(|found| Some(found.level) == answer.level);
    // What the person told, not who they are or which hour it is.
    let told = gravest.flat_map(|found| found.facts.iter()).filter(|fact| fact.is_told());
    let facts = once(told.cloned());
    Some(Warning { answer, facts })
}

/// The answer, and the questions that [`ask()`] would ask, for the work of one look.
#[must_use]
pub fn triage_and_ask<'p>(
    protocol: &'p Protocol,
    case: &Case,
    now: Timestamp,
) -> (TriageAnswer<'p>, Vec<Asked>) {
    let sight = look(protocol, case, now);
    let asked = ask::questions(protocol, case, now, sight.as_ref());
    (answer(protocol, case, now, sight), asked)
}

/// What there is to judge at an instant.
struct Sight<'p, 'c> {
    /// The judged check-in.
    check_in: &'c CheckIn,
    seen: Seen,
    /// What is met of every rule.
    met: Bits,
    /// The rules that fire.
    fired: Fired,
    /// What stays from before.
    latched: Vec<latch::Latched<'p>>,
}

impl Sight<'_, '_> {
    fn level(&self, protocol: &Protocol) -> Level {
        let stays = self.latched.iter().map(|latched| latched.found.level).max();
        protocol.table().level(&self.fired).max(stays.unwrap_or(Level::SelfCare))
    }
}

/// `None`: no check-in answers anything.
fn look<'p, 'c>(protocol: &'p Protocol, case: &'c Case, now: Timestamp) -> Option<Sight<'p, 'c>> {
    let (position, check_in) = seen::judged(case, now)?;
    let seen = seen::now(protocol, case, position, now);
    let met = protocol.table().met(&seen, case.facts());
    let fired = protocol.table().in_every_slot(&met);
    Some(Sight { check_in, seen, met, fired, latched: latch::latched(protocol, case, position, now) })
}

fn answer<'p>(
    protocol: &'p Protocol,
    case: &Case,
    now: Timestamp,
    sight: Option<Sight<'p, '_>>,
) -> TriageAnswer<'p> {
    let Some(Sight { check_in, seen, fired, latched, .. }) = sight else {
        return nothing(protocol, case, now);
    };
    let mut findings: Vec<Found<'p>> = Vec::new();
    let mut applied: Vec<Applied<'p>> = Vec::new();
    for rule in numbers(fired).filter_map(|number| protocol.triage().get(number)) {
        findings.push(found(protocol, rule, &seen, case, now));
        applied.push(Applied { rule, level: rule.level });
    }
    applied.extend(latched.iter().flat_map(latch::Latched::applied));
    findings.extend(latched.into_iter().map(|latched| latched.found));
    // Stable sorts: within a level the order of the protocol stays.
    findings.sort_by_key(|found| std::cmp::Reverse(found.level));
    applied.sort_by_key(|applied| std::cmp::Reverse(applied.level));
    let level = findings.first().map_or(Level::SelfCare, |found| found.level);
    let is_late = is_late(protocol, &seen, case);
    let first_steps = first_steps(&applied, level);
    let gaps = gaps::gaps(protocol, case, check_in, &seen, fired, now);
    TriageAnswer {
        level: Some(level),
        is_complete: gaps.is_empty(),
        judged_at: now,
        check_in_at: Some(check_in.at()),
        hours: hours(case, now),
        expected: expected(protocol, case, check_in, &seen),
        advice: advice(protocol, &applied, &first_steps, is_late),
        first_steps,
        watch_for: watch_for(protocol, &applied, &seen),
        calls: call::calls(protocol, case, Some(level), &applied, now),
        look_again: look_again(protocol, level, now),
        is_not_for_clinic: applied.iter().any(|applied| applied.level == level && applied.rule.not_clinic),
        is_late,
        findings,
        gaps,
        zone: case.zone().cloned(),
    }
}

/// A rule that counts now, with the level that it gives now: less than its own once it is only left from before.
#[derive(Clone, Copy)]
struct Applied<'p> {
    rule: &'p Triage,
    level: Level,
}

/// No check-in answers anything: the red flags and whom to call, and no level.
fn nothing<'p>(protocol: &'p Protocol, case: &Case, now: Timestamp) -> TriageAnswer<'p> {
    TriageAnswer {
        level: None,
        is_complete: false,
        judged_at: now,
        check_in_at: None,
        hours: hours(case, now),
        findings: Vec::new(),
        expected: Vec::new(),
        first_steps: Vec::new(),
        advice: Vec::new(),
        watch_for: protocol.calling().watch.clone(),
        calls: call::calls(protocol, case, None, &[], now),
        look_again: look_again(protocol, Level::SelfCare, now),
        is_not_for_clinic: false,
        is_late: false,
        gaps: gaps::of_nothing(case),
        zone: case.zone().cloned(),
    }
}

/// Whole elapsed hours since the treatment ended.
fn hours(case: &Case, now: Timestamp) -> Option<i64> {
    case.ended().map(|ended| hour::elapsed_seconds(ended, now).div_euclid(3600))
}

fn found<'p>(
    protocol: &'p Protocol,
    rule: &'p Triage,
    seen: &Seen,
    case: &Case,
    now: Timestamp,
) -> Found<'p> {
    Found {
        rule: &rule.rule,
        level: rule.level,
        facts: explain::facts(protocol, rule, seen, case),
        before: window(rule, case, now),
    }
}

/// When the window of a rule's advice closes, while it is open.
fn window(rule: &Triage, case: &Case, now: Timestamp) -> Option<Timestamp> {
    let end = rule.before_h.zip(case.ended()).map(|(hours, ended)| hour::after(ended, hours));
    end.filter(|end| now < *end)
}

fn expected(protocol: &Protocol, case: &Case, check_in: &CheckIn, seen: &Seen) -> Vec<Expected> {
    let dated = case.ended().is_some();
    let mut rows: Vec<Expected> = Vec::with_capacity(check_in.symptoms().len());
    for graded in check_in.symptoms() {
        let expectation = protocol.expectation(graded.symptom).filter(|_| dated);
        let highest =
            expectation.map(|expectation| expect::grades(expectation, case.facts(), seen.seconds).1);
        rows.push(Expected {
            symptom: graded.symptom,
            observed: graded.grade,
            highest,
            is_above: highest.is_some_and(|highest| graded.counts > highest),
        });
    }
    rows.sort_by_key(|row| row.symptom);
    rows
}

/// More first steps than these nobody keeps in mind.
const MOST_STEPS: usize = 5;

/// The first steps of the rules that give the level: the first of each, then the second of each.
fn first_steps<'p>(applied: &[Applied<'p>], level: Level) -> Vec<&'p str> {
    let is_own = |applied: &&Applied<'p>| applied.level == level && applied.rule.level == level;
    let lists: Vec<&[String]> = applied.iter().filter(is_own).map(|it| it.rule.first.as_slice()).collect();
    let longest = lists.iter().map(|list| list.len()).max().unwrap_or(0);
    let turns = (0..longest).flat_map(|turn| lists.iter().filter_map(move |list| list.get(turn)));
    let mut steps = once(turns.map(String::as_str));
    steps.truncate(MOST_STEPS);
    steps
}

/// What else to do: what is no first step already.
fn advice<'p>(
    protocol: &'p Protocol,
    applied: &[Applied<'p>],
    first: &[&str],
    is_late: bool,
) -> Vec<&'p str> {
    let late = protocol.late().filter(|_| is_late).map(|late| late.advice.as_str());
    let of_rules = applied.iter().flat_map(|it| it.rule.advice.iter().map(String::as_str));
    let mut advice = once(late.into_iter().chain(of_rules));
    advice.retain(|id| !first.contains(id));
    advice
}

/// What the rules that fired look out for, and what everybody does; not what is there as strong as can be.
fn watch_for(protocol: &Protocol, applied: &[Applied<'_>], seen: &Seen) -> Vec<Standing> {
    let is_there = |watch: &Standing| match *watch {
        Standing::Symptom(symptom) => seen::grade(seen, symptom) == Grade::Severe,
        Standing::Sign(sign) => seen.signs.contains(sign),
    };
    let watch = applied.iter().flat_map(|it| &it.rule.watch).chain(&protocol.calling().watch).copied();
    once(watch.filter(|watch| !is_there(watch)))
}

/// Each once, in the order of its first mention.
fn once<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

fn look_again(protocol: &Protocol, level: Level, now: Timestamp) -> Option<Timestamp> {
    let again = protocol.calling().look_again_h.iter().find(|(known, _)| *known == level);
    again.map(|(_, hours)| hour::after(now, *hours))
}

/// Whether it is so long after the session that it is unlikely to come from it. Without a date nobody can say.
fn is_late(protocol: &Protocol, seen: &Seen, case: &Case) -> bool {
    let Some(late) = protocol.late().filter(|_| case.ended().is_some()) else { return false };
    let takes_longer = late.except.iter().any(|except| match *except {
        Standing::Symptom(symptom) => seen::grade(seen, symptom) > Grade::None,
        Standing::Sign(sign) => seen.signs.contains(sign),
    });
    let hours = if takes_longer { late.except_h } else { late.after_h };
    seen.seconds >= SignedDuration::from_hours(i64::from(hours)).as_secs()
}
