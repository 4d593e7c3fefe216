//! The open connections, and which of them goes when there is no room for another.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// All connections.
#[derive(Clone)]
pub(super) struct Places {
    most: usize,
    table: Arc<Mutex<Table>>,
}

#[derive(Default)]
struct Table {
    open: usize,
    next: u64,
    /// Connections that we wait for: for headers, for a body, for an answer to be read. The longest first.
    waiting: BTreeMap<u64, Arc<Notify>>,
}

/// What one connection holds while it is open.
#[derive(Clone)]
pub(crate) struct Place(Arc<Held>);

struct Held {
    table: Arc<Mutex<Table>>,
    let_go: Arc<Notify>,
    /// Its key in the table while we wait for it.
    since: Mutex<Option<u64>>,
}

impl Places {
    pub(super) fn new(most: usize) -> Self {
        Self { most, table: Arc::default() }
    }

    /// A place for another connection; the one that has kept us waiting longest goes if there is none. `None` if all are
    /// being answered.
    pub(super) fn take(&self) -> Option<Place> {
        if locked(&self.table).open >= self.most && !self.let_go() {
            return None;
        }
        locked(&self.table).open += 1;
        let held = Held { table: Arc::clone(&self.table), let_go: Arc::default(), since: Mutex::new(None) };
        let place = Place(Arc::new(held));
        place.waits();
        Some(place)
    }

    /// Lets the connection go that has kept us waiting longest, if there is one.
    pub(super) fn let_go(&self) -> bool {
        let longest = locked(&self.table).waiting.pop_first();
        if let Some((_, let_go)) = &longest {
            let_go.notify_one();
        }
        longest.is_some()
    }
}

impl Place {
    /// All of a request is here: it is answered, whoever else comes.
    pub(crate) fn is_answered(&self) {
        let since = locked(&self.0.since).take();
        if let Some(since) = since {
            locked(&self.0.table).waiting.remove(&since);
        }
    }

    /// It is the client's turn.
    pub(super) fn waits(&self) {
        self.is_answered();
        let mut table = locked(&self.0.table);
        let since = table.next;
        table.next += 1;
        table.waiting.insert(since, Arc::clone(&self.0.let_go));
        *locked(&self.0.since) = Some(since);
    }

    pub(super) async fn is_let_go(&self) {
        self.0.let_go.notified().await;
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let since = locked(&self.since).take();
        let mut table = locked(&self.table);
        table.open -= 1;
        if let Some(since) = since {
            table.waiting.remove(&since);
        }
    }
}

/// Nothing here can panic halfway, so that what another thread left is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn is_let_go(place: &Place) -> bool {
        tokio::time::timeout(std::time::Duration::from_millis(1), place.is_let_go()).await.is_ok()
    }

    #[tokio::test]
    async fn who_has_waited_longest_goes_and_who_is_answered_stays() {
        let places = Places::new(3);
        let held: Vec<Place> = (0..3).filter_map(|_| places.take()).collect();
        let [first, second, third] =
            held.try_into().unwrap_or_else(|_| unreachable!("there is room for three"));
        first.is_answered();
        second.waits();
        // Third has waited longer than second by now, and first is being answered.
        let fourth = places.take();
        assert!(is_let_go(&third).await && !is_let_go(&first).await && !is_let_go(&second).await);
        drop(third);
        second.is_answered();
        fourth.iter().for_each(Place::is_answered);
        assert!(places.take().is_none(), "all are being answered");
        drop(first);
        assert!(places.take().is_some(), "there is room again");
    }
}
