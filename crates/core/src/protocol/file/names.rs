//! The names of ingredients, as people write them.

use crate::document::{Entries, FromText};
use crate::vocabulary::{IngredientClass, Role, Word};

/// The folder of a protocol in which the names of ingredients stand: read by whoever reads a label, not with the rules.
pub(crate) const NAMES_FOLDER: &str = "names/";

/// A file of names: for each class or role, INCI names with their other names.
pub type NamesFile = Entries<Kind, Entries<Spelled, Vec<String>>>;

/// A class or a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A class.
    Class(IngredientClass),
    /// A role.
    Role(Role),
}

impl FromText for Kind {
    fn from_text(text: &str) -> Option<Self> {
        IngredientClass::from_id(text).map(Self::Class).or_else(|| Role::from_id(text).map(Self::Role))
    }

    fn schema() -> schemars::Schema {
        let ids = [IngredientClass::TABLE.ids(), Role::TABLE.ids()].concat();
        schemars::json_schema!({ "type": "string", "enum": ids })
    }
}

/// A name as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled(pub String);

impl FromText for Spelled {
    fn from_text(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }

    fn schema() -> schemars::Schema {
        schemars::json_schema!({ "type": "string" })
    }
}
