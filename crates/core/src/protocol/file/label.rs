//! What the ingredients of a product mean, as people write it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ExampleFile, ValueFile, WhenFile};
use crate::document::Text;
use crate::vocabulary::{Activity, IngredientClass, Role};

/// A rule about ingredients.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IngredientFile {
    /// Its id.
    pub id: Option<String>,
    /// Ingredients of these classes,
    #[serde(default)]
    pub class: Vec<Text<IngredientClass>>,
    /// or of these roles;
    #[serde(default)]
    pub role: Vec<Text<Role>>,
    /// only these names of the dictionary, if any are given;
    #[serde(default)]
    pub names: Vec<String>,
    /// only stronger than so many per cent; a strength that is not stated counts.
    pub percent_over: Option<f64>,
    /// For whom; unknown is a gap.
    pub when: Option<WhenFile>,
    /// It may be used once this gate is open,
    pub gate: Option<Text<Activity>>,
    /// and not before this hour.
    pub from_h: Option<u32>,
    /// Without a gate: `ask` or `no`.
    pub answer: Option<String>,
    /// Every sourced value.
    #[serde(default)]
    pub values: Vec<ValueFile>,
    /// Claim ids.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Whose value is followed.
    pub follows: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
    /// Examples.
    #[serde(default)]
    pub example: Vec<ExampleFile>,
}

/// An ingredient that has a class only at a strength, or beside others of that class.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PromotionFile {
    /// Its id.
    pub id: Option<String>,
    /// EU INCI names of the dictionary.
    #[serde(default)]
    pub names: Vec<String>,
    /// The class.
    pub class: Option<Text<IngredientClass>>,
    /// From so many per cent on;
    pub percent_from: Option<f64>,
    /// or beside so many others of the class.
    pub beside: Option<usize>,
    /// Evidence ids.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Why.
    pub why: Option<String>,
    /// Rests on memory or our own proposal alone.
    #[serde(default)]
    pub unverified: bool,
}
