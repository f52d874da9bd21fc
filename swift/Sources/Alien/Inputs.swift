/// An amount of CPU: a number, or a text such as `"500m"`. A ``JSONValue`` is one too, for values that are read at run time.
public protocol AmountInput {
    /// The value in the declaration.
    var jsonValue: JSONValue { get }
}

/// A number: any integer or floating-point type of the standard library, or a ``JSONValue``.
///
/// Numbers are passed on as they are, so `80.7` or `-1` is reported and not rounded.
public protocol NumberInput: AmountInput {}

extension NumberInput where Self: BinaryInteger {
    public var jsonValue: JSONValue { .number(Double(self)) }
}

extension NumberInput where Self: BinaryFloatingPoint {
    public var jsonValue: JSONValue { .number(Double(self)) }
}

extension Int: NumberInput {}
extension Int8: NumberInput {}
extension Int16: NumberInput {}
extension Int32: NumberInput {}
extension Int64: NumberInput {}
extension UInt: NumberInput {}
extension UInt8: NumberInput {}
extension UInt16: NumberInput {}
extension UInt32: NumberInput {}
extension UInt64: NumberInput {}
extension Double: NumberInput {}
extension Float: NumberInput {}

extension String: AmountInput {
    public var jsonValue: JSONValue { .string(self) }
}

extension JSONValue: NumberInput {
    public var jsonValue: JSONValue { self }
}

/// What a container runs: an existing image, or an image that is built from source code.
public struct Code: Sendable {
    let value: JSONValue

    /// What a declaration says.
    public init(_ value: JSONValue) {
        self.value = value
    }

    /// An existing image.
    ///
    /// ```swift
    /// container.code(.image("ghcr.io/acme/api:v1"))
    /// ```
    public static func image(_ image: String) -> Code {
        Code(["type": "image", "image": .string(image)])
    }

    /// An image that is built from source code.
    ///
    /// ```swift
    /// container.code(.source("./api", toolchain: .docker()))
    /// ```
    public static func source(_ src: String, toolchain: Toolchain) -> Code {
        Code(["type": "source", "src": .string(src), "toolchain": toolchain.value])
    }

    /// The toolchain that builds an image from source code.
    public struct Toolchain: Sendable {
        let value: JSONValue

        /// TypeScript or JavaScript, compiled with Bun.
        public static func typescript(binaryName: String? = nil) -> Toolchain {
            Toolchain(type: "typescript", [("binaryName", binaryName.map(JSONValue.string))])
        }

        /// Rust, compiled with Cargo.
        public static func rust(binaryName: String? = nil) -> Toolchain {
            Toolchain(type: "rust", [("binaryName", binaryName.map(JSONValue.string))])
        }

        /// A Dockerfile. The path is relative to the source directory.
        public static func docker(
            dockerfile: String? = nil, buildArgs: JSONValue? = nil, target: String? = nil
        ) -> Toolchain {
            Toolchain(
                type: "docker",
                [
                    ("dockerfile", dockerfile.map(JSONValue.string)),
                    ("buildArgs", buildArgs),
                    ("target", target.map(JSONValue.string)),
                ]
            )
        }

        private init(type: String, _ options: [(String, JSONValue?)]) {
            var members: [(String, JSONValue?)] = [("type", JSONValue.string(type))]
            members += options
            value = JSONValue(given: members)
        }
    }
}

/// When a resource of a stack is deployed.
public enum Lifecycle: String, Sendable {
    /// With every release. Containers must be live.
    case live
    /// With the first release only.
    case frozen
}

extension PortProtocol {
    var jsonValue: JSONValue {
        switch self {
        case .http: return "http"
        case .tcp: return "tcp"
        }
    }
}

extension HttpMethod {
    var jsonValue: JSONValue {
        switch self {
        case .get: return "GET"
        case .head: return "HEAD"
        case .post: return "POST"
        case .put: return "PUT"
        case .patch: return "PATCH"
        case .delete: return "DELETE"
        case .options: return "OPTIONS"
        }
    }
}

extension ResourceRef {
    var jsonValue: JSONValue {
        ["type": .string(type), "id": .string(id)]
    }
}
