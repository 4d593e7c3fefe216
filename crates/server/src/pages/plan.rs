//! The whole plan: the sections of the sheet, every gate with its reasons, and day by day.

mod why;

use afterglow_core::engine::{self, CareLine, GateAnswer, Labels, Plan, State};
use afterglow_core::protocol::{GateKind, Protocol};
use afterglow_core::vocabulary::{Activity, Grade, Word};
use afterglow_documents::{Alert, Body, Kind, Section, Sheet};
use afterglow_wording::{Wording, args};
use askama::Template;
use axum::extract::{Query, State as Get};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{Frame, page};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/plan", get(plan)).route("/plan/{activity}", get(why::why))
}

/// Which part: after the session, or before it.
#[derive(Deserialize)]
struct Which {
    of: Option<String>,
}

#[derive(Template)]
#[template(path = "plan.html")]
struct PlanPage<'a> {
    f: Frame<'a>,
    lines: Vec<String>,
    alert: Option<Alert>,
    /// The level of what somebody has to look at first; empty: nothing.
    level: &'static str,
    /// What comes before the gates: what to do.
    sections: Vec<Section>,
    rest: Vec<Section>,
    gates: Vec<Gates>,
    days: Vec<Day>,
    about: Vec<String>,
    is_before: bool,
}

/// The gates of one state.
struct Gates {
    heading: String,
    mark: &'static str,
    gates: Vec<Gate>,
}

struct Gate {
    id: &'static str,
    name: String,
    /// When it opens, or what holds it.
    when: String,
    reasons: why::Reasons,
}

/// A day with what is ordinary and what changes.
struct Day {
    name: String,
    is_today: bool,
    rows: Vec<(String, String)>,
}

async fn plan(
    Get(app): Get<App>,
    Extension(token): Extension<Token>,
    Query(which): Query<Which>,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now, w) = (&loaded.case, app.now(), app.wording());
    let labels = app.labels(case, now);
    let is_before = which.of.as_deref() == Some("before");
    let kind = if is_before { Kind::Before } else { Kind::After };
    let sheet = Sheet::new(kind, app.content(case, Some(&labels), now));
    let f = Frame::new(&app, Some(case), &token, "plan", sheet.title).sized(&loaded.facts);
    let warning = engine::warning(app.protocol(), case, now);
    let mut sections = sheet.sections;
    let (mut gates, mut shown) = (Vec::new(), Vec::new());
    let plan = engine::plan(app.protocol(), case, now);
    if let Some(zone) = plan.zone.as_ref().filter(|_| !is_before && plan.now.is_some()) {
        // Here each gate opens to its reasons; on paper there is no room for them.
        let own = GROUPS.map(|(_, heading, _)| w.plain(heading));
        sections.retain(|section| !own.contains(&section.heading) && !is_chart(section));
        gates = grouped(app.protocol(), w, &plan, zone);
        shown = days(w, &plan, &labels, zone);
    }
    let rest = sections.split_off(sections.len().min(1));
    page(&PlanPage {
        f,
        lines: sheet.lines,
        alert: sheet.alert,
        level: warning.and_then(|warning| warning.answer.level).map_or("", Word::id),
        sections,
        rest,
        gates,
        days: shown,
        about: sheet.about,
        is_before,
    })
}

/// The recovery has a page of its own, where it is drawn larger.
fn is_chart(section: &Section) -> bool {
    matches!(section.body, Body::Chart { .. })
}

/// How gates are grouped, in the order of the page.
#[derive(Clone, Copy, PartialEq)]
enum Standing {
    Waits,
    Held,
    Asks,
    Open,
    Never,
}

const GROUPS: [(Standing, &str, &str); 5] = [
    (Standing::Waits, "leaflet-not-before", "wait"),
    (Standing::Held, "section-held", "do-not"),
    (Standing::Asks, "section-ask", "ask"),
    (Standing::Open, "section-open", "do"),
    (Standing::Never, "section-never", "do-not"),
];

