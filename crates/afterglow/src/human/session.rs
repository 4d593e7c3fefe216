//! Is the session within limits? The answer, the numbers against their limits, the steps.

use afterglow_core::case::Case;
use afterglow_core::engine::{LimitAnswer, LimitVerdict, Screening, Session};
use afterglow_core::protocol::Protocol;
use afterglow_wording::{Wording, args};

use super::layout::{self, Page};
use super::screen;

pub(crate) fn page(
    session: &Session<'_>,
    screening: &Screening<'_>,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    page.title(&wording.plain("session-title"));
    layout::person(&mut page, case, wording);
    page.blank();
    page.title(&wording.session(session));
    if !session.gaps.is_empty() {
        page.line(&wording.plain("answer-open"));
    }
    screen::pointer(&mut page, screening, wording);
    if !session.limits.is_empty() {
        page.heading(&wording.plain("section-limits"));
        for answer in &session.limits {
            limit(&mut page, answer, protocol, wording, why);
        }
    }
    if !session.findings.is_empty() {
        page.heading(&wording.plain("section-findings"));
        for finding in &session.findings {
            screen::finding(&mut page, finding, protocol, wording, why);
        }
    }
    if session.verdict > LimitVerdict::Within {
        page.blank();
        page.line(&wording.plain("session-steps-after"));
    }
    steps(&mut page, session, wording, why);
    layout::gaps_by_table(&mut page, &session.gaps, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}

fn limit(page: &mut Page, answer: &LimitAnswer<'_>, protocol: &Protocol, wording: &Wording, why: bool) {
    page.row(&wording.limited(answer), &wording.limit(answer));
    if answer.verdict > LimitVerdict::Within || why {
        page.muted(&wording.finding(protocol, &answer.limit.rule.id), "        ");
    }
    if why {
        page.muted(&answer.limit.rule.why, "        ");
        layout::rule(page, &answer.limit.rule, wording, "        ");
    }
}

fn steps(page: &mut Page, session: &Session<'_>, wording: &Wording, why: bool) {
    page.heading(&wording.plain("section-steps"));
    for (index, step) in session.steps.iter().enumerate() {
        let minutes = step
            .minutes
            .map(|minutes| wording.say("step-minutes", &args([("range", wording.range(minutes))])));
        let text = wording.plain(&step.rule.id);
        let text = minutes.map_or(text.clone(), |minutes| format!("{text} ({minutes})"));
        page.item(&format!("{}.", index + 1), &text);
        if !step.record.is_empty() {
            let list: Vec<String> =
                step.record.iter().map(|id| wording.plain(&format!("record-{id}"))).collect();
            page.muted(&wording.say("record-these", &args([("list", list.join("; "))])), "       ");
        }
        if why {
            page.muted(&step.rule.why, "        ");
            layout::rule(page, &step.rule, wording, "        ");
        }
    }
}
