//! A clinic's overlay: its own hours, within the range of the sources and never below the floor.

use serde::Deserialize;

use super::file::names::NamesFile;
use super::{GateKind, Protocol, digest};
use crate::case::check::value::Checker;
use crate::document::{self, Document, Path, Problem, Problems};
use crate::vocabulary::nearest;

const ROOT: Path<'static> = Path::ROOT;

/// What a clinic changed, and who answers for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clinic {
    /// The clinic's name.
    pub name: String,
    /// SHA-256 over the overlay, in hexadecimal.
    pub digest: String,
    /// Its changes.
    pub changes: Vec<ClinicChange>,
}

/// One change of a clinic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClinicChange {
    /// The rule.
    pub rule: String,
    /// The hour the gate opens at this clinic.
    pub opens_h: u32,
    /// The hour that the protocol has.
    pub was_h: u32,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub who: String,
}

/// The overlay as people write it.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Afterglow clinic overlay")]
pub struct ClinicFile {
    /// The clinic's name.
    clinic: Option<String>,
    /// Its changes.
    #[serde(default)]
    change: Vec<ChangeFile>,
    /// Names of ingredients that the dictionary does not have, such as those of the clinic's own products.
    pub(crate) names: Option<NamesFile>,
}

/// One change.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct ChangeFile {
    /// The rule: an activity.
    rule: Option<String>,
    /// The hour it opens here.
    opens_h: Option<u32>,
    /// Why.
    reason: Option<String>,
    /// Who decided it.
    who: Option<String>,
}

pub(super) fn apply(mut protocol: Protocol, overlay: &Document<'_>) -> Result<Protocol, Vec<Problem>> {
    let mut problems = Problems::default();
    let file: Option<ClinicFile> = document::read(overlay, &mut problems);
    let mut check = Checker::new(&mut problems);
    let mut changes: Vec<ClinicChange> = Vec::new();
    let name = file.as_ref().and_then(|file| said(file.clinic.as_ref(), &ROOT, "clinic", &mut check));
    for (index, entry) in file.iter().flat_map(|file| &file.change).enumerate() {
        let list = ROOT.key("change");
        let path = list.index(index);
        if let Some(change) = read_change(entry, &protocol, &path, &mut check) {
            if changes.iter().any(|known| known.rule == change.rule) {
                check.problem(&path.key("rule"), "changed twice", "keep one of the two");
            }
            changes.push(change);
        }
    }
    if !problems.is_empty() {
        return Err(problems.located(overlay));
    }
    for gate in &mut protocol.gates {
        let change = changes.iter().find(|change| change.rule == gate.rule.id);
        if let (GateKind::Opens(opening), Some(change)) = (&mut gate.kind, change) {
            opening.opens_h = change.opens_h;
        }
    }
    let digest = digest::digest(&[Document::new("clinic", overlay.text(), overlay.format())]);
    protocol.clinic = Some(Clinic { name: name.unwrap_or_default(), digest, changes });
    Ok(protocol)
}

fn read_change(
    file: &ChangeFile,
    protocol: &Protocol,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Option<ClinicChange> {
    let rule = check.required(file.rule.as_ref(), path, "rule").cloned();
    let opens_h = check.required(file.opens_h.as_ref(), path, "opens_h").copied();
    let reason = said(file.reason.as_ref(), path, "reason", check);
    let who = said(file.who.as_ref(), path, "who", check);
    let (rule, opens_h) = (rule?, opens_h?);
    let Some(gate) = protocol.gates.iter().find(|gate| gate.rule.id == rule) else {
        let known: Vec<&str> = protocol.gates.iter().map(|gate| gate.rule.id.as_str()).collect();
        let near = nearest(&rule, &known).unwrap_or("makeup");
        let help = format!("write the id of an activity, such as `{near}`");
        check.problem(&path.key("rule"), format!("`{rule}` is not a gate"), &help);
        return None;
    };
    let GateKind::Opens(opening) = &gate.kind else {
        check.problem(&path.key("rule"), format!("`{rule}` is not a matter of hours"), "leave it as it is");
        return None;
    };
    let [low, high] = opening.range_h;
    let lowest = low.max(i64::from(opening.floor_h));
    if opens_h < opening.floor_h {
        let message = format!("below the floor of {} hours", opening.floor_h);
        check.problem(&path.key("opens_h"), message, &format!("write {lowest} to {high}"));
    } else if !(low..=high).contains(&i64::from(opens_h)) {
        let message = format!("outside the sourced range of {low} to {high} hours");
        check.problem(&path.key("opens_h"), message, &format!("write {lowest} to {high}"));
    }
    Some(ClinicChange { rule, opens_h, was_h: opening.opens_h, reason: reason?, who: who? })
}

/// A text that must be there and say something.
fn said(text: Option<&String>, path: &Path<'_>, key: &str, check: &mut Checker<'_>) -> Option<String> {
    let text = check.required(text, path, key)?;
    if text.trim().is_empty() {
        check.problem(
            &path.key(key),
            "empty",
            "say it: an overlay names the clinic, and each change its reason and who answers for it",
        );
        return None;
    }
    Some(text.clone())
}
