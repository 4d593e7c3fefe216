//! Answers as documents to take away: a sheet of paper (PDF and HTML) and a calendar. Bytes and text in memory; nothing
//! here reads a clock, touches a file or decides anything.
//!
//! A [`Sheet`] is what stands on the paper, in reading order. [`mod@html`] and `pdf` only say how it looks.

pub mod calendar;
pub mod html;
#[cfg(feature = "pdf")]
pub mod pdf;
mod sheet;

pub use sheet::{
    Alert, Bar, Body, Chart, Column, Content, Danger, Group, Help, Item, Kind, Line, Mark, Row, Section,
    Sheet,
};
pub use sheet::{chart, help};
