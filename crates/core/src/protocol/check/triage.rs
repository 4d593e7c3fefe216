//! Rules of triage: upward closed by their shape, every sign and symptom used, whom to call for every level.

use std::collections::BTreeSet;

use super::library::Library;
use super::rule::{self, RuleText};
use super::{Entry, ROOT, Report, example, read_when};
use crate::case::check::value::Checker;
use crate::document::{Path, is_id_like};
use crate::protocol::condition::{Test, When};
use crate::protocol::file::triage::{CallingFile, CountryFile, GroupFile, LatchFile, LateFile, TriageFile};
use crate::protocol::table::{MOST_RULES, SLOTS};
use crate::protocol::{Calling, Country, Group, Latch, Late, Triage, Who};
use crate::set::Set;
use crate::vocabulary::{Grade, Level, Sign, Symptom, Word};

/// Which folder a rule stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Protocol,
    Floor,
}

/// `room`: so many rules have a place in the bit tables.
pub(super) fn read(
    entries: Vec<Entry<TriageFile>>,
    from: From,
    room: usize,
    library: &Library,
    report: &mut Report<'_>,
) -> Vec<Triage> {
    let prefix = match from {
        From::Protocol => "triage-",
        From::Floor => "floor-",
    };
    let mut seen = BTreeSet::new();
    let mut rules = Vec::new();
    for Entry { file, index, value } in entries {
        let name = report.name(file);
        let mut check = report.file(file);
        let list = ROOT.key("triage");
        let path = list.index(index);
        let id = super::rule_id(value.id.as_ref(), prefix, &path, &mut seen, &mut check);
        rules.extend(triage(value, id, from == From::Floor, name, library, &path, &mut check));
        if rules.len() > room {
            check.problem(
                &path,
                "too many rules",
                &format!("a protocol and its floor have {MOST_RULES} at most"),
            );
        }
    }
    rules
}

fn triage(
    file: TriageFile,
    id: String,
    is_floor: bool,
    name: &str,
    library: &Library,
    path: &Path<'_>,
    check: &mut Checker<'_>,
) -> Option<Triage> {
    let level = check
        .required(file.level.as_ref(), path, "level")
        .and_then(|level| check.id(Some(level), &path.key("level")));
    if level == Some(Level::SelfCare) {
        let help = "self-care has no rule, it is what is left";
        check.problem(&path.key("level"), "a rule for what is left", help);
    }
    let groups = groups(&file.all, &path.key("all"), check);
    let when = file.when.as_ref().map(|when| read_when(when, &path.key("when"), check)).unwrap_or_default();
    only_raises(&when, &path.key("when"), check);
    let counts = super::counts(&file.counts, &when, &path.key("counts"), check);
    if groups.is_empty() {
        check.problem(&path.key("all"), "a rule that fires for everyone", "name what must be there");
    }
    if groups.len() + when.tests().len() + usize::from(file.from_h.is_some()) > SLOTS {
        let help = format!("groups, keys of `when` and the hour are {SLOTS} at most");
        check.problem(path, "too many things at once", &help);
    }
    if level == Some(Level::Emergency) && !(2..=5).contains(&file.first.len()) {
        let help = "an emergency names two to five first steps";
        check.problem(&path.key("first"), "not two to five first steps", help);
    }
    ids(&file.first, &path.key("first"), check);
    ids(&file.advice, &path.key("advice"), check);
    let list = path.key("watch");
    let watch = file.watch.iter().enumerate();
    let watch =
        watch.filter_map(|(index, id)| super::gate::standing(id, &list.index(index), check)).collect();
    let call = file.call.as_ref().and_then(|call| who(call, &path.key("call"), check));
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
    let examples = example::read(&file.example, name, path, example::Kind::Triage, check);
    for fires in [true, false] {
        let shown = examples.iter().any(|example| example.expects.is_triage(fires));
        if !shown && !file.example.is_empty() {
            let help = format!("write an example with `fires = {fires}`");
            check.problem(&path.key("example"), "only one side is shown", &help);
        }
    }
    Some(Triage {
        rule,
        level: level?,
        groups,
        from_h: file.from_h.unwrap_or(0),
        when,
        counts,
        first: file.first,
        advice: file.advice,
        watch,
        call,
        not_clinic: file.not_clinic,
        before_h: file.before_h,
        is_floor,
        examples,
    })
}

/// What could be met by less is refused: one more fact must never make a rule fall silent.
fn only_raises(when: &When, path: &Path<'_>, check: &mut Checker<'_>) {
    for test in when.tests() {
        let talks_down = matches!(
            test,
            Test::DepthTo(_) | Test::Pregnant(false) | Test::Breastfeeding(false) | Test::UnderWrap(false)
        );
        if matches!(test, Test::AgeUnder(_)) {
            let help = "triage does not reckon ages: write a condition or a history";
            check.problem(&path.key(test.key().name()), "not asked here", help);
        }
        if talks_down {
            let help = "a rule of triage may only ask for more, never for less";
            check.problem(&path.key(test.key().name()), "a condition that could talk a danger down", help);
        }
    }
}

