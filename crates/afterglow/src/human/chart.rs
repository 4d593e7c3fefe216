//! The expected bands as a small chart of bars, with a table-like text form that needs no colour.

use afterglow_core::engine::Expect;
use afterglow_core::vocabulary::Grade;
use afterglow_wording::{Args, Wording, args};

use super::layout::Page;

/// The columns: hours on the first day, then days.
const COLUMNS: [(u32, &str); 14] = [
    (0, "0"),
    (6, "6"),
    (12, "12"),
    (24, "1"),
    (48, "2"),
    (72, "3"),
    (96, "4"),
    (120, "5"),
    (144, "6"),
    (168, "7"),
    (240, "10"),
    (336, "14"),
    (504, "21"),
    (672, "28"),
];
/// The first column that counts in days.
const FIRST_DAY: usize = 3;
const NAME: usize = 30;
const CELL: usize = 3;

pub(super) fn draw(page: &mut Page, expect: &Expect<'_>, wording: &Wording) {
    page.raw(&units(wording));
    page.raw(&row("", COLUMNS.iter().map(|(_, label)| *label)));
    for band in expect.bands.iter().filter(|band| band.points.iter().any(|point| point.highest > Grade::None))
    {
        let name = wording.word(band.expectation.symptom);
        page.raw(&row(&name, COLUMNS.iter().map(|(hour, _)| bar(band.highest_at(i64::from(*hour))))));
    }
    if let Some(now) = expect.hours.and_then(column_of) {
        page.raw(&row("", (0..COLUMNS.len()).map(|column| if column == now { "^" } else { "" })));
    }
    page.muted(&wording.plain("chart-legend"), "    ");
    page.muted(&wording.plain("chart-grades"), "    ");
    observed(page, expect, wording);
}

fn units(wording: &Wording) -> String {
    let hours = wording.plain("chart-hours");
    let first = NAME + CELL;
    let days = NAME + CELL * (FIRST_DAY + 1);
    let gap = days.saturating_sub(first + hours.len());
    format!("    {:first$}{hours}{:gap$}{}", "", "", wording.plain("chart-days"), first = first - CELL + 2)
}

fn row<'c>(name: &str, cells: impl Iterator<Item = &'c str>) -> String {
    let name = textwrap::wrap(name, NAME).first().map(ToString::to_string).unwrap_or_default();
    let pad = NAME.saturating_sub(textwrap::core::display_width(&name));
    let cells: String = cells.map(|cell| format!("{cell:>CELL$}")).collect();
    format!("    {name}{:pad$}{cells}", "")
}

fn bar(grade: Grade) -> &'static str {
    match grade {
        Grade::None => "",
        Grade::Mild => "▂",
        Grade::Moderate => "▅",
        Grade::Severe => "█",
    }
}

/// The first column at or after an hour, which is never the looser neighbour of a band that falls; `None` before hour 0
/// and after the last column.
fn column_of(hours: i64) -> Option<usize> {
    (hours >= 0).then(|| COLUMNS.iter().position(|(from, _)| i64::from(*from) >= hours)).flatten()
}

fn observed(page: &mut Page, expect: &Expect<'_>, wording: &Wording) {
    if expect.observed.is_empty() {
        return;
    }
    let each = expect.observed.iter().map(|seen| {
        let mut words = Args::new();
        words.set("symptom", wording.word(seen.symptom));
        words.set("grade", wording.grade(seen.grade));
        words.set("hours", wording.say("since-hours", &args([("n", seen.h)])));
        wording.say("chart-seen-one", &words)
    });
    let list: Vec<String> = each.collect();
    page.muted(&wording.say("chart-seen", &args([("list", list.join("; "))])), "    ");
}
