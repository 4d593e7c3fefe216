//! How often something may have changed.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A count of changes. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes(Arc<AtomicU64>);

impl Changes {
    /// Something may be other than it was. Noted after it is, and before anybody is told.
    pub(super) fn note(&self) {
        self.0.fetch_add(1, Ordering::Release);
    }

    pub(super) fn count(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}
