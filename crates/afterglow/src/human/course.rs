//! The course as a page: what is treated, the next session, the dates, what can be hoped for.

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{Backwards, Clash, Course};
use afterglow_core::protocol::{Part, Protocol};
use afterglow_wording::{Wording, args};

use super::layout::{self, Page};
use super::screen;

pub(crate) fn page(
    course: &Course<'_>,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    page.title(&wording.plain("course-title"));
    layout::person(&mut page, case, wording);
    page.blank();
    let mut summary = vec![wording.say("course-done", &args([("n", course.done)]))];
    summary.extend(course.total.map(|total| wording.say("course-of", &args([("n", total.sessions)]))));
    summary.push(wording.say("course-apart", &args([("n", course.spacing_days)])));
    page.title(&summary.join(" "));
    next(&mut page, course, protocol, wording, why);
    dates(&mut page, course, wording);
    if let Some(backwards) = &course.backwards {
        counted_back(&mut page, backwards, protocol, wording, why);
    }
    concerns(&mut page, course, wording, why);
    improvement(&mut page, course, wording);
    cost(&mut page, course, case, wording);
    for (part, key) in [(Part::Outlook, "section-outlook"), (Part::Judge, "section-judge")] {
        layout::lines(&mut page, &course.lines, part, key, wording);
    }
    layout::gaps_by_table(&mut page, &course.gaps, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}

fn next(page: &mut Page, course: &Course<'_>, protocol: &Protocol, wording: &Wording, why: bool) {
    page.heading(&wording.plain("section-next"));
    match course.next.earliest {
        Some(earliest) => {
            let when = wording.date_long(earliest);
            page.indented(&wording.say("course-earliest", &args([("when", when)])), "  ");
        }
        None => page.indented(&wording.plain("course-next-never"), "  "),
    }
    let too_early =
        course.next.earliest.zip(course.next.booked).filter(|(earliest, booked)| booked < earliest);
    if let Some((_, booked)) = too_early {
        let when = wording.date_long(booked);
        page.indented(&wording.say("course-booked-early", &args([("when", when)])), "  ");
    }
    if let Some(text) = wording.next_session(&course.next) {
        page.indented(&text, "  ");
    }
    for finding in &course.next.findings {
        screen::finding(page, finding, protocol, wording, why);
    }
}

fn dates(page: &mut Page, course: &Course<'_>, wording: &Wording) {
    if course.dates.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-dates"));
    for date in &course.dates {
        let from = wording.date_long(date.earliest);
        let text = match date.latest.filter(|latest| *latest >= date.earliest) {
            Some(latest) => {
                let words = args([("from", from), ("until", wording.date_long(latest))]);
                wording.say("course-session-between", &words)
            }
            None => wording.say("course-session-from", &args([("when", from)])),
        };
        page.row(&wording.say("course-session", &args([("n", date.number)])), &text);
    }
}

fn counted_back(
    page: &mut Page,
    backwards: &Backwards<'_>,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) {
    let by = wording.date_long(backwards.by);
    page.heading(&wording.say("course-backwards", &args([("when", by)])));
    let key = if backwards.is_feasible { "course-backwards-yes" } else { "course-backwards-no" };
    let last = wording.date_long(backwards.last_safe_day);
    page.indented(&wording.say(key, &args([("when", last)])), "  ");
    if !backwards.clashes.is_empty() {
        page.indented(&wording.plain("course-backwards-past"), "  ");
    }
    for clash in &backwards.clashes {
        let rule = match clash {
            Clash::Sessions(rule) | Clash::Spacing(rule) | Clash::Margin(rule) => rule,
            Clash::Wait(rule) => &rule.map(|rule| rule),
        };
        let text = wording.clash(protocol, clash);
        page.item("·", &text);
        if let (true, Some(rule)) = (why, rule) {
            layout::rule(page, rule, wording, "        ");
        }
    }
    if !backwards.is_feasible || backwards.gaps.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-pause"));
    let mut before = 0;
    for gap in &backwards.gaps {
        if gap.number != before {
            page.subheading(&wording.say("course-session", &args([("n", gap.number)])));
            before = gap.number;
        }
        let what = wording.activity_name(gap.activity);
        let words =
            args([("what", what), ("from", wording.date(gap.from)), ("until", wording.date(gap.until))]);
        page.item("·", &wording.say("course-pause", &words));
    }
}

fn concerns(page: &mut Page, course: &Course<'_>, wording: &Wording, why: bool) {
    if course.concerns.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-course"));
    for series in &course.concerns {
        page.subheading(&wording.word(series.concern));
        page.indented(&wording.series(series), "    ");
        let grade = wording.plain(&format!("evidence-{}", series.grade));
        page.indented(&wording.say("course-evidence", &args([("grade", grade)])), "    ");
        if why {
            page.muted(&series.rule.why, "        ");
            layout::rule(page, &series.rule, wording, "        ");
        }
    }
}

fn improvement(page: &mut Page, course: &Course<'_>, wording: &Wording) {
    if course.improvement.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-improvement"));
    for improved in &course.improvement {
        let when = wording.date_long(improved.date);
        let mut words = args([("when", when)]);
        words.set("n", improved.week);
        let answer = improved.answer.map_or_else(|| "–".to_owned(), |answer| wording.word(answer));
        page.row(&wording.say("course-weeks", &words), &answer);
    }
}

fn cost(page: &mut Page, course: &Course<'_>, case: &Case, wording: &Wording) {
    let Some(price) = case.price() else { return };
    page.heading(&wording.plain("section-cost"));
    let money = |amount: f64| format!("{amount} {}", printable(&price.currency));
    page.item("·", &wording.say("course-cost-one", &args([("price", money(price.per_session))])));
    if let (Some(cost), Some(total)) = (course.cost, course.total) {
        let mut words = args([("total", money(cost))]);
        words.set("count", total.sessions);
        page.item("·", &wording.say("course-cost", &words));
        if let Some(most) = course.cost_most.filter(|_| total.most > total.sessions) {
            let mut words = args([("total", money(most))]);
            words.set("count", total.most);
            page.item("·", &wording.say("course-cost", &words));
        }
    }
}
