//! The most that is ordinary, symptom by symptom and hour by hour, as bars in columns.

use afterglow_core::engine::{Band, Expect};
use afterglow_core::vocabulary::{Grade, Word};
use afterglow_wording::{Wording, args};
use serde::Serialize;

/// The hours of the columns: every half day at first, then days.
const HOURS: [u32; 14] = [0, 6, 12, 24, 48, 72, 96, 120, 144, 168, 240, 336, 504, 672];
const DAY_H: u32 = 24;

/// A chart.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// Above the columns that count hours, and above those that count days.
    pub units: [String; 2],
    /// The columns.
    pub columns: Vec<Column>,
    /// One row for each symptom that may be there.
    pub rows: Vec<Row>,
    /// What the bars mean: none, mild, moderate, severe.
    pub grades: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// The number of hours or days.
    pub label: String,
    /// The same in words, for who hears the chart.
    pub name: String,
    /// Whether it counts days.
    pub is_day: bool,
}

/// The course of one symptom.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The symptom.
    pub name: String,
    /// From the first column to the last.
    pub bars: Vec<Bar>,
    /// The same as a sentence, for who hears the chart.
    pub text: String,
}

/// The same grade over several columns.
#[derive(Clone, Debug, Serialize)]
pub struct Bar {
    /// 0 none, 1 mild, 2 moderate, 3 severe.
    pub grade: u8,
    /// The grade in words.
    pub name: String,
    /// Over so many columns.
    pub columns: usize,
}

/// The chart of the ordinary course.
#[must_use]
pub fn chart(expect: &Expect<'_>, wording: &Wording) -> Chart {
    let may_be = |band: &&Band<'_>| band.points.iter().any(|point| point.highest > Grade::None);
    Chart {
        units: [wording.plain("chart-hours"), wording.plain("chart-days")],
        columns: HOURS.iter().map(|hour| column(*hour, wording)).collect(),
        rows: expect.bands.iter().filter(may_be).map(|band| row(band, wording)).collect(),
        grades: Grade::ALL.iter().map(|grade| wording.grade(*grade)).collect(),
    }
}

fn column(hour: u32, wording: &Wording) -> Column {
    let is_day = hour >= DAY_H;
    let number = if is_day { hour / DAY_H } else { hour };
    let key = if is_day { "chart-day" } else { "chart-hour" };
    Column { label: number.to_string(), name: wording.say(key, &args([("n", number)])), is_day }
}

fn row(band: &Band<'_>, wording: &Wording) -> Row {
    let grades: Vec<Grade> = HOURS.iter().map(|hour| band.highest_at(i64::from(*hour))).collect();
    let mut bars: Vec<Bar> = Vec::new();
    let mut said: Vec<String> = Vec::new();
    let mut first = 0;
    for same in grades.chunk_by(|one, other| one == other) {
        let grade = same.first().copied().unwrap_or(Grade::None);
        let name = wording.grade(grade);
        let from = HOURS.get(first).map(|hour| column(*hour, wording).name).unwrap_or_default();
        let mut words = args([("grade", name.clone())]);
        words.set("from", from);
        said.push(wording.say("chart-from", &words));
        bars.push(Bar { grade: number(grade), name, columns: same.len() });
        first += same.len();
    }
    let name = wording.word(band.expectation.symptom);
    let text = wording.say("chart-row", &args([("symptom", name.clone()), ("list", said.join(", "))]));
    Row { name, bars, text }
}

fn number(grade: Grade) -> u8 {
    match grade {
        Grade::None => 0,
        Grade::Mild => 1,
        Grade::Moderate => 2,
        Grade::Severe => 3,
    }
}
