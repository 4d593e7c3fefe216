//! SQLite: the contract, and what stands on the disk.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where something is not as it must be"
)]

#[path = "../contract/mod.rs"]
mod contract;
mod disk;
mod files;
#[cfg(unix)]
mod killed;
#[cfg(target_os = "linux")]
mod mounted;

use afterglow_store::Store;

struct Folder(tempfile::TempDir);

impl contract::Home for Folder {
    type Records = Store;

    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    async fn open(&self) -> Store {
        Store::open(&self.0.path().join("home").join("afterglow.db")).await.unwrap()
    }

    async fn close(&self, records: Store) {
        records.close().await.unwrap();
    }
}

contract_suite!(Folder);
