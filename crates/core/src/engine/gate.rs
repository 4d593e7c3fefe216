//! When one activity opens, step by step as `docs/protocol.md` says.

use jiff::Timestamp;

use super::hour;
use crate::case::{Case, Facts};
use crate::fact::{Fact, Question};
use crate::protocol::{Adjust, Gate, GateKind, Hold, Opening, Protocol, Standing, Ternary};

/// What a gate answers at an instant.
#[derive(Clone, Debug)]
pub struct GateAnswer<'p> {
    /// The gate, with its rule, range and sources.
    pub gate: &'p Gate,
    /// Open or not.
    pub state: State,
    /// When it opens or opened; `None` where no hour can be given.
    pub opens: Option<Timestamp>,
    /// Hold conditions that are there.
    pub held_by: Vec<Standing>,
    /// Conditions that nobody answered: it opens by the clock "if nothing is peeling".
    pub conditions: Vec<Question>,
    /// The facts that made it later than its own hour, or keep it closed.
    pub moved_by: Vec<Fact>,
    /// Whether the check-in that holds it is too old to go by.
    pub is_stale: bool,
}

/// The state of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The clock has opened it, and nothing that is known holds it.
    Open,
    /// Somebody must be asked, or a check-in is needed.
    Ask,
    /// The clock has opened it, and something that is there holds it.
    Held,
    /// Not yet, by the clock.
    Closed,
}

impl State {
    /// The id that files and answers use.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ask => "ask",
            Self::Held => "held",
            Self::Closed => "closed",
        }
    }
}

/// The last word of the check-ins on a hold condition.
#[derive(Clone, Copy)]
enum Heard {
    There { at: Timestamp },
    Gone { at: Timestamp, cleared: Option<Timestamp> },
    Nothing,
}

pub(super) fn answer<'p>(
    protocol: &'p Protocol,
    gate: &'p Gate,
    case: &Case,
    now: Timestamp,
) -> GateAnswer<'p> {
    let opening = match &gate.kind {
        GateKind::Opens(opening) => opening,
        GateKind::Never => return untimed(gate, State::Closed),
        GateKind::Ask => return untimed(gate, State::Ask),
    };
    let asked = gate.asks.iter().find(|ask| ask.when.holds(&case.facts) == Ternary::Yes);
    if let Some(ask) = asked {
        return GateAnswer { moved_by: ask.when.explain(&case.facts), ..untimed(gate, State::Ask) };
    }
    let Some(zero) = hour::zero(protocol, case) else {
        return untimed(gate, State::Ask);
    };
    let (clock, mut moved_by) = clock(protocol, gate, opening, case, zero, now);
    let mut answer = GateAnswer { opens: Some(clock), ..untimed(gate, State::Open) };
    hear_holds(protocol, case, clock, now, &mut answer, &mut moved_by);
    for ask in gate.asks.iter().filter(|ask| ask.when.holds(&case.facts) == Ternary::Unknown) {
        answer.conditions.extend(ask.when.unknowns(&case.facts));
    }
    answer.moved_by = moved_by;
    answer.state = state(gate, &answer, now);
    if matches!(answer.state, State::Held) || (answer.state == State::Ask && !answer.held_by.is_empty()) {
        answer.opens = None;
    }
    answer
}

fn untimed(gate: &Gate, state: State) -> GateAnswer<'_> {
    GateAnswer {
        gate,
        state,
        opens: None,
        held_by: Vec::new(),
        conditions: Vec::new(),
        moved_by: Vec::new(),
        is_stale: false,
    }
}

/// What the check-ins until now say is still there of what holds a gate, however old the answer is.
pub(super) fn there(gate: &Gate, case: &Case, now: Timestamp) -> Vec<Fact> {
    let holds = gate.holds.iter().filter_map(|hold| match hear(*hold, case, now) {
        Heard::There { at } => fact(*hold, case, at),
        Heard::Gone { .. } | Heard::Nothing => None,
    });
    holds.collect()
}

/// The state of a gate as if its hour had come.
pub(super) fn state_at_its_hour(answer: &GateAnswer<'_>) -> State {
    match answer.state {
        State::Closed => beyond_the_clock(answer.gate, answer),
        state => state,
    }
}

fn state(gate: &Gate, answer: &GateAnswer<'_>, now: Timestamp) -> State {
    if answer.opens.is_some_and(|opens| now < opens) { State::Closed } else { beyond_the_clock(gate, answer) }
}

/// What holds a gate or must be known first, whatever the clock says.
fn beyond_the_clock(gate: &Gate, answer: &GateAnswer<'_>) -> State {
    let unheard =
        answer.conditions.iter().any(|question| matches!(question, Question::Symptom(_) | Question::Sign(_)));
    if !answer.held_by.is_empty() {
        if answer.is_stale { State::Ask } else { State::Held }
    } else if gate.must_know && unheard {
        State::Ask
    } else {
        State::Open
    }
}

