//! Files that people write: read whole, or every problem named with its place.
//!
//! [`read`] first tries the quick way, straight into the file shape. Only when that fails it looks again, slowly: every
//! fault is noted, taken out, and reading goes on, so that one wrong key does not hide the next. What the checks say
//! later goes into the same [`Problems`], by path; line and column are looked up only when there is something to say.

mod locate;
mod path;
mod problem;
mod read;
mod text;

pub use path::{OwnedPath, OwnedStep, Path, is_id_like, printable};
pub use problem::{Place, Problem, Problems};
pub use read::{Document, Format, read};
pub use text::{Entries, FromText, Text};
