//! Handbook pages of what belongs to an appointment: screening, limits, steps, tasks, courses, lines of advice.

use afterglow_core::protocol::{
    Limit, Line, Protocol, Rule, Schedule, Screen, Series, Step, Task, Wait, When, Within,
};
use afterglow_core::vocabulary::Word;

use super::{sources, values};
use crate::human::layout::Page;

/// Every rule of an appointment on a line.
pub(super) fn list(page: &mut Page, protocol: &Protocol) {
    page.heading("Screening");
    for screen in protocol.screens() {
        page.row(&screen.rule.id, &fires(screen));
    }
    page.heading("Preparation");
    for task in protocol.tasks() {
        page.row(&task.rule.id, &format!("{}, {}", task.kind.id(), days(task)));
    }
    page.heading("Session");
    for limit in protocol.limits() {
        page.row(&limit.rule.id, &bounds(limit));
    }
    for step in protocol.steps() {
        page.row(&step.rule.id, &minutes(step));
    }
    page.heading("Course");
    for series in protocol.series() {
        page.row(&series.rule.id, &schedule(series));
    }
    for line in protocol.lines() {
        page.row(&line.rule.id, &format!("{}{}", line.part.id(), whom(&line.when)));
    }
}

/// The page of one of these rules; whether there is one of that name.
pub(super) fn show(page: &mut Page, protocol: &Protocol, name: &str) -> bool {
    let is = |rule: &Rule| rule.id == name;
    if let Some(screen) = protocol.screens().iter().find(|screen| is(&screen.rule)) {
        head(page, &screen.rule, screen.verdict.id());
        page.heading("It fires");
        page.item("-", &fires(screen));
        if !screen.counts.is_empty() {
            let keys: Vec<&str> = screen.counts.iter().map(|key| key.name()).collect();
            page.item("-", &format!("nobody said counts as yes for: {}", keys.join(", ")));
        }
        if screen.in_session {
            page.item("-", "also shown by `afterglow session`");
        }
        rest(page, protocol, &screen.rule);
    } else if let Some(limit) = protocol.limits().iter().find(|limit| is(&limit.rule)) {
        show_limit(page, protocol, limit);
    } else if let Some(task) = protocol.tasks().iter().find(|task| is(&task.rule)) {
        show_task(page, protocol, task);
    } else if let Some(step) = protocol.steps().iter().find(|step| is(&step.rule)) {
        head(page, &step.rule, &minutes(step));
        if !step.record.is_empty() {
            page.heading("Write down");
            page.item("-", &step.record.join(", "));
        }
        rest(page, protocol, &step.rule);
    } else if let Some(series) = protocol.series().iter().find(|series| is(&series.rule)) {
        head(page, &series.rule, &schedule(series));
        rest(page, protocol, &series.rule);
    } else if let Some(line) = protocol.lines().iter().find(|line| is(&line.rule)) {
        let Line { rule, part, when, .. } = line;
        head(page, rule, &format!("{}{}", part.id(), whom(when)));
        rest(page, protocol, rule);
    } else {
        return false;
    }
    true
}

fn head(page: &mut Page, rule: &Rule, what: &str) {
    page.title(&format!("{}: {what}", rule.id));
    page.blank();
    page.line(&rule.why);
}

fn rest(page: &mut Page, protocol: &Protocol, rule: &Rule) {
    values(page, protocol, &rule.values);
    sources(page, protocol, rule);
}

fn show_limit(page: &mut Page, protocol: &Protocol, limit: &Limit) {
    head(page, &limit.rule, limit.measure.name());
    page.heading("Limits");
    page.row("where", &limit.areas.to_string());
    page.row("for", if limit.when.tests().is_empty() { "everybody" } else { "" });
    if !limit.when.tests().is_empty() {
        page.item("-", &limit.when.to_string());
    }
    match limit.bounds {
        None => page.item("-", "nobody has tested it: ask"),
        Some(bounds) => {
            page.row("within", &format!("up to {}", bounds.usual));
            if bounds.most > bounds.usual {
                page.row("ask", &format!("up to {} (screening: {})", bounds.most, bounds.above));
            }
            page.row("over", &format!("above {} (screening: {})", bounds.most, bounds.over));
        }
    }
    rest(page, protocol, &limit.rule);
}

fn show_task(page: &mut Page, protocol: &Protocol, task: &Task) {
    head(page, &task.rule, task.kind.id());
    page.heading("When");
    page.row("everybody", &days(task));
    for (when, first) in &task.adjust {
        page.row(&when.to_string(), &format!("from day {first}"));
    }
    if !task.when.tests().is_empty() {
        page.item("-", &format!("for: {}", task.when));
    }
    if let Some(other) = &task.instead_of {
        page.item("-", &format!("takes the place of `{other}`"));
    }
    if let Some(activity) = task.activity {
        page.item("-", &format!("afterwards the gate `{activity}` takes over"));
    }
    rest(page, protocol, &task.rule);
}

fn fires(screen: &Screen) -> String {
    let within = screen.within.map(within);
    let when = (!screen.when.tests().is_empty()).then(|| screen.when.to_string());
    let both: Vec<String> = when.into_iter().chain(within).collect();
    format!("{}: {}", screen.verdict, both.join(", and "))
}

fn within(within: Within) -> String {
    let wait = |wait: Wait| match wait {
        Wait::Days(days) => format!("{days} days"),
        Wait::Months(months) => format!("{months} months"),
        Wait::Gate(activity) => format!("the gate `{activity}` takes"),
    };
    match within {
        Within::Recent { what, kinds, anywhere, wait: end } => {
            let kinds = kinds.map(|kinds| format!(" ({kinds})")).unwrap_or_default();
            let place = if anywhere { " anywhere" } else { "" };
            format!("{what}{kinds}{place} less than {} ago", wait(end))
        }
        Within::Stopped { what, wait: end } => format!("{what} last taken less than {} ago", wait(end)),
        Within::BeforeEvent { days } => format!("an event less than {days} days later"),
    }
}

fn bounds(limit: &Limit) -> String {
    let bounds = match limit.bounds {
        None => "no evidence".to_owned(),
        Some(bounds) if bounds.most > bounds.usual => format!("{}, at most {}", bounds.usual, bounds.most),
        Some(bounds) => format!("{}", bounds.most),
    };
    format!("{} {bounds}{}", limit.measure.name(), whom(&limit.when))
}

fn whom(when: &When) -> String {
    if when.tests().is_empty() { String::new() } else { format!(", {when}") }
}

fn days(task: &Task) -> String {
    format!("day {} to day {}{}", task.first_day, task.last_day, whom(&task.when))
}

fn minutes(step: &Step) -> String {
    match step.minutes {
        Some([low, high]) => format!("{low} to {high} minutes{}", whom(&step.when)),
        None => format!("a step{}", whom(&step.when)),
    }
}

fn schedule(series: &Series) -> String {
    let range = |[low, high]: [u16; 2]| format!("{low} to {high}");
    let Series { judge_after_weeks, maintenance_months, grade, .. } = series;
    let parts = [
        series.schedule.map(|Schedule { sessions, weeks_apart }| {
            format!("{} sessions, {} weeks apart", range(sessions), range(weeks_apart))
        }),
        judge_after_weeks.map(|weeks| format!("judged after {} weeks", range(weeks))),
        maintenance_months.map(|months| format!("again every {} months", range(months))),
        Some(format!("evidence {grade}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
