/// What a container can link to.
public protocol Linkable {
    /// Returns the type and ID of the resource.
    func ref() -> ResourceRef
}

extension ResourceRef: Linkable {
    public func ref() -> ResourceRef { self }
}

/// What ``Stack/add(_:_:dependencies:file:line:column:)`` adds: a resource, a builder of a container, or a declaration.
public protocol Addable {
    /// What is recorded.
    var addition: Addition { get }
}

/// What is recorded when something is added to a stack.
public struct Addition {
    enum Content {
        case value(JSONValue)
        case calls(Calls)
    }

    let content: Content

    init(_ content: Content) {
        self.content = content
    }
}

extension JSONValue: Addable {
    public var addition: Addition { Addition(.value(self)) }
}

/// A built resource. It is valid and immutable.
///
/// Its description hides values that may be secret; ``json`` has all values.
public struct Resource: Linkable, Addable, Sendable {
    /// The type: `"container"`, `"storage"`, …
    public let type: String
    /// The ID.
    public let id: String
    /// The normalised declaration as JSON, with all defaults filled in.
    public let json: String
    /// The warnings and infos, in the order of the declaration.
    public let warnings: [Diagnostic]

    init(type: String, id: String, json: String, warnings: [Diagnostic]) {
        self.type = type
        self.id = id
        self.json = json
        self.warnings = warnings
    }

    /// The normalised declaration, if this is a container. It is read from ``json`` each time.
    ///
    /// ```swift
    /// print(api.config?.ports.map(\.port) ?? [])
    /// ```
    public var config: ContainerConfig? {
        guard type == "container" else { return nil }
        return withoutErrors { try nativeReadConfig(json: json) }
    }

    /// The normalised declaration as a value.
    public var value: JSONValue {
        withoutErrors { try JSONValue(json: json) }
    }

    /// Returns the type and ID of the resource, as used in links.
    public func ref() -> ResourceRef {
        ResourceRef(type: type, id: id)
    }

    public var addition: Addition { Addition(.value(value)) }
}

extension Resource: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Resource(\(nativeMaskSecrets(json: json)))" }

    public var debugDescription: String { description }

    public var customMirror: Mirror {
        Mirror(self, children: ["json": nativeMaskSecrets(json: json), "warnings": warnings])
    }
}

/// A built stack. It is valid and immutable.
///
/// Its description hides values that may be secret; ``json`` has all values.
public struct BuiltStack: Sendable {
    /// The ID.
    public let id: String
    /// The normalised declaration as JSON, with all defaults filled in.
    public let json: String
    /// The warnings and infos, in the order of the declaration.
    public let warnings: [Diagnostic]

    init(id: String, json: String, warnings: [Diagnostic]) {
        self.id = id
        self.json = json
        self.warnings = warnings
    }

    /// The normalised declaration as a value.
    ///
    /// ```swift
    /// print(stack.value["resources"]?["api"]?["lifecycle"] == "live")
    /// ```
    public var value: JSONValue {
        withoutErrors { try JSONValue(json: json) }
    }
}

extension BuiltStack: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "BuiltStack(\(nativeMaskSecrets(json: json)))" }

    public var debugDescription: String { description }

    public var customMirror: Mirror {
        Mirror(self, children: ["json": nativeMaskSecrets(json: json), "warnings": warnings])
    }
}

extension ContainerConfig: CustomReflectable {
    /// The ID only: other values may be secret, such as the words of a command.
    public var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}

/// A resource that is declared by its type and ID only. The ID is validated when a container links to it or a stack contains it.
public protocol DeclaredResource: Linkable, Addable, Sendable {
    /// The type: `"storage"`, `"kv"`, …
    static var type: String { get }
    /// The ID. It is not validated yet.
    var id: String { get }
}

extension DeclaredResource {
    /// Returns the type and ID of the resource, as used in links.
    public func ref() -> ResourceRef {
        ResourceRef(type: Self.type, id: id)
    }

    /// Returns the resource.
    public func build() -> Resource {
        Resource(type: Self.type, id: id, json: ref().jsonValue.json, warnings: [])
    }

    public var addition: Addition { Addition(.value(ref().jsonValue)) }
}

/// File storage.
///
/// ```swift
/// container.link(Storage("uploads"))
/// ```
public struct Storage: DeclaredResource {
    public static var type: String { "storage" }
    public let id: String

    /// Declares file storage with the ID that containers and stacks use to refer to it.
    public init(_ id: String) {
        self.id = id
    }
}

/// A key-value store.
///
/// ```swift
/// container.link(Kv("sessions"))
/// ```
public struct Kv: DeclaredResource {
    public static var type: String { "kv" }
    public let id: String

    /// Declares a key-value store with the ID that containers and stacks use to refer to it.
    public init(_ id: String) {
        self.id = id
    }
}

/// A message queue.
///
/// ```swift
/// container.link(Queue("jobs"))
/// ```
public struct Queue: DeclaredResource {
    public static var type: String { "queue" }
    public let id: String

    /// Declares a message queue with the ID that containers and stacks use to refer to it.
    public init(_ id: String) {
        self.id = id
    }
}

/// A vault for secrets.
///
/// ```swift
/// container.link(Vault("keys"))
/// ```
public struct Vault: DeclaredResource {
    public static var type: String { "vault" }
    public let id: String

    /// Declares a vault for secrets with the ID that containers and stacks use to refer to it.
    public init(_ id: String) {
        self.id = id
    }
}
