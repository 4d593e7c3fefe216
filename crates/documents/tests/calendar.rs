//! A calendar against the plan that it comes from, read by a small reader of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken expectation shall stop the test"
)]

mod support;

use std::collections::BTreeMap;

use afterglow_core::case::Case;
use afterglow_core::engine;
use afterglow_core::vocabulary::Word;
use afterglow_documents::calendar::{CalendarError, Previous, calendar};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use support::{House, at, examples, read};

/// One event as it stands in the file, unfolded: name with parameters, and value.
type Raw = BTreeMap<String, String>;

/// The events by UID.
fn events(text: &str) -> BTreeMap<String, Raw> {
    let mut events = BTreeMap::new();
    let mut open: Option<Raw> = None;
    for line in text.replace("\r\n ", "").split("\r\n") {
        match line {
            "BEGIN:VEVENT" => open = Some(Raw::new()),
            "END:VEVENT" => {
                let raw = open.take().unwrap();
                assert!(events.insert(raw["UID"].clone(), raw).is_none(), "a UID stands twice");
            }
            _ => {
                if let Some(raw) = &mut open {
                    let (name, value) = line.split_once(':').unwrap();
                    raw.insert(name.to_owned(), value.to_owned());
                }
            }
        }
    }
    events
}

/// The instant at which an event begins.
fn start(raw: &Raw) -> Option<Timestamp> {
    let (name, value) = raw.iter().find(|(name, _)| name.starts_with("DTSTART"))?;
    let local = |text: &str| DateTime::strptime("%Y%m%dT%H%M%S", text).unwrap();
    if let Some(utc) = value.strip_suffix('Z') {
        return Some(TimeZone::UTC.to_timestamp(local(utc)).unwrap());
    }
    let zone = TimeZone::get(name.split_once("TZID=")?.1).unwrap();
    Some(zone.to_ambiguous_timestamp(local(value)).earlier().unwrap())
}

fn case(ended: &str) -> Case {
    read(&format!(
        "id = \"c-1\"\n[treatment]\nended = \"{ended}\"\ndevice = \"pen\"\nareas = [{{ area = \"face\", depth_mm = 1.0 }}]\n"
    ))
}

/// Every gate with an hour has its event, to the second, and no gate without one has.
fn gates_are_those_of_the_plan(house: &House, case: &Case, now: Timestamp) -> usize {
    let text = calendar(house.content(case, now), None, false).unwrap();
    let events = events(&text);
    let plan = engine::plan(&house.protocol, case, now);
    let id = case.id().unwrap();
    for answer in &plan.gates {
        let event = events.get(&format!("{id}-gate-{}", answer.gate.activity.id()));
        assert_eq!(event.and_then(start), answer.opens, "{}", answer.gate.activity);
    }
    plan.gates.iter().filter(|answer| answer.opens.is_some()).count()
}

#[test]
fn gates_open_in_the_calendar_when_they_open_in_the_plan() {
    let house = House::new();
    let across = [
        "2026-10-24T20:00:00+02:00[Europe/Berlin]",
        "2027-03-27T20:00:00+01:00[Europe/Berlin]",
        "2026-10-31T15:30:00-04:00[America/New_York]",
        "2027-03-13T15:00:00-05:00[America/New_York]",
        // Gates that open at the hour which comes twice, on its second time.
        "2026-10-24T02:30:17+02:00[Europe/Berlin]",
        "2026-10-23T03:30:00+02:00[Europe/Berlin]",
        "2026-10-03T12:00:00+10:30[Australia/Lord_Howe]",
        "2026-11-22T23:30:00+14:00[Pacific/Kiritimati]",
        "2026-11-22T23:30:00+00:00[UTC]",
        "2026-11-22T23:30:00+05:45[Asia/Kathmandu]",
    ];
    for ended in across {
        let case = case(ended);
        let gates = gates_are_those_of_the_plan(&house, &case, case.ended().unwrap());
        assert!(gates > 20, "{ended}: {gates}");
    }
}

