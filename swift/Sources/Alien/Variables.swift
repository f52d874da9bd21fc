/// Environment variables or build arguments, in the order in which their names first appear.
///
/// Their values may be secret, so a description shows the names only.
///
/// ```swift
/// let level = config.environment["LOG_LEVEL"]
/// for name in config.environment.names { print(name) }
/// ```
public struct Variables: Hashable, Sendable {
    /// The names.
    public let names: [String]
    private let values: [String: String]

    init(list: [Variable]) {
        names = list.map { $0.name }
        values = Dictionary(list.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    }

    /// The names and values, as the library takes them.
    var list: [Variable] {
        names.map { Variable(name: $0, value: values[$0] ?? "") }
    }

    /// The value of a variable, if there is one with this name.
    public subscript(name: String) -> String? {
        values[name]
    }

    /// The names and values as a dictionary.
    public var dictionary: [String: String] {
        values
    }
}

extension Variables: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        "Variables(\(names.joined(separator: ", ")))"
    }

    public var debugDescription: String {
        description
    }

    public var customMirror: Mirror {
        Mirror(self, children: ["names": names])
    }
}
