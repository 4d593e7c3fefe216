//! The clinic's sheet: the numbers against their limits, the steps to tick off, what to write down.

use afterglow_core::document::printable;
use afterglow_core::engine::{self, LimitAnswer, LimitVerdict, Session};
use afterglow_wording::{Wording, args};

use super::{Content, Group, Item, Mark, Section, gaps, section};

pub(super) fn sections(content: Content<'_>) -> (String, Vec<String>, Vec<Section>) {
    let Content { protocol, case, wording, now, .. } = content;
    let session = engine::session(protocol, case, now);
    let mut lines = vec![wording.session(&session)];
    if !session.gaps.is_empty() {
        lines.push(wording.plain("answer-open"));
    }
    let limits = session.limits.iter().map(|answer| limit(answer, content)).collect();
    let findings = session.findings.iter().map(|finding| {
        let facts: Vec<String> = finding.facts.iter().map(|fact| printable(&wording.fact(fact))).collect();
        let item = Item::new(Mark::Ask, wording.finding(protocol, &finding.rule.id));
        item.note(Some(facts.join("; ")))
    });
    let findings = findings.collect();
    let sections = [
        section(wording.plain("section-limits"), vec![Group::new("", limits)]),
        section(wording.plain("section-findings"), vec![Group::new("", findings)]),
        steps(&session, wording),
        gaps(&session.gaps, wording),
    ];
    (wording.plain("session-title"), lines, sections.into_iter().flatten().collect())
}

fn limit(answer: &LimitAnswer<'_>, content: Content<'_>) -> Item {
    let Content { protocol, wording, .. } = content;
    let mark = match answer.verdict {
        LimitVerdict::Within => Mark::Do,
        LimitVerdict::Ask => Mark::Ask,
        LimitVerdict::Over => Mark::DoNot,
    };
    let beyond = answer.verdict > LimitVerdict::Within;
    let mut words = args([("name", wording.limited(answer))]);
    words.set("text", wording.limit(answer));
    let item = Item::new(mark, wording.say("leaflet-named", &words));
    item.note(beyond.then(|| wording.finding(protocol, &answer.limit.rule.id)))
}

fn steps(session: &Session<'_>, wording: &Wording) -> Option<Section> {
    let steps = session.steps.iter().enumerate().map(|(index, step)| {
        let minutes = step
            .minutes
            .map(|minutes| wording.say("step-minutes", &args([("range", wording.range(minutes))])));
        let mut words = args([("n", (index + 1).to_string())]);
        words.set("text", wording.plain(&step.rule.id));
        let mut item = Item::new(Mark::Tick, wording.say("leaflet-step", &words)).note(minutes);
        item.blanks = step.record.iter().map(|id| wording.plain(&format!("record-{id}"))).collect();
        Group::new("", vec![item])
    });
    let mut section = section(wording.plain("section-steps"), steps.collect())?;
    section
        .intro
        .extend((session.verdict > LimitVerdict::Within).then(|| wording.plain("session-steps-after")));
    Some(section)
}
