//! Is this normal? For a person.

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{self, Asked, Expected, FIRST_QUESTIONS, Number, TriageAnswer, Warning};
use afterglow_core::fact::Question;
use afterglow_core::protocol::Protocol;
use afterglow_core::vocabulary::{Grade, Level, Setting};
use afterglow_wording::{Wording, args};
use jiff::Timestamp;

use super::layout::{self, Page};

pub(crate) fn page(
    answer: &TriageAnswer<'_>,
    asked: &[Asked],
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    layout::person(&mut page, case, wording);
    page.blank();
    if let Some(level) = answer.level {
        page.title(&wording.plain(&format!("level-title-{level}")));
    }
    page.line(&wording.level_do(answer));
    steps(&mut page, answer, wording);
    calls(&mut page, answer, case, wording);
    findings(&mut page, answer, wording, why);
    seen(&mut page, &answer.expected, wording);
    also(&mut page, answer, wording);
    questions(&mut page, asked.get(..FIRST_QUESTIONS).unwrap_or(asked), wording);
    when(&mut page, answer, wording);
    layout::gaps_by_table(&mut page, &answer.gaps, wording);
    layout::about(&mut page, protocol, wording);
    page.finish()
}

/// A page about something else, under what the person told that somebody has to look at: it must not be passed over.
pub(crate) fn warned(
    rest: &str,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    now: Timestamp,
) -> String {
    let Some(Warning { answer, facts }) = engine::warning(protocol, case, now) else {
        return rest.to_owned();
    };
    let mut page = Page::default();
    page.title(&wording.plain("alert-title"));
    page.item("!", &wording.level_do(&answer));
    if let Some(call) = answer.calls.first() {
        page.item("!", &printable(&wording.call(call, answer.zone.as_ref())));
    }
    let facts: Vec<String> = facts.iter().map(|fact| printable(&wording.fact(fact))).collect();
    page.item(" ", &wording.say("alert-told", &args([("list", facts.join("; "))])));
    page.blank();
    page.finish() + rest
}

/// The page of the next questions.
pub(crate) fn ask(asked: &[Asked], case: &Case, protocol: &Protocol, wording: &Wording) -> String {
    let mut page = Page::default();
    layout::person(&mut page, case, wording);
    questions(&mut page, asked, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}

/// What to do before anything else.
fn steps(page: &mut Page, answer: &TriageAnswer<'_>, wording: &Wording) {
    if answer.first_steps.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-first-steps"));
    for (position, step) in answer.first_steps.iter().enumerate() {
        page.item(&format!("{}.", position + 1), &wording.plain(&format!("advice-{step}")));
    }
}

fn calls(page: &mut Page, answer: &TriageAnswer<'_>, case: &Case, wording: &Wording) {
    page.heading(&wording.plain("section-call"));
    for call in &answer.calls {
        page.item("!", &printable(&wording.call(call, answer.zone.as_ref())));
    }
    let at_home = case.facts().setting() == Some(Setting::Home);
    if answer.is_not_for_clinic && !at_home {
        page.item(" ", &wording.plain("not-your-clinic"));
    }
    if answer.level == Some(Level::SameDay) {
        page.item(" ", &wording.plain("same-day-closed"));
    }
    if answer.level < Some(Level::SameDay) {
        let key = if at_home { "worse-means-call-home" } else { "worse-means-call-clinic" };
        page.item(" ", &wording.plain(key));
    }
    if answer.calls.iter().any(|call| matches!(call.number, Some(Number::Country(_)))) {
        page.item(" ", &wording.plain("number-unverified"));
    }
}

fn findings(page: &mut Page, answer: &TriageAnswer<'_>, wording: &Wording, why: bool) {
    if answer.findings.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-findings"));
    for found in &answer.findings {
        let facts: Vec<String> = found.facts.iter().map(|fact| printable(&wording.fact(fact))).collect();
        let title = wording.plain(&format!("level-title-{}", found.level));
        page.subheading(&format!("{title}: {}", layout::capital(&facts.join("; "))));
        page.indented(&wording.plain(&found.rule.id), "    ");
        if let Some((before, zone)) = found.before.zip(answer.zone.as_ref()) {
            let when = wording.date_time(before, zone);
            page.indented(&layout::capital(&wording.say("call-before", &args([("when", when)]))), "    ");
        }
        if why {
            page.muted(&found.rule.why, "        ");
            layout::rule(page, found.rule, wording, "        ");
        }
    }
}

/// What was told against what is ordinary.
fn seen(page: &mut Page, expected: &[Expected], wording: &Wording) {
    if expected.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-seen"));
    let (there, none): (Vec<&Expected>, Vec<&Expected>) =
        expected.iter().partition(|row| row.observed > Grade::None);
    for row in there {
        let verdict = wording.plain(&format!("seen-{}", row.verdict()));
        let words = args([("grade", wording.grade(row.observed)), ("verdict", verdict)]);
        page.row(&wording.word(row.symptom), &wording.say("seen-line", &words));
    }
    if !none.is_empty() {
        let list: Vec<String> = none.iter().map(|row| wording.word(row.symptom)).collect();
        page.item(" ", &wording.say("seen-none", &args([("list", list.join("; "))])));
    }
}

fn also(page: &mut Page, answer: &TriageAnswer<'_>, wording: &Wording) {
    if !answer.advice.is_empty() {
        page.heading(&wording.plain("section-also"));
        for id in &answer.advice {
            page.item("·", &wording.plain(&format!("advice-{id}")));
        }
    }
    page.heading(&wording.plain("section-watch"));
    for watch in &answer.watch_for {
        page.item("·", &wording.standing(*watch));
    }
}

fn questions(page: &mut Page, asked: &[Asked], wording: &Wording) {
    if asked.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-ask-next"));
    for asked in asked {
        let level = wording.plain(&format!("level-title-{}", asked.would)).to_lowercase();
        let key = match asked.question {
            _ if !asked.is_enough => "ask-would-with",
            Question::Symptom(_) => "ask-would-severe",
            Question::Temperature => "ask-would-high",
            _ => "ask-would",
        };
        let would = wording.say(key, &args([("level", level)]));
        page.item("?", &format!("{}. {would}", wording.question(asked.question)));
    }
}

/// What was judged, and when to look again.
fn when(page: &mut Page, answer: &TriageAnswer<'_>, wording: &Wording) {
    page.blank();
    let Some(zone) = &answer.zone else { return };
    if let Some(hours) = answer.hours {
        let words = args([
            ("when", wording.date_time(answer.judged_at, zone)),
            ("hours", wording.say("since-hours", &args([("n", hours)]))),
        ]);
        page.line(&wording.say("judged-at", &words));
    }
    if let Some(check_in) = answer.check_in_at.filter(|at| *at < answer.judged_at) {
        let when = wording.date_time(check_in, zone);
        page.line(&wording.say("judged-now-old", &args([("when", when)])));
    }
    if !answer.is_complete && answer.level.is_some() {
        page.line(&wording.plain("not-assessed"));
    }
    if let Some(again) = answer.look_again.filter(|_| answer.level.is_some()) {
        let when = wording.date_time(again, zone);
        page.line(&wording.say("look-again", &args([("when", when)])));
    }
}
