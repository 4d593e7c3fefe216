//! Answers as JSON: the contract that other programs read. Fields may be added, never renamed.
//!
//! The types here are separate from the core's and converted by hand, so that a change inside cannot change the
//! contract unnoticed. With a [`Wording`](afterglow_wording::Wording) the sentences come along; without one, only ids.

mod can;
mod changes;
mod common;
mod course;
mod expect;
mod label;
mod plan;
mod prepare;
mod screen;
mod session;
mod triage;
mod warning;

pub use can::CanWire;
pub use changes::ChangesWire;
pub use common::{ErrorWire, Errors, Line, View};
pub use course::CourseWire;
pub use expect::ExpectWire;
pub use label::LabelWire;
pub use plan::PlanWire;
pub use prepare::PrepareWire;
pub use screen::ScreenWire;
pub use session::SessionWire;
pub use triage::{AskWire, TriageWire};
