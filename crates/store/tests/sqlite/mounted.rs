//! Disks that are full or cannot be written. They are mounted, which only root may do: for anybody else these tests fail.

use std::path::{Path, PathBuf};
use std::process::Command;

use afterglow_store::{Records, Store, StoreError, restore};

use crate::contract::{now, product};

/// A file system in memory of 1 MiB; unmounted when dropped.
struct Mounted {
    folder: tempfile::TempDir,
}

impl Mounted {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mounted = run(Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m,mode=0755", "tmpfs"])
            .arg(folder.path()));
        assert!(mounted, "a file system has to be mounted here: run this test as root");
        Self { folder }
    }

    fn remount(&self, how: &str) {
        let how = format!("remount,{how}");
        // Another test may start a child process, which holds our files open for a moment.
        let done = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(5));
            run(Command::new("mount").args(["-o", &how]).arg(self.folder.path()))
        });
        assert!(done, "{how}");
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("home/afterglow.db")
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        run(Command::new("umount").args(["-l"]).arg(self.folder.path()));
    }
}

fn run(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_loses_nothing_and_heals() {
    let disk = Mounted::new();
    let store = Store::open(&disk.database()).await.unwrap();
    // Room that can be given back.
    let ballast = disk.folder.path().join("ballast");
    std::fs::write(&ballast, vec![7; 600 * 1024]).unwrap();
    crate::disk::fill(&store).await;
    let person = store.persons().await.unwrap()[0].id;
    let kept = store.facts(person).await.unwrap().len();
    let outside = tempfile::tempdir().unwrap();
    assert_eq!(store.backup(store.backups_folder(), now()).await.unwrap_err(), StoreError::DiskFull);
    assert_eq!(std::fs::read_dir(store.backups_folder()).unwrap().count(), 0, "no half of a backup");
    let backup = store.backup(outside.path(), now()).await.unwrap().path;
    std::fs::remove_file(ballast).unwrap();
    store.record(person, vec![product("after")], None, now()).await.unwrap();
    assert!(store.health().await.is_good());
    store.close().await.unwrap();
    let store = Store::open(&disk.database()).await.unwrap();
    assert_eq!(store.facts(person).await.unwrap().len(), kept + 1);
    store.close().await.unwrap();
    // No room for the database and what it replaces.
    std::fs::write(disk.folder.path().join("ballast"), vec![7; 600 * 1024]).unwrap();
    let before = std::fs::read(disk.database()).unwrap();
    assert_eq!(restore(&backup, &disk.database(), now()).await.unwrap_err(), StoreError::DiskFull);
    assert_eq!(std::fs::read(disk.database()).unwrap(), before);
}

#[tokio::test]
async fn a_read_only_disk_is_told_as_such_and_loses_nothing() {
    let disk = Mounted::new();
    disk.remount("ro");
    assert_eq!(Store::open(&disk.database()).await.unwrap_err(), StoreError::ReadOnly);
    disk.remount("rw");
    let kept = keep_one(&disk.database()).await;
    disk.remount("ro");
    assert_eq!(Store::open(&disk.database()).await.unwrap_err(), StoreError::ReadOnly);
    let error = restore(&disk.database(), &disk.database(), now()).await.unwrap_err();
    assert_eq!(error, StoreError::ReadOnly);
    disk.remount("rw");
    assert_eq!(read_one(&disk.database()).await, kept);
}

#[tokio::test]
async fn a_read_only_folder_is_told_as_such_and_loses_nothing() {
    // Root may write whatever the modes of a folder say, so that the folder alone is mounted read-only.
    let disk = Mounted::new();
    let home = disk.folder.path().join("home");
    let kept = keep_one(&disk.database()).await;
    assert!(run(Command::new("mount").arg("--bind").args([&home, &home])));
    assert!(run(Command::new("mount").args(["-o", "remount,bind,ro"]).arg(&home)));
    let opened = Store::open(&disk.database()).await;
    assert!(run(Command::new("umount").arg(&home)));
    assert_eq!(opened.unwrap_err(), StoreError::ReadOnly);
    assert_eq!(read_one(&disk.database()).await, kept);
}

async fn keep_one(database: &Path) -> usize {
    let store = Store::open(database).await.unwrap();
    let person = store.create_person(now()).await.unwrap();
    store.record(person, vec![product("cream")], None, now()).await.unwrap();
    store.close().await.unwrap();
    1
}

async fn read_one(database: &Path) -> usize {
    let store = Store::open(database).await.unwrap();
    let person = store.persons().await.unwrap()[0].id;
    let facts = store.facts(person).await.unwrap().len();
    store.close().await.unwrap();
    facts
}
