//! The pure core of Afterglow: a case (facts about a person) and a protocol (rules, as data) in, an answer with its
//! reasons out. No clock, no I/O, no panic; time is an argument.
//!
//! Reading order: [`vocabulary`], [`document`], [`case`], [`protocol`], [`label`], [`engine`].

pub mod case;
pub mod document;
pub mod engine;
pub mod fact;
pub mod label;
pub mod protocol;
pub mod set;
pub mod vocabulary;
