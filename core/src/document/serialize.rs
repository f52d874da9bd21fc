//! From anything that serde can serialize to nodes, without a text in between.

use std::fmt;

use serde::ser::{self, Serialize, Serializer};

use super::writer::Mark;
use super::{Foreign, Kind, Limits, Writer, node};

/// Writes a value, as deep and as large as the limits say.
///
/// It never fails: what serde can't carry is a [`Foreign`] node in its place. Bytes are [`Foreign::Bytes`],
/// a value whose `Serialize` reports an error is [`Foreign::Threw`], a map with keys that are no scalars is
/// [`Foreign::Instance`], what is beyond the limits is [`Foreign::TooDeep`] and [`Foreign::TooLarge`]. Integers become the nearest double, which is exact far beyond every bound of the
/// model.
pub fn serialize<T: Serialize + ?Sized>(value: &T, limits: &Limits, writer: &mut Writer<'_>) {
    write(value, *limits, writer);
}

/// Writes a value inside as many objects and arrays as `limits` lack in depth.
fn write<T: Serialize + ?Sized>(value: &T, limits: Limits, writer: &mut Writer<'_>) {
    let mark = writer.mark();
    if let Err(Refused(instead)) = value.serialize(Value { writer, limits }) {
        writer.replace(mark, instead);
    } else if writer.is_full(&limits) {
        writer.replace(mark, Foreign::TooLarge);
    }
}

/// Makes a key of the scalar that was written since `mark`. `None` if it is no scalar.
pub(super) fn make_key(writer: &mut Writer<'_>, mark: Mark) -> Option<()> {
    let id = mark.node();
    let text = match writer.document().kind(id) {
        Kind::String => return Some(()),
        Kind::Null => return None,
        _ => writer.document().scalar(id)?,
    };
    writer.rewind(mark);
    writer.string(&text);
    Some(())
}

/// Why a value could not be written: what stands instead of it.
#[derive(Debug)]
struct Refused(Foreign);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value can't be serialized")
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(Foreign::Threw)
    }
}

/// Where a value goes.
struct Value<'w, 't> {
    writer: &'w mut Writer<'t>,
    limits: Limits,
}

impl<'w, 't> Value<'w, 't> {
    fn open(self, head: u32) -> Result<Inside<'w, 't>, Refused> {
        let limits = self.limits.inside().ok_or(Refused(Foreign::TooDeep))?;
        self.writer.open(head, 0);
        Ok(Inside {
            writer: self.writer,
            limits,
            levels: 1,
            after_key: false,
        })
    }

    /// Opens the object that stands for a variant with content, `{"name": …}`, up to its content.
    fn open_variant(self, name: &str) -> Result<Inside<'w, 't>, Refused> {
        let inside = self.open(node::OBJECT)?;
        inside.writer.string(name);
        Ok(inside)
    }

    fn number(self, value: f64) -> Result<(), Refused> {
        self.writer.number(value);
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), Refused> {
            self.number(value as f64)
        })*
    };
}

impl<'w, 't> Serializer for Value<'w, 't> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Inside<'w, 't>;
    type SerializeTuple = Inside<'w, 't>;
    type SerializeTupleStruct = Inside<'w, 't>;
    type SerializeTupleVariant = Inside<'w, 't>;
    type SerializeMap = Inside<'w, 't>;
    type SerializeStruct = Inside<'w, 't>;
    type SerializeStructVariant = Inside<'w, 't>;

    numbers!(
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_i128: i128,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_u128: u128,
        serialize_f64: f64
    );

    fn serialize_f32(self, value: f32) -> Result<(), Refused> {
        // Through its shortest decimal, so that 0.1 stays 0.1.
        self.number(value.to_string().parse().unwrap_or(f64::NAN))
    }

    fn serialize_bool(self, value: bool) -> Result<(), Refused> {
        self.writer.bool(value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Refused> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Refused> {
        self.writer.string(value);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Refused> {
        Err(Refused(Foreign::Bytes))
    }

    fn serialize_none(self) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.writer.leaf(node::NULL, 0, 0);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Refused> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        let mut inside = self.open_variant(variant)?;
        inside.value(value);
        inside.close()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'w, 't>, Refused> {
        self.open(node::ARRAY)
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'w, 't>, Refused> {
        self.open(node::ARRAY)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'w, 't>, Refused> {
        self.open(node::ARRAY)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'w, 't>, Refused> {
        self.open_variant(variant)?.open(node::ARRAY)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'w, 't>, Refused> {
        self.open(node::OBJECT)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Inside<'w, 't>, Refused> {
        self.open(node::OBJECT)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'w, 't>, Refused> {
        self.open_variant(variant)?.open(node::OBJECT)
    }
}

/// An open array or object.
struct Inside<'w, 't> {
    writer: &'w mut Writer<'t>,
    limits: Limits,
    /// How many to close: two of a variant with fields.
    levels: u32,
    after_key: bool,
}

impl<'w, 't> Inside<'w, 't> {
    fn open(self, head: u32) -> Result<Self, Refused> {
        let Self {
            writer,
            limits,
            levels,
            ..
        } = self;
        let inner = Value { writer, limits }.open(head)?;
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

    fn close(self) -> Result<(), Refused> {
        for _ in 0..self.levels {
            self.writer.close(0, 0);
        }
        Ok(())
    }
}

macro_rules! elements {
    ($($trait:ident $method:ident),*) => {
        $(impl ser::$trait for Inside<'_, '_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.value(value);
                Ok(())
            }

            fn end(self) -> Result<(), Refused> {
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
        $(impl ser::$trait for Inside<'_, '_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Refused> {
                self.field(name, value);
                Ok(())
            }

            fn end(self) -> Result<(), Refused> {
                self.close()
            }
        })*
    };
}

fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Inside<'_, '_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        if std::mem::replace(&mut self.after_key, true) {
            return Err(Refused(Foreign::Instance));
        }
        let mark = self.writer.mark();
        write(key, self.limits, self.writer);
        make_key(self.writer, mark).ok_or(Refused(Foreign::Instance))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        if !std::mem::replace(&mut self.after_key, false) {
            return Err(Refused(Foreign::Instance));
        }
        self.value(value);
        Ok(())
    }

    fn end(self) -> Result<(), Refused> {
        if self.after_key {
            return Err(Refused(Foreign::Instance));
        }
        self.close()
    }
}
