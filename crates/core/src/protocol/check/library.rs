//! Sources, evidence, claims and the ledger of disagreements; and whether every claim is accounted for.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, ROOT, Report, unique};
use crate::case::check::value::Checker;
use crate::document::Path;
use crate::protocol::file::{ClaimFile, ConflictFile, EvidenceFile, SourceFile, ValueFile};
use crate::protocol::{Claim, Conflict, Evidence, Rule, Source, SourcedValue};
use crate::vocabulary::nearest;

const KINDS: [&str; 7] = ["article", "leaflet", "popular", "regulator", "label", "measured", "consensus"];
const BINDING_KINDS: [&str; 3] = ["regulator", "label", "measured"];
const TAGS: [&str; 5] = ["measured", "consensus", "popular", "memory", "proposal"];
const TOPICS: [&str; 9] = [
    "aftercare",
    "expectation",
    "preparation",
    "screening",
    "session",
    "products",
    "course",
    "triage",
    "education",
];

/// What rules may cite.
pub(super) struct Library {
    pub(super) sources: Vec<Source>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) claims: Vec<Claim>,
    claim_places: Vec<(usize, usize)>,
    claim_hours: BTreeMap<String, [i64; 2]>,
    claim_days: BTreeMap<String, [i64; 2]>,
    source_kinds: BTreeMap<String, String>,
    evidence_is_memory: BTreeMap<String, bool>,
    rejected: BTreeMap<String, bool>,
}

impl Library {
    pub(super) fn claims_exist(&self, ids: &[String], path: &Path<'_>, check: &mut Checker<'_>) {
        let list = path.key("claims");
        for (index, id) in ids.iter().enumerate() {
            match self.rejected.get(id) {
                Some(false) => {}
                Some(true) => {
                    check.problem(
                        &list.index(index),
                        format!("the claim `{id}` is rejected"),
                        "no rule may rest on it",
                    );
                }
                None => unknown(id, "a claim", self.rejected.keys(), &list.index(index), check),
            }
        }
    }

    pub(super) fn evidence_exists(&self, ids: &[String], path: &Path<'_>, check: &mut Checker<'_>) {
        let list = path.key("evidence");
        for (index, id) in ids.iter().enumerate() {
            if !self.evidence_is_memory.contains_key(id) {
                unknown(
                    id,
                    "a fact of the evidence",
                    self.evidence_is_memory.keys(),
                    &list.index(index),
                    check,
                );
            }
        }
    }

    pub(super) fn has_evidence(&self, id: &str) -> bool {
        self.evidence_is_memory.contains_key(id)
    }

    pub(super) fn claim_is_accepted(&self, id: &str) -> bool {
        self.rejected.get(id) == Some(&false)
    }

    pub(super) fn claim_is_rejected(&self, id: &str) -> bool {
        self.rejected.get(id) == Some(&true)
    }

    /// Whether nothing but memory or our own proposal stands behind these facts.
    pub(super) fn is_unverified(&self, evidence: &[String]) -> bool {
        evidence.iter().all(|id| self.evidence_is_memory.get(id).copied().unwrap_or(true))
    }

    /// Whether a value of this source binds: a regulator, a label or a measurement.
    pub(super) fn binds(&self, from: &str) -> bool {
        self.source_kinds.get(from).is_some_and(|kind| BINDING_KINDS.contains(&kind.as_str()))
    }

