//! What changes between two plans, as a page: what moved first, what stays only counted.

use afterglow_core::engine::{Change, Changes, Time};
use afterglow_wording::{Wording, args};
use jiff::tz::TimeZone;

use super::layout::{self, Page};

pub(crate) fn page(changes: &Changes<'_>, was: &TimeZone, is: &TimeZone, wording: &Wording) -> String {
    let mut page = Page::default();
    page.title(&wording.plain("changes-title"));
    let done = changes.kept.iter().filter(|change| change.done.is_some()).count();
    if changes.moved.len() + changes.added.len() + changes.removed.len() + done == 0 {
        page.blank();
        page.line(&wording.plain("changes-none"));
    }
    let reader = Reader { was, is, wording };
    let shift = shift(&changes.moved);
    let moved: Vec<&Change<'_>> = match shift {
        Some(_) => changes.moved.iter().filter(|change| delta(change).is_none()).collect(),
        None => changes.moved.iter().collect(),
    };
    if let Some(seconds) = shift {
        page.heading(&wording.plain("changes-moved"));
        page.item("·", &shifted(seconds, wording));
        moved.iter().for_each(|change| page.item("·", &line(change, &reader)));
    } else {
        list(&mut page, "changes-moved", &moved, &reader);
    }
    list(&mut page, "changes-added", &changes.added.iter().collect::<Vec<_>>(), &reader);
    list(&mut page, "changes-removed", &changes.removed.iter().collect::<Vec<_>>(), &reader);
    let stay = changes.kept.len() - done;
    if changes.kept.is_empty() {
        return page.finish();
    }
    page.heading(&wording.plain("changes-kept"));
    for change in &changes.kept {
        if let Some(at) = change.done {
            let words = args([("what", wording.entry(change.what)), ("when", wording.date_time(at, is))]);
            page.item("·", &layout::capital(&wording.say("changes-done", &words)));
        }
    }
    if stay > 0 {
        page.item("·", &wording.say("changes-count", &args([("n", stay)])));
    }
    page.finish()
}

struct Reader<'a> {
    was: &'a TimeZone,
    is: &'a TimeZone,
    wording: &'a Wording,
}

fn list(page: &mut Page, key: &str, changes: &[&Change<'_>], reader: &Reader<'_>) {
    if changes.is_empty() {
        return;
    }
    page.heading(&reader.wording.plain(key));
    for change in changes {
        page.item("·", &line(change, reader));
    }
}

/// By how many seconds an instant moved.
fn delta(change: &Change<'_>) -> Option<i64> {
    match (change.was, change.is) {
        (Some(Time::At(was)), Some(Time::At(is))) => Some(is.duration_since(was).as_secs()),
        _ => None,
    }
}

/// By how many seconds every instant moved, if it is the same for all of several.
fn shift(moved: &[Change<'_>]) -> Option<i64> {
    let mut deltas = moved.iter().filter_map(delta);
    let first = deltas.next()?;
    let rest: Vec<i64> = deltas.collect();
    (!rest.is_empty() && rest.iter().all(|delta| *delta == first)).then_some(first)
}

/// "Every hour of the plan moves 1 day, 2 hours and 30 minutes later."
fn shifted(seconds: i64, wording: &Wording) -> String {
    let minutes = seconds.abs() / 60;
    let parts =
        [("span-days", minutes / 1_440), ("span-hours", minutes / 60 % 24), ("span-minutes", minutes % 60)];
    let parts = parts.into_iter().filter(|(_, n)| *n > 0);
    let parts: Vec<String> = parts.map(|(key, n)| wording.say(key, &args([("n", n)]))).collect();
    let key = if seconds > 0 { "changes-all-later" } else { "changes-all-earlier" };
    wording.say(key, &args([("span", wording.list_and(&parts))]))
}

/// "Make-up: Tue 24 Nov, 14:00, now Wed 25 Nov, 10:00".
fn line(change: &Change<'_>, Reader { was, is, wording }: &Reader<'_>) -> String {
    let before = change.was.map(|time| time_of(time, was, wording));
    let after = change.is.map(|time| time_of(time, is, wording));
    let text = match (before, after) {
        (Some(before), Some(after)) => {
            wording.say("changes-from-to", &args([("was", before), ("is", after)]))
        }
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => String::new(),
    };
    let what = layout::capital(&wording.entry(change.what));
    let line = wording.say("changes-line", &args([("what", what), ("text", text)]));
    if change.has_begun { wording.say("changes-begun", &args([("text", line)])) } else { line }
}

fn time_of(time: Time, zone: &TimeZone, wording: &Wording) -> String {
    match time {
        Time::At(at) => wording.date_time(at, zone),
        Time::Days(from, until) => wording.days(from, until),
    }
}
