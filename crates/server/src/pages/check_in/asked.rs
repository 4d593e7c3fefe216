//! How a check-in asks: `protocols/check-in.toml`.

use std::sync::LazyLock;

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::vocabulary::{Grade, Sign, Symptom, Word};
use serde::Deserialize;

use crate::app::App;

#[derive(Deserialize)]
struct File {
    always: Vec<String>,
    gap_h: i64,
    draft_h: i64,
    group: Vec<GroupFile>,
}

#[derive(Deserialize)]
struct GroupFile {
    id: String,
    signs: Vec<String>,
}

/// The file that is built in. Nothing but a broken file makes it empty, which a test would show.
static FILE: LazyLock<Option<File>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../../protocols/check-in.toml")).ok());

pub(super) fn groups() -> Vec<(String, Vec<Sign>)> {
    let groups = FILE.iter().flat_map(|file| &file.group);
    groups.map(|it| (it.id.clone(), it.signs.iter().filter_map(|id| Sign::from_id(id)).collect())).collect()
}

/// The symptoms that are asked at every hour.
fn always() -> Vec<Symptom> {
    FILE.iter().flat_map(|file| &file.always).filter_map(|id| Symptom::from_id(id)).collect()
}

/// So many hours without an answer are a gap in the drawing of the recovery.
pub(in crate::pages) fn gap_h() -> i64 {
    FILE.as_ref().map_or(0, |file| file.gap_h)
}

/// So many hours after it was begun a check-in is no longer about now.
pub(super) fn draft_h() -> i64 {
    FILE.as_ref().map_or(0, |file| file.draft_h)
}

/// What may be there at this hour, and what the last check-in told: the rest is asked only if somebody wants to say it.
pub(super) fn likely(app: &App, case: &Case) -> Vec<Symptom> {
    let expect = engine::expect(app.protocol(), case, app.now());
    let hours = expect.hours.unwrap_or(0).max(0);
    let told = case.check_ins().last();
    let always = always();
    let is_likely = |symptom: Symptom| {
        let band = expect.bands.iter().find(|band| band.expectation.symptom == symptom);
        let is_told = told.and_then(|told| told.symptom(symptom)).is_some();
        is_told || always.contains(&symptom) || band.is_some_and(|band| band.highest_at(hours) > Grade::None)
    };
    Symptom::ALL.iter().copied().filter(|symptom| is_likely(*symptom)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use afterglow_core::protocol::Protocol;

    use super::*;

    #[test]
    fn every_red_flag_is_asked_for_once() {
        let protocol = Protocol::builtin().unwrap_or_else(|_| unreachable!("the built-in protocol"));
        let asked: Vec<Sign> = groups().into_iter().flat_map(|(_, signs)| signs).collect();
        let once: BTreeSet<Sign> = asked.iter().copied().collect();
        assert_eq!(asked.len(), once.len());
        assert_eq!(always().len(), 5);
        assert!(gap_h() > 0 && draft_h() > 0);
        for (sign, _) in protocol.red_flags() {
            assert!(once.contains(sign), "{sign}");
        }
        // What is not asked in a group: "getting worse" is the trend.
        let rest: Vec<&Sign> = Sign::ALL.iter().filter(|sign| !once.contains(sign)).collect();
        assert_eq!(rest, [&Sign::Worsening]);
    }
}