    /// Reads sourced values; `from` may be a claim, a source or a fact of the evidence.
    pub(super) fn values(
        &self,
        files: &[ValueFile],
        path: &Path<'_>,
        check: &mut Checker<'_>,
    ) -> Vec<SourcedValue> {
        let list = path.key("values");
        let mut values = Vec::new();
        for (index, file) in files.iter().enumerate() {
            let path = list.index(index);
            let from = check.required(file.from.as_ref(), &path, "from").cloned().unwrap_or_default();
            let known = self.source_kinds.contains_key(&from)
                || self.rejected.contains_key(&from)
                || self.has_evidence(&from);
            if !known && file.from.is_some() {
                let all = self
                    .source_kinds
                    .keys()
                    .chain(self.rejected.keys())
                    .chain(self.evidence_is_memory.keys());
                unknown(&from, "a claim, source or fact of the evidence", all, &path.key("from"), check);
            }
            if file.h.is_none() && file.days.is_none() && file.says.is_none() {
                let help = "give `h` or `days`, or say it in words in `says`";
                check.problem(&path, "a value without a value", help);
            }
            if let Some([low, high]) = file.h
                && high < low
            {
                check.problem(&path.key("h"), "the higher hour stands first", "write the lower hour first");
            }
            if let Some([low, high]) = file.days
                && high < low
            {
                check.problem(&path.key("days"), "the later day stands first", "write the earlier day first");
            }
            if let (Some(days), Some(claimed)) = (file.days, self.claim_days.get(&from))
                && days != *claimed
            {
                let message = format!("the claim `{from}` says days {} to {}", claimed[0], claimed[1]);
                check.problem(&path.key("days"), message, "carry the claim's own days");
            }
            if let (Some(h), Some(claimed)) = (file.h, self.claim_hours.get(&from))
                && h != *claimed
            {
                let message = format!("the claim `{from}` says {} to {} hours", claimed[0], claimed[1]);
                check.problem(&path.key("h"), message, "carry the claim's own hours");
            }
            values.push(SourcedValue { from, h: file.h, days: file.days, says: file.says.clone() });
        }
        values
    }
}

fn unknown<'k>(
    id: &str,
    what: &str,
    known: impl Iterator<Item = &'k String>,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) {
    let known: Vec<&str> = known.map(String::as_str).collect();
    let help = match nearest(id, &known) {
        Some(near) => format!("write `{near}`"),
        None => "correct the id, or define it in this protocol first".to_owned(),
    };
    check.problem(path, format!("`{id}` is not {what}"), &help);
}

fn one_of(
    text: Option<&String>,
    known: &[&str],
    path: &Path<'_>,
    key: &str,
    check: &mut Checker<'_>,
) -> String {
    let text = check.required(text, path, key).cloned().unwrap_or_default();
    if !text.is_empty() && !known.contains(&text.as_str()) {
        check.problem(
            &path.key(key),
            format!("`{text}` is not known"),
            &format!("known: {}", known.join(", ")),
        );
    }
    text
}

pub(super) fn read(
    sources: Vec<Entry<SourceFile>>,
    evidence: Vec<Entry<EvidenceFile>>,
    claims: Vec<Entry<ClaimFile>>,
    report: &mut Report<'_>,
) -> Library {
    let sources = read_sources(sources, report);
    let source_kinds: BTreeMap<String, String> =
        sources.iter().map(|source| (source.id.clone(), source.kind.clone())).collect();
    let evidence = read_evidence(evidence, &source_kinds, report);
    let claim_places = claims.iter().map(|entry| (entry.file, entry.index)).collect();
    let claim_hours =
        claims.iter().filter_map(|entry| Some((entry.value.id.clone()?, entry.value.h?))).collect();
    // An article counts days before the treatment; a value counts from it.
    let before = |[low, high]: [i64; 2]| [-high, -low];
    let claim_days = claims
        .iter()
        .filter_map(|entry| Some((entry.value.id.clone()?, before(entry.value.days_before?))))
        .collect();
    let claims = read_claims(claims, &source_kinds, report);
    Library {
        evidence_is_memory: evidence
            .iter()
            .map(|fact| (fact.id.clone(), fact.tags.iter().all(|tag| tag == "memory" || tag == "proposal")))
            .collect(),
        rejected: claims.iter().map(|claim| (claim.id.clone(), claim.rejected.is_some())).collect(),
        sources,
        evidence,
        claims,
        claim_places,
        claim_hours,
        claim_days,
        source_kinds,
    }
}

