//! The course: sessions done and left, when the next may be, whether it worked, what it costs, and backwards from a day.

mod tell;

use std::collections::BTreeMap;

use afterglow_core::case::{Case, DateText, Price};
use afterglow_core::document::{FromText, printable};
use afterglow_core::engine::{self, Backwards, Course, NextState};
use afterglow_core::fact::Question;
use afterglow_core::protocol::Part;
use afterglow_core::vocabulary::{Concern, Improvement, Verdict, Word};
use afterglow_wording::{Wording, args};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use super::screen::Reason;
use super::{Frame, care_card, iso, page};
use crate::app::{App, Loaded};
use crate::fault::Fault;
use crate::guard::Token;

pub(super) use tell::another;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/course", get(course)).route("/course/{what}", post(tell::told))
}

#[derive(Deserialize)]
struct Asked {
    by: Option<String>,
}

#[derive(Template)]
#[template(path = "course.html")]
struct CoursePage<'a> {
    f: Frame<'a>,
    warning: Option<care_card::Summary>,
    head: String,
    next: Next,
    dates: Vec<(String, String)>,
    back: Back,
    treated: Treated,
    result: Outcome,
    sessions: Sessions,
    price: Money,
    /// How many questions are open.
    open: String,
    gaps: Vec<String>,
}

/// The next session, and whether it may be.
struct Next {
    lines: Vec<String>,
    reasons: Vec<Reason>,
    /// What a field for date and time takes.
    at: String,
    /// A session that is still to come is no next one: its time is changed in the set-up.
    is_after_one: bool,
}

/// The day that the skin is to be ready for.
struct Back {
    on: String,
    what: String,
    /// The day that was counted back from.
    by: String,
    lines: Vec<String>,
    clashes: Vec<String>,
    /// What to pause, for each session.
    pauses: Vec<(String, Vec<String>)>,
}

