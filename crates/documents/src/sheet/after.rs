//! The sheet for after the treatment: what to do, what not before which hour, how it usually goes, what comes next.

use std::collections::BTreeMap;

use afterglow_core::document::printable;
use afterglow_core::engine::{self, GateAnswer, LabelVerdict, NextState, Now, Plan, State};
use afterglow_core::fact::Measure;
use afterglow_core::protocol::GateKind;
use afterglow_core::vocabulary::Activity;
use afterglow_wording::args;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::chart::chart;
use super::{Body, Content, Group, Item, Mark, Section, gaps, section};

pub(super) fn sections(content: Content<'_>) -> (String, Vec<String>, Vec<Section>) {
    let Content { protocol, case, wording, now, .. } = content;
    let plan = engine::plan(protocol, case, now);
    let title = wording.plain("plan-title");
    let mut lines = vec![treated(&plan, content)];
    let (Some(zone), Some(standing)) = (plan.zone.as_ref(), plan.now) else {
        // Nothing can be said about hours; what is ordinary and when to get help can.
        let sections = [Some(recovery(content)), gaps(&plan.gaps, wording)];
        return (title, lines, sections.into_iter().flatten().collect());
    };
    lines.extend(done(content));
    if case.ended().is_none() {
        lines.push(wording.plain("plan-planned"));
    }
    let dated = Dated { plan: &plan, zone, now: standing, content };
    let sections = [
        dated.daily(),
        dated.not_before(),
        dated.held(),
        dated.ask(),
        dated.open(),
        products(content),
        dated.never(),
        Some(recovery(content)),
        dated.next(),
        gaps(&plan.gaps, wording),
    ];
    (title, lines, sections.into_iter().flatten().collect())
}

/// A plan that counts from a known instant.
struct Dated<'a> {
    plan: &'a Plan<'a>,
    zone: &'a TimeZone,
    now: Now<'a>,
    content: Content<'a>,
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

/// What was done, for whoever has to help: device, places and depths, numbing cream.
fn done(content: Content<'_>) -> Option<String> {
    let Content { case, wording, .. } = content;
    let facts = case.facts();
    let mut done: Vec<String> = facts.device().map(|device| wording.word(device)).into_iter().collect();
    done.extend(facts.depths().iter().map(|(area, depth)| {
        let area = wording.word(*area);
        match depth {
            Some(depth) => format!("{area} {}", wording.measured(Measure::Depth, *depth)),
            None => area,
        }
    }));
    done.extend(
        facts
            .numbing()
            .map(|numbing| numbing.agent)
            .map(|agent| wording.say("fact-numbing", &args([("what", wording.word(agent))]))),
    );
    let key = if case.ended().is_some() { "leaflet-done" } else { "leaflet-planned" };
    (!done.is_empty()).then(|| wording.say(key, &args([("list", done.join("; "))])))
}

