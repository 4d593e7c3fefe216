//! The plan as a page: today first, then what opens when, then the days.

use afterglow_core::case::Case;
use afterglow_core::engine::{Day, DayGrade, Expect, GateAnswer, Now, Plan, State};
use afterglow_core::protocol::{GateKind, Protocol};
use afterglow_core::vocabulary::Activity;
use afterglow_wording::{Args, Wording, args};
use jiff::tz::TimeZone;

use super::layout::{self, Page};
use super::chart;

/// What the parts of the page share.
struct Reader<'a> {
    wording: &'a Wording,
    zone: &'a TimeZone,
    now: Now<'a>,
    why: bool,
}

pub(crate) fn page(
    plan: &Plan<'_>,
    expect: &Expect<'_>,
    case: &Case,
    protocol: &Protocol,
    wording: &Wording,
    why: bool,
) -> String {
    let mut page = Page::default();
    page.title(&wording.plain("plan-title"));
    if let Some(name) = case.name() {
        page.line(&wording.say("plan-for", &args([("name", name)])));
    }
    match (plan.now, &plan.zone) {
        (Some(now), Some(zone)) => {
            let reader = Reader { wording, zone, now, why };
            head(&mut page, case, &reader);
            if let Some(day) = plan.days.iter().find(|day| i32::from(day.day) == now.day) {
                today(&mut page, day, plan, &reader);
            }
            gates(&mut page, plan, &reader);
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

fn head(page: &mut Page, case: &Case, reader: &Reader<'_>) {
    let Reader { wording, zone, now, .. } = reader;
    let (key, at) = match (case.ended(), case.planned()) {
        (Some(ended), _) => ("plan-treated", ended),
        (None, Some(planned)) => ("plan-booked", planned),
        (None, None) => ("plan-treated", now.zero),
    };
    let date = wording.date_long(zone.to_datetime(at).date());
    let when = wording.say("date-time", &args([("date", date), ("time", wording.time(at, zone))]));
    let zone_name = zone.iana_name().map_or_else(|| "UTC offset".to_owned(), str::to_owned);
    page.line(&wording.say(key, &args([("when", when), ("zone", zone_name)])));
    page.blank();
    match now.phase {
        Some(phase) => {
            let mut words = Args::new();
            words.set("day", now.day);
            words.set("hours", wording.say("since-hours", &args([("n", now.hours)])));
            words.set("phase", wording.plain(&format!("phase-{}", phase.id)));
            page.title(&wording.say("plan-now", &words));
            page.line(&wording.plain(&format!("phase-{}-now", phase.id)));
        }
        None => page.title(&wording.plain("plan-before")),
    }
    if case.ended().is_none() {
        page.line(&wording.plain("plan-planned"));
    }
}

fn today(page: &mut Page, day: &Day<'_>, plan: &Plan<'_>, reader: &Reader<'_>) {
    let wording = reader.wording;
    let date = wording.date(day.date);
    page.heading(&format!("{} · {date}", wording.plain("section-today")));
    page.subheading(&wording.plain("section-do"));
    for line in &day.care {
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
    let never: Vec<Activity> = plan.gates.iter().filter(|answer| never(answer)).map(|answer| answer.gate.activity).collect();
    let avoid = day.avoid.iter().filter(|activity| !never.contains(activity));
    let avoid: Vec<String> = never.iter().chain(avoid).map(|activity| wording.activity_name(*activity)).collect();
    if !avoid.is_empty() {
        page.subheading(&wording.plain("section-avoid"));
        page.item("✗", &avoid.join(" · "));
    }
    if !day.expect.is_empty() {
        page.subheading(&wording.plain("section-expect"));
        let expected: Vec<String> = day.expect.iter().map(|grade| expected(*grade, wording)).collect();
        page.item("~", &expected.join("; "));
    }
}

fn expected(grade: DayGrade, wording: &Wording) -> String {
    let mut words = Args::new();
    words.set("symptom", wording.word(grade.symptom));
    words.set("highest", wording.grade(grade.highest));
    words.set("night", wording.grade(grade.by_night));
    let key = if grade.by_night < grade.highest { "expect-falling" } else { "expect-steady" };
    wording.say(key, &words)
}

fn never(answer: &GateAnswer<'_>) -> bool {
    matches!(answer.gate.kind, GateKind::Never)
}

fn gates(page: &mut Page, plan: &Plan<'_>, reader: &Reader<'_>) {
    let wording = reader.wording;
    let of = |state: State| plan.gates.iter().filter(move |answer| answer.state == state && !never(answer));
    let mut waiting: Vec<&GateAnswer<'_>> = of(State::Closed).collect();
    waiting.sort_by_key(|answer| answer.opens);
    section(page, "section-not-yet", waiting.into_iter(), reader, |answer| {
        let when = answer.opens.map(|opens| {
            let mut words = Args::new();
            words.set("when", wording.opening_time(opens, reader.zone));
            words.set("in", wording.time_until(reader.now.at, opens));
            wording.say("gate-opens-at", &words)
        });
        let held = held(answer, wording);
        when.into_iter().chain(wording.conditions(answer)).chain(held).collect::<Vec<_>>().join(", ")
    });
    section(page, "section-held", of(State::Held), reader, |answer| held(answer, wording).unwrap_or_default());
    section(page, "section-ask", of(State::Ask), reader, |answer| ask(answer, wording));
    section(page, "section-open", of(State::Open), reader, |answer| {
        wording.conditions(answer).unwrap_or_else(|| "✓".to_owned())
    });
    section(page, "section-never", plan.gates.iter().filter(|answer| never(answer)), reader, |answer| {
        wording.plain(&format!("gate-{}", answer.gate.activity))
    });
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
            layout::why(page, answer, reader.wording);
        }
    }
}

fn held(answer: &GateAnswer<'_>, wording: &Wording) -> Option<String> {
    if answer.held_by.is_empty() {
        return None;
    }
    let words: Vec<String> = answer.held_by.iter().map(|held| wording.standing(*held)).collect();
    let key = if answer.is_stale { "held-stale" } else { "held-by" };
    Some(wording.say(key, &args([("list", words.join("; "))])))
}

fn ask(answer: &GateAnswer<'_>, wording: &Wording) -> String {
    if let Some(held) = held(answer, wording) {
        return held;
    }
    if !answer.conditions.is_empty() {
        let words: Vec<String> = answer.conditions.iter().map(|question| wording.question(*question)).collect();
        return wording.say("must-check-in", &args([("list", words.join("; "))]));
    }
    wording.plain(&format!("gate-{}", answer.gate.activity))
}

fn days(page: &mut Page, plan: &Plan<'_>, reader: &Reader<'_>) {
    let wording = reader.wording;
    let coming: Vec<&Day<'_>> = plan.days.iter().filter(|day| i32::from(day.day) != reader.now.day).collect();
    let coming: Vec<&Day<'_>> = coming.into_iter().filter(|day| i32::from(day.day) > reader.now.day).collect();
    if coming.is_empty() {
        return;
    }
    page.heading(&wording.plain("section-days"));
    let mut known: Vec<&str> = Vec::new();
    for day in coming {
        let mut words = Args::new();
        words.set("day", i64::from(day.day));
        words.set("date", wording.date(day.date));
        page.subheading(&wording.say("section-day", &words));
        let opens: Vec<String> = day.opens.iter().map(|activity| opening(*activity, plan, reader)).collect();
        if !opens.is_empty() {
            page.row(&wording.plain("day-opens"), &opens.join(" · "));
        }
        let care: Vec<&str> = day.care.iter().map(|line| line.care.rule.id.as_str()).collect();
        if care != known {
            let texts: Vec<String> = day.care.iter().map(|line| wording.plain(&line.care.rule.id)).collect();
            page.row(&wording.plain("day-care"), &texts.join(" "));
            known = care;
        }
        if !day.expect.is_empty() {
            let expected: Vec<String> = day.expect.iter().map(|grade| expected(*grade, wording)).collect();
            page.row(&wording.plain("day-expect"), &expected.join("; "));
        }
    }
}

fn opening(activity: Activity, plan: &Plan<'_>, reader: &Reader<'_>) -> String {
    let name = reader.wording.activity_name(activity);
    let answer = plan.gates.iter().find(|answer| answer.gate.activity == activity);
    match answer.and_then(|answer| answer.opens) {
        Some(opens) => format!("{name} {}", reader.wording.time(opens, reader.zone)),
        None => name,
    }
}
