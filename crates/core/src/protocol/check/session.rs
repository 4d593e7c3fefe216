//! The steps of a session, and which area lies in which.

use std::collections::BTreeSet;

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, example, read_when};
use crate::document::is_id_like;
use crate::protocol::Step;
use crate::protocol::file::appointment::{RegionFile, StepFile};
use crate::set::Set;
use crate::vocabulary::Area;

pub(super) fn regions(entries: Vec<Entry<RegionFile>>, report: &mut Report<'_>) -> Vec<(Area, Set<Area>)> {
    let mut regions: Vec<(Area, Set<Area>)> = Vec::new();
    for Entry { file, index, value } in entries {
        let mut check = report.file(file);
        let list = ROOT.key("region");
        let path = list.index(index);
        let area = check
            .required(value.area.as_ref(), &path, "area")
            .and_then(|area| check.id(Some(area), &path.key("area")));
        let contains = check
            .required(value.contains.as_ref(), &path, "contains")
            .and_then(|areas| check.ids(Some(areas), &path.key("contains")));
        let Some((area, contains)) = area.zip(contains) else { continue };
        if contains.contains(area) {
            check.problem(&path.key("contains"), "an area that lies in itself", "leave it out");
        }
        if regions.iter().any(|(known, _)| *known == area) {
            check.problem(&path.key("area"), format!("a second region for `{area}`"), "keep one");
        }
        regions.push((area, contains));
    }
    regions
}

pub(super) fn steps(entries: Vec<Entry<StepFile>>, library: &Library, report: &mut Report<'_>) -> Vec<Step> {
    let mut seen = BTreeSet::new();
    let mut steps = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("step");
        let path = list.index(index);
        let id = super::rule_id(value.id.as_ref(), "step-", &path, &mut seen, &mut check);
        if value.minutes.is_some_and(|[low, high]| high < low) {
            check.problem(
                &path.key("minutes"),
                "the longer time stands first",
                "write the shorter time first",
            );
        }
        let record = path.key("record");
        for (index, id) in value.record.iter().enumerate().filter(|(_, id)| !is_id_like(id)) {
            check.problem(&record.index(index), format!("`{id}` is not an id"), "write it in kebab-case");
        }
        let when = value.when.as_ref().map(|when| read_when(when, &path.key("when"), &mut check));
        let values = library.values(&value.values, &path, &mut check);
        let text = RuleText {
            id,
            claims: value.claims,
            evidence: value.evidence,
            values,
            follows: value.follows,
            must_follow: false,
            why: value.why,
            unverified: value.unverified,
        };
        let rule = rule::read(text, library, &path, &mut check);
        let examples = example::read(&value.example, name, &path, example::Kind::Shown, &mut check);
        let (minutes, record) = (value.minutes, value.record);
        steps.push(Step { rule, minutes, record, when: when.unwrap_or_default(), examples });
    }
    steps
}
