//! The person's own check-ins on the expected course, as drawings and as tables with the same numbers.

use afterglow_core::engine::{self, Band};
use afterglow_core::vocabulary::{Grade, Symptom, Word};
use afterglow_documents::chart;
use afterglow_wording::{Wording, args};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Frame, care_card, check_in, page};
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
    warning: Option<care_card::Summary>,
    /// "Day 3 · 66 hours".
    day: String,
    curves: Vec<Curve>,
    /// The hours and days below each drawing, from left to right.
    scale: [&'static str; 7],
}

/// One symptom, or the temperature: a drawing of 560 by 80, stretched to the room there is.
struct Curve {
    name: String,
    /// What may be there and still be ordinary.
    band: Option<String>,
    /// Where a limit lies.
    limit: Option<f64>,
    dots: Vec<(f64, f64)>,
    lines: Vec<String>,
    now: Option<f64>,
    /// What the drawing is of.
    title: String,
    /// The band in words, for who hears the drawing.
    said: String,
    /// The rows of the drawing, from the top.
    grades: Vec<String>,
    /// What the last column of the table is about.
    third: String,
    rows: Vec<(String, String, String)>,
    /// The numbers of the band: from when on, usual, at most.
    ordinary: Vec<(String, String, String)>,
}

/// Something that was told at an instant.
struct Told<T> {
    at: Timestamp,
    h: i64,
    value: T,
}

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 80.0;
/// The drawing ends after the last day of the plan.
const HOURS: f64 = 14.0 * 24.0;
/// What stands below it: `app.css` puts them where these hours are.
const SCALE: [&str; 7] = ["0 h", "12 h", "1 d", "4 d", "7 d", "10 d", "13 d"];
/// The lowest and the highest temperature of the drawing.
const DEGREES: [f64; 2] = [35.0, 41.0];

