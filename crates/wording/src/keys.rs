//! Every key that the program can ask for. The tests compare it with the files: none missing, none unused.

use afterglow_core::protocol::{Hold, Protocol};
use afterglow_core::vocabulary::{Activity, Grade, Symptom, Table, Word};

/// Keys that the code names itself. Everything in `ui.ftl` is one of them.
pub const NAMED: &[&str] = &[
    "about-clinic",
    "about-device",
    "about-protocol",
    "about-review",
    "alert-soon-clinic",
    "alert-soon-home",
    "alert-title",
    "alert-today-clinic",
    "alert-today-home",
    "alert-told",
    "can-ask",
    "can-ask-check-in",
    "can-ask-facts",
    "can-ask-stale",
    "can-ask-undated",
    "can-held",
    "can-no",
    "can-not-yet",
    "can-not-yet-if",
    "can-yes",
    "can-yes-if",
    "care-from",
    "chart-days",
    "chart-grades",
    "chart-hours",
    "chart-legend",
    "chart-seen",
    "chart-seen-one",
    "date-long",
    "date-short",
    "date-time",
    "day-begins",
    "day-ends",
    "day-opens",
    "done-early",
    "done-in-time",
    "done-move",
    "done-moves",
    "done-nothing-moves",
    "done-watch",
    "early-morning",
    "expect-mild",
    "expect-moderate",
    "expect-severe",
    "expect-up-to",
    "fact-breastfeeding",
    "fact-depth-own",
    "fact-done",
    "fact-graded",
    "fact-pregnant",
    "fact-temperature",
    "fact-unknown",
    "gap-area",
    "gap-breastfeeding",
    "gap-check-in-is-old",
    "gap-depth_mm",
    "gap-device",
    "gap-ended",
    "gap-no-evidence",
    "gap-only-planned",
    "gap-pregnant",
    "gap-setting",
    "gap-skin_type",
    "gate-opens-at",
    "held-by",
    "held-stale",
    "help-closed",
    "help-emergency",
    "help-phone",
    "help-worse-clinic",
    "help-worse-home",
    "in-days",
    "in-hours",
    "in-minutes",
    "later-because",
    "list-and",
    "list-or",
    "month-1",
    "month-10",
    "month-11",
    "month-12",
    "month-2",
    "month-3",
    "month-4",
    "month-5",
    "month-6",
    "month-7",
    "month-8",
    "month-9",
    "moved-why",
    "must-check-in",
    "none-of",
    "once-gone",
    "plan-before",
    "plan-booked",
    "plan-for",
    "plan-now",
    "plan-planned",
    "plan-title",
    "plan-treated",
    "plan-undated",
    "section-after",
    "section-ask",
    "section-day",
    "section-days",
    "section-do",
    "section-expect",
    "section-gaps",
    "section-held",
    "section-help",
    "section-never",
    "section-not-yet",
    "section-open",
    "section-recovery",
    "section-sources",
    "section-today",
    "since-hours",
    "unless-you",
    "weekday-1",
    "weekday-2",
    "weekday-3",
    "weekday-4",
    "weekday-5",
    "weekday-6",
    "weekday-7",
    "why-clinic",
    "why-follows",
    "why-hours",
    "why-rule",
    "why-sources",
    "why-unverified",
];

/// Every key that can be asked for with this protocol.
#[must_use]
pub fn all(protocol: &Protocol) -> Vec<String> {
    let mut keys: Vec<String> = NAMED.iter().map(|key| (*key).to_owned()).collect();
    for table in Table::ALL {
        keys.extend(table.ids().iter().map(|id| format!("{}-{id}", table.name())));
    }
    for symptom in Symptom::ALL {
        keys.extend(Grade::ALL.iter().map(|grade| format!("symptom-{symptom}-{grade}")));
        keys.push(format!("expect-{symptom}"));
    }
    for gate in protocol.gates() {
        keys.extend(gate.holds.iter().map(|hold| match hold {
            Hold::Symptom(symptom, _) => format!("brief-symptom-{symptom}"),
            Hold::Sign(sign) => format!("brief-sign-{sign}"),
        }));
    }
    keys.extend(Symptom::ALL.iter().map(|symptom| format!("brief-symptom-{symptom}")));
    for activity in Activity::ALL {
        keys.push(format!("gate-{activity}"));
        keys.push(format!("gate-{activity}-name"));
    }
    for care in protocol.care() {
        keys.push(care.rule.id.clone());
        keys.push(format!("{}-name", care.rule.id));
    }
    let advice = protocol.gates().iter().flat_map(|gate| gate.now_do.iter());
    keys.extend(advice.map(|id| format!("advice-{id}")));
    for phase in protocol.phases() {
        keys.push(format!("phase-{}", phase.id));
        keys.push(format!("phase-{}-now", phase.id));
    }
    keys.sort();
    keys.dedup();
    keys
}