impl<'a> Dated<'a> {
    /// Daily care that is not over: each line with the days it is for. Lines of the same days stand together.
    fn daily(&self) -> Option<Section> {
        let wording = self.content.wording;
        let mut spans: BTreeMap<(u16, u16), Vec<Item>> = BTreeMap::new();
        for days in self.plan.care.iter().filter(|days| i32::from(days.last) >= self.now.day) {
            let text = wording.plain(&days.care.rule.id);
            let text = match days.from.filter(|from| *from > self.now.at) {
                Some(from) => {
                    let words = args([("time", wording.date_time(from, self.zone)), ("text", text)]);
                    wording.say("care-from", &words)
                }
                None => text,
            };
            // What has begun is only a matter of how long.
            let begun = i32::from(days.first) <= self.now.day.max(0);
            let first = if begun && days.first < days.last { 0 } else { days.first };
            spans.entry((first, days.last)).or_default().push(Item::new(Mark::Do, text));
        }
        let treated = self.zone.to_datetime(self.now.zero).date();
        let date = |day: u16| wording.date(treated.saturating_add(Span::new().days(i64::from(day))));
        let groups = spans.into_iter().map(|((first, last), items)| {
            let mut words = args([("from", date(first)), ("until", date(last))]);
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

    /// What opens when, nearest first. What opens at the same instant under the same conditions stands together.
    fn not_before(&self) -> Option<Section> {
        let wording = self.content.wording;
        let closed = |answer: &&GateAnswer<'_>| answer.state == State::Closed;
        let mut by_hour: BTreeMap<Timestamp, Vec<(String, Vec<String>)>> = BTreeMap::new();
        for answer in self.plan.gates.iter().filter(closed) {
            let Some(opens) = answer.opens else { continue };
            let notes = [wording.wait_on(answer), wording.later_because(answer)];
            let note = notes.into_iter().flatten().collect::<Vec<_>>().join(" ");
            put(by_hour.entry(opens).or_default(), note, wording.activity_name(answer.gate.activity));
        }
        // Each line has its hour: a sheet is read by line, and a heading for each hour would take the room of a page.
        let items = by_hour.into_iter().flat_map(|(opens, at_once)| {
            let when = wording.opening_time(opens, self.zone);
            at_once.into_iter().map(move |(note, names)| {
                let item = Item { when: when.clone(), ..Item::new(Mark::Wait, names.join(" · ")) };
                item.note(Some(note))
            })
        });
        let mut section =
            section(wording.plain("leaflet-not-before"), vec![Group::new("", items.collect())])?;
        section.intro.push(wording.plain("leaflet-not-before-how"));
        Some(section)
    }

    /// What the clock has opened.
    fn open(&self) -> Option<Section> {
        let wording = self.content.wording;
        let mut same = Vec::new();
        for answer in self.plan.gates.iter().filter(|answer| answer.state == State::Open) {
            let note = wording.wait_on(answer).unwrap_or_default();
            put(&mut same, note, wording.activity_name(answer.gate.activity));
        }
        let items = same.into_iter().map(|(note, names)| {
            let mark = if note.is_empty() { Mark::Do } else { Mark::Ask };
            Item::new(mark, names.join(" · ")).note(Some(note))
        });
        section(wording.plain("section-open"), vec![Group::new("", items.collect())])
    }

    fn held(&self) -> Option<Section> {
        let held = self.plan.gates.iter().filter(|answer| answer.state == State::Held);
        self.named("section-held", Mark::DoNot, held, |answer| {
            self.content.wording.held(answer).unwrap_or_default()
        })
    }

    fn ask(&self) -> Option<Section> {
        let ask = self.plan.gates.iter().filter(|answer| answer.state == State::Ask && !is_never(answer));
        self.named("section-ask", Mark::Ask, ask, |answer| self.content.wording.ask_first(answer))
    }

    fn never(&self) -> Option<Section> {
        let never = self.plan.gates.iter().filter(|answer| is_never(answer));
        self.named("section-never", Mark::DoNot, never, |answer| {
            self.content.wording.plain(&format!("gate-{}", answer.gate.activity))
        })
    }

    /// Gates with what there is to say about them; those of which the same is to be said stand together.
    fn named<'g>(
        &self,
        key: &str,
        mark: Mark,
        answers: impl Iterator<Item = &'g GateAnswer<'g>>,
        text: impl Fn(&GateAnswer<'_>) -> String,
    ) -> Option<Section> {
        let wording = self.content.wording;
        let mut same = Vec::new();
        for answer in answers {
            put(&mut same, text(answer), wording.activity_name(answer.gate.activity));
        }
        let items = same.into_iter().map(|(text, names)| {
            let words = args([("name", names.join(" · ")), ("text", text)]);
            Item::new(mark, wording.say("leaflet-named", &words))
        });
        section(wording.plain(key), vec![Group::new("", items.collect())])
    }

    /// When the next session is, or may be. About a session that is still to come nothing is said here: the frame on top
    /// and the sheet for before it do.
    fn next(&self) -> Option<Section> {
        let Content { protocol, case, wording, now, .. } = self.content;
        case.ended()?;
        let course = engine::course(protocol, case, now, None);
        let next = &course.next;
        let mut lines: Vec<String> = Vec::new();
        if let Some(next) = case.next() {
            let when = wording.date_time_long(next.planned, &next.zone);
            lines.push(wording.say("leaflet-booked", &args([("when", when)])));
        }
        // Two clocks may lie between the course, which counts days, and the gate: the later one is shown.
        let gate = self.plan.gates.iter().find(|answer| answer.gate.activity == Activity::Needling);
        let gate = gate.and_then(|answer| answer.opens).map(|opens| self.zone.to_datetime(opens).date());
        match next.earliest {
            Some(earliest) => {
                let earliest = gate.map_or(earliest, |gate| gate.max(earliest));
                lines.push(wording.say("course-earliest", &args([("when", wording.date_long(earliest))])));
                let early = next.booked.filter(|booked| *booked < earliest);
                lines.extend(early.map(|booked| {
                    wording.say("course-booked-early", &args([("when", wording.date_long(booked))]))
                }));
            }
            None => {
                lines.push(wording.plain("course-next-never"));
                lines.extend(next.findings.iter().map(|it| wording.finding(protocol, &it.rule.id)));
            }
        }
        // That nothing speaks against it is no news on paper, which is read weeks later.
        lines.extend(wording.next_session(next).filter(|_| next.state != NextState::Open));
        let items = lines.into_iter().map(|line| Item::new(Mark::None, line));
        section(wording.plain("section-next"), vec![Group::new("", items.collect())])
    }
}

fn is_never(answer: &GateAnswer<'_>) -> bool {
    matches!(answer.gate.kind, GateKind::Never)
}

/// Adds a name to those of which the same is to be said.
fn put(same: &mut Vec<(String, Vec<String>)>, text: String, name: String) {
    match same.iter_mut().find(|(known, _)| *known == text) {
        Some((_, names)) => names.push(name),
        None => same.push((text, vec![name])),
    }
}

/// The person's own products, each with its day.
fn products(content: Content<'_>) -> Option<Section> {
    let Content { labels, protocol, wording, .. } = content;
    let labels = labels?;
    let items = labels.products.iter().map(|product| {
        let mark = match product.answer {
            LabelVerdict::Yes => Mark::Do,
            LabelVerdict::Ask => Mark::Ask,
            LabelVerdict::NotYet => Mark::Wait,
            LabelVerdict::No => Mark::DoNot,
        };
        let mut words = args([("name", printable(&product.name))]);
        words.set("text", wording.product(product, None, labels.zone.as_ref()));
        let why = product
            .findings
            .first()
            .filter(|_| matches!(product.answer, LabelVerdict::Ask | LabelVerdict::No));
        let why = why.map(|finding| wording.finding(protocol, &finding.rule.id));
        Item::new(mark, wording.say("leaflet-named", &words)).note(why)
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
