//! The sheet for after the treatment: what to do, what not before which hour, how it usually goes, what comes next.

use std::collections::BTreeMap;

use afterglow_core::document::printable;
use afterglow_core::engine::{self, GateAnswer, LabelVerdict, Plan, State};
use afterglow_core::protocol::GateKind;
use afterglow_wording::args;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::chart::chart;
use super::{Body, Content, Group, Item, Mark, Section, gaps, section};

pub(super) fn sections(content: Content<'_>) -> (String, Vec<String>, Vec<Section>) {
    let Content { protocol, case, wording, now, .. } = content;
    let plan = engine::plan(protocol, case, now);
    let mut lines = vec![treated(&plan, content)];
    if case.ended().is_none() && plan.now.is_some() {
        lines.push(wording.plain("plan-planned"));
    }
    let zone = plan.zone.as_ref();
    let mut sections = vec![daily(&plan, content)];
    sections.extend(zone.map(|zone| not_before(&plan, zone, content)));
    sections.push(held(&plan, content));
    sections.push(ask(&plan, content));
    sections.push(products(content));
    sections.push(never(&plan, content));
    sections.push(Some(recovery(content)));
    sections.push(next(content));
    sections.push(gaps(&plan.gaps, wording));
    (wording.plain("plan-title"), lines, sections.into_iter().flatten().collect())
}

/// "Treated Sun 22 Nov 2026, 14:00 (Europe/Berlin)".
fn treated(plan: &Plan<'_>, content: Content<'_>) -> String {
    let Content { case, wording, .. } = content;
    let (Some(zone), Some(now)) = (&plan.zone, plan.now) else { return wording.plain("plan-undated") };
    let (key, at) = match (case.ended(), case.planned()) {
        (None, Some(planned)) => ("plan-booked", planned),
        (Some(ended), _) => ("plan-treated", ended),
        (None, None) => ("plan-treated", now.zero),
    };
    let words = args([("when", wording.date_time_long(at, zone)), ("zone", wording.zone(zone))]);
    wording.say(key, &words)
}

/// Daily care: each line with the days it is for. Lines of the same days stand together.
fn daily(plan: &Plan<'_>, content: Content<'_>) -> Option<Section> {
    let Content { wording, protocol, .. } = content;
    let mut spans: BTreeMap<(u16, u16), Vec<Item>> = BTreeMap::new();
    for care in protocol.care() {
        let shown = plan.days.iter().filter_map(|day| {
            let line = day.care.iter().find(|line| line.care.rule.id == care.rule.id)?;
            Some((day.day, line.from))
        });
        let shown: Vec<(u16, Option<Timestamp>)> = shown.collect();
        let (Some((first, from)), Some((last, _))) = (shown.first(), shown.last()) else { continue };
        let from = from.zip(plan.zone.as_ref()).map(|(from, zone)| wording.date_time(from, zone));
        let text = wording.plain(&care.rule.id);
        let text = match from {
            Some(time) => {
                let words = args([("time", time), ("text", text)]);
                wording.say("care-from", &words)
            }
            None => text,
        };
        spans.entry((*first, *last)).or_default().push(Item::new(Mark::Do, text));
    }
    let date = |number: u16| plan.days.iter().find(|day| day.day == number).map(|day| wording.date(day.date));
    let groups = spans.into_iter().map(|((first, last), items)| {
        let mut words = args([("from", date(first).unwrap_or_default())]);
        words.set("until", date(last).unwrap_or_default());
        words.set("first", i64::from(first));
        words.set("last", i64::from(last));
        let key = match (first, last) {
            _ if first == last => "leaflet-one-day",
            (0, _) => "leaflet-until",
            _ => "leaflet-days",
        };
        Group::new(wording.say(key, &words), items)
    });
    section(wording.plain("leaflet-do"), groups.collect())
}

fn is_never(answer: &GateAnswer<'_>) -> bool {
    matches!(answer.gate.kind, GateKind::Never)
}

