//! Converts any value that serde can serialize to nodes.

use std::fmt;

use serde::ser::{self, Serialize, Serializer};

use super::writer::Mark;
use super::{Foreign, Kind, Limits, Writer, node};

/// Writes a value as nodes.
///
/// It never fails: a part that JSON doesn't have becomes a [`Foreign`] node. Bytes become [`Foreign::Bytes`], a value
/// whose `Serialize` returns an error becomes [`Foreign::Threw`], and a map with a key that is not a scalar becomes
/// [`Foreign::Instance`]. Parts beyond the limits become [`Foreign::TooDeep`] or [`Foreign::TooLarge`]. Integers become
/// the nearest double, which is exact up to 2^53.
pub fn serialize<T: Serialize + ?Sized>(value: &T, limits: &Limits, writer: &mut Writer<'_>) {
    write(value, *limits, writer);
}

/// Writes a value. `limits` are those that remain at its depth.
fn write<T: Serialize + ?Sized>(value: &T, limits: Limits, writer: &mut Writer<'_>) {
    let mark = writer.mark();
    if let Err(CannotSerialize(foreign)) = value.serialize(ValueSerializer { writer, limits }) {
        writer.replace(mark, foreign);
    } else if writer.is_full(&limits) {
        writer.replace(mark, Foreign::TooLarge);
    }
}

/// Turns the value that was written after `mark` into a key. Returns `None` if the value is not a scalar or is null.
pub(super) fn make_key(writer: &mut Writer<'_>, mark: Mark) -> Option<()> {
    let id = mark.first_node();
    let text = match writer.document().kind(id) {
        Kind::String => return Some(()),
        Kind::Null => return None,
        _ => writer.document().scalar(id)?.into_owned(),
    };
    writer.rewind(mark);
    writer.string(&text);
    Some(())
}

/// The error if a value can't be written; it has the foreign value to write instead.
#[derive(Debug)]
struct CannotSerialize(Foreign);

impl fmt::Display for CannotSerialize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value can't be serialized")
    }
}

impl std::error::Error for CannotSerialize {}

impl ser::Error for CannotSerialize {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(Foreign::Threw)
    }
}

/// Writes one value.
struct ValueSerializer<'w, 't> {
    writer: &'w mut Writer<'t>,
    limits: Limits,
}

impl<'w, 't> ValueSerializer<'w, 't> {
    fn open(self, head: u32) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        let limits = self
            .limits
            .one_level_deeper()
            .ok_or(CannotSerialize(Foreign::TooDeep))?;
        self.writer.open(head, 0);
        Ok(ContainerSerializer {
            writer: self.writer,
            limits,
            levels: 1,
            after_key: false,
        })
    }

    /// Opens the object for an enum variant with content, `{"name": content}`, and writes the name.
    fn open_variant(self, name: &str) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        let container = self.open(node::OBJECT)?;
        container.writer.string(name);
        Ok(container)
    }

    fn number(self, value: f64) -> Result<(), CannotSerialize> {
        self.writer.number(value);
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), CannotSerialize> {
            self.number(value as f64)
        })*
    };
}

impl<'w, 't> Serializer for ValueSerializer<'w, 't> {
    type Ok = ();
    type Error = CannotSerialize;
    type SerializeSeq = ContainerSerializer<'w, 't>;
    type SerializeTuple = ContainerSerializer<'w, 't>;
    type SerializeTupleStruct = ContainerSerializer<'w, 't>;
    type SerializeTupleVariant = ContainerSerializer<'w, 't>;
    type SerializeMap = ContainerSerializer<'w, 't>;
    type SerializeStruct = ContainerSerializer<'w, 't>;
    type SerializeStructVariant = ContainerSerializer<'w, 't>;

    numbers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_f64: f64
    );

    fn serialize_f32(self, value: f32) -> Result<(), CannotSerialize> {
        // This converts the shortest decimal, so that 0.1 stays 0.1.
        self.number(value.to_string().parse().unwrap_or(f64::NAN))
    }

    fn serialize_bool(self, value: bool) -> Result<(), CannotSerialize> {
        self.writer.bool(value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), CannotSerialize> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), CannotSerialize> {
        self.writer.string(value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), CannotSerialize> {
        Err(CannotSerialize(Foreign::Bytes))
    }

    fn serialize_none(self) -> Result<(), CannotSerialize> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), CannotSerialize> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), CannotSerialize> {
        self.writer.leaf(node::NULL, 0, 0);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), CannotSerialize> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), CannotSerialize> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), CannotSerialize> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), CannotSerialize> {
        let mut container = self.open_variant(variant)?;
        container.value(value);
        container.close()
    }

    fn serialize_seq(
        self,
        _: Option<usize>,
    ) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        self.open(node::ARRAY)
    }

    fn serialize_tuple(self, _: usize) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        self.open(node::ARRAY)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        self.open(node::ARRAY)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        self.open_variant(variant)?.open(node::ARRAY)
    }

    fn serialize_map(
        self,
        _: Option<usize>,
    ) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        self.open(node::OBJECT)
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        self.open(node::OBJECT)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<ContainerSerializer<'w, 't>, CannotSerialize> {
        self.open_variant(variant)?.open(node::OBJECT)
    }
}

/// Writes the content of an open array or object.
struct ContainerSerializer<'w, 't> {
    writer: &'w mut Writer<'t>,
    limits: Limits,
    /// The number of objects and arrays to close: two for an enum variant with fields.
    levels: u32,
    after_key: bool,
}

impl<'w, 't> ContainerSerializer<'w, 't> {
    fn open(self, head: u32) -> Result<Self, CannotSerialize> {
        let Self {
            writer,
            limits,
            levels,
            ..
        } = self;
        let inner = ValueSerializer { writer, limits }.open(head)?;
        Ok(Self {
            levels: levels + 1,
            ..inner
        })
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) {
        write(value, self.limits, self.writer);
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.writer.string(name);
        self.value(value);
    }

    fn close(self) -> Result<(), CannotSerialize> {
        for _ in 0..self.levels {
            self.writer.close(0, 0);
        }
        Ok(())
    }
}

macro_rules! elements {
    ($($trait:ident $method:ident),*) => {
        $(impl ser::$trait for ContainerSerializer<'_, '_> {
            type Ok = ();
            type Error = CannotSerialize;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CannotSerialize> {
                self.value(value);
                Ok(())
            }

            fn end(self) -> Result<(), CannotSerialize> {
                self.close()
            }
        })*
    };
}

elements!(
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
);

macro_rules! fields {
    ($($trait:ident),*) => {
        $(impl ser::$trait for ContainerSerializer<'_, '_> {
            type Ok = ();
            type Error = CannotSerialize;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), CannotSerialize> {
                self.field(name, value);
                Ok(())
            }

            fn end(self) -> Result<(), CannotSerialize> {
                self.close()
            }
        })*
    };
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for ContainerSerializer<'_, '_> {
    type Ok = ();
    type Error = CannotSerialize;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CannotSerialize> {
        if std::mem::replace(&mut self.after_key, true) {
            return Err(CannotSerialize(Foreign::Instance));
        }
        let mark = self.writer.mark();
        write(key, self.limits, self.writer);
        make_key(self.writer, mark).ok_or(CannotSerialize(Foreign::Instance))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CannotSerialize> {
        if !std::mem::replace(&mut self.after_key, false) {
            return Err(CannotSerialize(Foreign::Instance));
        }
        self.value(value);
        Ok(())
    }

    fn end(self) -> Result<(), CannotSerialize> {
        if self.after_key {
            return Err(CannotSerialize(Foreign::Instance));
        }
        self.close()
    }
}
