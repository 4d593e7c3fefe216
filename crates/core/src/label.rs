//! Ingredient labels: a text as it stands on a pack, read into names that the dictionary knows.
//!
//! [`read`] takes the text apart (`split`), looks every piece up in the [`Dictionary`] (`dictionary`, `close`), and knows
//! how names are built that are too rare to stand in it (`grammar`). Last it looks for names that stood outside the list (`overlooked`). What is not recognised is listed, never guessed.

mod close;
mod dictionary;
mod grammar;
mod key;
mod overlooked;
mod read;
mod split;

pub use dictionary::{Dictionary, Name};
pub use read::{How, Matched, Reading, read};
