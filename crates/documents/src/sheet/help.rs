//! The warning signs, and whom to call. They stand on every sheet, before its sections.

use afterglow_core::document::printable;
use afterglow_core::engine::{self, Danger as Sign};
use afterglow_core::fact::Fact;
use afterglow_core::protocol::Who;
use afterglow_core::vocabulary::{Level, Setting, Word};
use afterglow_wording::{Wording, args};

use super::{Content, Danger, Help, Line};

/// The warning signs for this person, and whom to call.
#[must_use]
pub fn help(content: Content<'_>) -> Help {
    let Content { case, wording, .. } = content;
    let levels = [Level::Emergency, Level::SameDay].map(|level| danger(content, level));
    let at_home = case.facts().setting() == Some(Setting::Home);
    let mut lines = vec![Line::new(wording.if_worse(case))];
    lines.extend(
        wording.clinic(case).map(|clinic| Line::call(clinic, case.contacts().phone().unwrap_or_default())),
    );
    let has_blank = !at_home && case.contacts().phone().is_none();
    lines.push(Line::new(wording.plain(if at_home { "leaflet-nobody-home" } else { "same-day-closed" })));
    if case.contacts().country().is_some() {
        lines.push(Line::new(wording.plain("leaflet-unverified")));
    }
    Help {
        heading: wording.plain("leaflet-danger"),
        levels: levels.into_iter().filter(|danger| !danger.signs.is_empty()).collect(),
        lines,
        blanks: has_blank.then(|| wording.plain("leaflet-clinic-number")).into_iter().collect(),
    }
}

/// What alone gives a level to this person.
fn danger(content: Content<'_>, level: Level) -> Danger {
    let Content { protocol, case, wording, now, .. } = content;
    let dangers = engine::dangers(protocol, case);
    let own = dangers.iter().filter(|(_, of)| *of == level);
    let signs = own.map(|(sign, _)| said(*sign, wording)).collect();
    let number = emergency_number(content);
    let at_home = case.facts().setting() == Some(Setting::Home);
    let (heading, mut lines) = match level {
        Level::Emergency => {
            let heading = wording.say("leaflet-emergency", &args([("number", number.clone())]));
            (Line::call(heading, &single(&number)), Vec::new())
        }
        _ => {
            let key = if at_home { "leaflet-same-day-home" } else { "leaflet-same-day" };
            let together = wording.say("leaflet-together", &args([("number", number.clone())]));
            (Line::new(wording.plain(key)), vec![Line::call(together, &single(&number))])
        }
    };
    let calls = engine::calls_at(protocol, case, level, now);
    lines.extend(calls.iter().filter(|call| call.who == Who::OutOfHours).filter_map(|call| {
        let number = call.number.as_ref()?.text();
        Some(Line::call(printable(&wording.call(call, None)), number))
    }));
    Danger { level: level.id(), heading, signs, lines }
}

/// The number of the person's country, or the ones that work in most.
fn emergency_number(content: Content<'_>) -> String {
    let Content { protocol, case, wording, now, .. } = content;
    let calls = engine::calls_at(protocol, case, Level::Emergency, now);
    let number = calls.iter().find(|call| call.who == Who::Emergency).and_then(|call| call.number.as_ref());
    number.map_or_else(|| wording.plain("call-unknown-country"), |number| printable(number.text()))
}

/// A text that is one number; several cannot be called at once.
fn single(number: &str) -> String {
    if number.chars().any(char::is_alphabetic) { String::new() } else { number.to_owned() }
}

fn said(sign: Sign, wording: &Wording) -> String {
    match sign {
        Sign::Sign(sign) => wording.word(sign),
        Sign::Symptom(symptom, grade) => wording.fact(&Fact::Symptom(symptom, grade)),
        Sign::TemperatureC(degrees) => {
            // Tenths of a degree Fahrenheit, as people read them off.
            let fahrenheit = (degrees * 18.0 + 320.0).round() / 10.0;
            let words = args([("c", degrees.to_string()), ("f", fahrenheit.to_string())]);
            wording.say("leaflet-fever", &words)
        }
    }
}
