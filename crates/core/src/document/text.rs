//! Values that a file writes as text: ids, instants, dates. A wrong one is kept, so that the check can say what is wrong.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::vocabulary::Word;

/// Something that can be read from a text.
pub trait FromText: Sized {
    /// Reads it, or nothing if the text is not one.
    fn from_text(text: &str) -> Option<Self>;

    /// The JSON Schema of the text.
    fn schema() -> Schema;
}

/// A value written as text. `Err` keeps what was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Text<T>(pub Result<T, String>);

impl<'de, T: FromText> Deserialize<'de> for Text<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<T: FromText> Visitor<'_> for Reader<T> {
            type Value = Text<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text in quotes")
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<T>, E> {
                Ok(Text(T::from_text(text).ok_or_else(|| text.to_owned())))
            }
        }
        deserializer.deserialize_str(Reader(PhantomData))
    }
}

impl<T: FromText> JsonSchema for Text<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        T::schema()
    }
}

impl<W: Word> FromText for W {
    fn from_text(text: &str) -> Option<Self> {
        W::from_id(text)
    }

    fn schema() -> Schema {
        schemars::json_schema!({ "type": "string", "enum": W::TABLE.ids() })
    }
}

/// A table whose keys are words; order and repeated keys are kept for the check.
#[derive(Clone, Debug, PartialEq)]
pub struct Entries<K, V>(pub Vec<(Text<K>, V)>);

impl<'de, K: FromText, V: Deserialize<'de>> Deserialize<'de> for Entries<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<K, V>(PhantomData<(K, V)>);
        impl<'de, K: FromText, V: Deserialize<'de>> Visitor<'de> for Reader<K, V> {
            type Value = Entries<K, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<K, V>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Reader(PhantomData))
    }
}

impl<K: FromText, V: JsonSchema> JsonSchema for Entries<K, V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Entries".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<V>();
        schemars::json_schema!({ "type": "object", "propertyNames": K::schema(), "additionalProperties": value })
    }
}
