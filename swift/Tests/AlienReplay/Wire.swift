import Alien

// Reports as JSON, as the core and the other languages write them.

extension Report {
    package var wire: JSONValue {
        [
            "valid": .bool(valid),
            "diagnostics": .array(diagnostics.map { $0.wire }),
            "truncated": .bool(truncated),
        ]
    }

    /// Reads a report.
    package init(wire: JSONValue) {
        self.init(
            valid: wire["valid"] == true,
            diagnostics: elements(wire["diagnostics"]).map { Diagnostic(wire: $0) },
            truncated: wire["truncated"] == true
        )
    }
}

extension Diagnostic {
    /// The diagnostic without the place of its call.
    package var wire: JSONValue {
        JSONValue(given: [
            ("code", .string(code)),
            ("severity", .string(severity.name)),
            ("message", .string(message)),
            ("data", data?.wire),
            ("path", .string(path)),
            ("target", .string(target == .key ? "key" : "value")),
            ("range", range?.wire),
            ("call", call?.wire),
            ("help", help.map(JSONValue.string)),
            ("related", .array(related.map { $0.wire })),
            ("fixes", .array(fixes.map { $0.wire })),
            ("docs", .string(docs)),
        ])
    }

    init(wire: JSONValue) {
        self.init(
            code: string(wire["code"]),
            severity: Severity(name: string(wire["severity"])),
            message: string(wire["message"]),
            data: nil,
            path: string(wire["path"]),
            target: wire["target"] == "key" ? .key : .value,
            range: wire["range"].map { SourceRange(wire: $0) },
            call: wire["call"].map { Call(wire: $0) },
            help: wire["help"]?.text,
            related: elements(wire["related"]).map { Related(wire: $0) },
            fixes: elements(wire["fixes"]).map { Fix(wire: $0) },
            docs: string(wire["docs"])
        )
    }
}

extension Severity {
    var name: String {
        switch self {
        case .error: return "error"
        case .warning: return "warning"
        case .info: return "info"
        }
    }

    init(name: String) {
        switch name {
        case "error": self = .error
        case "warning": self = .warning
        default: self = .info
        }
    }
}

extension DiagnosticData {
    var wire: JSONValue {
        JSONValue(given: [
            ("value", value?.wire),
            ("min", min?.wire),
            ("exclusiveMin", exclusiveMin?.wire),
            ("max", max?.wire),
            ("unit", unit.map(JSONValue.string)),
            ("name", name.map(JSONValue.string)),
            ("suggestion", suggestion.map(JSONValue.string)),
        ])
    }
}

extension Scalar {
    var wire: JSONValue {
        switch self {
        case .number(let number): return .number(number)
        case .text(let text): return .string(text)
        }
    }
}

extension SourceRange {
    var wire: JSONValue {
        ["start": start.wire, "end": end.wire]
    }

    init(wire: JSONValue) {
        self.init(start: Position(wire: wire["start"] ?? .null), end: Position(wire: wire["end"] ?? .null))
    }
}

extension Position {
    var wire: JSONValue {
        ["line": .number(Double(line)), "character": .number(Double(character))]
    }

    init(wire: JSONValue) {
        self.init(line: whole(wire["line"]) ?? 0, character: whole(wire["character"]) ?? 0)
    }
}

extension Call {
    var wire: JSONValue {
        ["method": .string(method), "number": .number(Double(number)), "text": .string(text)]
    }

    init(wire: JSONValue) {
        self.init(
            method: string(wire["method"]),
            number: whole(wire["number"]) ?? 0,
            text: string(wire["text"]),
            file: wire["file"]?.text,
            line: whole(wire["line"]),
            column: whole(wire["column"])
        )
    }
}

extension Related {
    var wire: JSONValue {
        JSONValue(given: [
            ("path", .string(path)),
            ("range", range?.wire),
            ("call", call?.wire),
            ("message", .string(message)),
        ])
    }

    init(wire: JSONValue) {
        self.init(
            path: string(wire["path"]),
            range: wire["range"].map { SourceRange(wire: $0) },
            call: wire["call"].map { Call(wire: $0) },
            message: string(wire["message"])
        )
    }
}

extension Fix {
    var wire: JSONValue {
        JSONValue(given: [
            ("title", .string(title)),
            ("applicability", .string(applicability == .safe ? "safe" : "unsafe")),
            ("edits", .array(edits.map { $0.wire })),
            ("textEdits", textEdits.map { edits in JSONValue.array(edits.map { $0.wire }) }),
        ])
    }

    package init(wire: JSONValue) {
        self.init(
            title: string(wire["title"]),
            applicability: wire["applicability"] == "safe" ? .safe : .unsafe,
            edits: elements(wire["edits"]).map { Edit(wire: $0) },
            textEdits: wire["textEdits"].map { edits in elements(edits).map { TextEdit(wire: $0) } }
        )
    }
}

extension TextEdit {
    var wire: JSONValue {
        ["range": range.wire, "newText": .string(newText)]
    }

    init(wire: JSONValue) {
        self.init(range: SourceRange(wire: wire["range"] ?? .null), newText: string(wire["newText"]))
    }
}

extension Edit {
    var wire: JSONValue {
        switch self {
        case .set(let path, let json):
            return ["kind": "set", "path": .string(path), "json": .string(json)]
        case .remove(let path):
            return ["kind": "remove", "path": .string(path)]
        case .removeFirst(let path):
            return ["kind": "removeFirst", "path": .string(path)]
        case .rename(let path, let key):
            return ["kind": "rename", "path": .string(path), "key": .string(key)]
        case .move(let path, let to):
            return ["kind": "move", "path": .string(path), "to": .string(to)]
        case .quote(let path):
            return ["kind": "quote", "path": .string(path)]
        case .pairs(let path):
            return ["kind": "pairs", "path": .string(path)]
        case .replace(let range, let text):
            return ["kind": "replace", "range": range.wire, "text": .string(text)]
        }
    }

    init(wire: JSONValue) {
        let path = string(wire["path"])
        switch string(wire["kind"]) {
        case "set": self = .set(path: path, json: string(wire["json"]))
        case "remove": self = .remove(path: path)
        case "removeFirst": self = .removeFirst(path: path)
        case "rename": self = .rename(path: path, key: string(wire["key"]))
        case "move": self = .move(path: path, to: string(wire["to"]))
        case "quote": self = .quote(path: path)
        case "pairs": self = .pairs(path: path)
        default: self = .replace(range: SourceRange(wire: wire["range"] ?? .null), text: string(wire["text"]))
        }
    }
}

/// The elements of an array; none if it is absent.
package func elements(_ value: JSONValue?) -> [JSONValue] {
    guard case .array(let elements)? = value else { return [] }
    return elements
}

/// A string; empty if it is absent.
private func string(_ value: JSONValue?) -> String {
    value?.text ?? ""
}

/// A number that is not negative, if it is present.
private func whole(_ value: JSONValue?) -> UInt32? {
    guard case .number(let number)? = value else { return nil }
    return UInt32(number)
}
