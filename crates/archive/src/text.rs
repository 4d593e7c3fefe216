//! Values that stand as text in JSON, and JSON in which no key stands twice.

use std::fmt;

use afterglow_store::{AnswerId, FactId, Kind, PersonId, SendingKey};
use jiff::Timestamp;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Number, Value};

/// Something that is written as text.
pub(crate) trait Written: Sized {
    /// What is expected, as in "expected a UUID".
    const WHAT: &'static str;

    fn read(text: &str) -> Option<Self>;

    fn written(&self) -> String;
}

macro_rules! written {
    ($what:literal: $($name:ty),*) => { $(
        impl Written for $name {
            const WHAT: &'static str = $what;

            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn written(&self) -> String {
                self.to_string()
            }
        }
    )* };
}

written!("a UUID": PersonId, FactId, AnswerId, SendingKey);
written!("an instant as in 2026-11-24T14:00:00Z": Timestamp);

impl Written for Kind {
    const WHAT: &'static str = "a kind of fact";

    fn read(text: &str) -> Option<Self> {
        Self::from_word(text)
    }

    fn written(&self) -> String {
        self.word().to_owned()
    }
}

/// A value that stands as text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<T>(pub(crate) T);

impl<T: Written> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.written())
    }
}

impl<'de, T: Written> Deserialize<'de> for Text<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        T::read(&text).map(Self).ok_or_else(|| D::Error::custom(format_args!("expected {}", T::WHAT)))
    }
}

/// Any JSON in which no key stands twice: `Value` would silently take the later one.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Once(pub(crate) Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EachOnce).map(Self)
    }
}

struct EachOnce;

impl<'de> Visitor<'de> for EachOnce {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("expected a finite number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Once(entry)) = entries.next_element()? {
            list.push(entry);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut table = Map::new();
        while let Some((key, Once(value))) = members.next_entry::<String, Once>()? {
            if table.insert(key, value).is_some() {
                return Err(A::Error::custom("expected each key once"));
            }
        }
        Ok(Value::Object(table))
    }
}