struct Treated {
    /// Id, word, and whether it is chosen.
    choices: Vec<(&'static str, String, bool)>,
    /// Name, what is known, how well it is tested, why.
    concerns: Vec<(String, String, String, String)>,
    outlook: Vec<String>,
    judge: Vec<String>,
}

struct Outcome {
    weeks: Vec<(String, String)>,
    /// What the week is called that asks now.
    due: Option<String>,
    /// Id, word, and whether it is chosen.
    choices: Vec<(&'static str, String, bool)>,
}

struct Sessions {
    done: Vec<String>,
    previous: Vec<String>,
    number: String,
    of: String,
}

struct Money {
    lines: Vec<String>,
    per_session: String,
    currency: String,
}

async fn course(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now, w) = (&loaded.case, app.now(), app.wording());
    let by = match asked.by.as_deref().map(str::trim).filter(|by| !by.is_empty()) {
        Some(by) => Some(DateText::from_text(by).ok_or_else(|| Fault::field("by", "expected a date"))?.0),
        None => None,
    };
    let course = engine::course(app.protocol(), case, now, by);
    let mut head = vec![w.say("course-done", &args([("n", course.done)]))];
    head.extend(course.total.map(|total| in_all(w, total.sessions, total.most)));
    head.push(w.say("course-apart", &args([("n", course.spacing_days)])));
    let f = Frame::new(&app, Some(case), &token, "course", w.plain("course-title")).sized(&loaded.facts);
    // What no source answers nobody can answer.
    let gaps = course.gaps.iter().filter(|gap| **gap != Question::NoEvidence);
    let gaps: Vec<String> = gaps.map(|gap| w.question(*gap)).collect();
    page(&CoursePage {
        f,
        warning: care_card::summary(&app, case, now),
        head: head.join(" "),
        next: next(&app, &loaded, &course, now),
        dates: dates(&course, w),
        back: back(&app, case, course.backwards.as_ref()),
        treated: treated(&app, case, &course),
        result: outcome(&app, case, &course, now),
        sessions: sessions(&app, case),
        price: money(case.price(), &course, w),
        open: w.say("app-course-gaps", &args([("n", gaps.len())])),
        gaps,
    })
}

/// "3 to 6 sessions in all."
fn in_all(w: &Wording, least: u16, most: u16) -> String {
    if least == most {
        return w.say("course-of", &args([("n", least)]));
    }
    w.say("app-course-of-range", &args([("sessions", w.range([least, most]))]))
}

fn next(app: &App, loaded: &Loaded, course: &Course<'_>, now: Timestamp) -> Next {
    let (case, w) = (&loaded.case, app.wording());
    let zone = app.zone(case);
    let mut lines = Vec::new();
    let booked = case.next().map(|next| (next.planned, next.zone.clone()));
    let planned = case.planned().filter(|_| case.ended().is_none()).map(|planned| (planned, zone.clone()));
    let booked = booked.or(planned);
    if let Some((at, zone)) = &booked {
        let when = w.date_time_long(*at, zone);
        lines.push(w.say("leaflet-booked", &args([("when", when)])));
    }
    match course.next.earliest {
        Some(day) => lines.push(w.say("course-earliest", &args([("when", w.date_long(day))]))),
        None => lines.push(w.plain("course-next-never")),
    }
    let early = course.next.earliest.zip(course.next.booked).filter(|(earliest, booked)| booked < earliest);
    lines.extend(early.map(|(_, day)| w.say("course-booked-early", &args([("when", w.date_long(day))]))));
    // That nothing speaks against it is not said while somebody has to look first.
    let is_open = engine::warning(app.protocol(), case, now).is_some();
    lines.extend(w.next_session(&course.next).filter(|_| !is_open || course.next.state != NextState::Open));
    // A day that is booked is screened; without one, today stands for it.
    let at = case.appointment().filter(|at| booked.is_some() && *at > now).unwrap_or(now);
    let screening = engine::screen(app.protocol(), case, at);
    let is_said = booked.is_some() && (!is_open || screening.verdict >= Verdict::Ask);
    lines.extend(is_said.then(|| w.screening(&screening)));
    let reasons = screening.findings.iter().map(|finding| Reason::new(app, finding));
    Next {
        lines,
        reasons: reasons.collect(),
        at: case.next().map(|next| local(next.planned, &next.zone)).unwrap_or_default(),
        is_after_one: case.ended().is_some(),
    }
}

/// What a field for date and time takes.
fn local(at: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    zone.to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string()
}

fn dates(course: &Course<'_>, w: &Wording) -> Vec<(String, String)> {
    let each = course.dates.iter().map(|date| {
        let from = w.date_long(date.earliest);
        let text = match date.latest.filter(|latest| *latest >= date.earliest) {
            Some(latest) => {
                w.say("course-session-between", &args([("from", from), ("until", w.date_long(latest))]))
            }
            None => w.say("course-session-from", &args([("when", from)])),
        };
        (w.say("course-session", &args([("n", date.number)])), text)
    });
    each.collect()
}

fn back(app: &App, case: &Case, backwards: Option<&Backwards<'_>>) -> Back {
    let w = app.wording();
    let event = case.event();
    let mut back = Back {
        on: event.map(|event| iso(event.on)).unwrap_or_default(),
        what: event.and_then(|event| event.what.clone()).unwrap_or_default(),
        by: backwards.map(|it| iso(it.by)).unwrap_or_default(),
        lines: Vec::new(),
        clashes: Vec::new(),
        pauses: Vec::new(),
    };
    let Some(it) = backwards else { return back };
    let key = if it.is_feasible { "course-backwards-yes" } else { "course-backwards-no" };
    back.lines.push(w.say("course-backwards", &args([("when", w.date_long(it.by))])));
    back.lines.push(w.say(key, &args([("when", w.date_long(it.last_safe_day))])));
    back.clashes = it.clashes.iter().map(|clash| w.clash(app.protocol(), clash)).collect();
    if it.is_feasible {
        let mut pauses: BTreeMap<u16, Vec<String>> = BTreeMap::new();
        for gap in &it.gaps {
            let words = args([
                ("what", w.activity_name(gap.activity)),
                ("from", w.date(gap.from)),
                ("until", w.date(gap.until)),
            ]);
            pauses.entry(gap.number).or_default().push(w.say("course-pause", &words));
        }
        let named = |(n, lines)| (w.say("course-session", &args([("n", n)])), lines);
        back.pauses = pauses.into_iter().map(named).collect();
    }
    back
}

fn treated(app: &App, case: &Case, course: &Course<'_>) -> Treated {
    let w = app.wording();
    let chosen = case.facts().concerns();
    let lines = |part: Part| {
        let of_part = course.lines.iter().filter(move |line| line.part == part);
        of_part.map(|line| w.plain(&line.rule.id)).collect()
    };
    let concerns = course.concerns.iter().map(|series| {
        let grade = w.plain(&format!("evidence-{}", series.grade));
        let grade = w.say("course-evidence", &args([("grade", grade)]));
        (w.word(series.concern), w.series(series), grade, series.rule.why.clone())
    });
    Treated {
        choices: Concern::ALL.iter().map(|it| (it.id(), w.word(*it), chosen.contains(*it))).collect(),
        concerns: concerns.collect(),
        outlook: lines(Part::Outlook),
        judge: lines(Part::Judge),
    }
}

fn outcome(app: &App, case: &Case, course: &Course<'_>, now: Timestamp) -> Outcome {
    let w = app.wording();
    let name = |week: u16, date: Date| {
        let mut words = args([("when", w.date_long(date))]);
        words.set("n", week);
        w.say("course-weeks", &words)
    };
    let due = tell::due(app, case, now);
    let weeks = course.improvement.iter().map(|it| {
        let is_to_come = due.as_ref().is_none_or(|due| it.week > due.week);
        let answer = match it.answer {
            Some(answer) => w.word(answer),
            None if is_to_come => w.plain("app-course-to-come"),
            None => w.plain("app-course-not-said"),
        };
        (name(it.week, it.date), answer)
    });
    let answer = due.as_ref().and_then(|due| due.answer);
    Outcome {
        weeks: weeks.collect(),
        due: due.map(|due| w.say("app-course-compared", &args([("n", due.week)]))),
        choices: Improvement::ALL.iter().map(|it| (it.id(), w.word(*it), answer == Some(*it))).collect(),
    }
}

fn sessions(app: &App, case: &Case) -> Sessions {
    let w = app.wording();
    let session = case.session();
    let mut days = session.previous.clone();
    let zone = app.zone(case);
    days.extend(case.ended().map(|ended| zone.to_datetime(ended).date()));
    days.sort_unstable();
    let text = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
    Sessions {
        done: days.into_iter().map(|day| w.date_long(day)).collect(),
        previous: session.previous.iter().copied().map(iso).collect(),
        number: text(session.number),
        of: text(session.of),
    }
}

fn money(price: Option<&Price>, course: &Course<'_>, w: &Wording) -> Money {
    let Some(price) = price else {
        return Money { lines: Vec::new(), per_session: String::new(), currency: String::new() };
    };
    let of = |amount: f64| format!("{amount} {}", printable(&price.currency));
    let mut lines = vec![w.say("course-cost-one", &args([("price", of(price.per_session))]))];
    if let (Some(least), Some(most), Some(total)) = (course.cost, course.cost_most, course.total) {
        if total.most > total.sessions {
            let mut words = args([("sessions", w.range([total.sessions, total.most]))]);
            words.set("least", of(least));
            words.set("most", of(most));
            lines.push(w.say("app-course-cost-range", &words));
        } else {
            let mut words = args([("total", of(least))]);
            words.set("count", total.sessions);
            lines.push(w.say("course-cost", &words));
        }
    } else {
        lines.push(w.plain("app-course-cost-open"));
    }
    Money { lines, per_session: price.per_session.to_string(), currency: printable(&price.currency) }
}
