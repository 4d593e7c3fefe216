//! What the program keeps of a person: facts, which are only ever added, and the answers given to them.
//!
//! A [`Fact`] is never changed. A correction is a new fact that [replaces](NewFact::replaces) an older one; a withdrawal is a
//! correction without content. [`fold()`] makes the case file of all of a person's facts, as JSON.
//!
//! [`Records`] says what any database must do; [`Store`] does it with one SQLite file and also makes
//! [backups](Store::backup), [restores](restore) them and tells its [health](Store::health). Nothing here reads a clock: the caller passes the time.
//!
//! ```
//! use afterglow_store::{Kind, NewFact, Records, Store, fold};
//!
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! # let folder = tempfile::tempdir().unwrap();
//! let now = "2026-11-24T14:00:00Z".parse().unwrap();
//! let store = Store::open(&folder.path().join("afterglow.db")).await?;
//! let person = store.create_person(now).await?;
//! let body = serde_json::json!({ "ended": "2026-11-22T14:00:00-05:00[America/New_York]", "device": "pen" });
//! store.record(person, vec![NewFact::new(Kind::Treatment, body)], None, now).await?;
//!
//! let case = fold(&store.facts(person).await?);
//! assert_eq!(case["treatment"]["device"], "pen");
//! store.close().await?;
//! # Ok::<(), afterglow_store::StoreError>(())
//! # }).unwrap();
//! ```

mod answer;
mod error;
mod fact;
mod fold;
mod id;
mod kept;
mod records;
mod sqlite;

pub use answer::{Answer, Cause, MAX_ANSWER_BYTES, NewAnswer, ProtocolName};
pub use error::{Invalid, Misfit, Part, StoreError};
pub use fact::{Fact, Kind, MAX_BODY_BYTES, MAX_FACTS, NewFact};
pub use fold::{fold, standing};
pub use id::{AnswerId, FactId, PersonId, SendingKey};
pub use kept::{Kept, MAX_KEPT_FACTS};
pub use records::{Erased, Health, Imported, OutOfReach, Person, Recorded, Records};
pub use sqlite::{Backup, Opened, Options, Restored, Store, restore};
