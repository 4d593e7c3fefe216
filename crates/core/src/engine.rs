//! The product: a case and a protocol in, answers with their reasons out. One public function per question.
//!
//! Every function is pure and total: the same facts, rules and instant always give the same answer, and there always is
//! one. What cannot be decided is a [`Question`](crate::fact::Question) in the answer's gaps.

mod alert;
mod can;
mod care;
pub mod examples;
mod expect;
mod gate;
mod hour;
mod plan;

pub use can::{AlreadyDone, Answer, Can, Moved, can};
pub use care::CareLine;
pub use expect::{Band, Expect, Observed, Point, expect};
pub use gate::{GateAnswer, State};
pub use plan::{Day, DayGrade, Now, Plan, plan};
