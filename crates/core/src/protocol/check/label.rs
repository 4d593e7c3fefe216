//! Rules about ingredients: every class and role has one, and what opens names a gate of hours.

use std::collections::BTreeSet;

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, example, read_when};
use crate::case::check::value::Checker;
use crate::document::Path;
use crate::protocol::file::label::{IngredientFile, PromotionFile};
use crate::protocol::{Gate, GateKind, Ingredient, Promotion, Says};
use crate::set::Set;
use crate::vocabulary::{IngredientClass, Role, Word};

pub(super) fn ingredients(
    entries: Vec<Entry<IngredientFile>>,
    gates: &[Gate],
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Ingredient> {
    let mut seen = BTreeSet::new();
    let mut rules = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("ingredient");
        let path = list.index(index);
        let id = super::rule_id(value.id.as_ref(), "ingredient-", &path, &mut seen, &mut check);
        rules.extend(ingredient(value, id, name, gates, library, &path, &mut check));
    }
    every_word_is_answered(&rules, report);
    rules
}

fn ingredient(
    file: IngredientFile,
    id: String,
    name: &str,
    gates: &[Gate],
    library: &Library,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Option<Ingredient> {
    let classes = check.ids(Some(&file.class), &path.key("class")).unwrap_or_default();
    let roles = check.ids(Some(&file.role), &path.key("role")).unwrap_or_default();
    if file.class.is_empty() && file.role.is_empty() {
        check.problem(path, "a rule about no ingredient", "name a `class` or a `role`");
    }
    let percent_over = check.within(file.percent_over, 0.0..=100.0, &path.key("percent_over"), "per cent");
    let when = file.when.as_ref().map(|when| read_when(when, &path.key("when"), check)).unwrap_or_default();
    let says = says(&file, gates, path, check);
    let values = library.values(&file.values, path, check);
    if let Some(hours) = file.from_h.map(i64::from) {
        let covers = |range: &[i64; 2]| range[0] <= hours && hours <= range[1];
        if !values.iter().filter_map(|value| value.h.as_ref()).any(covers) {
            let help = "name in `values` whose hours these are";
            check.problem(&path.key("from_h"), "an hour that no source gives", help);
        }
    }
    let text = RuleText {
        id,
        claims: file.claims,
        evidence: file.evidence,
        values,
        follows: file.follows,
        must_follow: file.from_h.is_some(),
        why: file.why,
        unverified: file.unverified,
    };
    let rule = rule::read(text, library, path, check);
    let examples = example::read(&file.example, name, path, example::Kind::Label, check);
    Some(Ingredient { rule, classes, roles, names: file.names, percent_over, when, says: says?, examples })
}

fn says(file: &IngredientFile, gates: &[Gate], path: &Path<'_>, check: &mut Checker<'_>) -> Option<Says> {
    let gate = check.id(file.gate.as_ref(), &path.key("gate"));
    match (gate, file.answer.as_deref()) {
        (Some(activity), None) => {
            let kind = gates.iter().find(|gate| gate.activity == activity).map(|gate| &gate.kind);
            if !matches!(kind, Some(GateKind::Opens(_)) | None) {
                check.problem(&path.key("gate"), "a gate without an hour", "write `answer` instead");
            }
            Some(Says::Opens { gate: activity, from_h: file.from_h.unwrap_or(0) })
        }
        (None, Some("ask")) if file.from_h.is_none() => Some(Says::Ask),
        (None, Some("no")) if file.from_h.is_none() => Some(Says::No),
        _ => {
            if file.gate.is_none() || gate.is_some() {
                let help = "write a `gate`, or `answer` as `ask` or `no`";
                check.problem(path, "not one thing to say", help);
            }
            None
        }
    }
}

/// Every class and role has a rule for everybody: what is read is never without an answer.
fn every_word_is_answered(rules: &[Ingredient], report: &mut Report<'_>) {
    let for_all = || {
        rules
            .iter()
            .filter(|it| it.when.tests().is_empty() && it.names.is_empty() && it.percent_over.is_none())
    };
    let classes: Set<IngredientClass> = for_all().fold(Set::EMPTY, |all, rule| all.union(rule.classes));
    let roles: Set<Role> = for_all().fold(Set::EMPTY, |all, rule| all.union(rule.roles));
    let open = IngredientClass::ALL.iter().filter(|class| !classes.contains(**class)).map(|class| class.id());
    let open = open.chain(Role::ALL.iter().filter(|role| !roles.contains(**role)).map(|role| role.id()));
    for id in open {
        report.folder.push(format!("no ingredient rule for everybody about `{id}`"));
    }
}

pub(super) fn promotions(
    entries: Vec<Entry<PromotionFile>>,
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Promotion> {
    let mut seen = BTreeSet::new();
    let mut promotions = Vec::new();
    for Entry { file, index, value } in entries {
        let mut check = report.file(file);
        let list = ROOT.key("promotion");
        let path = list.index(index);
        let id = super::rule_id(value.id.as_ref(), "promotion-", &path, &mut seen, &mut check);
        if value.names.is_empty() {
            check.problem(&path.key("names"), "a rule about no ingredient", "name at least one");
        }
        let class = check
            .required(value.class.as_ref(), &path, "class")
            .and_then(|class| check.id(Some(class), &path.key("class")));
        let percent_from =
            check.within(value.percent_from, 0.0..=100.0, &path.key("percent_from"), "per cent");
        let beside = check.required(value.beside.as_ref(), &path, "beside").copied();
        let text = RuleText {
            id,
            claims: Vec::new(),
            evidence: value.evidence,
            values: Vec::new(),
            follows: None,
            must_follow: false,
            why: value.why,
            unverified: value.unverified,
        };
        let rule = rule::read(text, library, &path, &mut check);
        if let (Some(class), Some(beside)) = (class, beside) {
            promotions.push(Promotion { rule, names: value.names, class, percent_from, beside });
        }
    }
    promotions
}
