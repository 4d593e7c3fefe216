//! The warning signs, and whom to call. They stand on every sheet, before its sections.

use afterglow_core::document::printable;
use afterglow_core::engine;
use afterglow_core::protocol::{Protocol, Triage, Who};
use afterglow_core::vocabulary::{Level, Setting, Sign, Word};
use afterglow_wording::args;

use super::{Content, Danger, Help};

pub(super) fn help(content: Content<'_>) -> Help {
    let Content { case, wording, .. } = content;
    let levels = [Level::Emergency, Level::SameDay].map(|level| danger(content, level));
    let worse = [Some(wording.if_worse(case)), wording.clinic(case)];
    let mut lines: Vec<String> = worse.into_iter().flatten().collect();
    lines.push(wording.plain("same-day-closed"));
    Help {
        heading: wording.plain("leaflet-danger"),
        levels: levels.into_iter().filter(|danger| !danger.signs.is_empty()).collect(),
        lines,
    }
}

/// The red flags of a level in the order of the rules, those of the floor first: it begins with what kills soonest.
fn flags(protocol: &Protocol, level: Level) -> Vec<Sign> {
    let is_flag = |sign: Sign| protocol.red_flags().contains(&(sign, level));
    let (floor, rest): (Vec<&Triage>, Vec<&Triage>) =
        protocol.triage().iter().partition(|rule| rule.is_floor);
    let groups = floor.into_iter().chain(rest).flat_map(|rule| &rule.groups);
    let mut flags: Vec<Sign> = Vec::new();
    for sign in groups.flat_map(|group| group.signs.iter()).filter(|sign| is_flag(*sign)) {
        if !flags.contains(&sign) {
            flags.push(sign);
        }
    }
    flags
}

/// The signs that alone give a level: those of the floor, which no protocol can take away, and those of the protocol.
fn danger(content: Content<'_>, level: Level) -> Danger {
    let Content { protocol, case, wording, now, .. } = content;
    let signs = flags(protocol, level).into_iter().map(|sign| wording.word(sign));
    let calls = engine::calls_at(protocol, case, level, now);
    let number = |who: Who| {
        let call = calls.iter().find(|call| call.who == who)?;
        Some(call.number.as_ref().map(|number| printable(number.text())))
    };
    let heading = match level {
        Level::Emergency => {
            let known = number(Who::Emergency).flatten();
            let number = known.unwrap_or_else(|| wording.plain("call-unknown-country"));
            wording.say("leaflet-emergency", &args([("number", number)]))
        }
        _ if case.facts().setting() == Some(Setting::Home) => wording.plain("leaflet-same-day-home"),
        _ => wording.plain("leaflet-same-day"),
    };
    let others = calls.iter().filter(|call| call.number.is_some() && call.who == Who::OutOfHours);
    Danger {
        level: level.id(),
        heading,
        signs: signs.collect(),
        calls: others.map(|call| printable(&wording.call(call, None))).collect(),
    }
}
