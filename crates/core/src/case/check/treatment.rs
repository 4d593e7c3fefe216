//! The treatment of a case, and the next one.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::value::Checker;
use crate::case::facts::Numbing;
use crate::case::file::{AreaFile, NextFile, NumbingFile, SessionFile, TreatmentFile};
use crate::case::{Answers, Course, Facts, Next};
use crate::document::{Path, Text};
use crate::set::Set;
use crate::vocabulary::{Applied, Area, Grade, IngredientClass, Symptom, Table, Word};

/// Needles of any device are shorter than this.
const DEPTH_MM: std::ops::RangeInclusive<f64> = 0.01..=10.0;

pub(super) struct Treated {
    pub(super) zone: Option<TimeZone>,
    pub(super) appointment_zone: Option<TimeZone>,
    pub(super) ended: Option<Timestamp>,
    pub(super) planned: Option<Timestamp>,
    pub(super) before: Vec<(Symptom, Grade)>,
    pub(super) session: Course,
}

/// Reads the treatment; what rules ask about goes into `facts`.
pub(super) fn read(
    file: TreatmentFile,
    path: &Path<'_>,
    check: &mut Checker<'_>,
    facts: &mut Facts,
) -> Treated {
    let ended = file.ended.as_ref().and_then(|at| check.instant(at, &path.key("ended"))).cloned();
    let planned = file.planned.as_ref().and_then(|at| check.instant(at, &path.key("planned"))).cloned();
    facts.setting = check.id(file.setting.as_ref(), &path.key("setting"));
    facts.device = check.id(file.device.as_ref(), &path.key("device"));
    add_areas(file.areas.as_deref(), path, check, facts);
    facts.concerns = check.ids(file.concerns.as_deref(), &path.key("concerns")).unwrap_or_default();
    facts.numbing = file.numbing.as_ref().and_then(|numbing| self::numbing(numbing, path, check));
    if let Some(applied) = &file.applied {
        check.one_of(applied, &[Table::IngredientClass, Table::Applied], &path.key("applied"));
        (facts.applied_classes, facts.applied_also) = self::applied(applied);
    }
    let at = planned.as_ref().or(ended.as_ref());
    facts.age = facts.born.zip(at).map(|(born, at)| born.age_on(at.0.date()));
    Treated {
        zone: ended.as_ref().or(planned.as_ref()).map(|at| at.0.time_zone().clone()),
        appointment_zone: at.map(|at| at.0.time_zone().clone()),
        ended: ended.map(|at| at.timestamp()),
        planned: planned.map(|at| at.timestamp()),
        before: check.grades(file.before, &path.key("before")),
        session: file.session.as_ref().map(|session| read_session(session, path, check)).unwrap_or_default(),
    }
}

/// Reads the next session; what it leaves out is as in this treatment.
pub(super) fn next(file: NextFile, path: &Path<'_>, check: &mut Checker<'_>, now: &Facts) -> Option<Next> {
    let mut facts = now.clone();
    facts.setting = check.id(file.setting.as_ref(), &path.key("setting")).or(now.setting);
    facts.device = check.id(file.device.as_ref(), &path.key("device")).or(now.device);
    add_areas(file.areas.as_deref(), path, check, &mut facts);
    if let Some(numbing) = &file.numbing {
        facts.numbing = self::numbing(numbing, path, check);
    }
    let planned = check.required::<Text<_>>(file.planned.as_ref(), path, "planned")?;
    let planned = check.instant(planned, &path.key("planned"))?;
    facts.age = facts.born.map(|born| born.age_on(planned.0.date()));
    Some(Next { planned: planned.timestamp(), zone: planned.0.time_zone().clone(), facts })
}

/// What is put on the skin: the ingredient classes among the ids, and what is no ingredient.
pub(crate) fn applied(ids: &[String]) -> (Answers<IngredientClass>, Answers<Applied>) {
    (Answers::new(Some(words(ids)), None), Answers::new(Some(words(ids)), None))
}

/// The words of one table among ids of several.
fn words<W: Word>(ids: &[String]) -> Set<W> {
    ids.iter().filter_map(|id| W::from_id(id)).collect()
}

fn add_areas(file: Option<&[AreaFile]>, path: &Path<'_>, check: &mut Checker<'_>, facts: &mut Facts) {
    let Some(entries) = file else { return };
    let path = path.key("areas");
    let mut depths: Vec<(Area, Option<f64>)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let path = path.index(index);
        let area = check
            .required(entry.area.as_ref(), &path, "area")
            .and_then(|area| check.id(Some(area), &path.key("area")));
        let depth = check.within(entry.depth_mm, DEPTH_MM, &path.key("depth_mm"), "millimetres");
        depths.extend(area.map(|area| (area, depth)));
    }
    facts.areas = depths.iter().map(|(area, _)| *area).collect();
    facts.depths = depths;
}

/// Reads a numbing cream, which stands under the key `numbing`.
pub(crate) fn numbing(file: &NumbingFile, path: &Path<'_>, check: &mut Checker<'_>) -> Option<Numbing> {
    let path = path.key("numbing");
    let agent = check
        .required(file.agent.as_ref(), &path, "agent")
        .and_then(|agent| check.id(Some(agent), &path.key("agent")));
    let percent = check.within(file.percent, 0.0..=100.0, &path.key("percent"), "per cent");
    let minutes = check.within(file.minutes, 0.0..=1440.0, &path.key("minutes"), "minutes");
    let area_cm2 = check.within(file.area_cm2, 0.0..=20_000.0, &path.key("area_cm2"), "square centimetres");
    let grams = check.within(file.grams, 0.0..=1000.0, &path.key("grams"), "grams");
    Some(Numbing {
        agent: agent?,
        prilocaine: file.prilocaine,
        percent,
        minutes,
        under_wrap: file.under_wrap,
        area_cm2,
        grams,
    })
}

fn read_session(file: &SessionFile, path: &Path<'_>, check: &mut Checker<'_>) -> Course {
    let path = path.key("session");
    if file.number == Some(0) {
        check.problem(&path.key("number"), "sessions are counted from 1", "write 1 for the first session");
    }
    if let (Some(number), Some(of)) = (file.number, file.of)
        && of < number
    {
        check.problem(
            &path.key("of"),
            "fewer sessions than this one's number",
            "write how many there will be",
        );
    }
    let list = path.key("previous");
    let previous = file.previous.iter().flatten().enumerate();
    let previous = previous.filter_map(|(index, text)| check.date(Some(text), &list.index(index))).collect();
    Course { number: file.number, of: file.of, previous }
}
