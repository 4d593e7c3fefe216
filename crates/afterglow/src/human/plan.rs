//! The plan as a page: today first, then what opens when, then the days.

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{CareLine, Expect, GateAnswer, Labels, Now, Plan, Screening, State};
use afterglow_core::protocol::{GateKind, Protocol};
use afterglow_core::vocabulary::Activity;
use afterglow_wording::{Args, Wording, args};
use jiff::tz::TimeZone;

use super::layout::{self, Page};
use super::{chart, prepare, screen};

/// What the parts of the page share.
struct Reader<'a> {
    wording: &'a Wording,
    zone: &'a TimeZone,
    now: Now<'a>,
    protocol: &'a Protocol,
    labels: Option<&'a Labels<'a>>,
    why: bool,
}

/// The answers that stand on the page.
pub(crate) struct Answers<'a> {
    pub(crate) plan: Plan<'a>,
    pub(crate) expect: Expect<'a>,
    pub(crate) screening: Screening<'a>,
    /// Of the person's products, if they have any.
    pub(crate) labels: Option<Labels<'a>>,
}

pub(crate) fn page(
    answers: &Answers<'_>,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let Answers { plan, expect, screening, labels } = answers;
    let labels = labels.as_ref();
    let mut page = Page::default();
    page.title(&wording.plain("plan-title"));
    if let Some(name) = case.name() {
        page.line(&wording.say("plan-for", &args([("name", printable(name))])));
    }
    match (plan.now, &plan.zone) {
        (Some(now), Some(zone)) => {
            let reader = Reader { wording, zone, now, protocol, labels, why };
            head(&mut page, plan, case, &reader);
            if now.day >= 0 {
                today(&mut page, plan, expect, &reader);
            }
            if !plan.tasks.is_empty() {
                page.heading(&wording.plain("section-prepare"));
                screen::pointer(&mut page, screening, wording);
                prepare::tasks(&mut page, &plan.tasks, labels, protocol, wording, why);
            }
            gates(&mut page, plan, &reader);
            products(&mut page, &reader);
            page.heading(&wording.plain("section-recovery"));
            chart::draw(&mut page, expect, wording);
            days(&mut page, plan, &reader);
        }
        _ => {
            page.line(&wording.plain("plan-undated"));
            page.heading(&wording.plain("section-recovery"));
            chart::draw(&mut page, expect, wording);
        }
    }
    layout::gaps(&mut page, &plan.gaps, wording);
    layout::help_and_about(&mut page, case, protocol, wording);
    page.finish()
}

fn head(page: &mut Page, plan: &Plan<'_>, case: &Case, reader: &Reader<'_>) {
    let Reader { wording, zone, now, .. } = reader;
    let (key, at) = match (case.ended(), case.planned()) {
        (Some(ended), _) => ("plan-treated", ended),
        (None, Some(planned)) => ("plan-booked", planned),
        (None, None) => ("plan-treated", now.zero),
    };
    let (when, zone_name) = (wording.date_time_long(at, zone), wording.zone(zone));
    page.line(&wording.say(key, &args([("when", when), ("zone", zone_name)])));
    page.blank();
    match now.phase {
        Some(phase) => {
            let mut words = Args::new();
            words.set("day", now.day);
            words.set("hours", wording.say("since-hours", &args([("n", now.hours)])));
            words.set("phase", wording.plain(&format!("phase-{}", phase.id)));
            page.title(&wording.say("plan-now", &words));
            // No calm sentence beside something that somebody has to look at.
            if plan.alerts.is_empty() {
                page.line(&wording.plain(&format!("phase-{}-now", phase.id)));
            }
        }
        None => page.title(&wording.plain("plan-before")),
    }
    if case.ended().is_none() {
        page.line(&wording.plain("plan-planned"));
    }
}

fn today(page: &mut Page, plan: &Plan<'_>, expect: &Expect<'_>, reader: &Reader<'_>) {
    let wording = reader.wording;
    let date = wording.date(reader.zone.to_datetime(reader.now.at).date());
    page.heading(&format!("{} · {date}", wording.plain("section-today")));
    let mut care = plan.care.iter().filter(|days| days.is_on(reader.now.day)).peekable();
    if care.peek().is_some() {
        page.subheading(&wording.plain("section-do"));
    }
    for line in care {
        let text = wording.plain(&line.care.rule.id);
        match line.from.filter(|from| *from > reader.now.at) {
            Some(from) => {
                let mut words = Args::new();
                words.set("time", wording.time(from, reader.zone));
                words.set("text", text);
                page.item("✓", &wording.say("care-from", &words));
            }
            None => page.item("✓", &text),
        }
        if reader.why {
            layout::rule(page, &line.care.rule, wording, "        ");
        }
    }
    expected_now(page, expect, reader);
}

/// What may be there at this hour, the strongest first.
fn expected_now(page: &mut Page, expect: &Expect<'_>, reader: &Reader<'_>) {
    let wording = reader.wording;
    page.subheading(&wording.plain("section-expect"));
    for line in wording.ordinary(expect, reader.now.hours) {
        page.item("~", &line);
    }
}

fn never(answer: &GateAnswer<'_>) -> bool {
    matches!(answer.gate.kind, GateKind::Never)
}

