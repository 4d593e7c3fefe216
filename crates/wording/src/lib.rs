//! Every sentence that a person reads, by key and language. The core answers with ids; here they become words.
//!
//! The words stand in `wording/<language>/*.ftl`. A key that is missing or never used fails the tests, and so does a
//! sentence that is too long or a text that is too hard to read ([`readability`]).

mod answers;
pub mod keys;
pub mod readability;
mod say;
mod times;
mod urgent;

pub use say::{Args, Wording, args};
