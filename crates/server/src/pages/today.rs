//! Today: the day and the hour, what to do, what not yet, what is ordinary now.

use afterglow_core::engine::{self, GateAnswer, NextState, State};
use afterglow_core::protocol::GateKind;
use afterglow_core::vocabulary::Word;
use afterglow_documents::{Chart, chart};
use afterglow_wording::args;
use askama::Template;
use axum::extract::State as Get;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use jiff::Timestamp;

use super::{Frame, page, to};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/today", get(today))
}

#[derive(Template)]
#[template(path = "today.html")]
struct Today<'a> {
    f: Frame<'a>,
    warning: Option<super::care_card::Summary>,
    /// A check-in that was begun and not sent.
    began: Option<super::check_in::Began>,
    /// "Day 3 · 66 hours".
    day: String,
    sentence: String,
    phases: Vec<Phase>,
    care: Vec<String>,
    not: Vec<String>,
    expect: Vec<String>,
    waiting: Vec<Waiting>,
    open: Vec<String>,
    chart: Chart,
    look_again: String,
    is_planned: bool,
    is_to_come: bool,
    has_check_ins: bool,
    next: Option<String>,
}

struct Phase {
    name: String,
    is_now: bool,
}

/// Something that opens later.
pub(super) struct Waiting {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) when: String,
    /// The instant, for the countdown.
    pub(super) at: Option<String>,
    pub(super) left: String,
    pub(super) note: String,
}

async fn today(Get(app): Get<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now, w) = (&loaded.case, app.now(), app.wording());
    let plan = engine::plan(app.protocol(), case, now);
    let (Some(standing), Some(zone)) = (plan.now, plan.zone.clone()) else { return Ok(to("/start")) };
    let expect = engine::expect(app.protocol(), case, now);
    let labels = app.labels(case, now);
    let warning = super::care_card::summary(&app, case, now);
    let began = super::check_in::began(&app, &loaded);
    let is_calm = warning.is_none() && began.as_ref().is_none_or(|began| began.danger.is_none());
    let day = match standing.phase {
        Some(_) => {
            let mut words = args([("hours", w.say("since-hours", &args([("n", standing.hours)])))]);
            words.set("day", standing.day);
            w.say("app-day", &words)
        }
        None => w.plain("plan-before"),
    };
    let sentence = match standing.phase {
        // No calm sentence beside something that somebody has to look at.
        Some(phase) if is_calm => w.plain(&format!("phase-{}-now", phase.id)),
        Some(_) => String::new(),
        None => w.say(
            "plan-booked",
            &args([
                ("when", w.date_time_long(case.planned().unwrap_or(standing.zero), &zone)),
                ("zone", w.zone(&zone)),
            ]),
        ),
    };
    let phases = app.protocol().phases().iter().map(|phase| Phase {
        name: w.plain(&format!("phase-{}", phase.id)),
        is_now: standing.phase.is_some_and(|now| now.id == phase.id),
    });
    let care = plan.care.iter().filter(|days| days.is_on(standing.day)).map(|days| {
        let text = w.plain(&days.care.rule.id);
        match days.from.filter(|from| *from > now) {
            Some(from) => w.say("care-from", &args([("time", w.time(from, &zone)), ("text", text)])),
            None => text,
        }
    });
    let mut waiting: Vec<(Timestamp, Waiting)> = plan
        .gates
        .iter()
        .filter(|answer| answer.state == State::Closed)
        .filter_map(|answer| Some((answer.opens?, wait(answer, now, &app, &zone))))
        .collect();
    waiting.extend(labels.products.iter().filter_map(|product| {
        let opens = product.opens.filter(|opens| *opens > now)?;
        let waiting = Waiting {
            id: String::new(),
            name: afterglow_core::document::printable(&product.name),
            when: w.opening_time(opens, &zone),
            at: Some(opens.to_string()),
            left: w.time_until(now, opens),
            note: String::new(),
        };
        Some((opens, waiting))
    }));
    waiting.sort_by_key(|(opens, _)| *opens);
    let course = engine::course(app.protocol(), case, now, None);
    let next =
        course.next.earliest.filter(|_| case.ended().is_some() && course.next.state != NextState::Held);
    let next = next.map(|day| w.say("course-earliest", &args([("when", w.date_long(day))])));
    let look_again = engine::triage(app.protocol(), case, now).look_again;
    let look_again = look_again.map(|at| w.say("look-again", &args([("when", w.date_time(at, &zone))])));
    let never = |answer: &&GateAnswer<'_>| matches!(answer.gate.kind, GateKind::Never);
    let held = plan.gates.iter().filter(|answer| answer.state == State::Held);
    let not =
        plan.gates.iter().filter(never).map(|answer| w.plain(&format!("gate-{}", answer.gate.activity)));
    let not = not.chain(held.map(|answer| {
        let words = args([
            ("name", w.activity_name(answer.gate.activity)),
            ("text", w.held(answer).unwrap_or_default()),
        ]);
        w.say("leaflet-named", &words)
    }));
    let open = plan.gates.iter().filter(|answer| answer.state == State::Open).map(|answer| {
        let name = w.activity_name(answer.gate.activity);
        match w.wait_on(answer) {
            Some(note) => w.say("leaflet-named", &args([("name", name), ("text", note)])),
            None => name,
        }
    });
    let f = Frame::new(&app, Some(case), &token, "today", w.plain("section-today")).sized(&loaded.facts);
    page(&Today {
        f,
        warning,
        began,
        day,
        sentence,
        phases: phases.collect(),
        care: care.collect(),
        not: not.collect(),
        expect: w.ordinary(&expect, standing.hours),
        waiting: waiting.into_iter().map(|(_, waiting)| waiting).collect(),
        open: open.collect(),
        chart: chart(&expect, w),
        look_again: look_again.unwrap_or_default(),
        is_planned: case.ended().is_none(),
        is_to_come: case.is_to_come(),
        has_check_ins: !case.check_ins().is_empty(),
        next,
    })
}

pub(super) fn wait(answer: &GateAnswer<'_>, now: Timestamp, app: &App, zone: &jiff::tz::TimeZone) -> Waiting {
    let w = app.wording();
    let opens = answer.opens;
    Waiting {
        id: answer.gate.activity.id().to_owned(),
        name: w.activity_name(answer.gate.activity),
        when: opens.map(|opens| w.opening_time(opens, zone)).unwrap_or_default(),
        at: opens.map(|opens| opens.to_string()),
        left: opens.map(|opens| w.time_until(now, opens)).unwrap_or_default(),
        note: w.wait_on(answer).unwrap_or_default(),
    }
}
