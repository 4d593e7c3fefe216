//! Sentences about answers that more than one kind of page shows.

use afterglow_core::case::Case;
use afterglow_core::document::printable;
use afterglow_core::engine::{Answer, Can, Clash, Entry, Expect, GateAnswer, LabelAnswer, LabelVerdict};
use afterglow_core::engine::{LimitAnswer, LimitVerdict};
use afterglow_core::engine::{NextSession, NextState, Screening, Session};
use afterglow_core::fact::Fact;
use afterglow_core::protocol::{Protocol, Standing};
use afterglow_core::vocabulary::{Grade, Setting, Verdict};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::say::{Args, Wording, args};

impl Wording {
    /// "Wait until Sun 20 Dec 2026. A doctor must agree, too."
    #[must_use]
    pub fn screening(&self, screening: &Screening<'_>) -> String {
        let first = match (screening.verdict, screening.until) {
            (Verdict::Proceed, _) if !screening.is_complete => self.plain("answer-proceed-open"),
            (Verdict::Proceed, _) => self.plain("answer-proceed"),
            (Verdict::Caution, _) => self.plain("answer-caution"),
            (Verdict::Ask, _) => self.plain("answer-ask"),
            (Verdict::Defer, Some(until)) => {
                self.say("answer-defer-until", &args([("when", self.date_long(until))]))
            }
            (Verdict::Defer, None) => self.plain("answer-defer"),
            (Verdict::Refuse, _) if is_about_the_plan(screening) => self.plain("answer-refuse-plan"),
            (Verdict::Refuse, _) => self.plain("answer-refuse"),
        };
        let also = (screening.verdict == Verdict::Defer).then(|| {
            let has = |verdict| screening.also.contains(verdict);
            match (has(Verdict::Ask), has(Verdict::Caution)) {
                (true, _) => Some(self.plain("answer-also-ask")),
                (false, true) => Some(self.plain("answer-also-caution")),
                (false, false) => None,
            }
        });
        [Some(first), also.flatten()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What screening found, where it is more than a caution: a page about something else must not hide it.
    #[must_use]
    pub fn screened_first(&self, screening: &Screening<'_>) -> Option<String> {
        let answer = (screening.verdict >= Verdict::Ask).then(|| self.screening(screening))?;
        Some(self.say("screen-first", &args([("answer", answer)])))
    }

    /// Whether a product may be used. With `now` the hour it opens at also says how long that is; on paper it must not.
    #[must_use]
    pub fn product(
        &self,
        answer: &LabelAnswer<'_>,
        now: Option<Timestamp>,
        zone: Option<&TimeZone>,
    ) -> String {
        match answer.answer {
            LabelVerdict::No => self.plain("label-no"),
            LabelVerdict::Ask if !answer.reading.is_list => self.plain("label-not-a-list"),
            LabelVerdict::Ask if !answer.reading.unknown.is_empty() => self.plain("label-ask-unknown"),
            LabelVerdict::Ask => self.plain("label-ask"),
            LabelVerdict::Yes => match self.waits(&answer.conditions, &[]) {
                Some(condition) => self.say("label-yes-if", &args([("condition", condition)])),
                None => self.plain("label-yes"),
            },
            LabelVerdict::NotYet => self.product_not_yet(answer, now, zone),
        }
    }

    fn product_not_yet(
        &self,
        answer: &LabelAnswer<'_>,
        now: Option<Timestamp>,
        zone: Option<&TimeZone>,
    ) -> String {
        let Some((opens, zone)) = answer.opens.zip(zone) else {
            let condition = self.waits(&[], &answer.held_by).unwrap_or_default();
            return self.say("label-not-yet-held", &args([("condition", condition)]));
        };
        let mut words = args([("when", self.opening_time(opens, zone))]);
        let Some(now) = now else { return self.say("label-not-before", &words) };
        words.set("in", self.time_until(now, opens));
        self.say("label-not-yet", &words)
    }

    /// What an entry of a plan is about.
    #[must_use]
    pub fn entry(&self, entry: Entry<'_>) -> String {
        match entry {
            Entry::Session => self.plain("changes-session"),
            Entry::Next => self.plain("changes-next"),
            Entry::Task(task) => self.plain(&task.rule.id),
            Entry::Care(care) => self.plain(&format!("{}-name", care.rule.id)),
            Entry::Gate(gate, _) => self.activity_name(gate.activity),
        }
    }

    /// What may be there so many hours after the treatment and still be ordinary, the strongest first: a line a grade.
    #[must_use]
    pub fn ordinary(&self, expect: &Expect<'_>, hours: i64) -> Vec<String> {
        let lines = [Grade::Severe, Grade::Moderate, Grade::Mild].into_iter().filter_map(|grade| {
            let bands = expect.bands.iter().filter(|band| band.highest_at(hours) == grade);
            let names: Vec<String> = bands.map(|band| self.word(band.expectation.symptom)).collect();
            let words = args([("grade", self.plain(&format!("expect-{grade}"))), ("list", names.join("; "))]);
            (!names.is_empty()).then(|| self.say("expect-up-to", &words))
        });
        lines.collect()
    }

    /// Days, from the first to the last: "Sun 22 Nov to Wed 25 Nov".
    #[must_use]
    pub fn days(&self, from: Date, until: Date) -> String {
        if from == until {
            return self.date(from);
        }
        self.say("prepare-days", &args([("from", self.date(from)), ("until", self.date(until))]))
    }

    /// Whether a session is within its limits.
    #[must_use]
    pub fn session(&self, session: &Session<'_>) -> String {
        self.plain(match session.verdict {
            LimitVerdict::Within if !session.gaps.is_empty() => "session-within-open",
            LimitVerdict::Within => "session-within",
            LimitVerdict::Ask => "session-ask",
            LimitVerdict::Over => "session-over",
        })
    }

    /// What a limit is about: an area, or a number of the numbing cream.
    #[must_use]
    pub fn limited(&self, answer: &LimitAnswer<'_>) -> String {
        match answer.area {
            Some(area) => self.word(area),
            None => self.plain(&format!("measure-{}", answer.measure.name())),
        }
    }

    /// A number against its limit: "1.5 mm: within (usual up to 2 mm)".
    #[must_use]
    pub fn limit(&self, answer: &LimitAnswer<'_>) -> String {
        let value = match answer.value {
            Some(value) => self.measured(answer.measure, value),
            None => self.plain("limit-unknown"),
        };
        let verdict = self.plain(match answer.verdict {
            LimitVerdict::Within => "limit-within",
            LimitVerdict::Ask => "limit-ask",
            LimitVerdict::Over => "limit-over",
        });
        format!("{value}: {verdict} ({})", self.limit_bounds(answer))
    }

    fn limit_bounds(&self, answer: &LimitAnswer<'_>) -> String {
        let Some(bounds) = answer.limit.bounds else { return self.plain("limit-untested") };
        let usual = self.measured(answer.measure, bounds.usual);
        let most = self.measured(answer.measure, bounds.most);
        let key = match (bounds.most > bounds.usual, bounds.over) {
            (false, _) => "limit-usual",
            (true, Verdict::Refuse) => "limit-range",
            (true, _) => "limit-range-ask",
        };
        self.say(key, &args([("usual", usual), ("most", most)]))
    }

    /// The answer to "may I ... yet?": "Not yet. Not before Tue 24 Nov, 14:00 (in 5 hours)."
    #[must_use]
    pub fn can(&self, can: &Can<'_>, now: Timestamp) -> String {
        let Some(answer) = &can.gate else { return self.plain("can-ask") };
        let condition = self.conditions(answer);
        let mut words = Args::new();
        match can.answer {
            Answer::No => self.plain("can-no"),
            Answer::Ask => self.can_ask(can, answer),
            Answer::Yes => match condition {
                Some(condition) => self.say("can-yes-if", &args([("condition", condition)])),
                None => self.plain("can-yes"),
            },
            Answer::Held => self.say("can-held", &args([("condition", condition.unwrap_or_default())])),
            Answer::NotYet => {
                if let (Some(opens), Some(zone)) = (answer.opens, &can.zone) {
                    words.set("when", self.opening_time(opens, zone));
                    words.set("in", self.time_until(now, opens));
                }
                let key = if condition.is_some() { "can-not-yet-if" } else { "can-not-yet" };
                words.set("condition", condition.unwrap_or_default());
                self.say(key, &words)
            }
        }
    }

    fn can_ask(&self, can: &Can<'_>, answer: &GateAnswer<'_>) -> String {
        if answer.is_stale {
            self.plain("can-ask-stale")
        } else if !answer.conditions.is_empty() {
            let words: Vec<String> =
                answer.conditions.iter().map(|question| self.question(*question)).collect();
            self.say("can-ask-check-in", &args([("list", words.join("; "))]))
        } else if !answer.moved_by.is_empty() {
            let words: Vec<String> = answer.moved_by.iter().map(|fact| self.fact(fact)).collect();
            self.say("can-ask-facts", &args([("list", words.join("; "))]))
        } else if can.zone.is_none() {
            self.plain("can-ask-undated")
        } else {
            self.plain("can-ask")
        }
    }

    /// A rule that leaves no room in a course counted back from a day.
    #[must_use]
    pub fn clash(&self, protocol: &Protocol, clash: &Clash<'_>) -> String {
        match clash {
            Clash::Sessions(_) => self.plain("course-clash-sessions"),
            Clash::Spacing(_) => self.plain("course-clash-spacing"),
            Clash::Margin(_) => self.plain("course-clash-margin"),
            Clash::Wait(None) => self.plain("course-clash-booked"),
            Clash::Wait(Some(rule)) => self.finding(protocol, &rule.id),
        }
    }

    /// When to call for help at once, where nobody knows in which country.
    #[must_use]
    pub fn emergency_anywhere(&self) -> String {
        self.say("help-emergency", &args([("number", self.plain("call-unknown-country"))]))
    }

    /// What a gate waits for beside the clock, as a sentence to act on: "Wait on while you have redness or scabs."
    #[must_use]
    pub fn wait_on(&self, answer: &GateAnswer<'_>) -> Option<String> {
        let held = answer.held_by.iter().map(|held| self.brief_standing(*held));
        let mut conditions = answer.conditions.clone();
        conditions.sort_unstable();
        let mut skin: Vec<String> = Vec::new();
        for word in held.chain(conditions.iter().filter_map(|question| self.brief(*question))) {
            if !skin.contains(&word) {
                skin.push(word);
            }
        }
        let person = conditions.iter().filter(|question| self.brief(**question).is_none());
        let person: Vec<String> = person.map(|question| self.question(*question)).collect();
        let parts = [("leaflet-wait-on", self.list_or(&skin)), ("leaflet-ask-if", self.list_or(&person))];
        let parts = parts.into_iter().filter(|(_, list)| !list.is_empty());
        let said: Vec<String> = parts.map(|(key, list)| self.say(key, &args([("list", list)]))).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// What holds a gate: "not while you have scabs".
    #[must_use]
    pub fn held(&self, answer: &GateAnswer<'_>) -> Option<String> {
        if answer.held_by.is_empty() {
            return None;
        }
        let words: Vec<String> = answer.held_by.iter().map(|held| self.brief_standing(*held)).collect();
        let key = if answer.is_stale { "held-stale" } else { "held-by" };
        Some(self.say(key, &args([("list", self.list_or(&words))])))
    }

    /// What to do about a gate that answers "ask".
    #[must_use]
    pub fn ask_first(&self, answer: &GateAnswer<'_>) -> String {
        if let Some(held) = self.held(answer) {
            return held;
        }
        if answer.conditions.is_empty() {
            return self.plain(&format!("gate-{}", answer.gate.activity));
        }
        let words: Vec<String> = answer.conditions.iter().map(|question| self.question(*question)).collect();
        self.say("must-check-in", &args([("list", words.join("; "))]))
    }

    /// What the person did that made a gate later.
    #[must_use]
    pub fn later_because(&self, answer: &GateAnswer<'_>) -> Option<String> {
        let done = answer.moved_by.iter().filter(|fact| matches!(fact, Fact::Done(..)));
        let done: Vec<String> = done.map(|fact| self.fact(fact)).collect();
        (!done.is_empty()).then(|| self.say("later-because", &args([("list", done.join("; "))])))
    }

    /// Under which conditions the next session may be; nothing if its findings say it all.
    #[must_use]
    pub fn next_session(&self, next: &NextSession<'_>) -> Option<String> {
        let list = |items: Vec<String>| args([("list", items.join("; "))]);
        match next.state {
            NextState::Open => Some(self.plain("course-next-open")),
            NextState::Held if next.held_by.is_empty() => None,
            NextState::Ask if next.conditions.is_empty() => None,
            NextState::Held => {
                let facts = next.held_by.iter().map(|fact| self.held_fact(fact)).collect();
                Some(self.say("course-next-held", &list(facts)))
            }
            NextState::Ask => {
                let questions = next.conditions.iter().map(|question| self.question(*question)).collect();
                Some(self.say("course-next-ask", &list(questions)))
            }
        }
    }

    /// What holds the next session. It must be gone, so that its grade says nothing.
    fn held_fact(&self, fact: &Fact) -> String {
        match fact {
            Fact::Symptom(symptom, _) => self.brief_standing(Standing::Symptom(*symptom)),
            fact => self.fact(fact),
        }
    }

    /// The clinic, its number and its hours. Somebody who treated themselves has none.
    #[must_use]
    pub fn clinic(&self, case: &Case) -> Option<String> {
        let contacts = case.contacts();
        let at_home = case.facts().setting() == Some(Setting::Home);
        if at_home || (contacts.phone().is_none() && contacts.clinic().is_none()) {
            return None;
        }
        let parts = [contacts.clinic(), contacts.phone(), contacts.hours()];
        let who: Vec<String> = parts.into_iter().flatten().map(printable).collect();
        Some(self.say("help-phone", &args([("who", who.join(", "))])))
    }

    /// The one sentence that stands on every page: when to call for help at once, and which number.
    #[must_use]
    pub fn emergency(&self, protocol: &Protocol, case: &Case) -> String {
        let code = case.contacts().country();
        let country = protocol.calling().countries.iter().find(|country| Some(country.code.as_str()) == code);
        let number = country.map_or_else(|| self.plain("call-unknown-country"), |it| it.emergency.clone());
        self.say("help-emergency", &args([("number", number)]))
    }

    /// What to do if it gets worse.
    #[must_use]
    pub fn if_worse(&self, case: &Case) -> String {
        let at_home = case.facts().setting() == Some(Setting::Home);
        self.plain(if at_home { "help-worse-home" } else { "help-worse-clinic" })
    }

    /// What this program is not, and whose rules these are: one sentence each.
    #[must_use]
    pub fn about(&self, protocol: &Protocol) -> Vec<String> {
        let mut words = Args::new();
        words.set("id", protocol.id());
        words.set("version", protocol.version().to_string());
        words.set("status", protocol.status().id());
        words.set("digest", protocol.digest().chars().take(12).collect::<String>());
        let mut about = vec![
            format!("{} {}", self.plain("about-device"), self.plain("about-review")),
            self.say("about-protocol", &words),
        ];
        if let Some(clinic) = protocol.clinic() {
            let mut words = Args::new();
            words.set("count", clinic.changes.len());
            words.set("name", printable(&clinic.name));
            about.push(self.say("about-clinic", &words));
        }
        about
    }
}

/// Whether everything that refuses can be changed: it is about what is planned.
fn is_about_the_plan(screening: &Screening<'_>) -> bool {
    let mut refused = screening.findings.iter().filter(|finding| finding.verdict == Verdict::Refuse);
    refused.all(|finding| finding.is_about_the_plan)
}
