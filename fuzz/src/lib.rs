//! What every fuzz target does with a file that could be read: ask everything, at ordinary and impossible instants.

use std::sync::LazyLock;

use afterglow_core::case::{self, Case};
use afterglow_core::document::{Document, Format};
use afterglow_core::engine;
use afterglow_core::protocol::Protocol;
use afterglow_core::vocabulary::{Activity, Word};
use jiff::Timestamp;

/// The protocol that is built into the program.
///
/// # Panics
///
/// If it has a fault: then there is nothing to fuzz.
pub static BUILTIN: LazyLock<Protocol> = LazyLock::new(|| match Protocol::builtin() {
    Ok(protocol) => protocol,
    Err(problems) => {
        panic!("the built-in protocol has {} faults, the first: {:?}", problems.len(), problems.first())
    }
});

/// A case that reaches much of a protocol: dated, with check-ins, and with something done early.
static FULL_CASE: LazyLock<Case> = LazyLock::new(|| {
    let text = r#"
        [treatment]
        ended = "2026-10-24T14:00:00+02:00[Europe/Berlin]"
        [[done]]
        what = "makeup"
        at = "2026-10-24T15:00:00+02:00[Europe/Berlin]"
        [[check_ins]]
        at = "2026-10-25T12:00:00+01:00[Europe/Berlin]"
        symptoms = { weeping = "severe", redness = "mild" }
        signs = ["open-sore"]
        [[check_ins]]
        at = "2026-10-27T12:00:00+01:00[Europe/Berlin]"
        symptoms = { weeping = "none" }
        signs = []
    "#;
    case::read(&Document::new("full-case", text, Format::Toml))
        .expect("the case of the fuzz targets can be read")
});

/// The full case.
pub fn somebody() -> &'static Case {
    &FULL_CASE
}

/// Reads a case; if one comes out, asks the engine everything about it.
///
/// # Panics
///
/// If the core does, or refuses a file without saying why.
pub fn read_and_ask(text: &str, format: Format) {
    match case::read(&Document::new("case", text, format)) {
        Ok(case) => ask_everything(&BUILTIN, &case),
        Err(problems) => assert!(!problems.is_empty(), "refused without a reason"),
    }
}

/// Asks what a full case and an empty one can ask of a protocol.
pub fn ask_protocol(protocol: &Protocol) {
    ask_everything(protocol, &FULL_CASE);
    let empty = case::read(&Document::new("empty-case", "", Format::Toml));
    if let Ok(case) = empty {
        ask_everything(protocol, &case);
    }
}

/// Every question. The plan and the course at every instant; each activity at one, and as done at another, so that the
/// activities together cover all pairs.
fn ask_everything(protocol: &Protocol, case: &Case) {
    let instants = instants(case);
    for now in instants.iter().copied() {
        let plan = engine::plan(protocol, case, now);
        assert_eq!(plan.gates.len(), protocol.gates().len(), "an activity without an answer");
        let expect = engine::expect(protocol, case, now);
        assert_eq!(expect.bands.len(), protocol.expectations().len(), "a symptom without a band");
        let screening = engine::screen(protocol, case, now);
        assert_eq!(screening.is_complete, screening.gaps.is_empty());
        let _ = engine::session(protocol, case, now);
        let _ = engine::prepare(protocol, case, now);
        let course = engine::course(protocol, case, now, None);
        assert_eq!(
            course.spacing_days,
            engine::course(protocol, case, Timestamp::UNIX_EPOCH, None).spacing_days
        );
        let answer = engine::triage(protocol, case, now);
        let gravest = answer.findings.iter().map(|found| found.level).max();
        assert!(gravest.is_none_or(|gravest| answer.level == Some(gravest)), "a level that no finding gives");
        assert!(!answer.calls.is_empty(), "nobody to call");
        let asked = engine::ask(protocol, case, now);
        assert!(
            asked.iter().all(|asked| Some(asked.would) > answer.level),
            "a question that changes nothing"
        );
    }
    let pairs = instants.iter().flat_map(|now| instants.iter().map(move |done_at| (*now, *done_at)));
    for (activity, (now, done_at)) in Activity::ALL.iter().zip(pairs.cycle()) {
        let _ = engine::can(protocol, case, *activity, now, None);
        let _ = engine::can(protocol, case, *activity, now, Some(done_at));
    }
}

/// The ends of time, and what the case itself names.
fn instants(case: &Case) -> Vec<Timestamp> {
    let named = [case.ended(), case.planned(), case.check_ins().last().map(case::CheckIn::at)];
    let mut instants = vec![Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH];
    instants.extend(named.into_iter().flatten());
    instants
}
