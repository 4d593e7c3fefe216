//! Handbook pages of triage and of the floor.

use afterglow_core::protocol::{Latch, Late, Protocol, Standing, Triage};
use afterglow_core::vocabulary::Word;

use super::{sources, values};
use crate::human::layout::Page;

/// Every rule of triage on a line, the floor last, then the latch and the late note.
pub(super) fn list(page: &mut Page, protocol: &Protocol) {
    for (heading, is_floor) in [("Triage", false), ("Floor: no protocol can lower it", true)] {
        page.heading(heading);
        for triage in protocol.triage().iter().filter(|triage| triage.is_floor == is_floor) {
            page.row(&triage.rule.id, &format!("{}: {triage}", triage.level));
        }
    }
    page.heading("Over time");
    if let Some(latch) = protocol.latch() {
        page.row(&latch.rule.id, &stays(latch));
    }
    if let Some(late) = protocol.late() {
        page.row(&late.rule.id, &unlikely(late));
    }
}

/// The page of one of these rules; whether there is one of that name.
pub(super) fn show(page: &mut Page, protocol: &Protocol, name: &str) -> bool {
    if let Some(triage) = protocol.triage().iter().find(|triage| triage.rule.id == name) {
        show_triage(page, protocol, triage);
    } else if let Some(latch) = protocol.latch().filter(|latch| latch.rule.id == name) {
        page.title(&format!("{}: {}", latch.rule.id, stays(latch)));
        page.blank();
        page.line(&latch.rule.why);
        page.heading("Red flags and their own level");
        for (sign, level) in protocol.red_flags() {
            page.row(sign.id(), level.id());
        }
        sources(page, protocol, &latch.rule);
    } else if let Some(late) = protocol.late().filter(|late| late.rule.id == name) {
        page.title(&format!("{}: {}", late.rule.id, unlikely(late)));
        page.blank();
        page.line(&late.rule.why);
        sources(page, protocol, &late.rule);
    } else {
        return false;
    }
    true
}

fn show_triage(page: &mut Page, protocol: &Protocol, triage: &Triage) {
    page.title(&format!("{}: {}", triage.rule.id, triage.level));
    page.blank();
    page.line(&triage.rule.why);
    page.heading("It fires");
    page.item("-", &triage.to_string());
    if triage.is_floor {
        page.item("-", "it belongs to the floor: no protocol and no clinic can lower it");
    }
    page.heading("Then");
    let Triage { first, advice, watch, call, not_clinic, before_h, .. } = triage;
    for (name, ids) in [("first steps", first), ("also", advice)] {
        if !ids.is_empty() {
            page.row(name, &ids.join(", "));
        }
    }
    if !watch.is_empty() {
        let watch: Vec<&str> = watch
            .iter()
            .map(|watch| match watch {
                Standing::Symptom(symptom) => symptom.id(),
                Standing::Sign(sign) => sign.id(),
            })
            .collect();
        page.row("watch for", &watch.join(", "));
    }
    if let Some(who) = call {
        page.row("call, too", who.id());
    }
    if *not_clinic {
        page.item("-", "whoever treated may be the cause: somebody else is called");
    }
    if let Some(hours) = before_h {
        page.item("-", &format!("the window of its advice closes {hours} h after the treatment"));
    }
    values(page, protocol, &triage.rule.values);
    sources(page, protocol, &triage.rule);
}

fn stays(latch: &Latch) -> String {
    let Latch { own_level_h, not_below, not_below_h, .. } = latch;
    format!("a red flag keeps its level for {own_level_h} h, and not below {not_below} for {not_below_h} h")
}

fn unlikely(late: &Late) -> String {
    format!("a note after {} h, for what takes longer after {} h", late.after_h, late.except_h)
}