fn groups(files: &[GroupFile], list: &Path<'_>, check: &mut Checker<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let path = list.index(index);
        let group = Group {
            signs: check.ids(file.sign.as_deref(), &path.key("sign")).unwrap_or_default(),
            symptoms: symptoms(file, &path.key("symptom"), check),
            temperature_c: check.within(
                file.temperature_c,
                36.0..=43.0,
                &path.key("temperature_c"),
                "degrees Celsius",
            ),
            worse: file.worse,
            above: check.ids(file.above.as_deref(), &path.key("above")).unwrap_or_default(),
            returned: check.ids(file.returned.as_deref(), &path.key("returned")).unwrap_or_default(),
            risen: check.ids(file.risen.as_deref(), &path.key("risen")).unwrap_or_default(),
            places: check.ids(file.places.as_deref(), &path.key("where")).unwrap_or_default(),
        };
        if group == Group::default() && !check.has_below(&path) {
            check.problem(&path, "a group that nothing meets", "name at least one entry");
        }
        groups.push(group);
    }
    groups
}

fn symptoms(file: &GroupFile, path: &Path<'_>, check: &mut Checker<'_>) -> Vec<(Symptom, Grade)> {
    let entries = file.symptom.as_ref().map(|entries| entries.0.as_slice()).unwrap_or_default();
    let mut symptoms: Vec<(Symptom, Grade)> = Vec::new();
    for (key, grade) in entries {
        let name = match &key.0 {
            Ok(symptom) => symptom.id().to_owned(),
            Err(unknown) => unknown.clone(),
        };
        let here = path.key(&name);
        let symptom = check.id(Some(key), &here);
        let grade = check.id(Some(grade), &here);
        if grade == Some(Grade::None) {
            check.problem(&here, "always there", "write `mild`, `moderate` or `severe`");
        }
        symptoms.extend(symptom.zip(grade));
    }
    symptoms
}

fn ids(list: &[String], path: &Path<'_>, check: &mut Checker<'_>) {
    for (index, id) in list.iter().enumerate().filter(|(_, id)| !is_id_like(id)) {
        check.problem(&path.index(index), format!("`{id}` is not an id"), "write it in kebab-case");
    }
}

