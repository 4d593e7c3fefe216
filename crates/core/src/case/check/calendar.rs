//! The order of things: nothing happens before its cause or after the facts that tell of it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::ROOT;
use super::value::Checker;
use crate::case::Born;
use crate::case::file::{BornFile, CaseFile};
use crate::case::moment::{DateText, Instant};
use crate::document::{Path, Text};

/// Notes every instant and date of the file that stands in the wrong order.
pub(super) fn check(file: &CaseFile, check: &mut Checker<'_>) {
    let treatment = file.treatment.as_ref();
    let ended = instant(treatment.and_then(|treatment| treatment.ended.as_ref()));
    let planned = instant(treatment.and_then(|treatment| treatment.planned.as_ref()));
    let next = instant(file.next.as_ref().and_then(|next| next.planned.as_ref()));
    let start = ended.or(planned);
    if let (Some(ended), Some(planned)) = (ended, planned)
        && ended < planned
    {
        let path = ROOT.key("treatment");
        check.problem(&path.key("ended"), "before `planned`", "the next session belongs under [next]");
    }
    if let (Some(next), Some(start)) = (next, start)
        && next <= start
    {
        check.problem(&ROOT.key("next").key("planned"), "not after the treatment", "write a later instant");
    }
    order_of_check_ins(file, ended, check);
    for (index, done) in file.done.iter().flatten().enumerate() {
        let list = ROOT.key("done");
        not_before(instant(done.at.as_ref()), ended, &list.index(index).key("at"), check);
    }
    previous_sessions(file, check);
    if let Some(latest) = latest_day(file) {
        facts_not_after(file, latest, check);
    }
}

fn instant(text: Option<&Text<Instant>>) -> Option<Timestamp> {
    Some(text?.0.as_ref().ok()?.timestamp())
}

fn date(text: Option<&Text<DateText>>) -> Option<Date> {
    Some(text?.0.as_ref().ok()?.0)
}

fn order_of_check_ins(file: &CaseFile, ended: Option<Timestamp>, check: &mut Checker<'_>) {
    let mut earlier = None;
    for (index, check_in) in file.check_ins.iter().flatten().enumerate() {
        let list = ROOT.key("check_ins");
        let entry = list.index(index);
        let at = instant(check_in.at.as_ref());
        not_before(at, ended, &entry.key("at"), check);
        if let (Some(at), Some(before)) = (at, earlier)
            && at < before
        {
            check.problem(&entry.key("at"), "earlier than the check-in above it", "put them in time order");
        }
        earlier = at.or(earlier);
    }
}

fn not_before(at: Option<Timestamp>, ended: Option<Timestamp>, path: &Path<'_>, check: &mut Checker<'_>) {
    if let (Some(at), Some(ended)) = (at, ended)
        && at < ended
    {
        check.problem(path, "before the treatment ended", "correct this instant, or `treatment.ended`");
    }
}

fn previous_sessions(file: &CaseFile, check: &mut Checker<'_>) {
    let Some(treatment) = &file.treatment else { return };
    let own_day = day(treatment.ended.as_ref()).or_else(|| day(treatment.planned.as_ref()));
    let previous = treatment.session.as_ref().and_then(|session| session.previous.as_ref());
    for (index, text) in previous.into_iter().flatten().enumerate() {
        if let (Some(on), Some(own)) = (date(Some(text)), own_day)
            && on >= own
        {
            let path = ROOT.key("treatment");
            let session = path.key("session");
            let list = session.key("previous");
            check.problem(&list.index(index), "not before this treatment", "list only earlier sessions");
        }
    }
}

/// The last day that the file tells of.
fn latest_day(file: &CaseFile) -> Option<Date> {
    let treatment = file.treatment.as_ref();
    let single = [
        treatment.and_then(|treatment| treatment.ended.as_ref()),
        treatment.and_then(|treatment| treatment.planned.as_ref()),
        file.next.as_ref().and_then(|next| next.planned.as_ref()),
    ];
    let check_ins = file.check_ins.iter().flatten().map(|check_in| check_in.at.as_ref());
    let seen = file.seen.iter().flatten().map(|seen| seen.at.as_ref());
    let done = file.done.iter().flatten().map(|done| done.at.as_ref());
    single.into_iter().chain(check_ins).chain(seen).chain(done).filter_map(day).max()
}

fn day(text: Option<&Text<Instant>>) -> Option<Date> {
    Some(text?.0.as_ref().ok()?.0.date())
}

fn facts_not_after(file: &CaseFile, latest: Date, check: &mut Checker<'_>) {
    let Some(person) = &file.person else { return };
    let path = ROOT.key("person");
    let help = "correct this date, or the instants of the case";
    let born = match &person.born {
        Some(BornFile::Year(year)) => i16::try_from(*year).ok().and_then(|year| Born::Year(year).earliest()),
        Some(BornFile::On(text)) => date(Some(text)),
        None => None,
    };
    if born.is_some_and(|born| born > latest) {
        check.problem(&path.key("born"), "after everything else in the case", help);
    }
    for (index, medication) in person.medications.iter().flatten().enumerate() {
        if date(medication.last_taken.as_ref()).is_some_and(|taken| taken > latest) {
            let list = path.key("medications");
            let entry = list.index(index);
            check.problem(&entry.key("last_taken"), "after everything else in the case", help);
        }
    }
    for (index, recent) in person.recent.iter().flatten().enumerate() {
        if date(recent.on.as_ref()).is_some_and(|on| on > latest) {
            let list = path.key("recent");
            let entry = list.index(index);
            check.problem(&entry.key("on"), "after everything else in the case", help);
        }
    }
}
