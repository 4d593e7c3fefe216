//! Is what is about to be done within limits, and what are the steps?

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::appointment;
use super::limits::{self, LimitAnswer, LimitVerdict};
use super::screening::{self, Finding};
use crate::case::Case;
use crate::fact::Question;
use crate::protocol::{Protocol, Step, Ternary};
use crate::vocabulary::Verdict;

/// The answer to "is the session within limits?".
#[derive(Clone, Debug)]
pub struct Session<'p> {
    /// Within, ask, or over: the gravest of limits and findings.
    pub verdict: LimitVerdict,
    /// Every number against its limit: depths in the order of the areas, then the numbing cream.
    pub limits: Vec<LimitAnswer<'p>>,
    /// The steps for this session, in order.
    pub steps: Vec<&'p Step>,
    /// Rules about what is to be done that fired.
    pub findings: Vec<Finding<'p>>,
    /// What was not answered and could matter.
    pub gaps: Vec<Question>,
}

/// Whether a session is within the limits of depth and numbing, and what is done in which order.
///
/// ```
/// use afterglow_core::{case, document::Document, engine, protocol::Protocol};
///
/// let protocol = Protocol::builtin().unwrap();
/// let text = "[treatment]\nsetting = \"home\"\ndevice = \"roller\"\nareas = [{ area = \"cheeks\", depth_mm = 1.0 }]\n";
/// let case = case::read(&Document::guess("case", text)).unwrap();
/// let session = engine::session(&protocol, &case, "2026-12-01T10:00:00Z".parse().unwrap());
/// assert_eq!(session.verdict, engine::LimitVerdict::Over);
/// ```
#[must_use]
pub fn session<'p>(protocol: &'p Protocol, case: &Case, now: Timestamp) -> Session<'p> {
    let appointment = appointment::of(case, now);
    let facts = &appointment.facts;
    let mut gaps = BTreeSet::new();
    let limits = limits::judge(protocol, facts, &mut gaps);
    let about_it = protocol.screens().iter().filter(|screen| screen.in_session);
    let findings: Vec<Finding<'p>> =
        about_it.filter_map(|screen| screening::fired(protocol, screen, &appointment, &mut gaps)).collect();
    let steps = protocol.steps().iter().filter(|step| step.when.holds(facts) != Ternary::No);
    let found = findings.iter().map(|finding| as_limit(finding.verdict));
    // Who names no area gives no depth, and a depth that nobody gave must be asked for.
    let no_area = facts.depths().is_empty().then_some(LimitVerdict::Ask);
    let verdict = limits.iter().map(|answer| answer.verdict).chain(found).chain(no_area).max();
    Session {
        verdict: verdict.unwrap_or(LimitVerdict::Within),
        limits,
        steps: steps.collect(),
        findings,
        gaps: gaps.into_iter().collect(),
    }
}

/// What a verdict about the person means for the session.
fn as_limit(verdict: Verdict) -> LimitVerdict {
    match verdict {
        Verdict::Proceed | Verdict::Caution => LimitVerdict::Within,
        Verdict::Ask | Verdict::Defer => LimitVerdict::Ask,
        Verdict::Refuse => LimitVerdict::Over,
    }
}
