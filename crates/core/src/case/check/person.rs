//! The person of a case.

use super::value::Checker;
use crate::case::file::{BornFile, MedicationFile, PersonFile, RecentFile};
use crate::case::{Answers, Born, Facts, Medication, RecentEvent};
use crate::document::Path;

/// What is known of the person; the treatment is added later.
pub(super) fn facts(file: PersonFile, path: &Path<'_>, check: &mut Checker<'_>) -> Facts {
    if let Some(Err(_)) = file.zone.as_ref().map(|zone| &zone.0) {
        check.problem(&path.key("zone"), "not a time zone", "write an IANA name such as `Europe/Berlin`");
    }
    let born = file.born.as_ref().and_then(|born| read_born(born, path, check));
    let medications = list(file.medications.as_deref(), "medications", path, check, read_medication);
    let recent = list(file.recent.as_deref(), "recent", path, check, read_recent);
    let taking = medications.as_ref().map(|list| {
        list.iter()
            .filter(|medication| medication.last_taken.is_none())
            .map(|medication| medication.class)
            .collect()
    });
    let had = recent.as_ref().map(|list| list.iter().map(|event| event.what).collect());
    let asked_medications = check.ids(file.asked_medications.as_deref(), &path.key("asked_medications"));
    let asked_recent = check.ids(file.asked_recent.as_deref(), &path.key("asked_recent"));
    Facts {
        born,
        skin_type: check.id(file.skin_type.as_ref(), &path.key("skin_type")),
        pregnant: file.pregnant,
        breastfeeding: file.breastfeeding,
        conditions: Answers::new(
            check.ids(file.conditions.as_deref(), &path.key("conditions")),
            check.ids(file.asked_conditions.as_deref(), &path.key("asked_conditions")),
        ),
        history: Answers::new(
            check.ids(file.history.as_deref(), &path.key("history")),
            check.ids(file.asked_history.as_deref(), &path.key("asked_history")),
        ),
        allergies: Answers::new(
            check.ids(file.allergies.as_deref(), &path.key("allergies")),
            check.ids(file.asked_allergies.as_deref(), &path.key("asked_allergies")),
        ),
        // A medicine that was taken until some day was asked about, too.
        taking: Answers::new(
            taking,
            asked_medications.map(|asked| {
                asked.union(medications.iter().flatten().map(|medication| medication.class).collect())
            }),
        ),
        medications: medications.unwrap_or_default(),
        asked_recent: Answers::new(had, asked_recent).asked(),
        recent: recent.unwrap_or_default(),
        ..Facts::default()
    }
}

/// Reads every entry of a list; `None` if the list was left out.
fn list<F, T>(
    entries: Option<&[F]>,
    key: &str,
    path: &Path<'_>,
    check: &mut Checker<'_>,
    read: impl Fn(&F, &Path<'_>, &mut Checker<'_>) -> Option<T>,
) -> Option<Vec<T>> {
    let path = path.key(key);
    let entries = entries?.iter().enumerate();
    Some(entries.filter_map(|(index, entry)| read(entry, &path.index(index), check)).collect())
}

fn read_born(file: &BornFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Born> {
    let path = path.key("born");
    match file {
        BornFile::Year(year) => match i16::try_from(*year) {
            Ok(year) if (1900..=2200).contains(&year) => Some(Born::Year(year)),
            _ => {
                check.problem(
                    &path,
                    "not a year that can be",
                    "write a year from 1900 on, or a date in quotes",
                );
                None
            }
        },
        BornFile::On(text) => check.date(Some(text), &path).map(Born::On),
    }
}

fn read_medication(file: &MedicationFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Medication> {
    let class = check
        .required(file.class.as_ref(), path, "class")
        .and_then(|class| check.id(Some(class), &path.key("class")));
    let last_taken = check.date(file.last_taken.as_ref(), &path.key("last_taken"));
    Some(Medication { class: class?, last_taken })
}

fn read_recent(file: &RecentFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<RecentEvent> {
    let what = check
        .required(file.what.as_ref(), path, "what")
        .and_then(|what| check.id(Some(what), &path.key("what")));
    let on =
        check.required(file.on.as_ref(), path, "on").and_then(|on| check.date(Some(on), &path.key("on")));
    let kind = check.id(file.kind.as_ref(), &path.key("kind"));
    let area = check.id(file.area.as_ref(), &path.key("area"));
    Some(RecentEvent { what: what?, on, kind, area })
}
