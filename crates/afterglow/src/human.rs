//! Answers as pages for a terminal: the answer first, 80 columns, good without colour.

pub(crate) mod can;
pub(crate) mod changes;
mod chart;
pub(crate) mod course;
pub(crate) mod expect;
pub(crate) mod label;
pub(crate) mod layout;
pub(crate) mod plan;
pub(crate) mod prepare;
pub(crate) mod protocol;
pub(crate) mod screen;
pub(crate) mod session;
pub(crate) mod triage;
