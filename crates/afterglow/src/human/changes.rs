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
    list(&mut page, "changes-moved", &changes.moved, &reader);
    list(&mut page, "changes-added", &changes.added, &reader);
    list(&mut page, "changes-removed", &changes.removed, &reader);
    page.heading(&wording.plain("changes-kept"));
    for change in &changes.kept {
        if let Some(at) = change.done {
            let words = args([("what", wording.entry(change.what)), ("when", wording.date_time(at, is))]);
            page.item("·", &layout::capital(&wording.say("changes-done", &words)));
        }
    }
    page.item("·", &wording.say("changes-count", &args([("n", changes.kept.len() - done)])));
    page.finish()
}

struct Reader<'a> {
    was: &'a TimeZone,
    is: &'a TimeZone,
    wording: &'a Wording,
}

fn list(page: &mut Page, key: &str, changes: &[Change<'_>], reader: &Reader<'_>) {
    if changes.is_empty() {
        return;
    }
    page.heading(&reader.wording.plain(key));
    for change in changes {
        page.item("·", &line(change, reader));
    }
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
        Time::Days(from, until) if from == until => wording.date(from),
        Time::Days(from, until) => {
            let words = args([("from", wording.date(from)), ("until", wording.date(until))]);
            wording.say("prepare-days", &words)
        }
    }
}
