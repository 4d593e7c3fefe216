//! The person's own check-ins on the expected course, as a drawing and as a table.

use afterglow_core::engine;
use afterglow_core::vocabulary::Grade;
use afterglow_wording::args;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};

use super::{Frame, check_in, page};
use crate::app::App;
use crate::fault::Fault;
use crate::guard::Token;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/recovery", get(recovery))
}

#[derive(Template)]
#[template(path = "recovery.html")]
struct Recovery<'a> {
    f: Frame<'a>,
    curves: Vec<Curve>,
}

/// One symptom: the band and the check-ins as points of a drawing of 560 by 80.
struct Curve {
    name: String,
    band: String,
    dots: Vec<(f64, f64)>,
    lines: Vec<String>,
    now: Option<f64>,
    said: String,
    rows: Vec<(String, String, String)>,
}

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 80.0;
/// The drawing ends after the last day of the plan.
const HOURS: f64 = 14.0 * 24.0;

/// The first day takes a quarter of the width: most changes then.
fn x(hour: f64) -> f64 {
    let first = WIDTH / 4.0;
    let at = if hour <= 24.0 {
        hour / 24.0 * first
    } else {
        first + (hour - 24.0) / (HOURS - 24.0) * (WIDTH - first)
    };
    (at.clamp(0.0, WIDTH) * 10.0).round() / 10.0
}

fn y(grade: Grade) -> f64 {
    let step = HEIGHT / 4.0;
    match grade {
        Grade::None => HEIGHT - step / 2.0,
        Grade::Mild => HEIGHT - step * 1.5,
        Grade::Moderate => HEIGHT - step * 2.5,
        Grade::Severe => HEIGHT - step * 3.5,
    }
}

async fn recovery(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now, w) = (&loaded.case, app.now(), app.wording());
    let expect = engine::expect(app.protocol(), case, now);
    let curves = expect.bands.iter().filter_map(|band| {
        let symptom = band.expectation.symptom;
        let seen: Vec<(f64, i64, Grade)> = expect
            .observed
            .iter()
            .filter(|observed| observed.symptom == symptom)
            .map(|observed| (observed.h as f64, observed.h, observed.grade))
            .collect();
        let may_be = band.points.iter().any(|point| point.highest > Grade::None);
        if seen.is_empty() && !may_be {
            return None;
        }
        let mut outline = format!("0,{HEIGHT}");
        for (index, point) in band.points.iter().enumerate() {
            let from = x(f64::from(point.h));
            let to = band.points.get(index + 1).map_or(WIDTH, |next| x(f64::from(next.h)));
            let top = if point.highest == Grade::None { HEIGHT } else { y(point.highest) };
            outline.push_str(&format!(" {from},{top} {to},{top}"));
        }
        outline.push_str(&format!(" {WIDTH},{HEIGHT}"));
        let shown: Vec<&(f64, i64, Grade)> = seen.iter().filter(|(hour, ..)| *hour <= HOURS).collect();
        let runs = shown.chunk_by(|one, other| other.1 - one.1 <= check_in::gap_h());
        let lines = runs.filter(|run| run.len() > 1).map(|run| {
            run.iter()
                .map(|(hour, _, grade)| format!("{},{}", x(*hour), y(*grade)))
                .collect::<Vec<_>>()
                .join(" ")
        });
        let rows = seen.iter().map(|(_, hour, grade)| {
            (w.say("since-hours", &args([("n", *hour)])), w.grade(*grade), w.grade(band.highest_at(*hour)))
        });
        let name = w.word(symptom);
        Some(Curve {
            band: outline,
            dots: shown.iter().map(|(hour, _, grade)| (x(*hour), y(*grade))).collect(),
            lines: lines.collect(),
            now: expect.hours.filter(|hours| (0..=HOURS as i64).contains(hours)).map(|hours| x(hours as f64)),
            said: w.say("app-curve", &args([("symptom", name.clone())])),
            rows: rows.collect(),
            name,
        })
    });
    let f =
        Frame::new(&app, Some(case), &token, "recovery", w.plain("app-recovery-title")).sized(&loaded.facts);
    page(&Recovery { f, curves: curves.collect() })
}
