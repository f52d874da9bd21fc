/// A declaration that a function reads: a `String` with JSON or YAML text, a ``JSONValue``, or a built resource or stack.
public protocol Declarable {
    /// What is read.
    var declared: Declared { get }
}

/// What a function reads.
public struct Declared {
    enum Content {
        case text(String)
        case value(JSONValue)
    }

    let content: Content

    init(_ content: Content) {
        self.content = content
    }

    /// The declaration, as the library takes it.
    func declaration(_ options: ValidateOptions) -> Declaration {
        switch content {
        case .text(let text):
            return .text(text: text)
        case .value(let value):
            var tape = TapeWriter()
            tape.write(value, room: max(0, options.maxDepth ?? Int(Size.limitDepth)))
            return .value(value: tape.tape)
        }
    }
}

extension String: Declarable {
    public var declared: Declared { Declared(.text(self)) }
}

extension JSONValue: Declarable {
    public var declared: Declared { Declared(.value(self)) }
}

extension Resource: Declarable {
    public var declared: Declared { Declared(.value(value)) }
}

extension BuiltStack: Declarable {
    public var declared: Declared { Declared(.value(value)) }
}

/// Validates a declaration: a container, a stack, or the state of a stack. Problems of the declaration are reported, not thrown.
/// If it is text, diagnostics contain ranges.
///
/// ```swift
/// let report = validate(#"{"id": "api", "ports": [{"port": 70000}]}"#)
/// for problem in report.diagnostics { print(problem.code, problem.message) }
/// ```
///
/// - Parameters:
///   - declaration: JSON or YAML text, or a value.
///   - options: The kind of the declaration, how text is read, and limits.
public func validate(_ declaration: any Declarable, options: ValidateOptions = ValidateOptions()) -> Report {
    withoutErrors { try nativeValidate(declaration: declaration.declared.declaration(options), options: options.native) }
}

/// Validates an update. Reports the problems of the new declaration, then changes that aren't allowed, such as another ID, and
/// changes that lose data, such as smaller storage.
///
/// ```swift
/// let next = try Container.from(deployed).memory("2Gi").build()
/// print(validateUpdate(deployed, next).valid)
/// ```
///
/// - Parameters:
///   - before: The deployed declaration.
///   - after: The new declaration.
///   - options: How both declarations are read.
public func validateUpdate(
    _ before: any Declarable, _ after: any Declarable, options: ValidateOptions = ValidateOptions()
) -> Report {
    withoutErrors {
        try nativeValidateUpdate(
            old: before.declared.declaration(options),
            new: after.declared.declaration(options),
            options: options.native
        )
    }
}

/// Compares two declarations of a container or a stack. Lists every key that differs, whether the platform rejects the change, and
/// whether it loses data. The values of environment variables are never shown.
///
/// ```swift
/// let changes = try diff(deployed, next).changes
/// ```
///
/// - Parameters:
///   - before: The deployed declaration.
///   - after: The new declaration.
///   - options: How both declarations are read.
/// - Throws: A ``ValidationError`` if one of the declarations has errors.
public func diff(
    _ before: any Declarable, _ after: any Declarable, options: ValidateOptions = ValidateOptions()
) throws -> Diff {
    try withErrors {
        try nativeDiff(
            old: before.declared.declaration(options),
            new: after.declared.declaration(options),
            options: options.native
        )
    }
}

/// Returns the normalised JSON of a declaration: keys in a fixed order, all defaults filled in, no spaces. Declarations that differ
/// only in layout, in the order of keys or in keys with defaults have the same normalised JSON.
///
/// ```swift
/// let json = try normalise(#"{"resources": {}, "id": "shop"}"#)
/// ```
///
/// - Throws: A ``ValidationError`` if the declaration has errors.
public func normalise(_ declaration: any Declarable, options: ValidateOptions = ValidateOptions()) throws -> String {
    try withErrors {
        try nativeReadDeclaration(declaration: declaration.declared.declaration(options), options: options.native).json
    }
}

/// Returns a text with all safe fixes applied, which keep its meaning. With `unsafe`, all other fixes are applied too.
///
/// If a problem has several fixes, the most likely one is applied. Problems without a fix remain. The rest of the text, including
/// comments and whitespace, doesn't change. Applying fixes to the result changes nothing.
///
/// ```swift
/// applyFixes(#"{"id": "api", "memory": "1Gi"}"#)
/// // {"id": "api", "memory": {"min": "1Gi", "desired": "1Gi"}}
/// ```
public func applyFixes(
    _ json: String, unsafe alsoUnsafe: Bool = false, options: ValidateOptions = ValidateOptions()
) -> String {
    nativeApplyFixes(text: json, alsoUnsafe: alsoUnsafe, options: options.native)
}

