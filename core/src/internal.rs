//! What the bindings, the command line, and the tools and tests of the repository use. It is not part of the public API, and
//! may change at any time.

pub mod builder {
    pub use crate::builder::{METHODS, Method, call_text};
}

pub mod diagnostic {
    pub use crate::diagnostic::{Code, Location, Reported, Severity, Sink, is_hidden, quoted};
}

pub mod document {
    pub use crate::document::{
        Buffers, Document, Foreign, Index, Kind, Limits, Source, Syntax, Writer, deserialize,
        serialize,
    };

    #[cfg(feature = "yaml")]
    pub mod yaml {
        pub use crate::document::yaml::{
            Fault, FaultKind, SKIPPED, YamlAlias, YamlNode, YamlParser, YamlTape,
        };
    }

    pub mod json {
        pub use crate::document::json::parse_normalised;
    }

    pub mod node {
        pub use crate::document::node::{
            ARRAY, BOOL, BROKEN, FLOAT, FOREIGN, GUESSED, INTEGER, KIND, NAME_BITS, NULL, NUMBER,
            OBJECT, SIDE, STRING, SURROGATE, UNFINISHED,
        };
        #[cfg(feature = "yaml")]
        pub use crate::document::node::{MERGED, REPAIRED};
    }

    pub mod text_edit {
        pub use crate::document::text_edit::{FixBatch, apply};
    }

    pub mod tape {
        pub use crate::document::tape::{
            CALL, CLASS_OBJECT, CLOSE, KIND_BITS, NOT_UTF8, UNPAIRED, read_tape,
        };
    }
}

pub mod fix {
    pub use crate::fix::{Applicability, Edit, Fix};
}

pub mod functions {
    pub use crate::functions::*;
}

#[cfg(feature = "schema")]
pub mod ide {
    pub use crate::document::text_edit::TextEdit;
    pub use crate::ide::{
        Analysis, Completion, CompletionKind, Completions, Hint, Hover, Indentation, Snippet,
        Symbol, complete, explain_markdown,
    };
}

pub mod keys {
    pub use crate::model::keys::{
        CONTAINER, ExampleCall, HEALTH_CHECK, Key, OUTPUTS, Object, Required, STACK, STATE, Shape,
    };
}

pub mod language {
    pub use crate::language::{JAVASCRIPT, KOTLIN, Language, PYTHON, RUBY, RUST, SWIFT};
}

pub mod path {
    pub use crate::path::Path;
}

pub mod secret {
    pub use crate::secret::{VARIABLES, mask};
}

pub mod span {
    pub use crate::span::{LineIndex, NodeId, Span, Units};
}

pub mod validate {
    pub use crate::validate::{
        BadTape, Compared, DocumentKind, Input, Options, Replaced, Validated, compare,
        is_certainly_declaration, is_declaration_name, report_only, validate_input,
        validate_update,
    };
}

pub mod wire {
    pub use crate::wire::{
        Applicability, BuildResult, Call, CallSite, Change, ChangeKind, Diagnostic, DiagnosticData,
        Diff, Edit, Explanation, Failure, Fix, Position, Range, Related, Report, Scalar, Severity,
        Target, TextEdit,
    };
}
