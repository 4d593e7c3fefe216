//! Limits of depth and numbing: bounds in order, rules that can be reached, a rule for every area.

use std::collections::BTreeSet;

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, example, read_when};
use crate::case::check::value::Checker;
use crate::document::Path;
use crate::fact::Measure;
use crate::protocol::file::appointment::LimitFile;
use crate::protocol::{Bounds, Limit};
use crate::vocabulary::{self, Area, Verdict, Word};

const MEASURES: [Measure; 5] =
    [Measure::Depth, Measure::Percent, Measure::Minutes, Measure::AreaCm2, Measure::Grams];

pub(super) fn read(entries: Vec<Entry<LimitFile>>, library: &Library, report: &mut Report<'_>) -> Vec<Limit> {
    let mut seen = BTreeSet::new();
    let mut limits: Vec<Limit> = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("limit");
        let path = list.index(index);
        let Some(limit) = limit(value, name, library, &path, &mut seen, &mut check) else { continue };
        let hides = |before: &&Limit| {
            before.measure == limit.measure
                && limit.areas.difference(before.areas).is_empty()
                && before.when.covers(&limit.when)
        };
        if let Some(before) = limits.iter().find(hides) {
            let message =
                format!("can never be reached: `{}` stands above and is for the same", before.rule.id);
            check.problem(&path, message, "put the narrower rule first, or leave one out");
        }
        limits.push(limit);
    }
    for area in Area::ALL {
        let for_all = |limit: &Limit| {
            limit.measure == Measure::Depth && limit.when.tests().is_empty() && limit.areas.contains(*area)
        };
        if !limits.iter().any(for_all) {
            report.folder.push(format!("no limit of depth for everyone in `area:{area}`"));
        }
    }
    limits
}

fn limit(
    file: LimitFile,
    name: &str,
    library: &Library,
    path: &Path<'_>,
    seen: &mut BTreeSet<String>,
    check: &mut Checker<'_>,
) -> Option<Limit> {
    let id = super::rule_id(file.id.as_ref(), "limit-", path, seen, check);
    let what = check.required(file.what.as_ref(), path, "what");
    let measure = what.and_then(|what| MEASURES.into_iter().find(|measure| measure.name() == what));
    if what.is_some() && measure.is_none() {
        let known: Vec<&str> = MEASURES.iter().map(|measure| measure.name()).collect();
        check.problem(&path.key("what"), "not something to limit", &format!("known: {}", known.join(", ")));
    }
    let areas = check.ids(file.area.as_deref(), &path.key("area"));
    if areas.is_some() && measure.is_some_and(|measure| measure != Measure::Depth) {
        check.problem(&path.key("area"), "an area of a numbing cream's number", "only depth has areas");
    }
    let when = file.when.as_ref().map(|when| read_when(when, &path.key("when"), check)).unwrap_or_default();
    let bounds = bounds(&file, path, check);
    let values = library.values(&file.values, path, check);
    let text = RuleText {
        id,
        claims: file.claims,
        evidence: file.evidence,
        values,
        follows: file.follows,
        must_follow: false,
        why: file.why,
        unverified: file.unverified,
    };
    let rule = rule::read(text, library, path, check);
    let examples = example::read(&file.example, name, path, example::Kind::Limit, check);
    Some(Limit {
        rule,
        measure: measure?,
        areas: areas.unwrap_or_else(vocabulary::all),
        when,
        bounds,
        examples,
    })
}

fn bounds(file: &LimitFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Bounds> {
    let given = file.usual.is_some() || file.most.is_some() || file.above.is_some() || file.over.is_some();
    if file.no_evidence {
        if given {
            let help = "keep `no_evidence`, or the limits";
            check.problem(&path.key("no_evidence"), "limits that nobody has tested", help);
        }
        return None;
    }
    let usual = check.required(file.usual.as_ref(), path, "usual").copied();
    let most = check.required(file.most.as_ref(), path, "most").copied();
    let (usual, most) = (usual?, most?);
    if !(0.0..=20_000.0).contains(&usual) || !(0.0..=20_000.0).contains(&most) {
        check.problem(&path.key("most"), "outside the possible range", "write a number that is not negative");
    }
    if most < usual {
        check.problem(&path.key("most"), "less than `usual`", "the most is at least the usual");
    }
    let over = check
        .required(file.over.as_ref(), path, "over")
        .and_then(|verdict| check.id(Some(verdict), &path.key("over")));
    let above = check.id(file.above.as_ref(), &path.key("above"));
    if (most > usual) != file.above.is_some() {
        let help = "`above` stands exactly where `most` is more than `usual`";
        check.problem(&path.key("above"), "`above` does not fit the limits", help);
    }
    let over = over?;
    let above = above.unwrap_or(over);
    if over < Verdict::Ask || over == Verdict::Defer || above < Verdict::Caution || above > over {
        let help = "`over` is `ask` or `refuse`; `above` is `caution` or `ask`, and not graver";
        check.problem(&path.key("over"), "verdicts that do not fit a limit", help);
    }
    Some(Bounds { usual, most, above, over })
}
