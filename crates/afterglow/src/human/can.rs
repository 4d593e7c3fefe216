//! "May I ... yet?" as a page: the answer in its first line.

use afterglow_core::case::Case;
use afterglow_core::engine::{AlreadyDone, Answer, Can, GateAnswer};
use afterglow_core::protocol::Protocol;
use afterglow_wording::{Args, Wording, args};
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
    page.title(&format!("{}: {}", wording.word(can.activity), sentence(can, now, wording)));
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

fn sentence(can: &Can<'_>, now: Timestamp, wording: &Wording) -> String {
    let Some(answer) = &can.gate else { return wording.plain("can-ask") };
    let condition = wording.conditions(answer);
    let mut words = Args::new();
    match can.answer {
        Answer::No => wording.plain("can-no"),
        Answer::Ask => ask(can, answer, wording),
        Answer::Yes => match condition {
            Some(condition) => wording.say("can-yes-if", &args([("condition", condition)])),
            None => wording.plain("can-yes"),
        },
        Answer::Held => wording.say("can-held", &args([("condition", condition.unwrap_or_default())])),
        Answer::NotYet => {
            if let (Some(opens), Some(zone)) = (answer.opens, &can.zone) {
                words.set("when", wording.opening_time(opens, zone));
                words.set("in", wording.time_until(now, opens));
            }
            let key = if condition.is_some() { "can-not-yet-if" } else { "can-not-yet" };
            words.set("condition", condition.unwrap_or_default());
            wording.say(key, &words)
        }
    }
}

fn ask(can: &Can<'_>, answer: &GateAnswer<'_>, wording: &Wording) -> String {
    if answer.is_stale {
        wording.plain("can-ask-stale")
    } else if !answer.conditions.is_empty() {
        let words: Vec<String> =
            answer.conditions.iter().map(|question| wording.question(*question)).collect();
        wording.say("can-ask-check-in", &args([("list", words.join("; "))]))
    } else if !answer.moved_by.is_empty() {
        let words: Vec<String> = answer.moved_by.iter().map(|fact| wording.fact(fact)).collect();
        wording.say("can-ask-facts", &args([("list", words.join("; "))]))
    } else if can.zone.is_none() {
        wording.plain("can-ask-undated")
    } else {
        wording.plain("can-ask")
    }
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
