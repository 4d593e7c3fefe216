//! Sentences about an answer of triage: what to do, and whom to call.

use afterglow_core::engine::{Call, TriageAnswer};
use afterglow_core::protocol::Who;
use afterglow_core::vocabulary::Level;
use jiff::tz::TimeZone;

use crate::say::{Wording, args};

impl Wording {
    /// What to do at this level, for somebody who was treated there.
    #[must_use]
    pub fn level_do(&self, answer: &TriageAnswer<'_>) -> String {
        let has_clinic = answer.calls.iter().any(|call| call.who == Who::Clinic);
        let by = |clinic: &str, other: &str, home: &str| {
            let key = match (answer.is_not_for_clinic, has_clinic) {
                (true, _) => other,
                (false, true) => clinic,
                (false, false) => home,
            };
            self.plain(key)
        };
        match answer.level {
            None => format!("{} {}", self.plain("level-none"), self.plain("level-none-flags")),
            Some(Level::SelfCare) => self.plain("level-do-self-care"),
            Some(Level::ContactClinic) => {
                by("level-do-contact-clinic", "level-do-contact-clinic-other", "level-do-contact-clinic-home")
            }
            Some(Level::SameDay) => {
                by("level-do-same-day", "level-do-same-day-other", "level-do-same-day-home")
            }
            Some(Level::Emergency) => self.plain("level-do-emergency"),
        }
    }

    /// "Emergency help: 112 (now)".
    #[must_use]
    pub fn call(&self, call: &Call<'_>, zone: Option<&TimeZone>) -> String {
        let who = self.plain(&format!("who-{}", call.who.id()));
        if call.who == Who::Nobody {
            return who;
        }
        let mut when = self.plain(&format!("when-{}", call.when.id()));
        if let Some((before, zone)) = call.before.zip(zone) {
            let end = self.say("call-before", &args([("when", self.date_time(before, zone))]));
            when = format!("{when}, {end}");
        }
        let number = match (&call.number, call.who) {
            (Some(number), _) => Some(number.text().to_owned()),
            (None, Who::Emergency) => Some(self.plain("call-unknown-country")),
            (None, _) => None,
        };
        let line = match number {
            Some(number) => self.say("call-line", &args([("who", who), ("number", number), ("when", when)])),
            None => self.say("call-line-no-number", &args([("who", who), ("when", when)])),
        };
        if call.if_worse { self.say("call-if-worse", &args([("list", line)])) } else { line }
    }
}
