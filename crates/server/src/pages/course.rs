//! The course: sessions done and left, when the next may be, whether it worked, what it costs, and backwards from a day.

use afterglow_core::case::DateText;
use afterglow_core::document::{FromText, printable};
use afterglow_core::engine;
use afterglow_wording::args;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde::Deserialize;

use super::{Frame, iso, page};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/course", get(course))
}

#[derive(Deserialize)]
struct Asked {
    by: Option<String>,
}

#[derive(Template)]
#[template(path = "course.html")]
struct Course<'a> {
    f: Frame<'a>,
    head: Vec<String>,
    next: Vec<String>,
    dates: Vec<(String, String)>,
    backwards: Vec<String>,
    by: String,
    concerns: Vec<(String, String, String)>,
    improvement: Vec<(String, String)>,
    cost: Vec<String>,
}

async fn course(
    State(app): State<App>,
    Extension(token): Extension<Token>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now, w, protocol) = (&loaded.case, app.now(), app.wording(), app.protocol());
    let by = asked.by.as_deref().and_then(DateText::from_text).map(|date| date.0);
    let by = by.or(case.event().map(|event| event.on));
    let course = engine::course(protocol, case, now, by);
    let mut head = vec![w.say("course-done", &args([("n", course.done)]))];
    head.extend(course.total.map(|total| w.say("course-of", &args([("n", total.sessions)]))));
    head.push(w.say("course-apart", &args([("n", course.spacing_days)])));
    let mut next: Vec<String> = Vec::new();
    match course.next.earliest {
        Some(day) => next.push(w.say("course-earliest", &args([("when", w.date_long(day))]))),
        None => next.push(w.plain("course-next-never")),
    }
    next.extend(w.next_session(&course.next));
    next.extend(course.next.findings.iter().map(|finding| w.finding(protocol, &finding.rule.id)));
    let dates = course.dates.iter().map(|date| {
        let from = w.date_long(date.earliest);
        let text = match date.latest.filter(|latest| *latest >= date.earliest) {
            Some(latest) => {
                w.say("course-session-between", &args([("from", from), ("until", w.date_long(latest))]))
            }
            None => w.say("course-session-from", &args([("when", from)])),
        };
        (w.say("course-session", &args([("n", date.number)])), text)
    });
    let backwards = course.backwards.as_ref().map(|it| {
        let key = if it.is_feasible { "course-backwards-yes" } else { "course-backwards-no" };
        let mut lines = vec![
            w.say("course-backwards", &args([("when", w.date_long(it.by))])),
            w.say(key, &args([("when", w.date_long(it.last_safe_day))])),
        ];
        lines.extend(it.clashes.iter().map(|clash| w.clash(protocol, clash)));
        lines
    });
    let concerns = course.concerns.iter().map(|series| {
        let grade = w.plain(&format!("evidence-{}", series.grade));
        (w.word(series.concern), w.series(series), w.say("course-evidence", &args([("grade", grade)])))
    });
    let improvement = course.improvement.iter().map(|improved| {
        let mut words = args([("when", w.date_long(improved.date))]);
        words.set("n", improved.week);
        (
            w.say("course-weeks", &words),
            improved.answer.map_or_else(|| "–".to_owned(), |answer| w.word(answer)),
        )
    });
    let cost = case.price().map(|price| {
        let money = |amount: f64| format!("{amount} {}", printable(&price.currency));
        let mut lines = vec![w.say("course-cost-one", &args([("price", money(price.per_session))]))];
        if let (Some(cost), Some(total)) = (course.cost, course.total) {
            let mut words = args([("total", money(cost))]);
            words.set("count", total.sessions);
            lines.push(w.say("course-cost", &words));
        }
        lines
    });
    let f = Frame::new(&app, Some(case), &token, "course", w.plain("course-title")).sized(&loaded.facts);
    page(&Course {
        f,
        head,
        next,
        dates: dates.collect(),
        backwards: backwards.unwrap_or_default(),
        by: by.map(iso).unwrap_or_default(),
        concerns: concerns.collect(),
        improvement: improvement.collect(),
        cost: cost.unwrap_or_default(),
    })
}
