//! Deserializes a Rust type from the nodes of a document, with serde.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::{Document, Kind};
use crate::model::number;
use crate::span::NodeId;

/// Deserializes the value of a node; `deserialize` is the method of its type. The document must have no errors.
pub(crate) fn from_document<'d, T>(
    document: &'d Document<'d>,
    id: NodeId,
    deserialize: impl FnOnce(NodeDeserializer<'d>) -> Result<T, Error>,
) -> Result<T, Error> {
    deserialize(NodeDeserializer { document, id })
}

/// Deserializes the value of one node.
#[derive(Clone, Copy)]
pub(crate) struct NodeDeserializer<'d> {
    document: &'d Document<'d>,
    id: NodeId,
}

impl<'de> NodeDeserializer<'de> {
    fn with_node(self, id: NodeId) -> Self {
        Self { id, ..self }
    }
}

impl<'de> Deserializer<'de> for NodeDeserializer<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Self { document, id } = self;
        match document.kind(id) {
            Kind::Null => visitor.visit_unit(),
            Kind::Bool => visitor.visit_bool(document.bool(id).unwrap_or_default()),
            Kind::Number => {
                let value = document.number(id).unwrap_or_default();
                match number::integer(value, 0, number::MAX_EXACT) {
                    Some(whole) => visitor.visit_u64(whole),
                    None => visitor.visit_f64(value),
                }
            }
            Kind::String => visitor.visit_str(document.str(id).unwrap_or_default()),
            Kind::Array => {
                let elements = document.elements(id).map(|id| self.with_node(id));
                visitor.visit_seq(SeqDeserializer::new(elements))
            }
            Kind::Object => {
                let members = document.members(id);
                let members =
                    members.map(|(key, value)| (self.with_node(key), self.with_node(value)));
                visitor.visit_map(MapDeserializer::new(members))
            }
            Kind::Foreign(_) => Err(Error::custom("this value is not JSON")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.document.kind(self.id) {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let name = self.document.str(self.id).unwrap_or_default();
        visitor.visit_enum(name.into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Error> for NodeDeserializer<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
