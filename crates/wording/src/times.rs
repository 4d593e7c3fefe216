//! Dates and times as a person reads them: "Thu 26 Nov, 14:00 (in 5 hours)".

use afterglow_core::engine::GateAnswer;
use afterglow_core::fact::Question;
use afterglow_core::protocol::Standing;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::say::{Wording, args};

/// Before this hour of the day a time is also named by its morning: nobody gets up at ten past three to wash.
const MORNING_FROM_HOUR: i8 = 6;

impl Wording {
    /// "Thu 26 Nov".
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        self.say("date-short", &self.date_parts(date))
    }

    /// "Thu 26 Nov 2026".
    #[must_use]
    pub fn date_long(&self, date: Date) -> String {
        self.say("date-long", &self.date_parts(date))
    }

    fn date_parts(&self, date: Date) -> crate::Args<'static> {
        let weekday = self.plain(&format!("weekday-{}", date.weekday().to_monday_one_offset()));
        let month = self.plain(&format!("month-{}", date.month()));
        args([
            ("weekday", weekday),
            ("month", month),
            ("day", date.day().to_string()),
            ("year", date.year().to_string()),
        ])
    }

    /// "14:00"; with seconds where there are any.
    #[must_use]
    pub fn time(&self, at: Timestamp, zone: &TimeZone) -> String {
        let local = zone.to_datetime(at);
        match local.second() {
            0 => format!("{:02}:{:02}", local.hour(), local.minute()),
            second => format!("{:02}:{:02}:{second:02}", local.hour(), local.minute()),
        }
    }

    /// "Thu 26 Nov, 14:00".
    #[must_use]
    pub fn date_time(&self, at: Timestamp, zone: &TimeZone) -> String {
        let date = self.date(zone.to_datetime(at).date());
        self.say("date-time", &args([("date", date), ("time", self.time(at, zone))]))
    }

    /// "Thu 26 Nov 2026, 14:00".
    #[must_use]
    pub fn date_time_long(&self, at: Timestamp, zone: &TimeZone) -> String {
        let date = self.date_long(zone.to_datetime(at).date());
        self.say("date-time", &args([("date", date), ("time", self.time(at, zone))]))
    }

    /// The name of a time zone.
    #[must_use]
    pub fn zone(&self, zone: &TimeZone) -> String {
        zone.iana_name().map_or_else(|| self.plain("zone-offset"), str::to_owned)
    }

    /// "Tue 24 Nov, 03:10 (so: Tue morning)".
    #[must_use]
    pub fn opening_time(&self, at: Timestamp, zone: &TimeZone) -> String {
        let when = self.date_time(at, zone);
        let local = zone.to_datetime(at);
        if local.hour() >= MORNING_FROM_HOUR {
            return when;
        }
        let weekday = self.plain(&format!("weekday-{}", local.weekday().to_monday_one_offset()));
        self.say("early-morning", &args([("when", when), ("weekday", weekday)]))
    }

    /// "in 5 hours": whole minutes, hours or days, rounded up, so that nobody comes too early.
    #[must_use]
    pub fn time_until(&self, from: Timestamp, to: Timestamp) -> String {
        let seconds = to.duration_since(from).as_secs().max(0);
        let up = |unit: i64| (seconds + unit - 1) / unit;
        let (key, n) = match seconds {
            0..3_600 => ("in-minutes", up(60)),
            3_600..172_800 => ("in-hours", up(3_600)),
            _ => ("in-days", up(86_400)),
        };
        self.say(key, &args([("n", n)]))
    }

    /// What a gate still waits for beside the clock, as a half-sentence: "once you have no more fluid, if you have no
    /// scabs or open sore".
    #[must_use]
    pub fn conditions(&self, answer: &GateAnswer<'_>) -> Option<String> {
        self.waits(&answer.conditions, &answer.held_by)
    }

    /// The same for what several gates wait for together.
    #[must_use]
    pub fn waits(&self, conditions: &[Question], held_by: &[Standing]) -> Option<String> {
        let mut conditions = conditions.to_vec();
        conditions.sort_unstable();
        let held = once(held_by.iter().map(|held| self.brief_standing(*held)));
        let skin = once(conditions.iter().filter_map(|question| self.brief(*question)));
        let person = conditions.iter().filter(|question| self.brief(**question).is_none());
        let person: Vec<String> = person.map(|question| self.question(*question)).collect();
        let parts = [
            ("once-gone", self.list_or(&held)),
            ("none-of", self.list_or(&skin)),
            ("unless-you", person.join("; ")),
        ];
        let said = parts.into_iter().filter(|(_, list)| !list.is_empty());
        let said: Vec<String> = said.map(|(key, list)| self.say(key, &args([("list", list)]))).collect();
        (!said.is_empty()).then(|| said.join(", "))
    }
}

/// Each word once: several signs share one short noun.
fn once(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        if !kept.contains(&word) {
            kept.push(word);
        }
    }
    kept
}