/// Returns a text with one fix of its report applied. The rest of the text doesn't change.
///
/// ```swift
/// let text = #"{"id": "api", "memory": "1Gi"}"#
/// if let fix = validate(text).diagnostics.flatMap(\.fixes).first {
///     print(fix.title, try applyFix(text, fix))
/// }
/// ```
///
/// - Parameters:
///   - text: The text that was validated.
///   - fix: A fix of a diagnostic of that text.
///   - units: The units of the report, if they are not the default.
///   - syntax: The syntax of the text. If absent, it is JSON, with or without comments.
/// - Throws: An ``ArgumentError`` if the fix doesn't fit the text.
public func applyFix(_ text: String, _ fix: Fix, units: Units = .utf16, syntax: Syntax? = nil) throws -> String {
    try withErrors { try nativeApplyFix(text: text, fix: fix, units: units, syntax: syntax) }
}

/// Returns a text in which the value at a path is set. The layout, the comments and the rest of the text don't change. Objects and
/// lists that are missing on the way are added.
///
/// ```swift
/// try edit(#"{"id": "api", "replicas": 3} // for now"#, "/replicas", 5)
/// // {"id": "api", "replicas": 5} // for now
/// ```
///
/// - Parameters:
///   - text: The text, which may contain comments and trailing commas if it is JSON.
///   - path: A JSON Pointer, such as `/ports/0/port`. The index `-` appends to a list.
///   - value: The new value.
///   - syntax: The syntax of the text. If absent, it is JSON, with or without comments.
/// - Throws: An ``ArgumentError`` if nothing can be set at the path, or if the text has syntax errors.
public func edit(_ text: String, _ path: String, _ value: JSONValue, syntax: Syntax? = nil) throws -> String {
    var tape = TapeWriter()
    tape.write(value, room: Int(Size.limitDepth))
    let written = tape.tape
    return try withErrors { try nativeEdit(text: text, path: path, value: written, syntax: syntax) }
}

/// Returns a text without the value at a path, and without its key. The layout, the comments and the rest of the text don't change.
///
/// ```swift
/// try remove(#"{"id": "api", "replicas": 3}"#, "/replicas")
/// // {"id": "api"}
/// ```
///
/// - Parameters:
///   - text: The text, which may contain comments and trailing commas if it is JSON.
///   - path: A JSON Pointer, such as `/ports/0`.
///   - syntax: The syntax of the text. If absent, it is JSON, with or without comments.
/// - Throws: An ``ArgumentError`` if there is nothing at the path, or if the text has syntax errors.
public func remove(_ text: String, _ path: String, syntax: Syntax? = nil) throws -> String {
    try withErrors { try nativeRemove(text: text, path: path, syntax: syntax) }
}

/// Formats a report for people or for tools.
///
/// ```swift
/// let text = #"{"id": "api", "replicas": -1}"#
/// print(render(validate(text), text: text, name: "api.json"))
/// ```
///
/// - Parameters:
///   - report: The report.
///   - format: `.text` is for people, the others are for tools.
///   - text: The text that was validated. With it, each problem is shown in its line, and values that may be secret are hidden.
///   - name: The name of the file, as it is shown.
///   - syntax: The syntax of the text. If absent, the end of `name` says it.
///   - color: Whether the text has ANSI colours.
///   - units: The unit of `character` in the positions of the report.
public func render(
    _ report: Report, format: Format = .text, text: String? = nil, name: String? = nil, syntax: Syntax? = nil,
    color: Bool = false, units: Units = .utf16
) -> String {
    let options = RenderOptions(format: format, text: text, name: name, syntax: syntax, color: color, units: units)
    return nativeRender(report: report, options: options, language: .swift)
}

/// Explains a diagnostic code: why it is a problem, an example that has the problem and one that doesn't. Returns `nil` if the code
/// doesn't exist.
///
/// ```swift
/// print(explain("no-ports")?.why ?? "")
/// ```
public func explain(_ code: String) -> Explanation? {
    nativeExplain(code: code)
}

/// Returns the explanations of all diagnostic codes, sorted by code.
///
/// ```swift
/// for explanation in catalog() { print(explanation.code, explanation.summary) }
/// ```
public func catalog() -> [Explanation] {
    nativeCatalog()
}

/// Returns the JSON Schema (2020-12) of a container, a stack or a state, as JSON text. Editors can use it, but it finds fewer problems
/// than ``validate(_:options:)``.
///
/// ```swift
/// let schema = jsonSchema(.stack)
/// ```
public func jsonSchema(_ kind: DocumentKind = .container) -> String {
    nativeJsonSchema(kind: kind)
}

/// Returns the version of the SDK.
///
/// ```swift
/// print(version())
/// ```
public func version() -> String {
    nativeVersion()
}
