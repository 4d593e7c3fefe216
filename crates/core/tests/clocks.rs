//! Hours are elapsed hours, days are the days of the calendar: across both changes of the clocks and at the date line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a broken expectation shall stop the test"
)]

use afterglow_core::case::{self, Case};
use afterglow_core::document::Document;
use afterglow_core::engine::{self, Answer};
use afterglow_core::protocol::Protocol;
use afterglow_core::vocabulary::Activity;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

fn case(ended: &str) -> Case {
    let text = format!(
        "person = {{ skin_type = \"II\" }}\n[treatment]\nended = \"{ended}\"\ndevice = \"pen\"\n\
         areas = [{{ area = \"face\", depth_mm = 1.0 }}]\n"
    );
    case::read(&Document::guess("case", &text)).unwrap()
}

/// Make-up opens at this local time, and not a second earlier.
fn check(ended: &str, opens: &str) {
    let protocol = Protocol::builtin().unwrap();
    let case = case(ended);
    let opens: ZonedDateTime = opens.parse().unwrap();
    let at = |now: Timestamp| engine::can(&protocol, &case, Activity::Makeup, now, None);
    let then = at(opens.timestamp());
    let zone = then.zone.clone().unwrap();
    let shown = then.gate.unwrap().opens.unwrap().to_zoned_datetime(zone);
    assert_eq!(shown.to_string(), opens.to_string());
    assert_eq!(then.answer, Answer::Yes);
    assert_eq!(at(opens.timestamp() - SignedDuration::from_secs(1)).answer, Answer::NotYet);
}

#[test]
fn two_days_over_the_night_with_an_hour_more() {
    check("2026-10-24T20:00:00+02:00[Europe/Berlin]", "2026-10-26T19:00:00+01:00[Europe/Berlin]");
    check("2026-10-31T15:30:00-04:00[America/New_York]", "2026-11-02T14:30:00-05:00[America/New_York]");
}

#[test]
fn two_days_over_the_night_with_an_hour_less() {
    check("2027-03-27T20:00:00+01:00[Europe/Berlin]", "2027-03-29T21:00:00+02:00[Europe/Berlin]");
    check("2027-03-13T15:00:00-05:00[America/New_York]", "2027-03-15T16:00:00-04:00[America/New_York]");
}

#[test]
fn half_an_hour_on_lord_howe() {
    check("2026-10-03T12:00:00+10:30[Australia/Lord_Howe]", "2026-10-05T12:30:00+11:00[Australia/Lord_Howe]");
}

#[test]
fn fourteen_hours_ahead_of_greenwich() {
    check("2026-11-22T23:30:00+14:00[Pacific/Kiritimati]", "2026-11-24T23:30:00+14:00[Pacific/Kiritimati]");
}

#[test]
fn the_days_of_a_plan_are_the_days_of_the_calendar() {
    let protocol = Protocol::builtin().unwrap();
    let case = case("2026-10-24T23:30:00+02:00[Europe/Berlin]");
    let now: ZonedDateTime = "2026-10-26T00:00:00+01:00[Europe/Berlin]".parse().unwrap();
    let plan = engine::plan(&protocol, &case, now.timestamp());
    let standing = plan.now.unwrap();
    // Half an hour on day 0, 25 hours on day 1.
    assert_eq!((standing.day, standing.hours), (2, 25));
    let dates: Vec<String> = plan.days.iter().take(3).map(|day| day.date.to_string()).collect();
    assert_eq!(dates, ["2026-10-24", "2026-10-25", "2026-10-26"]);
    let opening = plan.days.iter().find(|day| day.opens.contains(&Activity::Makeup)).unwrap();
    assert_eq!(opening.date.to_string(), "2026-10-26");
}

#[test]
fn the_plan_speaks_in_the_zone_of_the_person() {
    let protocol = Protocol::builtin().unwrap();
    let text = "[person]\nzone = \"Pacific/Kiritimati\"\n[treatment]\n\
                ended = \"2026-11-22T10:00:00-10:00[Pacific/Honolulu]\"\n";
    let case = case::read(&Document::guess("case", text)).unwrap();
    let plan = engine::plan(&protocol, &case, case.ended().unwrap());
    assert_eq!(plan.days[0].date.to_string(), "2026-11-23");
}
