//! What the ingredients of a product mean for the skin.

use super::condition::When;
use super::example::Example;
use super::rules::Rule;
use crate::set::Set;
use crate::vocabulary::{Activity, IngredientClass, Role};

/// A rule about ingredients.
#[derive(Clone, Debug, PartialEq)]
pub struct Ingredient {
    /// The rule.
    pub rule: Rule,
    /// Ingredients of these classes,
    pub classes: Set<IngredientClass>,
    /// or of these roles;
    pub roles: Set<Role>,
    /// only these names, if any are given;
    pub names: Vec<String>,
    /// only stronger than so many per cent; a strength that is not stated counts.
    pub percent_over: Option<f64>,
    /// For whom.
    pub when: When,
    /// What it says.
    pub says: Says,
    /// Examples.
    pub examples: Vec<Example>,
}

/// What a rule about ingredients says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// It may be used once a gate is open, and not before an hour of its own.
    Opens {
        /// The gate.
        gate: Activity,
        /// The hour; 0: the gate's alone.
        from_h: u32,
    },
    /// Somebody must be asked.
    Ask,
    /// Never.
    No,
}

/// An ingredient that has a class only at a strength, or beside others of that class.
#[derive(Clone, Debug, PartialEq)]
pub struct Promotion {
    /// The rule.
    pub rule: Rule,
    /// Its names in the dictionary.
    pub names: Vec<String>,
    /// The class.
    pub class: IngredientClass,
    /// From so many per cent, if any number is given;
    pub percent_from: Option<f64>,
    /// or beside so many others.
    pub beside: usize,
}
