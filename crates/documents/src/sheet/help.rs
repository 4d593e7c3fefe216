//! The warning signs, and whom to call. They stand on every sheet, before its sections.

use afterglow_core::document::printable;
use afterglow_core::engine;
use afterglow_core::protocol::Who;
use afterglow_core::vocabulary::{Level, Setting, Word};
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

/// The signs that alone give a level: those of the floor, which no protocol can take away, and those of the protocol.
fn danger(content: Content<'_>, level: Level) -> Danger {
    let Content { protocol, case, wording, now, .. } = content;
    let flags = protocol.red_flags().iter().filter(|(_, of)| *of == level);
    let signs = flags.map(|(sign, _)| wording.word(*sign));
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
