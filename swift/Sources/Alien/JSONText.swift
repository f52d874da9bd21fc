/// A text that is not JSON, or that is nested deeper than 128 levels.
public struct JSONError: Error, CustomStringConvertible {
    /// The number of bytes before the problem.
    public let offset: Int

    public var description: String {
        "this is not JSON at byte \(offset)"
    }
}

extension JSONValue {
    /// Reads JSON, such as that of a built resource. To find out what is wrong with a text, pass the text to ``validate(_:options:)``.
    ///
    /// ```swift
    /// let value = try JSONValue(json: #"{"id": "api"}"#)
    /// ```
    public init(json: String) throws {
        var reader = JSONReader(json)
        self = try reader.readAll()
    }

    /// The value as JSON without spaces. A number that JSON doesn't have is written as `null`.
    public var json: String {
        var out = ""
        write(to: &out)
        return out
    }

    private func write(to out: inout String) {
        switch self {
        case .null:
            out += "null"
        case .bool(let value):
            out += value ? "true" : "false"
        case .number(let value):
            if !value.isFinite {
                out += "null"
            } else if value == value.rounded(), abs(value) < 1e15 {
                out += String(Int64(value))
            } else {
                out += String(value)
            }
        case .string(let text):
            Self.write(text, to: &out)
        case .array(let elements):
            out += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { out += "," }
                element.write(to: &out)
            }
            out += "]"
        case .object(let members):
            out += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { out += "," }
                Self.write(member.key, to: &out)
                out += ":"
                member.value.write(to: &out)
            }
            out += "}"
        }
    }

    private static func write(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22:
                out += "\\\""
            case 0x5C:
                out += "\\\\"
            case 0..<0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default:
                out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}

/// Reads JSON text.
private struct JSONReader {
    private static let words: [(String, JSONValue)] = [
        ("null", JSONValue.null),
        ("true", JSONValue.bool(true)),
        ("false", JSONValue.bool(false)),
    ]

    private let bytes: [UInt8]
    private var offset = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func readAll() throws -> JSONValue {
        let value = try readValue(room: Int(Size.limitDepth))
        skipSpaces()
        guard offset == bytes.count else { throw fault() }
        return value
    }

    private func fault() -> JSONError {
        JSONError(offset: offset)
    }

    /// The next byte; 0 at the end.
    private var next: UInt8 {
        offset < bytes.count ? bytes[offset] : 0
    }

    private mutating func skipSpaces() {
        while next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 {
            offset += 1
        }
    }

    /// Skips a byte if it is the next one that is not a space. Returns whether it is.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpaces()
        guard offset < bytes.count, UInt32(next) == character.value else { return false }
        offset += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws {
        guard take(character) else { throw fault() }
    }

    /// `room` is the number of objects and arrays that may still be opened.
    private mutating func readValue(room: Int) throws -> JSONValue {
        if take("{") {
            return try readObject(room: room - 1)
        }
        if take("[") {
            return try readArray(room: room - 1)
        }
        if take("\"") {
            return .string(try readString())
        }
        for (word, value) in Self.words where bytes[offset...].starts(with: word.utf8) {
            offset += word.utf8.count
            return value
        }
        return .number(try readNumber())
    }

    private mutating func readObject(room: Int) throws -> JSONValue {
        guard room >= 0 else { throw fault() }
        var members: [JSONValue.Member] = []
        if take("}") { return .object(members) }
        repeat {
            try expect("\"")
            let key = try readString()
            try expect(":")
            members.append(JSONValue.Member(key: key, value: try readValue(room: room)))
        } while take(",")
        try expect("}")
        return .object(members)
    }

    private mutating func readArray(room: Int) throws -> JSONValue {
        guard room >= 0 else { throw fault() }
        var elements: [JSONValue] = []
        if take("]") { return .array(elements) }
        repeat {
            elements.append(try readValue(room: room))
        } while take(",")
        try expect("]")
        return .array(elements)
    }

    private mutating func readNumber() throws -> Double {
        let start = offset
        while (0x30...0x39).contains(next) || "+-.eE".utf8.contains(next) {
            offset += 1
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard let number = Double(text) else { throw fault() }
        return number
    }

    /// Reads the rest of a string.
    private mutating func readString() throws -> String {
        var text: [UInt8] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            switch byte {
            case 0x22:
                return String(decoding: text, as: UTF8.self)
            case 0x5C:
                text.append(contentsOf: String(try readEscape()).utf8)
            default:
                text.append(byte)
            }
        }
        throw fault()
    }

    /// Reads the rest of an escape.
    private mutating func readEscape() throws -> Character {
        let letter = next
        offset += 1
        switch letter {
        case 0x22: return "\""
        case 0x5C: return "\\"
        case 0x2F: return "/"
        case 0x62: return "\u{8}"
        case 0x66: return "\u{c}"
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x75: return Character(try readUnicode())
        default: throw fault()
        }
    }

    /// Reads the digits of `\u`. Half of a surrogate pair becomes U+FFFD.
    private mutating func readUnicode() throws -> Unicode.Scalar {
        let first = try readHex()
        guard (0xD800..<0xDC00).contains(first), bytes[offset...].starts(with: "\\u".utf8) else {
            return Unicode.Scalar(first) ?? "\u{FFFD}"
        }
        let start = offset
        offset += 2
        let second = try readHex()
        guard (0xDC00..<0xE000).contains(second) else {
            offset = start
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func readHex() throws -> UInt32 {
        guard offset + 4 <= bytes.count else { throw fault() }
        let digits = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
        guard let number = UInt32(digits, radix: 16) else { throw fault() }
        offset += 4
        return number
    }
}