/// What opens when. What opens at the same instant under the same conditions stands together.
fn not_before(plan: &Plan<'_>, zone: &TimeZone, content: Content<'_>) -> Option<Section> {
    let wording = content.wording;
    let mut by_hour: BTreeMap<Timestamp, Vec<(String, Vec<String>)>> = BTreeMap::new();
    for answer in plan.gates.iter().filter(|answer| matches!(answer.state, State::Closed | State::Open)) {
        let Some(opens) = answer.opens else { continue };
        // What was never closed for anybody is no news.
        if plan.now.is_some_and(|now| opens <= now.zero) && answer.conditions.is_empty() {
            continue;
        }
        let notes = [wording.conditions(answer), wording.later_because(answer)];
        let note = notes.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let at_once = by_hour.entry(opens).or_default();
        let name = wording.activity_name(answer.gate.activity);
        match at_once.iter_mut().find(|(known, _)| *known == note) {
            Some((_, names)) => names.push(name),
            None => at_once.push((note, vec![name])),
        }
    }
    // Each line has its hour: a sheet is read by line, and a heading for each hour would take the room of a page.
    let items = by_hour.into_iter().flat_map(|(opens, at_once)| {
        let when = wording.opening_time(opens, zone);
        at_once.into_iter().map(move |(note, names)| {
            let item = Item { when: when.clone(), ..Item::new(Mark::DoNot, names.join(" · ")) };
            item.note(Some(note))
        })
    });
    let mut section = section(wording.plain("leaflet-not-before"), vec![Group::new("", items.collect())])?;
    section.intro.push(wording.plain("leaflet-not-before-how"));
    Some(section)
}

/// The gates with what there is to say about them; those of which the same is to be said stand together.
fn named<'g>(
    key: &str,
    mark: Mark,
    answers: impl Iterator<Item = &'g GateAnswer<'g>>,
    content: Content<'_>,
    text: impl Fn(&GateAnswer<'_>) -> String,
) -> Option<Section> {
    let wording = content.wording;
    let mut same: Vec<(String, Vec<String>)> = Vec::new();
    for answer in answers {
        let (text, name) = (text(answer), wording.activity_name(answer.gate.activity));
        match same.iter_mut().find(|(known, _)| *known == text) {
            Some((_, names)) => names.push(name),
            None => same.push((text, vec![name])),
        }
    }
    let items = same.into_iter().map(|(text, names)| {
        let words = args([("name", names.join(" · ")), ("text", text)]);
        Item::new(mark, wording.say("leaflet-named", &words))
    });
    section(wording.plain(key), vec![Group::new("", items.collect())])
}

fn held(plan: &Plan<'_>, content: Content<'_>) -> Option<Section> {
    let held = plan.gates.iter().filter(|answer| answer.state == State::Held);
    named("section-held", Mark::DoNot, held, content, |answer| {
        content.wording.held(answer).unwrap_or_default()
    })
}

fn ask(plan: &Plan<'_>, content: Content<'_>) -> Option<Section> {
    let ask = plan.gates.iter().filter(|answer| answer.state == State::Ask && !is_never(answer));
    named("section-ask", Mark::Ask, ask, content, |answer| content.wording.ask_first(answer))
}

fn never(plan: &Plan<'_>, content: Content<'_>) -> Option<Section> {
    let never = plan.gates.iter().filter(|answer| is_never(answer));
    named("section-never", Mark::DoNot, never, content, |answer| {
        content.wording.plain(&format!("gate-{}", answer.gate.activity))
    })
}

/// The person's own products, each with its day.
fn products(content: Content<'_>) -> Option<Section> {
    let Content { labels, wording, .. } = content;
    let labels = labels?;
    let items = labels.products.iter().map(|product| {
        let mark = match product.answer {
            LabelVerdict::Yes => Mark::Do,
            LabelVerdict::Ask => Mark::Ask,
            LabelVerdict::NotYet | LabelVerdict::No => Mark::DoNot,
        };
        let mut words = args([("name", printable(&product.name))]);
        words.set("text", wording.product(product, None, labels.zone.as_ref()));
        Item::new(mark, wording.say("leaflet-named", &words))
    });
    section(wording.plain("section-products"), vec![Group::new("", items.collect())])
}

fn recovery(content: Content<'_>) -> Section {
    let Content { protocol, case, wording, now, .. } = content;
    let expect = engine::expect(protocol, case, now);
    Section {
        heading: wording.plain("section-recovery"),
        intro: vec![wording.plain("leaflet-chart")],
        body: Body::Chart { chart: chart(&expect, wording) },
    }
}

/// When the next session is, or may be.
fn next(content: Content<'_>) -> Option<Section> {
    let Content { protocol, case, wording, now, .. } = content;
    let course = engine::course(protocol, case, now, None);
    let mut lines: Vec<String> = Vec::new();
    if let Some(next) = case.next() {
        let when = wording.date_time_long(next.planned, &next.zone);
        lines.push(wording.say("leaflet-booked", &args([("when", when)])));
    }
    if let Some(earliest) = course.next.earliest {
        lines.push(wording.say("course-earliest", &args([("when", wording.date_long(earliest))])));
    } else if case.ended().is_some() {
        lines.push(wording.plain("course-next-never"));
    }
    lines.extend(wording.next_session(&course.next));
    lines.extend(course.next.findings.iter().map(|finding| wording.finding(protocol, &finding.rule.id)));
    let items = lines.into_iter().map(|line| Item::new(Mark::None, line));
    section(wording.plain("section-next"), vec![Group::new("", items.collect())])
}
