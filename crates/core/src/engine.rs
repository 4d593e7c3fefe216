//! The product: a case and a protocol in, answers with their reasons out. One public function per question.
//!
//! Every function is pure and total: the same facts, rules and instant always give the same answer, and there always is
//! one. What cannot be decided is a [`Question`](crate::fact::Question) in the answer's gaps.

mod alert;
mod appointment;
mod backwards;
mod can;
mod care;
mod changes;
mod course;
pub mod examples;
mod expect;
mod gate;
mod hour;
mod label;
mod limits;
mod plan;
mod preparation;
mod screening;
mod session;
mod triage;

pub use backwards::{Backwards, Clash, Gap};
pub use can::{AlreadyDone, Answer, Can, Moved, can};
pub use care::{CareDays, CareLine};
pub use changes::{Change, Changes, Entry, Time, compare};
pub use course::{Course, CourseDate, Improved, NextSession, NextState, Total, course};
pub use expect::{Band, Expect, Observed, Point, expect};
pub use gate::{GateAnswer, State};
pub use label::{LabelAnswer, LabelFinding, LabelVerdict, Labels, labels, waiting_for};
pub use limits::{LimitAnswer, LimitVerdict};
pub use plan::{Day, DayGrade, Now, Plan, plan};
pub use preparation::{DatedTask, Preparation, prepare};
pub use screening::{Finding, Screening, screen};
pub use session::{Session, session};
pub use triage::{Asked, Call, Danger, Expected, FIRST_QUESTIONS, Found, TriageAnswer, Warning};
pub use triage::{Number, When as CallWhen};
pub use triage::{ask, calls_at, dangers, triage, triage_and_ask, warning};
