//! Ids: UUIDs of version 7, whose order is the order in which things were recorded.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// Names a person and nothing about them. Written and read as a hyphenated UUID.
    PersonId
);
id!(
    /// Names a fact of one person. Facts sort by their ids as they were recorded.
    FactId
);
id!(
    /// Names an answer of one person. Answers sort by their ids as they were recorded.
    AnswerId
);

id!(
    /// Names one sending of a form, so that sending it twice is recognised. Made by whoever sends; tells no order.
    SendingKey
);

impl SendingKey {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    /// The one with these bits: what is the same is to have the same key.
    #[must_use]
    pub fn from_bits(bits: u128) -> Self {
        Self(Uuid::from_u128(bits))
    }
}

/// Bits of a version 7 UUID that do not tell the time.
const TAIL_BITS: u32 = 74;
const TAIL: u128 = (1 << TAIL_BITS) - 1;
const LOW_BITS: u32 = 62;
const LOW: u128 = (1 << LOW_BITS) - 1;
const MILLISECONDS: u128 = (1 << 48) - 1;

/// Makes ids, each greater than all before it, even where the clock has been set back: what was recorded last must also
/// sort last, or an old fact would count as the newest.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    milliseconds: u128,
    tail: u128,
}

/// The moment that a UUID of version 7 tells; `None` if it is another UUID, or tells a moment that there is no time for.
pub(crate) fn moment(id: Uuid) -> Option<Timestamp> {
    let is_ours = id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122;
    let milliseconds = i64::try_from(id.as_u128() >> 80).ok().filter(|_| is_ours)?;
    Timestamp::from_millisecond(milliseconds).ok()
}

impl Ids {
    /// Makes sure that every later id is greater than this one.
    pub(crate) fn stay_after(&mut self, id: Uuid) {
        let bits = id.as_u128();
        let seen = (bits >> 80, ((bits >> 64) & 0xfff) << LOW_BITS | bits & LOW);
        if seen > (self.milliseconds, self.tail) {
            (self.milliseconds, self.tail) = seen;
        }
    }

    pub(crate) fn next(&mut self, now: Timestamp) -> Uuid {
        let random = Uuid::new_v4().as_u128();
        let milliseconds = u128::try_from(now.as_millisecond()).unwrap_or(0) & MILLISECONDS;
        if milliseconds > self.milliseconds {
            // The highest bit stays free, so that there is room to count within a millisecond.
            (self.milliseconds, self.tail) = (milliseconds, random_tail(random) >> 1);
        } else {
            let step = 1 + (random & 0xffff_ffff);
            self.tail = self.tail.saturating_add(step);
            if self.tail > TAIL {
                (self.milliseconds, self.tail) =
                    (self.milliseconds.saturating_add(1), random_tail(random) >> 1);
            }
        }
        let high = self.milliseconds << 80 | 7 << 76 | (self.tail >> LOW_BITS) << 64;
        Uuid::from_u128(high | 0b10 << LOW_BITS | self.tail & LOW)
    }
}

/// The random bits of a version 4 UUID, without those that are always the same.
fn random_tail(random: u128) -> u128 {
    (random >> 80 & 0xfff) << LOW_BITS | random & LOW
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_version_7_and_ascend_even_if_the_clock_goes_back() {
        let mut ids = Ids::default();
        let start: Timestamp = "2026-11-22T14:00:00Z".parse().unwrap();
        let mut last = Uuid::nil();
        for round in 0..10_000 {
            let now = start + jiff::SignedDuration::from_millis(if round % 3 == 0 { round } else { -round });
            let id = ids.next(now);
            assert_eq!((id.get_version_num(), id.get_variant()), (7, uuid::Variant::RFC4122));
            assert!(id > last);
            last = id;
        }
    }

    #[test]
    fn an_id_tells_its_moment() {
        let now: Timestamp = "2026-11-22T14:00:00.123Z".parse().unwrap();
        assert_eq!(moment(Ids::default().next(now)), Some(now));
        assert_eq!(moment(Uuid::new_v4()), None);
        // Room is left for later ids before the bits of the time run out.
        assert_eq!(moment("ffffffff-ffff-7000-8000-000000000000".parse().unwrap()), None);
    }

    #[test]
    fn ids_go_on_after_those_of_an_earlier_run() {
        let mut before = Ids::default();
        let late = before.next("2099-01-01T00:00:00Z".parse().unwrap());
        let mut ids = Ids::default();
        ids.stay_after(late);
        ids.stay_after(Uuid::nil());
        assert!(ids.next("2026-01-01T00:00:00Z".parse().unwrap()) > late);
    }
}
