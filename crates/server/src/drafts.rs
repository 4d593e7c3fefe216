//! Check-ins that were begun and not sent. They are in memory alone, for a few hours: `docs/decisions/0031-drafts.md`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use afterglow_store::{FactId, PersonId, SendingKey};
use jiff::{SignedDuration, Timestamp};

/// More than this nobody begins at once; the oldest go.
const MOST: usize = 16;
/// Forms that were sent and whose late copies are not to come back as drafts.
const MOST_SENT: usize = 64;

/// Whose check-in it is, and about which session: nobody else's, and no other's, is ever offered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) person: PersonId,
    pub(crate) session: Option<Timestamp>,
}

/// A check-in that was begun.
#[derive(Clone)]
pub(crate) struct Draft {
    /// The form that it is written in.
    pub(crate) form: SendingKey,
    pub(crate) owner: Owner,
    pub(crate) begun: Timestamp,
    /// When it was begun at first, if that is too long ago to be sent without looking at it again.
    pub(crate) stale: Option<Timestamp>,
    /// The check-in that it is to take the place of.
    pub(crate) corrects: Option<FactId>,
    /// The fields of the form, as they were filled in.
    pub(crate) answers: Vec<(String, String)>,
}

/// All of them.
#[derive(Clone, Default)]
pub(crate) struct Drafts(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    /// The one that was touched last stands last.
    drafts: Vec<Draft>,
    sent: Vec<SendingKey>,
}

impl Drafts {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing here can be half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps it in the place of what was kept of the same form, and says which form it is in: if that one has been sent
    /// meanwhile, what was answered since is another check-in, and must not be lost.
    pub(crate) fn keep(&self, mut draft: Draft) -> SendingKey {
        if self.kept().sent.contains(&draft.form) {
            draft.form = SendingKey::random();
        }
        let form = draft.form;
        self.keep_copy(draft);
        form
    }

    /// The same for a copy on the side, which comes to nothing if the form has been sent.
    pub(crate) fn keep_copy(&self, mut draft: Draft) {
        let mut kept = self.kept();
        if kept.sent.contains(&draft.form) {
            return;
        }
        if let Some(known) = kept.drafts.iter().find(|known| known.form == draft.form) {
            draft.stale = draft.stale.or(known.stale);
        }
        kept.drafts.retain(|known| known.form != draft.form);
        kept.drafts.push(draft);
        let more = kept.drafts.len().saturating_sub(MOST);
        kept.drafts.drain(..more);
    }

    /// That of a form.
    pub(crate) fn of_form(
        &self,
        form: SendingKey,
        owner: Owner,
        now: Timestamp,
        hours: i64,
    ) -> Option<Draft> {
        self.fresh(now, hours).drafts.iter().find(|it| it.form == form && it.owner == owner).cloned()
    }

    /// The last one in which something was answered.
    pub(crate) fn latest(&self, owner: Owner, now: Timestamp, hours: i64) -> Option<Draft> {
        let kept = self.fresh(now, hours);
        kept.drafts.iter().rev().find(|it| it.owner == owner && !it.answers.is_empty()).cloned()
    }

    /// What is too old is gone before anybody looks.
    fn fresh(&self, now: Timestamp, hours: i64) -> MutexGuard<'_, Kept> {
        let mut kept = self.kept();
        kept.drafts.retain(|draft| !is_too_old(draft.begun, now, hours));
        kept
    }

    /// It has been sent, or is not wanted any more.
    pub(crate) fn end(&self, form: SendingKey) {
        let mut kept = self.kept();
        kept.drafts.retain(|draft| draft.form != form);
        kept.sent.push(form);
        let more = kept.sent.len().saturating_sub(MOST_SENT);
        kept.sent.drain(..more);
    }

    /// Nothing is left of any.
    pub(crate) fn clear(&self) {
        *self.kept() = Kept::default();
    }
}

/// Whether what was begun then can no longer be sent as what is there now.
pub(crate) fn is_too_old(begun: Timestamp, now: Timestamp, hours: i64) -> bool {
    now.duration_since(begun) > SignedDuration::from_hours(hours)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOURS: i64 = 3;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn owner(session: &str) -> Owner {
        Owner { person: "0193aaaa-0000-7000-8000-000000000000".parse().unwrap(), session: Some(at(session)) }
    }

    fn draft(form: u128) -> Draft {
        Draft {
            form: SendingKey::from_bits(form),
            owner: owner("2026-11-22T09:00:00Z"),
            begun: at("2026-11-24T20:00:00Z"),
            stale: None,
            corrects: None,
            answers: vec![("sign".to_owned(), "pus".to_owned())],
        }
    }

    #[test]
    fn a_draft_is_offered_for_some_hours_and_for_its_session_alone() {
        let drafts = Drafts::default();
        drafts.keep(draft(1));
        let mine = owner("2026-11-22T09:00:00Z");
        assert!(drafts.latest(mine, at("2026-11-24T23:00:00Z"), HOURS).is_some());
        assert!(drafts.latest(owner("2026-11-24T19:00:00Z"), at("2026-11-24T21:00:00Z"), HOURS).is_none());
        assert!(drafts.latest(mine, at("2026-11-24T23:01:00Z"), HOURS).is_none());
        // It is gone, not merely hidden.
        assert!(drafts.of_form(SendingKey::from_bits(1), mine, at("2026-11-24T20:00:00Z"), HOURS).is_none());
    }

    #[test]
    fn what_was_sent_does_not_come_back() {
        let drafts = Drafts::default();
        let mine = owner("2026-11-22T09:00:00Z");
        drafts.keep(draft(1));
        drafts.keep(draft(2));
        drafts.end(SendingKey::from_bits(2));
        drafts.keep_copy(draft(2));
        let left = drafts.latest(mine, at("2026-11-24T20:00:00Z"), HOURS);
        assert_eq!(left.map(|it| it.form), Some(SendingKey::from_bits(1)));
    }

    #[test]
    fn what_is_answered_after_sending_is_another_check_in() {
        let drafts = Drafts::default();
        let mine = owner("2026-11-22T09:00:00Z");
        drafts.keep(draft(1));
        drafts.end(SendingKey::from_bits(1));
        let other = drafts.keep(draft(1));
        assert_ne!(other, SendingKey::from_bits(1));
        assert!(drafts.of_form(other, mine, at("2026-11-24T20:00:00Z"), HOURS).is_some());
    }

    #[test]
    fn the_oldest_of_many_go() {
        let drafts = Drafts::default();
        let mine = owner("2026-11-22T09:00:00Z");
        for form in 0..40 {
            drafts.keep(draft(form));
        }
        let found = |form| {
            drafts.of_form(SendingKey::from_bits(form), mine, at("2026-11-24T20:00:00Z"), HOURS).is_some()
        };
        assert!(found(39) && found(24) && !found(23));
        drafts.clear();
        assert!(!found(39));
    }
}