fn gates(page: &mut Page, plan: &Plan<'_>, reader: &Reader<'_>) {
    let wording = reader.wording;
    let of = |state: State| plan.gates.iter().filter(move |answer| answer.state == state && !never(answer));
    let mut waiting: Vec<&GateAnswer<'_>> = of(State::Closed).collect();
    waiting.sort_by_key(|answer| answer.opens);
    not_yet(page, &waiting, reader);
    section(page, "section-held", of(State::Held), reader, |answer| wording.held(answer).unwrap_or_default());
    section(page, "section-ask", of(State::Ask), reader, |answer| wording.ask_first(answer));
    section(page, "section-open", of(State::Open), reader, |answer| {
        wording.conditions(answer).unwrap_or_else(|| "✓".to_owned())
    });
    section(page, "section-never", plan.gates.iter().filter(|answer| never(answer)), reader, |answer| {
        wording.plain(&format!("gate-{}", answer.gate.activity))
    });
}

/// The person's own products, each with its answer.
fn products(page: &mut Page, reader: &Reader<'_>) {
    let Some(labels) = reader.labels else { return };
    page.heading(&reader.wording.plain("section-products"));
    for product in &labels.products {
        let sentence = reader.wording.product(product, Some(reader.now.at), Some(reader.zone));
        page.item("·", &format!("{}: {sentence}", printable(&product.name)));
    }
}

/// What opens when, nearest first. What opens at the same moment under the same conditions stands together.
fn not_yet(page: &mut Page, waiting: &[&GateAnswer<'_>], reader: &Reader<'_>) {
    if waiting.is_empty() {
        return;
    }
    let wording = reader.wording;
    let before = reader.now.at < reader.now.zero;
    page.heading(&wording.plain(if before { "section-after" } else { "section-not-yet" }));
    for at_once in waiting.chunk_by(|one, other| one.opens == other.opens) {
        if let Some(opens) = at_once.first().and_then(|answer| answer.opens) {
            let mut words = Args::new();
            words.set("when", wording.opening_time(opens, reader.zone));
            words.set("in", wording.time_until(reader.now.at, opens));
            page.subheading(&wording.say("gate-opens-at", &words));
        }
        if reader.why {
            for answer in at_once {
                let condition = wording.conditions(answer).unwrap_or_default();
                page.row(&wording.activity_name(answer.gate.activity), &condition);
                layout::why(page, answer, reader.protocol, wording);
            }
            continue;
        }
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for answer in at_once {
            let condition = [wording.conditions(answer), wording.later_because(answer)];
            let condition = condition.into_iter().flatten().collect::<Vec<_>>().join("; ");
            let name = wording.activity_name(answer.gate.activity);
            match groups.iter_mut().find(|(known, _)| *known == condition) {
                Some((_, names)) => names.push(name),
                None => groups.push((condition, vec![name])),
            }
        }
        for (condition, names) in groups {
            page.item("·", &names.join(" · "));
            if !condition.is_empty() {
                page.muted(&condition, "        ");
            }
        }
    }
}

fn section<'g, 'p: 'g>(
    page: &mut Page,
    key: &str,
    answers: impl Iterator<Item = &'g GateAnswer<'p>>,
    reader: &Reader<'_>,
    text: impl Fn(&GateAnswer<'_>) -> String,
) {
    let mut answers = answers.peekable();
    if answers.peek().is_none() {
        return;
    }
    page.heading(&reader.wording.plain(key));
    for answer in answers {
        page.row(&reader.wording.activity_name(answer.gate.activity), &text(answer));
        if reader.why {
            layout::why(page, answer, reader.protocol, reader.wording);
        }
    }
}

/// The days to come on which something changes.
fn days(page: &mut Page, plan: &Plan<'_>, reader: &Reader<'_>) {
    let wording = reader.wording;
    let pairs = plan.days.iter().zip(plan.days.iter().skip(1));
    let coming: Vec<_> = pairs.filter(|(_, day)| i32::from(day.day) > reader.now.day).collect();
    if coming.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-days"));
    for (before, day) in coming {
        let opens: Vec<String> = day.opens.iter().map(|activity| opening(*activity, plan, reader)).collect();
        let own = reader.labels.into_iter().flat_map(|labels| labels.opening_on(day.date));
        let own: Vec<String> = own.map(|product| printable(&product.name)).collect();
        let rows = [
            ("day-opens", opens.join(" · ")),
            ("day-products", own.join(" · ")),
            ("day-begins", names_of_new(&day.care, &before.care, wording)),
            ("day-ends", names_of_new(&before.care, &day.care, wording)),
        ];
        let rows: Vec<_> = rows.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        if rows.is_empty() {
            continue;
        }
        let mut words = Args::new();
        words.set("day", i64::from(day.day));
        words.set("date", wording.date(day.date));
        page.subheading(&wording.say("section-day", &words));
        for (key, text) in rows {
            page.row(&wording.plain(key), &text);
        }
    }
}

/// The short names of the lines that stand in one list and not in the other.
fn names_of_new(lines: &[CareLine<'_>], others: &[CareLine<'_>], wording: &Wording) -> String {
    let is_new = |line: &&CareLine<'_>| others.iter().all(|other| other.care.rule.id != line.care.rule.id);
    let names = lines.iter().filter(is_new).map(|line| wording.plain(&format!("{}-name", line.care.rule.id)));
    names.collect::<Vec<_>>().join(" · ")
}

fn opening(activity: Activity, plan: &Plan<'_>, reader: &Reader<'_>) -> String {
    let name = reader.wording.activity_name(activity);
    let answer = plan.gates.iter().find(|answer| answer.gate.activity == activity);
    match answer.and_then(|answer| answer.opens) {
        Some(opens) => format!("{name} {}", reader.wording.time(opens, reader.zone)),
        None => name,
    }
}