fn standing(answer: &GateAnswer<'_>) -> Standing {
    match (&answer.gate.kind, answer.state) {
        (GateKind::Never, _) => Standing::Never,
        (_, State::Closed) => Standing::Waits,
        (_, State::Held) => Standing::Held,
        (_, State::Ask) => Standing::Asks,
        (_, State::Open) => Standing::Open,
    }
}

fn grouped(protocol: &Protocol, w: &Wording, plan: &Plan<'_>, zone: &TimeZone) -> Vec<Gates> {
    let groups = GROUPS.map(|(group, heading, mark)| {
        let mut of: Vec<&GateAnswer<'_>> =
            plan.gates.iter().filter(|answer| standing(answer) == group).collect();
        of.sort_by_key(|answer| answer.opens);
        let gates = of.into_iter().map(|answer| Gate {
            id: answer.gate.activity.id(),
            name: w.activity_name(answer.gate.activity),
            when: when(w, answer, zone),
            reasons: why::Reasons::short(protocol, w, answer),
        });
        Gates { heading: w.plain(heading), mark, gates: gates.collect() }
    });
    groups.into_iter().filter(|group| !group.gates.is_empty()).collect()
}

fn when(w: &Wording, answer: &GateAnswer<'_>, zone: &TimeZone) -> String {
    match standing(answer) {
        Standing::Waits => {
            let opens = answer.opens.map(|opens| w.opening_time(opens, zone));
            let notes = [opens, w.wait_on(answer), w.later_because(answer)];
            notes.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        Standing::Held => w.held(answer).unwrap_or_default(),
        Standing::Asks => w.ask_first(answer),
        Standing::Open => w.wait_on(answer).unwrap_or_default(),
        Standing::Never => String::new(),
    }
}

fn days(w: &Wording, plan: &Plan<'_>, labels: &Labels<'_>, zone: &TimeZone) -> Vec<Day> {
    let (mut before, mut was): (&[CareLine<'_>], Vec<String>) = (&[], Vec::new());
    let mut shown = Vec::new();
    for day in &plan.days {
        let opens = day.opens.iter().map(|activity| opening(w, *activity, plan, zone));
        let own = labels.opening_on(day.date).map(|it| afterglow_core::document::printable(&it.name));
        let ordinary = day.expect.iter().filter(|it| it.highest > Grade::None).map(|it| {
            let words = [("name", w.word(it.symptom)), ("text", w.grade(it.highest))];
            w.say("leaflet-named", &args(words))
        });
        let ordinary: Vec<String> = ordinary.collect();
        let is_today = plan.now.is_some_and(|now| now.day == i32::from(day.day));
        // As on the day before: said again only for today.
        let is_new = is_today || was != ordinary;
        let rows = [
            ("app-ordinary", if is_new { ordinary.clone() } else { Vec::new() }),
            ("day-begins", new_names(w, &day.care, before)),
            ("day-ends", new_names(w, before, &day.care)),
            ("day-opens", opens.collect()),
            ("day-products", own.collect()),
        ];
        let rows = rows.into_iter().filter(|(_, list)| !list.is_empty());
        let mut words = args([("date", w.date(day.date))]);
        words.set("day", i64::from(day.day));
        shown.push(Day {
            name: w.say("section-day", &words),
            is_today,
            rows: rows.map(|(key, list)| (w.plain(key), list.join(" · "))).collect(),
        });
        before = &day.care;
        was = ordinary;
    }
    shown
}

fn opening(w: &Wording, activity: Activity, plan: &Plan<'_>, zone: &TimeZone) -> String {
    let answer = plan.gates.iter().find(|answer| answer.gate.activity == activity);
    let name = w.activity_name(activity);
    match answer.and_then(|answer| answer.opens) {
        Some(opens) => format!("{name} {}", w.time(opens, zone)),
        None => name,
    }
}

/// The short names of the care that stands in one list and not in the other.
fn new_names(w: &Wording, lines: &[CareLine<'_>], others: &[CareLine<'_>]) -> Vec<String> {
    let is_new = |line: &&CareLine<'_>| others.iter().all(|other| other.care.rule.id != line.care.rule.id);
    lines.iter().filter(is_new).map(|line| w.plain(&format!("{}-name", line.care.rule.id))).collect()
}
