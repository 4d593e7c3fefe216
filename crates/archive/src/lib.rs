//! Everything that is kept of a person in one file: to take along, and to bring back.
//!
//! [`pack`] makes the archive, a zip file with the rows as JSON and what a person can read without this program.
//! [`unpack`] reads one that comes from anywhere: whole, or every fault with its place. It reads the names it knows
//! into memory, and never writes a file. [`bring_in`] keeps what was read where nothing is kept of anybody else.
//!
//! Nothing here reads a clock: the same rows make the same bytes at the same moment.

mod bring;
mod container;
mod format;
mod pack;
mod papers;
mod row;
mod text;
mod unpack;

pub use bring::bring_in;
pub use format::{FORMAT, MOST_BYTES};
pub use pack::{PackError, pack};
pub use papers::Rules;
pub use unpack::{Unpacked, unpack};
