/// Options for reading a declaration.
///
/// ```swift
/// let report = validate(text, options: ValidateOptions(syntax: .jsonc, name: "api.json"))
/// ```
public struct ValidateOptions: Hashable, Sendable {
    /// The kind of the declaration. If absent, it is determined from the keys.
    public var kind: DocumentKind?
    /// The syntax of the text. If absent, the end of `name` says it: `.jsonc`, `.yaml` or `.yml`; otherwise it is JSON.
    public var syntax: Syntax?
    /// The unit of `character` in positions.
    public var units: Units
    /// The maximum number of bytes of text. Default: 16 MiB.
    public var maxBytes: Int?
    /// The maximum nesting depth of objects and arrays. Default: 128.
    public var maxDepth: Int?
    /// The maximum number of diagnostics in a report. Default: 1,000. All texts of a report together may take 4 KiB per diagnostic. If
    /// they would take more, fixes are left out first, then diagnostics.
    public var maxDiagnostics: Int?
    /// The name of the file with the text, as error messages show it.
    public var name: String?

    public init(
        kind: DocumentKind? = nil, syntax: Syntax? = nil, units: Units = .utf16, maxBytes: Int? = nil,
        maxDepth: Int? = nil, maxDiagnostics: Int? = nil, name: String? = nil
    ) {
        self.kind = kind
        self.syntax = syntax
        self.units = units
        self.maxBytes = maxBytes
        self.maxDepth = maxDepth
        self.maxDiagnostics = maxDiagnostics
        self.name = name
    }

    /// The options, as the library takes them. A negative limit is 0.
    var native: NativeOptions {
        NativeOptions(
            kind: kind,
            syntax: syntax,
            units: units,
            maxBytes: maxBytes.map { UInt64(max(0, $0)) },
            maxDepth: maxDepth.map { UInt64(max(0, $0)) },
            maxDiagnostics: maxDiagnostics.map { UInt64(max(0, $0)) },
            name: name
        )
    }
}
