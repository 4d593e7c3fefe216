//! What every rule must have: an id, a source that exists, a reason.

use super::library::Library;
use crate::case::check::value::Checker;
use crate::document::Path;
use crate::protocol::{Rule, SourcedValue};

/// The common keys of a rule, as read from its file.
pub(super) struct RuleText {
    pub(super) id: String,
    pub(super) claims: Vec<String>,
    pub(super) evidence: Vec<String>,
    pub(super) values: Vec<SourcedValue>,
    pub(super) follows: Option<String>,
    pub(super) must_follow: bool,
    pub(super) why: Option<String>,
    pub(super) unverified: bool,
}

pub(super) fn read(text: RuleText, library: &Library, path: &Path<'_>, check: &mut Checker<'_>) -> Rule {
    library.claims_exist(&text.claims, path, check);
    library.evidence_exists(&text.evidence, path, check);
    let from: Vec<&str> = text.values.iter().map(|value| value.from.as_str()).collect();
    if text.claims.is_empty() && text.evidence.is_empty() && from.is_empty() {
        check.problem(
            path,
            "a rule without a source",
            "name a claim, a fact of the evidence, or a sourced value",
        );
    }
    let why =
        check.required(text.why.as_ref(), path, "why").map(|why| why.trim().to_owned()).unwrap_or_default();
    if why.is_empty() {
        check.problem(&path.key("why"), "no reason", "say in a sentence why this value");
    }
    let mut claims = text.claims.clone();
    let mut evidence = text.evidence.clone();
    for from in &from {
        // A rejected claim may stand among the values, to show the disagreement; it is not cited.
        if library.claim_is_accepted(from) {
            claims.push((*from).to_owned());
        } else if library.has_evidence(from) {
            evidence.push((*from).to_owned());
        }
    }
    keep_first(&mut claims);
    keep_first(&mut evidence);
    follows(&text, &claims, &evidence, &from, library, path, check);
    let named: Vec<&str> = from.iter().copied().filter(|from| !library.has_evidence(from)).collect();
    let rests_on_memory = claims.is_empty() && named.is_empty() && library.is_unverified(&evidence);
    if rests_on_memory && !text.unverified {
        let help = "write `unverified = true`: nothing but memory or our own proposal carries it";
        check.problem(path, "an unverified rule that does not say so", help);
    }
    let RuleText { id, values, follows, unverified, .. } = text;
    Rule { id, claims, evidence, values, follows, why, unverified }
}

fn follows(
    text: &RuleText,
    claims: &[String],
    evidence: &[String],
    from: &[&str],
    library: &Library,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) {
    let path = path.key("follows");
    let Some(followed) = &text.follows else {
        if text.must_follow {
            check.problem(&path, "missing key `follows`", "name the source whose value is followed");
        }
        return;
    };
    if library.claim_is_rejected(followed) {
        check.problem(&path, format!("`{followed}` is rejected"), "a rejected claim is followed by no rule");
    } else if !claims.contains(followed) && !evidence.contains(followed) && !from.contains(&followed.as_str())
    {
        let message = format!("`{followed}` is not among the rule's sources");
        check.problem(&path, message, "follow one of its claims, values or facts of the evidence");
    }
}

/// Drops repetitions, keeping the order.
fn keep_first(list: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    list.retain(|entry| seen.insert(entry.clone()));
}