#[test]
fn the_hour_that_comes_twice_is_written_in_utc_the_second_time() {
    let house = House::new();
    let case = case("2026-10-24T02:30:00+02:00[Europe/Berlin]");
    let text = calendar(house.content(&case, case.ended().unwrap()), None, false).unwrap();
    assert!(
        text.contains("DTSTART:20261025T003000Z")
            || text.contains("DTSTART;TZID=Europe/Berlin:20261025T023000")
    );
    let later = at("2026-10-25T02:30:00+01:00[Europe/Berlin]");
    let second = self::case("2026-10-24T03:30:00+02:00[Europe/Berlin]");
    let text = calendar(house.content(&second, second.ended().unwrap()), None, false).unwrap();
    let found = events(&text).values().filter_map(start).filter(|at| *at == later).count();
    assert!(found > 0 && text.contains("DTSTART:20261025T013000Z"));
}

#[test]
fn every_example_with_an_id_has_the_gates_of_its_plan() {
    let house = House::new();
    let mut compared = 0;
    for (file, case, now) in examples() {
        match (case.id(), calendar(house.content(&case, now), None, false)) {
            (None, made) => assert_eq!(made, Err(CalendarError::NoId), "{file}"),
            (Some(_), Err(error)) => assert_eq!(error, CalendarError::NoDate, "{file}"),
            (Some(_), Ok(_)) => compared += gates_are_those_of_the_plan(&house, &case, now),
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn an_event_says_who_what_and_since_when() {
    let house = House::new();
    let case = case("2026-11-22T14:00:00+01:00[Europe/Berlin]");
    let now = at("2026-11-23T09:15:00+01:00[Europe/Berlin]");
    let text = calendar(house.content(&case, now), None, false).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Afterglow//Afterglow "));
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.contains("\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    let events = events(&text);
    for (uid, event) in &events {
        assert!(uid.starts_with("c-1-") && !uid.contains("2026"), "{uid}");
        assert_eq!(event["DTSTAMP"], "20261123T081500Z");
        assert_eq!(event["SEQUENCE"], "0");
        assert_eq!(event["CLASS"], "PRIVATE");
    }
    let makeup = &events["c-1-gate-makeup"];
    assert_eq!(makeup["DTSTART;TZID=Europe/Berlin"], "20261124T140000");
    let days: Vec<&str> = ["0", "1", "3", "7", "14", "28", "56"].to_vec();
    for day in days {
        assert!(events.contains_key(&format!("c-1-check-in-{day}")), "{day}");
    }
    assert!(!text.contains("VALARM"));
}

#[test]
fn titles_keep_health_to_themselves_unless_asked() {
    let house = House::new();
    let case = read(
        "id = \"c\"\n[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n[next]\nplanned = \"2027-01-05T10:00:00+01:00[Europe/Berlin]\"\n",
    );
    let now = case.ended().unwrap();
    let titles = |details: bool| -> String {
        let text = calendar(house.content(&case, now), None, details).unwrap();
        let titles: Vec<String> =
            events(&text).values().map(|event| event["SUMMARY"].to_lowercase()).collect();
        titles.join("\n")
    };
    let telling = ["needl", "skin", "make-up", "retin", "treat", "session", "wash", "sun", "peel", "medic"];
    let quiet = titles(false);
    assert!(telling.iter().all(|word| !quiet.contains(word)), "{quiet}");
    let open = titles(true);
    assert!(open.contains("make-up") && open.contains("microneedling"), "{open}");
}

#[test]
fn what_a_person_writes_cannot_become_a_line() {
    let house = House::new();
    for hostile in [
        "x\r\nBEGIN:VALARM\r\nEND:VALARM",
        "x\nBEGIN:VEVENT",
        "=cmd|' /C calc'!A0",
        "a;b,c\\d:e\u{2028}f\u{85}g",
    ] {
        let text = serde_json::json!({
            "id": hostile,
            "person": { "name": hostile },
            "contacts": { "clinic": hostile, "phone": hostile, "hours": hostile },
            "treatment": { "ended": "2026-11-22T14:00:00+01:00[Europe/Berlin]" },
            "products": [{ "name": hostile, "label": hostile }],
        });
        let case = read(&text.to_string());
        for details in [false, true] {
            let text = calendar(house.content(&case, case.ended().unwrap()), None, details).unwrap();
            let begun: Vec<&str> = text.split("\r\n").filter(|line| line.starts_with("BEGIN:")).collect();
            let known =
                ["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:STANDARD", "BEGIN:DAYLIGHT", "BEGIN:VEVENT"];
            assert!(begun.iter().all(|line| known.contains(line)), "{begun:?}");
            assert!(!text.replace("\r\n", "").contains(['\r', '\n', '\u{85}']));
            // Read back, it is the same id.
            let again = Previous::read("old", &text).unwrap();
            let next = calendar(house.content(&case, case.ended().unwrap()), Some(&again), details).unwrap();
            assert_eq!(next, text);
        }
    }
}

/// What a calendar holds after it took in a file: newer numbers replace, what is called off goes.
fn taken_in(held: &mut BTreeMap<String, Raw>, new: BTreeMap<String, Raw>) {
    let number = |raw: &Raw| raw["SEQUENCE"].parse::<u32>().unwrap();
    for (uid, event) in new {
        let is_newer = held.get(&uid).is_none_or(|old| number(&event) > number(old));
        if is_newer {
            held.insert(uid, event);
        }
    }
}

/// What people see of it: without the numbers, and without what is called off.
fn seen(held: &BTreeMap<String, Raw>) -> BTreeMap<String, Raw> {
    let mut seen = held.clone();
    seen.retain(|_, event| event["STATUS"] != "CANCELLED");
    for event in seen.values_mut() {
        event.remove("SEQUENCE");
        event.remove("DTSTAMP");
    }
    seen
}

#[test]
fn after_a_thousand_moves_the_differences_give_the_new_calendar() {
    let house = House::new();
    let mut rng = fastrand::Rng::with_seed(6);
    let zones = ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe", "UTC"];
    let mut held = BTreeMap::new();
    let mut last: Option<String> = None;
    let (mut moved, mut gone, mut again) = (0, 0, 0);
    for _ in 0..1_000 {
        let zone = TimeZone::get(zones[rng.usize(..zones.len())]).unwrap();
        let instant = at("2026-06-01T00:00:00+00:00[UTC]") + SignedDuration::from_mins(rng.i64(0..700_000));
        let written = instant.to_zoned_datetime(zone.clone());
        let is_done = rng.bool();
        let key = if is_done { "ended" } else { "planned" };
        let device = ["pen", "rf"][rng.usize(..2)];
        let next = if rng.bool() {
            let later = (instant + SignedDuration::from_hours(24 * 40)).to_zoned_datetime(zone);
            format!("[next]\nplanned = \"{later}\"\n")
        } else {
            String::new()
        };
        let case =
            read(&format!("id = \"c\"\n[treatment]\n{key} = \"{written}\"\ndevice = \"{device}\"\n{next}"));
        let now = instant + SignedDuration::from_hours(rng.i64(-400..400));
        let previous = last.as_ref().map(|text| Previous::read("old", text).unwrap());
        let text = calendar(house.content(&case, now), previous.as_ref(), false).unwrap();
        let new = events(&text);
        if let Some(last) = &last {
            let old = events(last);
            let (seen_before, seen_now) = (seen(&old), seen(&new));
            for (uid, before) in &old {
                let after = &new[uid];
                let number = |event: &Raw| event["SEQUENCE"].parse::<u32>().unwrap();
                let (was_off, is_off) = (before["STATUS"] == "CANCELLED", after["STATUS"] == "CANCELLED");
                let stays =
                    if was_off || is_off { was_off && is_off } else { seen_before[uid] == seen_now[uid] };
                assert_eq!(number(after), number(before) + u32::from(!stays), "{uid}");
                moved += usize::from(!stays);
                gone += usize::from(is_off && !was_off);
                again += usize::from(was_off && !is_off);
            }
        }
        taken_in(&mut held, new);
        let fresh = calendar(house.content(&case, now), None, false).unwrap();
        assert_eq!(seen(&held), seen(&events(&fresh)));
        last = Some(text);
    }
    assert!(moved > 10_000 && gone > 100 && again > 100, "{moved} moved, {gone} gone, {again} again");
}

#[test]
fn the_changes_of_a_plan_are_those_of_its_calendar() {
    let house = House::new();
    let now = at("2026-11-22T20:00:00+01:00[Europe/Berlin]");
    let (old, new) =
        (case("2026-11-22T14:00:00+01:00[Europe/Berlin]"), case("2026-11-22T15:00:00+01:00[Europe/Berlin]"));
    let before = calendar(house.content(&old, now), None, false).unwrap();
    let previous = Previous::read("old", &before).unwrap();
    let after = calendar(house.content(&new, now), Some(&previous), false).unwrap();
    let changes = engine::compare(&house.protocol, &old, &new, now);
    let gate = |change: &engine::Change<'_>| match change.what {
        engine::Entry::Gate(gate, _) => Some(format!("c-1-gate-{}", gate.activity)),
        _ => None,
    };
    let mut moved: Vec<String> = changes.moved.iter().filter_map(gate).collect();
    moved.sort();
    let events = events(&after);
    let raised: Vec<String> = events
        .iter()
        .filter(|(uid, event)| uid.contains("-gate-") && event["SEQUENCE"] == "1")
        .map(|(uid, _)| uid.clone())
        .collect();
    assert_eq!(raised, moved);
    assert!(moved.len() > 20);
}

#[test]
fn a_calendar_of_somebody_else_is_refused() {
    let house = House::new();
    let mine = case("2026-11-22T14:00:00+01:00[Europe/Berlin]");
    let other = read("id = \"other\"\n[treatment]\nended = \"2026-11-22T14:00:00+01:00[Europe/Berlin]\"\n");
    let now = mine.ended().unwrap();
    let theirs = Previous::read("old", &calendar(house.content(&other, now), None, false).unwrap()).unwrap();
    assert_eq!(calendar(house.content(&mine, now), Some(&theirs), false), Err(CalendarError::OtherCase));
}

#[test]
fn every_fault_of_a_calendar_is_named_with_its_line() {
    let broken = "BEGIN:VCALENDAR\nnonsense\nBEGIN:VEVENT\nUID:a\nSEQUENCE:many\nDTSTART:20261122T130000Z\nEND:VEVENT\n\
        BEGIN:VEVENT\nDTSTART:20261122T130000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:b\nEND:VEVENT\n\
        BEGIN:VEVENT\nUID:c\nDTSTART;TZID=Mars/Base:20261122T130000\nEND:VEVENT\nEND:VTODO\n\
        BEGIN:VEVENT\nUID:d\nDTSTART:20261122T130000Z\nEND:VEVENT\nBEGIN:VEVENT\nUID:d\nDTSTART:20261122T130000Z\nEND:VEVENT\nBEGIN:VEVENT\n";
    let problems = Previous::read("old.ics", broken).unwrap_err();
    let said: Vec<String> = problems
        .iter()
        .map(|problem| format!("{} {}", problem.place.unwrap().line, problem.message))
        .collect();
    assert_eq!(
        said,
        [
            "2 not a line of a calendar",
            "5 SEQUENCE is not a whole number",
            "10 an event without a UID",
            "13 an event without a DTSTART",
            "16 DTSTART or DTEND cannot be read",
            "18 ends what had not begun",
            "24 the same UID stands twice",
            "27 the file ends inside VEVENT",
        ]
    );
    assert_eq!(Previous::read("old", "<html></html>").unwrap_err().len(), 2);
}

#[test]
fn the_calendar_of_a_person_is_as_it_was() {
    let house = House::new();
    let case = case("2026-10-24T14:00:00+02:00[Europe/Berlin]");
    let text = calendar(house.content(&case, case.ended().unwrap()), None, true).unwrap();
    let digest: String = house.protocol.digest().chars().take(12).collect();
    let text = text.replace("\r\n ", "").replace("\r\n", "\n").replace(&digest, "(digest)");
    insta::assert_snapshot!("face-pen", text);
}

#[test]
fn a_calendar_that_was_changed_anyhow_is_read_or_refused() {
    let house = House::new();
    let case = case("2026-10-24T14:00:00+02:00[Europe/Berlin]");
    let whole = calendar(house.content(&case, case.ended().unwrap()), None, true).unwrap();
    let (mut read, mut refused) = (0, 0);
    for seed in 0..3_000 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..rng.usize(1..6) {
            let at = rng.usize(..bytes.len());
            match rng.u8(..4) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = rng.u8(..),
                2 => drop(bytes.drain(at..(at + rng.usize(..40)).min(bytes.len()))),
                _ => bytes
                    .splice(at..at, [b'\n', b':', b';', b'"'][..rng.usize(1..4)].iter().copied())
                    .for_each(drop),
            }
            if bytes.is_empty() {
                bytes.push(b'x');
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        match Previous::read("old", &text) {
            Ok(previous) => {
                read += 1;
                // Whatever it says, what comes after is a whole calendar of this case.
                if let Ok(next) = calendar(house.content(&case, case.ended().unwrap()), Some(&previous), true)
                {
                    assert!(Previous::read("next", &next).is_ok(), "seed {seed}");
                }
            }
            Err(problems) => {
                refused += 1;
                assert!(problems.iter().all(|problem| problem.place.is_some()), "seed {seed}");
            }
        }
    }
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}
