/// Declares a stack: resources that are deployed together.
///
/// As with containers, `build()` validates all calls together: first each container, then the relations between resources, such as
/// links. Containers needn't be built before they are added.
///
/// Each method changes the builder and returns it; it doesn't return a new one. ``clone()`` copies a builder. Threads may share a
/// builder.
///
/// ```swift
/// let uploads = Storage("uploads")
/// let api = Container("api")
///     .code(.image("ghcr.io/acme/api:v1"))
///     .cpu(1)
///     .memory("1Gi")
///     .port(8080)
///     .link(uploads)
///     .permissions("execution")
/// let stack = try Stack("my-app")
///     .permissions(["profiles": ["execution": [:]]])
///     .add(uploads, .frozen)
///     .add(api, .live)
///     .build()
/// ```
public final class Stack: @unchecked Sendable {
    private let calls: Calls
    /// The ID, and whether it was passed to `init`.
    private let id: (text: String, isGiven: Bool)

    /// Starts the declaration of a stack. `build()` validates it.
    ///
    /// ```swift
    /// let stack = Stack("my-app")
    /// ```
    ///
    /// - Parameter id: The ID of the stack: a lowercase DNS label, such as `my-app`.
    public init(_ id: String, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column) {
        calls = Calls()
        self.id = (id, true)
        calls.record(Method.stack, [.string(id)], at: Place(file: file, line: line, column: column))
    }

    private init(calls: Calls, id: (text: String, isGiven: Bool)) {
        self.calls = calls
        self.id = id
    }

    /// Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.
    ///
    /// ```swift
    /// let larger = try Stack.from(JSONValue(json: text)).add(Queue("jobs"), .frozen).build()
    /// ```
    public static func from(
        _ declaration: JSONValue,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Stack {
        start(Method.fromStack, [declaration], file: file, line: line, column: column)
    }

    /// Creates a builder from a stack that was built before.
    ///
    /// ```swift
    /// let larger = try Stack.from(stack).add(Queue("jobs"), .frozen).build()
    /// ```
    public static func from(
        _ stack: BuiltStack,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Stack {
        from(stack.value, file: file, line: line, column: column)
    }

    /// Returns a copy of this builder. Further calls of one of them don't change the other.
    ///
    /// ```swift
    /// let base = Stack("my-app").add(Storage("uploads"), .frozen)
    /// let larger = base.clone().add(Queue("jobs"), .frozen)
    /// ```
    public func clone() -> Stack {
        Stack(calls: calls.copy(), id: id)
    }

    /// Sets the permission profiles, which containers refer to by name.
    ///
    /// ```swift
    /// stack.permissions(["profiles": ["execution": [:]]])
    /// ```
    @discardableResult
    public func permissions(
        _ permissions: JSONValue,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Stack {
        record(Method.permissions, [permissions], at: Place(file: file, line: line, column: column))
    }

    /// Adds a resource: a built resource, a builder, or a declaration.
    ///
    /// The calls of a builder of a container are copied, so calls after this one don't change the stack. `build()` reports each of
    /// its problems at its own call.
    ///
    /// ```swift
    /// let keys = Vault("keys")
    /// let api = Container("api").link(keys)
    /// stack.add(keys, .frozen).add(api, .live, dependencies: [keys])
    /// ```
    ///
    /// - Parameters:
    ///   - resource: The resource.
    ///   - lifecycle: When it is deployed.
    ///   - dependencies: The resources that must be deployed before this one.
    @discardableResult
    public func add(
        _ resource: any Addable, _ lifecycle: Lifecycle, dependencies: [any Linkable]? = nil,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Stack {
        var arguments: [JSONValue] = [.string(lifecycle.rawValue)]
        if let dependencies = dependencies {
            arguments.append(["dependencies": .array(dependencies.map { $0.ref().jsonValue })])
        }
        return add(resource, arguments, at: Place(file: file, line: line, column: column))
    }

    /// Validates all calls and returns the stack. Doesn't change the builder.
    ///
    /// ```swift
    /// let built = try stack.build()
    /// print(built.json, built.warnings)
    /// ```
    ///
    /// - Throws: A ``ValidationError`` that lists all problems, if there is any error.
    public func build() throws -> BuiltStack {
        let built = try calls.build(id: id.isGiven ? id.text : nil)
        return BuiltStack(id: id.text, json: built.json, warnings: built.warnings)
    }

    /// Validates all calls as ``build()`` does, but returns a report instead of throwing its errors. Each diagnostic has the source
    /// location of its call.
    ///
    /// ```swift
    /// let report = Stack("my-app").add(Storage("Uploads"), .frozen).validate()
    /// ```
    public func validate() -> Report {
        calls.validate()
    }

    /// Adds a resource with any further arguments.
    @discardableResult
    package func add(
        _ resource: any Addable, arguments: [JSONValue],
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Stack {
        add(resource, arguments, at: Place(file: file, line: line, column: column))
    }

    /// Starts a declaration with any arguments.
    package static func start(
        _ method: UInt32, _ arguments: [JSONValue],
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Stack {
        let calls = Calls()
        calls.record(method, arguments, at: Place(file: file, line: line, column: column))
        return Stack(calls: calls, id: (arguments.first?["id"]?.text ?? "", false))
    }

    /// Records a call with any arguments.
    @discardableResult
    package func record(
        _ method: UInt32, _ arguments: [JSONValue],
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Stack {
        record(method, arguments, at: Place(file: file, line: line, column: column))
    }

    private func add(_ resource: any Addable, _ arguments: [JSONValue], at place: Place) -> Stack {
        switch resource.addition.content {
        case .value(let value):
            calls.record(Method.add, [value] + arguments, at: place)
        case .calls(let added):
            calls.record(builder: added, arguments, at: place)
        }
        return self
    }

    private func record(_ method: UInt32, _ arguments: [JSONValue], at place: Place) -> Stack {
        calls.record(method, arguments, at: place)
        return self
    }
}

extension Stack: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The calls, without values that may be secret.
    public var description: String { calls.texts.joined(separator: "\n  ") }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["calls": calls.texts]) }
}