fn read_sources(entries: Vec<Entry<SourceFile>>, report: &mut Report<'_>) -> Vec<Source> {
    let mut seen = BTreeSet::new();
    let mut sources = Vec::new();
    for Entry { file, index, value } in entries {
        let mut check = report.file(file);
        let list = ROOT.key("source");
        let path = list.index(index);
        let id = check.required(value.id.as_ref(), &path, "id").cloned().unwrap_or_default();
        unique(&mut seen, &id, &path.key("id"), &mut check);
        let kind = one_of(value.kind.as_ref(), &KINDS, &path, "kind", &mut check);
        let title = check.required(value.title.as_ref(), &path, "title").cloned().unwrap_or_default();
        let reference =
            check.required(value.reference.as_ref(), &path, "reference").cloned().unwrap_or_default();
        sources.push(Source { id, kind, title, reference, mark: value.mark });
    }
    sources
}

fn sources_exist(ids: &[String], known: &BTreeMap<String, String>, path: &Path<'_>, check: &mut Checker<'_>) {
    let list = path.key("sources");
    for (index, id) in ids.iter().enumerate() {
        if !known.contains_key(id) {
            unknown(id, "a source", known.keys(), &list.index(index), check);
        }
    }
}

fn read_evidence(
    entries: Vec<Entry<EvidenceFile>>,
    sources: &BTreeMap<String, String>,
    report: &mut Report<'_>,
) -> Vec<Evidence> {
    let mut seen = BTreeSet::new();
    let mut facts = Vec::new();
    for Entry { file, index, value } in entries {
        let mut check = report.file(file);
        let list = ROOT.key("evidence");
        let path = list.index(index);
        let id = check.required(value.id.as_ref(), &path, "id").cloned().unwrap_or_default();
        unique(&mut seen, &id, &path.key("id"), &mut check);
        if value.tag.is_empty() {
            check.problem(&path.key("tag"), "no tag", &format!("say how good it is: {}", TAGS.join(", ")));
        }
        let tags = path.key("tag");
        for (index, tag) in value.tag.iter().enumerate() {
            if !TAGS.contains(&tag.as_str()) {
                let help = format!("known: {}", TAGS.join(", "));
                check.problem(&tags.index(index), format!("`{tag}` is not a tag"), &help);
            }
        }
        let says = check.required(value.says.as_ref(), &path, "says").cloned().unwrap_or_default();
        sources_exist(&value.sources, sources, &path, &mut check);
        let claimed = value.tag.iter().any(|tag| tag != "memory" && tag != "proposal");
        if claimed && value.sources.is_empty() {
            check.problem(&path.key("sources"), "no source", "name one, or tag it `memory` or `proposal`");
        }
        facts.push(Evidence { id, tags: value.tag, says, sources: value.sources });
    }
    facts
}

fn read_claims(
    entries: Vec<Entry<ClaimFile>>,
    sources: &BTreeMap<String, String>,
    report: &mut Report<'_>,
) -> Vec<Claim> {
    let mut seen = BTreeSet::new();
    let ids: BTreeSet<String> = entries.iter().filter_map(|entry| entry.value.id.clone()).collect();
    let against: BTreeSet<(String, String)> = entries
        .iter()
        .flat_map(|entry| {
            let id = entry.value.id.clone().unwrap_or_default();
            entry.value.against.iter().map(move |other| (id.clone(), other.clone()))
        })
        .collect();
    let mut claims = Vec::new();
    for Entry { file, index, value } in entries {
        let mut check = report.file(file);
        let list = ROOT.key("claim");
        let path = list.index(index);
        let id = check.required(value.id.as_ref(), &path, "id").cloned().unwrap_or_default();
        unique(&mut seen, &id, &path.key("id"), &mut check);
        if value.sources.is_empty() {
            check.problem(&path.key("sources"), "a claim without a source", "name the article");
        }
        sources_exist(&value.sources, sources, &path, &mut check);
        let topic = one_of(value.topic.as_ref(), &TOPICS, &path, "topic", &mut check);
        let says = check.required(value.says.as_ref(), &path, "says").cloned().unwrap_or_default();
        let others = path.key("against");
        for (index, other) in value.against.iter().enumerate() {
            if !ids.contains(other) {
                unknown(other, "a claim", ids.iter(), &others.index(index), &mut check);
            } else if !against.contains(&(other.clone(), id.clone())) {
                let message = format!("`{other}` does not name `{id}` in turn");
                check.problem(
                    &others.index(index),
                    message,
                    "a disagreement holds both ways: write it in both",
                );
            }
        }
        if value.note.is_some() && value.rejected.is_some() {
            check.problem(&path.key("note"), "noted and rejected at once", "keep one of the two");
        }
        claims.push(Claim {
            id,
            sources: value.sources,
            topic,
            says,
            against: value.against,
            caution: value.caution,
            note: value.note,
            rejected: value.rejected,
            cited_by: Vec::new(),
        });
    }
    claims
}

