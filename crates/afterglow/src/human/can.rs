//! "May I ... yet?" as a page: the answer in its first line.

use afterglow_core::case::Case;
use afterglow_core::engine::{AlreadyDone, Can};
use afterglow_core::protocol::Protocol;
use afterglow_wording::{Args, Wording};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::layout::{self, Page};

pub(crate) fn page(
    can: &Can<'_>,
    now: Timestamp,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    page.blank();
    page.title(&format!("{}: {}", wording.word(can.activity), wording.can(can, now)));
    page.line(&wording.plain(&format!("gate-{}", can.activity)));
    if let Some(done) = &can.done {
        already_done(&mut page, done, can.zone.as_ref(), wording);
    }
    if let (true, Some(answer)) = (why, &can.gate) {
        page.heading(&wording.plain("section-sources"));
        layout::why(&mut page, answer, protocol, wording);
    }
    layout::gaps(&mut page, &can.gaps, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}

fn already_done(page: &mut Page, done: &AlreadyDone<'_>, zone: Option<&TimeZone>, wording: &Wording) {
    page.blank();
    page.title(&wording.plain(if done.was_early { "done-early" } else { "done-in-time" }));
    for (number, id) in done.now_do.iter().enumerate() {
        page.item(&format!("{}.", number + 1), &wording.plain(&format!("advice-{id}")));
    }
    if !done.watch_for.is_empty() {
        let words: Vec<String> = done.watch_for.iter().map(|watch| wording.standing(*watch)).collect();
        page.subheading(&wording.plain("done-watch"));
        page.item("~", &words.join("; "));
    }
    if done.moves.is_empty() {
        page.line(&wording.plain("done-nothing-moves"));
        return;
    }
    page.subheading(&wording.plain("done-moves"));
    for moved in &done.moves {
        let when = moved.opens.zip(zone).map(|(opens, zone)| wording.opening_time(opens, zone));
        let mut words = Args::new();
        words.set("what", wording.activity_name(moved.activity));
        words.set("when", when.unwrap_or_default());
        page.item("·", &wording.say("done-move", &words));
    }
}
