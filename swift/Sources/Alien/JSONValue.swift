/// A value of a declaration. Literals are values too.
///
/// ```swift
/// let profiles: JSONValue = ["profiles": ["execution": [:]]]
/// ```
///
/// A number that JSON doesn't have, such as `Double.nan`, is kept as it is, and reported when the declaration is validated.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// The members, in their order. Of several members with the same key, `build()` reports all but the first.
    case object([Member])

    /// A key with its value.
    public struct Member: Hashable, Sendable {
        public let key: String
        public let value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// An object with the members of a dictionary, sorted by key.
    ///
    /// ```swift
    /// let value = JSONValue(["LOG_LEVEL": JSONValue.string("info")])
    /// ```
    public init(_ dictionary: [String: JSONValue]) {
        let keys = dictionary.keys.sorted()
        self = .object(keys.map { Member(key: $0, value: dictionary[$0] ?? .null) })
    }

    /// The value of a key, if this is an object that has it.
    ///
    /// ```swift
    /// let config: JSONValue = ["id": "api"]
    /// print(config["id"] == "api")
    /// ```
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// An object with those members that are not `nil`.
    package init(given members: [(String, JSONValue?)]) {
        self = .object(members.compactMap { key, value in value.map { Member(key: key, value: $0) } })
    }

    /// The string, if this is one.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}

// There is no literal for null, since `nil` would then be a value and no value at once where the type is `JSONValue?`.

extension JSONValue: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Double) {
        self = .number(value)
    }
}

extension JSONValue: ExpressibleByFloatLiteral {
    public init(floatLiteral value: Double) {
        self = .number(value)
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension JSONValue: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { key, value in Member(key: key, value: value) })
    }
}