/// Every claim is cited by a rule, noted, or rejected.
pub(super) fn account(library: &mut Library, rules: &[&Rule], report: &mut Report<'_>) {
    for (claim, (file, index)) in library.claims.iter_mut().zip(&library.claim_places) {
        let citing = rules.iter().filter(|rule| rule.claims.contains(&claim.id));
        claim.cited_by = citing.map(|rule| rule.id.clone()).collect();
        if !claim.cited_by.is_empty() && claim.note.is_some() {
            let list = ROOT.key("claim");
            let message = format!("the note says that no rule cites `{}`, but one does", claim.id);
            report.file(*file).problem(&list.index(*index).key("note"), message, "leave the note out");
        }
        if claim.cited_by.is_empty() && claim.note.is_none() && claim.rejected.is_none() {
            let list = ROOT.key("claim");
            let message = format!("nobody accounts for the claim `{}`", claim.id);
            let help =
                "cite it in a rule, or say in `note` why it is kept, or in `rejected` why it is refused";
            report.file(*file).problem(&list.index(*index), message, help);
        }
    }
}

pub(super) fn conflicts(
    entries: Vec<Entry<ConflictFile>>,
    rules: &[&Rule],
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Conflict> {
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for Entry { file, index, value } in entries {
        let mut check = report.file(file);
        let list = ROOT.key("conflict");
        let path = list.index(index);
        let id = check.required(value.id.as_ref(), &path, "id").cloned().unwrap_or_default();
        unique(&mut seen, &id, &path.key("id"), &mut check);
        let question =
            check.required(value.question.as_ref(), &path, "question").cloned().unwrap_or_default();
        let choice = check.required(value.choice.as_ref(), &path, "choice").cloned().unwrap_or_default();
        let reason = check.required(value.reason.as_ref(), &path, "reason").cloned().unwrap_or_default();
        let mut values = library.values(&value.values, &path, &mut check);
        match &value.rule {
            Some(id) => match rules.iter().find(|rule| rule.id == *id) {
                Some(rule) => {
                    // The row's own words for a source stand before the rule's.
                    let stands = |value: &&SourcedValue| !values.iter().any(|own| own.from == value.from);
                    let more: Vec<SourcedValue> = rule.values.iter().filter(stands).cloned().collect();
                    values.extend(more);
                }
                None => {
                    unknown(id, "a rule", rules.iter().map(|rule| &rule.id), &path.key("rule"), &mut check)
                }
            },
            None if value.note.is_none() => {
                check.problem(
                    &path,
                    "a disagreement without a choice",
                    "name the `rule`, or say in `note` where it belongs",
                );
            }
            None => {}
        }
        if values.len() < 2 && !check.has_below(&path) {
            check.problem(&path, "fewer than two values", "show every source that disagrees");
        }
        rows.push(Conflict { id, question, rule: value.rule, values, choice, reason, note: value.note });
    }
    rows
}