fn who(id: &str, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Who> {
    let beside = [Who::CrisisLine, Who::Pharmacist, Who::Doctor];
    let found = beside.into_iter().find(|who| who.id() == id);
    if found.is_none() {
        check.problem(path, "nobody to call", "write `crisis-line`, `pharmacist` or `doctor`");
    }
    found
}

/// Every sign and every symptom is looked at by some rule of the protocol or the floor.
pub(super) fn every_word_is_used(rules: &[Triage], report: &mut Report<'_>) {
    let groups = || rules.iter().flat_map(|rule| &rule.groups);
    let signs = groups().fold(Set::<Sign>::EMPTY, |all, group| all.union(group.signs));
    let worse: Set<Sign> = groups().filter(|group| group.worse).map(|_| Sign::Worsening).collect();
    let symptoms = groups().fold(Set::<Symptom>::EMPTY, |all, group| {
        let graded: Set<Symptom> = group.symptoms.iter().map(|(symptom, _)| *symptom).collect();
        all.union(graded).union(group.above).union(group.returned).union(group.risen)
    });
    let missing = Sign::ALL.iter().filter(|sign| !signs.union(worse).contains(**sign));
    report.folder.extend(missing.map(|sign| format!("no rule of triage for `sign:{sign}`")));
    let missing = Symptom::ALL.iter().filter(|symptom| !symptoms.contains(**symptom));
    report.folder.extend(missing.map(|symptom| format!("no rule of triage for `symptom:{symptom}`")));
}

pub(super) fn latch(
    file: Option<(usize, LatchFile)>,
    library: &Library,
    report: &mut Report<'_>,
) -> Option<Latch> {
    let (file, latch) = file?;
    let (path, mut check) = (ROOT.key("latch"), report.file(file));
    let own_level_h = check.required(latch.own_level_h.as_ref(), &path, "own_level_h").copied();
    let not_below_h = check.required(latch.not_below_h.as_ref(), &path, "not_below_h").copied();
    let not_below = check.required(latch.not_below.as_ref(), &path, "not_below");
    let not_below = not_below.and_then(|level| check.id(Some(level), &path.key("not_below")));
    if not_below.as_ref().is_some_and(|level| *level == Level::SelfCare) {
        check.problem(
            &path.key("not_below"),
            "a red flag must not fall so low",
            "write `contact-clinic` or graver",
        );
    }
    if own_level_h > not_below_h {
        check.problem(&path.key("not_below_h"), "shorter than `own_level_h`", "write a longer time");
    }
    let text = RuleText {
        id: "triage-latch".to_owned(),
        claims: latch.claims,
        evidence: latch.evidence,
        values: Vec::new(),
        follows: None,
        must_follow: false,
        why: latch.why,
        unverified: latch.unverified,
    };
    let rule = rule::read(text, library, &path, &mut check);
    Some(Latch { rule, own_level_h: own_level_h?, not_below: not_below?, not_below_h: not_below_h? })
}

pub(super) fn late(
    file: Option<(usize, LateFile)>,
    library: &Library,
    report: &mut Report<'_>,
) -> Option<Late> {
    let (file, late) = file?;
    let (path, mut check) = (ROOT.key("late"), report.file(file));
    let after_h = check.required(late.after_h.as_ref(), &path, "after_h").copied();
    let except_h = check.required(late.except_h.as_ref(), &path, "except_h").copied();
    if except_h < after_h {
        check.problem(&path.key("except_h"), "earlier than `after_h`", "an exception takes longer");
    }
    let advice = check.required(late.advice.as_ref(), &path, "advice").cloned();
    let list = path.key("except");
    let except = late.except.iter().enumerate();
    let except = except.filter_map(|(index, id)| super::gate::standing(id, &list.index(index), &mut check));
    let except = except.collect();
    let text = RuleText {
        id: "triage-late".to_owned(),
        claims: late.claims,
        evidence: late.evidence,
        values: Vec::new(),
        follows: None,
        must_follow: false,
        why: late.why,
        unverified: late.unverified,
    };
    let rule = rule::read(text, library, &path, &mut check);
    Some(Late { rule, after_h: after_h?, except_h: except_h?, except, advice: advice? })
}

pub(super) fn calling(
    file: Option<(usize, CallingFile)>,
    countries: Vec<Entry<CountryFile>>,
    report: &mut Report<'_>,
) -> Calling {
    let mut calling = Calling::default();
    if let Some((file, entry)) = file {
        let (path, mut check) = (ROOT.key("calling"), report.file(file));
        let hour = |value: Option<&u8>, key: &str, check: &mut Checker<'_>| {
            let hour = check.required(value, &path, key).copied().unwrap_or(0);
            if hour > 24 {
                check.problem(&path.key(key), "not an hour of the day", "write 0 to 24");
            }
            hour
        };
        calling.clinic_from = hour(entry.clinic_from.as_ref(), "clinic_from", &mut check);
        calling.clinic_until = hour(entry.clinic_until.as_ref(), "clinic_until", &mut check);
        let again = check.required(entry.look_again_h.as_ref(), &path, "look_again_h");
        let list = path.key("look_again_h");
        for (level, hours) in again.map(|entries| entries.0.as_slice()).unwrap_or_default() {
            let level = check.id(Some(level), &list);
            calling.look_again_h.extend(level.map(|level| (level, *hours)));
        }
        for level in
            Level::ALL.iter().filter(|level| !calling.look_again_h.iter().any(|(known, _)| known == *level))
        {
            check.problem(&list, format!("no time for `{level}`"), "say after how many hours to look again");
        }
        let list = path.key("watch");
        let watch = entry.watch.iter().enumerate();
        calling.watch = watch
            .filter_map(|(index, id)| super::gate::standing(id, &list.index(index), &mut check))
            .collect();
    }
    let mut seen = BTreeSet::new();
    for Entry { file, index, value } in countries {
        let mut check = report.file(file);
        let list = ROOT.key("country");
        let path = list.index(index);
        let code = check.required(value.code.as_ref(), &path, "code").cloned();
        let code =
            check.letters(code, 2, &path.key("code"), "an ISO 3166 code such as `DE`").unwrap_or_default();
        super::unique(&mut seen, &code, &path.key("code"), &mut check);
        let emergency = check.required(value.emergency.as_ref(), &path, "emergency").cloned();
        let source = check.required(value.source.as_ref(), &path, "source").cloned();
        let on = check.required(value.on.as_ref(), &path, "on").cloned();
        calling.countries.push(Country {
            code,
            emergency: emergency.unwrap_or_default(),
            out_of_hours: value.out_of_hours,
            crisis: value.crisis,
            source: source.unwrap_or_default(),
            on: on.unwrap_or_default(),
            unverified: value.unverified,
        });
    }
    calling.countries.sort_by(|one, other| one.code.cmp(&other.code));
    calling
}
