//! Converts a value of any self-describing format that serde can read to nodes. Duplicate keys are kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::serialize::make_key;
use super::{Buffers, Document, Foreign, Limits, Source, Writer, node};

/// Reads a value of a self-describing format as a document. An error comes from the format; the declaration itself is
/// not checked here.
pub fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
    limits: &Limits,
) -> Result<Document<'static>, D::Error> {
    let mut writer = Writer::new("", Source::Value, Buffers::default());
    let value = ValueVisitor {
        writer: &mut writer,
        limits: *limits,
    };
    value.deserialize(deserializer)?;
    Ok(writer.finish())
}

/// Writes one value.
struct ValueVisitor<'w> {
    writer: &'w mut Writer<'static>,
    limits: Limits,
}

impl ValueVisitor<'_> {
    fn number<E>(self, value: f64) -> Result<(), E> {
        self.writer.number(value);
        Ok(())
    }

    fn foreign<E>(self, kind: Foreign) -> Result<(), E> {
        self.writer.foreign(kind);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for ValueVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { writer, limits } = self;
        let mark = writer.mark();
        let value = ValueVisitor { writer, limits };
        deserializer.deserialize_any(value)?;
        if writer.is_full(&limits) {
            writer.replace(mark, Foreign::TooLarge);
        }
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E>(self, value: $type) -> Result<(), E> {
            self.number(value as f64)
        })*
    };
}

impl<'de> Visitor<'de> for ValueVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a declaration")
    }

    numbers!(visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_f64: f64);

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.writer.bool(value);
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.writer.string(value);
        Ok(())
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<(), E> {
        self.foreign(Foreign::Bytes)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.writer.leaf(node::NULL, 0, 0);
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let Some(limits) = self.limits.one_level_deeper() else {
            while elements.next_element::<IgnoredAny>()?.is_some() {}
            return self.foreign(Foreign::TooDeep);
        };
        let writer = self.writer;
        writer.open(node::ARRAY, 0);
        while elements
            .next_element_seed(ValueVisitor { writer, limits })?
            .is_some()
        {}
        writer.close(0, 0);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Some(limits) = self.limits.one_level_deeper() else {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return self.foreign(Foreign::TooDeep);
        };
        let writer = self.writer;
        writer.open(node::OBJECT, 0);
        loop {
            let mark = writer.mark();
            if members
                .next_key_seed(ValueVisitor { writer, limits })?
                .is_none()
            {
                break;
            }
            make_key(writer, mark).ok_or_else(|| A::Error::custom("a key must be a string"))?;
            members.next_value_seed(ValueVisitor { writer, limits })?;
        }
        writer.close(0, 0);
        Ok(())
    }
}