/// The hour of a gate for these facts alone: its own, or the latest adjustment that holds or is unknown.
pub(super) fn hours<'p>(opening: &'p Opening, facts: &Facts) -> (u32, Option<&'p Adjust>) {
    let applies = |adjust: &&Adjust| adjust.when.holds(facts) != Ternary::No;
    let latest = opening.adjust.iter().filter(applies).max_by_key(|adjust| adjust.opens_h);
    match latest {
        Some(adjust) if adjust.opens_h > opening.opens_h => (adjust.opens_h, Some(adjust)),
        _ => (opening.opens_h, None),
    }
}

/// The instant at which the clock opens the gate, with what made it later.
fn clock(
    protocol: &Protocol,
    gate: &Gate,
    opening: &Opening,
    case: &Case,
    zero: Timestamp,
    now: Timestamp,
) -> (Timestamp, Vec<Fact>) {
    let (hours, adjust) = hours(opening, &case.facts);
    let mut clock = hour::after(zero, hours);
    let mut moved_by = adjust.map(|adjust| adjust.when.explain(&case.facts)).unwrap_or_default();
    for done in case.done().iter().filter(|done| done.at <= now) {
        let Some(other) = protocol.gate(done.what) else { continue };
        if !was_early(other, case, zero, done.at) {
            continue;
        }
        for step in other.moves.iter().filter(|step| step.activity == gate.activity) {
            let later = hour::after(done.at, step.not_before_h);
            if later > clock {
                clock = later;
                let on = case.zone().map(|zone| Fact::Done(done.what, hour::date(done.at, zone)));
                moved_by.extend(on);
            }
        }
    }
    (clock, moved_by)
}

/// Whether something was done before its own hour.
fn was_early(gate: &Gate, case: &Case, zero: Timestamp, at: Timestamp) -> bool {
    match &gate.kind {
        GateKind::Opens(opening) => at < hour::after(zero, hours(opening, &case.facts).0),
        GateKind::Never => true,
        GateKind::Ask => false,
    }
}

/// What the check-ins say of each hold condition.
fn hear_holds(
    protocol: &Protocol,
    case: &Case,
    clock: Timestamp,
    now: Timestamp,
    answer: &mut GateAnswer<'_>,
    moved_by: &mut Vec<Fact>,
) {
    let stands_h = protocol.timing().answer_stands_h;
    let counts_from = hour::before(clock, stands_h);
    let mut any_fresh = false;
    for hold in &answer.gate.holds {
        match hear(*hold, case, now) {
            Heard::There { at } => {
                answer.held_by.push(standing(*hold));
                moved_by.extend(fact(*hold, case, at));
                any_fresh |= now <= hour::after(at, stands_h);
            }
            Heard::Gone { at, cleared } if at >= counts_from => {
                if let Some(cleared) = cleared.filter(|cleared| *cleared > clock) {
                    moved_by.extend(fact(*hold, case, cleared));
                    answer.opens = answer.opens.max(Some(cleared));
                }
            }
            Heard::Gone { .. } | Heard::Nothing => answer.conditions.push(question(*hold)),
        }
    }
    answer.is_stale = !answer.held_by.is_empty() && !any_fresh;
}

fn hear(hold: Hold, case: &Case, now: Timestamp) -> Heard {
    let mut heard = Heard::Nothing;
    for check_in in case.check_ins().iter().filter(|check_in| check_in.at() <= now) {
        let there = match hold {
            Hold::Symptom(symptom, grade) => check_in.symptom(symptom).map(|graded| graded.counts >= grade),
            Hold::Sign(sign) => check_in.signs().get(sign),
        };
        let at = check_in.at();
        heard = match (there, heard) {
            (None, before) => before,
            (Some(true), _) => Heard::There { at },
            // Two answers at the same instant: the one that says "there" counts, whatever their order.
            (Some(false), Heard::There { at: before }) if before == at => Heard::There { at },
            (Some(false), Heard::There { .. }) => Heard::Gone { at, cleared: Some(at) },
            (Some(false), Heard::Gone { cleared, .. }) => Heard::Gone { at, cleared },
            (Some(false), Heard::Nothing) => Heard::Gone { at, cleared: None },
        };
    }
    heard
}

fn standing(hold: Hold) -> Standing {
    match hold {
        Hold::Symptom(symptom, _) => Standing::Symptom(symptom),
        Hold::Sign(sign) => Standing::Sign(sign),
    }
}

fn question(hold: Hold) -> Question {
    match hold {
        Hold::Symptom(symptom, _) => Question::Symptom(symptom),
        Hold::Sign(sign) => Question::Sign(sign),
    }
}

/// What the check-in at that moment said of the hold.
fn fact(hold: Hold, case: &Case, at: Timestamp) -> Option<Fact> {
    match hold {
        Hold::Sign(sign) => Some(Fact::Sign(sign)),
        Hold::Symptom(symptom, _) => {
            let then = case.check_ins().iter().rev().find(|check_in| check_in.at() == at)?;
            then.symptom(symptom).map(|graded| Fact::Symptom(symptom, graded.counts))
        }
    }
}