/// The first day takes a quarter of the width: most changes then.
fn x(hour: f64) -> f64 {
    let first = WIDTH / 4.0;
    let at = if hour <= 24.0 {
        hour / 24.0 * first
    } else {
        first + (hour - 24.0) / (HOURS - 24.0) * (WIDTH - first)
    };
    rounded(at.clamp(0.0, WIDTH))
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

fn y_of_degrees(degrees: f64) -> f64 {
    let [low, high] = DEGREES;
    rounded((HEIGHT - (degrees - low) / (high - low) * HEIGHT).clamp(0.0, HEIGHT))
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

async fn recovery(State(app): State<App>, Extension(token): Extension<Token>) -> Result<Response, Fault> {
    let loaded = app.load().await?;
    let (case, now, w) = (&loaded.case, app.now(), app.wording());
    let zone = app.zone(case);
    let expect = engine::expect(app.protocol(), case, now);
    let until_now = || case.check_ins().iter().filter(|check_in| check_in.at() <= now);
    let hour = |at: Timestamp| Some((at.as_second() - expect.zero?.as_second()).div_euclid(3600));
    let rows = chart(&expect, w).rows;
    let drawn_now =
        expect.hours.filter(|hours| (0..=HOURS as i64).contains(hours)).map(|hours| x(hours as f64));
    let mut curves = Vec::new();
    for band in &expect.bands {
        let symptom = band.expectation.symptom;
        let told = until_now().filter_map(|check_in| {
            let value = check_in.symptom(symptom)?.counts;
            Some(Told { at: check_in.at(), h: hour(check_in.at())?, value })
        });
        let told: Vec<Told<Grade>> = told.collect();
        let may_be = band.points.iter().any(|point| point.highest > Grade::None);
        if may_be || !told.is_empty() {
            let said = rows.iter().find(|row| row.name == w.word(symptom)).map(|row| row.text.clone());
            curves.push(curve(w, symptom, band, &told, &zone, drawn_now, said.unwrap_or_default()));
        }
    }
    let measured = until_now().filter_map(|check_in| {
        Some(Told { at: check_in.at(), h: hour(check_in.at())?, value: check_in.temperature_c()? })
    });
    let measured: Vec<Told<f64>> = measured.collect();
    if !measured.is_empty() {
        curves.push(temperature(w, app.protocol().fever_c(), &measured, &zone, drawn_now));
    }
    // What somebody told comes first, and not after a dozen drawings without a dot.
    curves.sort_by_key(|curve| curve.rows.is_empty());
    let day = engine::plan(app.protocol(), case, now).now.filter(|standing| standing.phase.is_some());
    let day = day.map(|standing| {
        let mut words = args([("hours", w.say("since-hours", &args([("n", standing.hours)])))]);
        words.set("day", standing.day);
        w.say("app-day", &words)
    });
    let f =
        Frame::new(&app, Some(case), &token, "recovery", w.plain("app-recovery-title")).sized(&loaded.facts);
    page(&Recovery {
        f,
        warning: care_card::summary(&app, case, now),
        day: day.unwrap_or_default(),
        curves,
        scale: SCALE,
    })
}

fn curve(
    w: &Wording,
    symptom: Symptom,
    band: &Band<'_>,
    told: &[Told<Grade>],
    zone: &TimeZone,
    now: Option<f64>,
    said: String,
) -> Curve {
    let rows = told.iter().map(|it| (when(w, it, zone), w.grade(it.value), w.grade(band.highest_at(it.h))));
    let ordinary = band.points.iter().map(|point| {
        (
            w.say("since-hours", &args([("n", i64::from(point.h))])),
            w.grade(point.usual),
            w.grade(point.highest),
        )
    });
    let (dots, lines) = drawn(told, |grade| y(*grade));
    let name = w.word(symptom);
    Curve {
        title: w.say("app-curve", &args([("symptom", name.clone())])),
        name,
        band: Some(outline(band)),
        limit: None,
        dots,
        lines,
        now,
        said,
        grades: Grade::ALL.iter().rev().map(|grade| w.grade(*grade)).collect(),
        third: w.plain("app-ordinary"),
        rows: rows.collect(),
        ordinary: ordinary.collect(),
    }
}

fn temperature(w: &Wording, fever: f64, told: &[Told<f64>], zone: &TimeZone, now: Option<f64>) -> Curve {
    let degrees = |number: f64| w.say("app-degrees", &args([("n", format!("{number:.1}"))]));
    let (dots, lines) = drawn(told, |degrees| y_of_degrees(*degrees));
    let [low, high] = DEGREES;
    let middle = |part: f64| format!("{:.0}", low + (high - low) * part);
    Curve {
        title: w.plain("gap-temperature_c"),
        name: w.plain("gap-temperature_c"),
        band: None,
        limit: Some(y_of_degrees(fever)),
        dots,
        lines,
        now,
        said: w.say("app-fever-from", &args([("degrees", degrees(fever))])),
        grades: vec![middle(5.0 / 6.0), middle(0.5), middle(1.0 / 6.0)],
        third: w.plain("app-fever"),
        rows: told.iter().map(|it| (when(w, it, zone), degrees(it.value), degrees(fever))).collect(),
        ordinary: Vec::new(),
    }
}

/// "Tue 24 Nov, 09:00 · 47 hours".
fn when<T>(w: &Wording, told: &Told<T>, zone: &TimeZone) -> String {
    format!("{} · {}", w.date_time(told.at, zone), w.say("since-hours", &args([("n", told.h)])))
}

/// The area below the highest grade that is ordinary.
fn outline(band: &Band<'_>) -> String {
    let mut outline = format!("0,{HEIGHT}");
    for (index, point) in band.points.iter().enumerate() {
        let from = x(f64::from(point.h));
        let to = band.points.get(index + 1).map_or(WIDTH, |next| x(f64::from(next.h)));
        let top = if point.highest == Grade::None { HEIGHT } else { y(point.highest) };
        outline.push_str(&format!(" {from},{top} {to},{top}"));
    }
    outline.push_str(&format!(" {WIDTH},{HEIGHT}"));
    outline
}

/// A dot for everything that was told, and a line through those between which there is no gap.
fn drawn<T>(told: &[Told<T>], y: impl Fn(&T) -> f64) -> (Vec<(f64, f64)>, Vec<String>) {
    let shown: Vec<&Told<T>> = told.iter().filter(|it| (0.0..=HOURS).contains(&(it.h as f64))).collect();
    let point = |it: &Told<T>| (x(it.h as f64), y(&it.value));
    let runs = shown.chunk_by(|one, other| other.h - one.h <= check_in::gap_h()).filter(|run| run.len() > 1);
    let lines = runs.map(|run| {
        let points = run.iter().map(|it| point(it)).map(|(x, y)| format!("{x},{y}"));
        points.collect::<Vec<_>>().join(" ")
    });
    let lines = lines.collect();
    (shown.into_iter().map(point).collect(), lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_stays_open_and_what_lies_beyond_the_drawing_is_left_out() {
        let gap = check_in::gap_h();
        let told = |h: i64| Told { at: Timestamp::UNIX_EPOCH, h, value: Grade::Mild };
        let (dots, lines) = drawn(&[told(2), told(4), told(5 + gap), told(6 + gap), told(400)], |it| y(*it));
        assert_eq!(dots.len(), 4);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(dots.first(), Some(&(x(2.0), 50.0)));
    }

    #[test]
    fn the_scale_lies_where_the_style_puts_it() {
        assert_eq!([x(0.0), x(12.0), x(24.0), x(96.0), x(336.0)], [0.0, 70.0, 140.0, 236.9, 560.0]);
        assert_eq!([y_of_degrees(35.0), y_of_degrees(38.0), y_of_degrees(50.0)], [80.0, 40.0, 0.0]);
    }
}
