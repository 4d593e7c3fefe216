//! How often something may be asked for, by each address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// Addresses that are remembered. One that is forgotten begins anew.
const MOST_ADDRESSES: usize = 10_000;

/// A limit: so many at once, and one more after each time.
pub(crate) struct Rate {
    at_once: i64,
    each_ms: i64,
    /// When the last thing that an address asked for is forgotten, in milliseconds.
    until: Mutex<HashMap<IpAddr, i64>>,
}

impl Rate {
    pub(crate) fn new(at_once: i64, each_ms: i64) -> Self {
        Self { at_once, each_ms, until: Mutex::default() }
    }

    /// Counts one, or says in how many seconds there is room for one.
    pub(crate) fn take(&self, from: IpAddr, now: Timestamp) -> Result<(), u64> {
        let now = now.as_millisecond();
        let mut table = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if table.len() >= MOST_ADDRESSES {
            table.retain(|_, until| *until > now);
        }
        if table.len() >= MOST_ADDRESSES {
            table.clear();
        }
        let until = table.get(&from).copied().unwrap_or(now).max(now);
        let wait = until - now - (self.at_once - 1) * self.each_ms;
        if wait > 0 {
            return Err(wait.unsigned_abs().div_ceil(1000));
        }
        table.insert(from, until + self.each_ms);
        Ok(())
    }

    /// Forgets what an address asked for.
    pub(crate) fn forget(&self, from: IpAddr) {
        self.until.lock().unwrap_or_else(PoisonError::into_inner).remove(&from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_795_514_400_000 + ms).unwrap_or_default()
    }

    #[test]
    fn an_hour_has_room_for_so_many_and_no_more() {
        let rate = Rate::new(10, 60_000);
        let (one, other) = (IpAddr::from([192, 168, 0, 1]), IpAddr::from([192, 168, 0, 2]));
        let taken = (0..3600).filter(|second| rate.take(one, at(second * 1000)).is_ok()).count();
        assert_eq!(taken, 10 + 59);
        assert_eq!(rate.take(one, at(3_600_000)), Ok(()));
        assert_eq!(rate.take(one, at(3_600_000)), Err(60));
        assert_eq!(rate.take(other, at(3_600_000)), Ok(()), "each address has its own");
        rate.forget(one);
        assert_eq!(rate.take(one, at(3_600_000)), Ok(()));
    }

    #[test]
    fn addresses_that_are_too_many_are_forgotten() {
        let rate = Rate::new(1, 1000);
        for n in 0..30_000_u32 {
            assert_eq!(rate.take(IpAddr::from(n.to_be_bytes()), at(0)), Ok(()));
        }
        assert!(rate.until.lock().unwrap_or_else(PoisonError::into_inner).len() <= MOST_ADDRESSES);
    }
}
