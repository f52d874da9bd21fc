import Alien
import AlienReplay
import Foundation
import XCTest

/// Runs the conformance vectors, which must have the same results as in Rust; see `tests/vectors/README.md`.
final class VectorTests: XCTestCase {
    private static let expected = [
        "valid", "truncated", "diagnostics", "normalised", "outputs", "diff", "fixed", "fixedUnsafe", "result",
    ]

    private static let syntaxes: [String: Syntax] = ["json": .json, "jsonc": .jsonc, "yaml": .yaml]

    func testVectors() throws {
        let folder = try repository("tests/vectors")
        let paths = try XCTUnwrap(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
        var count = 0
        for path in paths.sorted() where path.hasSuffix(".json") {
            let file = try JSONValue(json: text(of: folder.appendingPathComponent(path)))
            for vector in elements(file["cases"]) {
                let expected = JSONValue(given: Self.expected.map { ($0, vector[$0]) })
                let name = "\(path): \(vector["name"]?.text ?? "")"
                let actual = try run(vector)
                XCTAssertEqual(sorted(actual).json, sorted(expected).json, name)
                count += 1
            }
        }
        XCTAssertGreaterThan(count, 300)
    }

    private func run(_ vector: JSONValue) throws -> JSONValue {
        if let function = vector["function"]?.text {
            let result = try call(function, elements(vector["arguments"]), vector["options"] ?? [:])
            guard vector["result"] != nil else { return [:] }
            return JSONValue(given: [("result", result)])
        }
        if vector["calls"] != nil {
            return build(elements(vector["calls"]))
        }
        let limits = vector["limits"] ?? [:]
        let options = ValidateOptions(
            kind: kind(vector["kind"]),
            syntax: Self.syntaxes.first { vector[$0.key] != nil }?.value,
            maxBytes: whole(limits["bytes"]),
            maxDepth: whole(limits["depth"]),
            maxDiagnostics: whole(limits["diagnostics"])
        )
        if let update = vector["update"] {
            return compare(lines(update["old"]), lines(update["new"]), options)
        }
        return try read(lines(vector["json"] ?? vector["jsonc"] ?? vector["yaml"]), options)
    }

    private func build(_ calls: [JSONValue]) -> JSONValue {
        do {
            let built = try replay(calls).build()
            let report = Report(valid: true, diagnostics: built.warnings, truncated: false)
            return reported(report, [("normalised", .string(built.json))])
        } catch let error as ValidationError {
            return reported(error.report, [])
        } catch {
            return .string("\(error)")
        }
    }

    private func compare(_ old: String, _ new: String, _ options: ValidateOptions) -> JSONValue {
        let differences = try? diff(old, new, options: options)
        let lines = differences.map { elements(split($0.text)).filter { $0 != .string("") } }
        return reported(validateUpdate(old, new, options: options), [("diff", lines.map(JSONValue.array))])
    }

    private func read(_ text: String, _ options: ValidateOptions) throws -> JSONValue {
        let report = validate(text, options: options)
        var more: [(String, JSONValue?)] = []
        if report.valid {
            more.append(("normalised", .string(try normalise(text, options: options))))
        } else {
            XCTAssertThrowsError(try normalise(text, options: options))
        }
        if text.contains("\"platform\"") {
            let options = ValidateOptions(
                syntax: options.syntax, maxBytes: options.maxBytes, maxDepth: options.maxDepth,
                maxDiagnostics: options.maxDiagnostics
            )
            let json = StackState.parse(text, options: options).json
            if !json.isEmpty { more.append(("outputs", .string(json))) }
        }
        let fixed = applyFixes(text, options: options)
        if fixed != text { more.append(("fixed", split(fixed))) }
        let everything = applyFixes(text, unsafe: true, options: options)
        if everything != fixed { more.append(("fixedUnsafe", split(everything))) }
        return reported(report, more)
    }

    /// Calls a function of the package by the name that it has in the npm package.
    private func call(_ function: String, _ arguments: [JSONValue], _ options: JSONValue) throws -> JSONValue? {
        let texts = arguments.map { $0.text ?? "" }
        let units: Units = options["units"] == "utf-8" ? .utf8 : .utf16
        let reading = ValidateOptions(
            syntax: Self.syntaxes[options["syntax"]?.text ?? ""], units: units, name: options["name"]?.text)
        switch function {
        case "applyFix":
            return .string(try applyFix(texts[0], Fix(wire: arguments[1]), units: units, syntax: reading.syntax))
        case "applyFixes":
            return .string(applyFixes(texts[0], unsafe: options["unsafe"] == true, options: reading))
        case "catalog":
            return .array(catalog().map { JSONValue.string($0.code) })
        case "diff":
            let compared = try diff(arguments[0], arguments[1], options: reading)
            return [
                "changes": .array(compared.changes.map { JSONValue.string($0.path) }),
                "text": .string(compared.text),
            ]
        case "edit":
            return .string(try edit(texts[0], texts[1], arguments[2], syntax: reading.syntax))
        case "explain":
            return explain(texts[0]).map { JSONValue.string($0.code) } ?? .null
        case "jsonSchema":
            return .string(jsonSchema(kind(arguments.first) ?? .container))
        case "normalise":
            return .string(try normalise(declaration(arguments[0]), options: reading))
        case "remove":
            return .string(try remove(texts[0], texts[1], syntax: reading.syntax))
        case "render":
            let formats: [String: Format] = ["text": .text, "github": .github, "sarif": .sarif, "json": .json]
            let rendered = render(
                Report(wire: arguments[0]),
                format: formats[options["format"]?.text ?? "text"] ?? .text,
                text: options["text"]?.text,
                name: options["name"]?.text,
                syntax: reading.syntax,
                color: options["color"] == true,
                units: units
            )
            return .string(rendered.replacingOccurrences(of: "Alien.explain(", with: "alien.explain("))
        case "validate":
            return validate(declaration(arguments[0]), options: reading).wire
        case "validateUpdate":
            return validateUpdate(declaration(arguments[0]), declaration(arguments[1]), options: reading).wire
        default:
            XCTFail("the package has no function \(function)")
            return nil
        }
    }

    private func declaration(_ value: JSONValue) -> any Declarable {
        if let text = value.text { return text }
        return value
    }

    private func kind(_ name: JSONValue?) -> DocumentKind? {
        switch name?.text {
        case "container": return .container
        case "stack": return .stack
        case "state": return .state
        default: return nil
        }
    }

    private func whole(_ number: JSONValue?) -> Int? {
        guard case .number(let number)? = number else { return nil }
        return Int(number)
    }

    private func lines(_ value: JSONValue?) -> String {
        elements(value).map { $0.text ?? "" }.joined(separator: "\n")
    }

    private func split(_ text: String) -> JSONValue {
        // A carriage return and a line feed are one character of Swift.
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        return .array(lines.map { JSONValue.string(String(decoding: $0, as: UTF8.self)) })
    }
}

/// A report in the short form that the files use, with further members.
private func reported(_ report: Report, _ more: [(String, JSONValue?)]) -> JSONValue {
    var members: [(String, JSONValue?)] = [
        ("valid", .bool(report.valid)),
        ("diagnostics", .array(report.diagnostics.map { shortened($0) })),
        ("truncated", report.truncated ? JSONValue.bool(true) : nil),
    ]
    members += more
    return JSONValue(given: members)
}

private func shortened(_ diagnostic: Diagnostic) -> JSONValue {
    XCTAssertEqual(diagnostic.docs, "docs/codes.md#\(diagnostic.code)")
    guard case .object(let members) = short(diagnostic.wire) else { return .null }
    var kept: [JSONValue.Member] = []
    for member in members where member.key != "docs" && member.value != .array([]) {
        if member.key == "target", member.value == .string("value") { continue }
        if member.key == "help", let help = member.value.text {
            kept.append(JSONValue.Member(key: "help", value: .string(inJavaScript(help))))
        } else {
            kept.append(member)
        }
    }
    return .object(kept)
}

/// The files show calls as JavaScript code.
private func inJavaScript(_ help: String) -> String {
    for name in ["Container(", "Stack("] where help.hasPrefix("call \(name)") {
        return "call new \(help.dropFirst("call ".count))"
    }
    return help
}

/// Replaces ranges by texts, and calls by their numbers.
private func short(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements):
        return .array(elements.map { short($0) })
    case .object(let members):
        return .object(members.map { JSONValue.Member(key: $0.key, value: short($0)) })
    default:
        return value
    }
}

private func short(_ member: JSONValue.Member) -> JSONValue {
    switch member.key {
    case "range":
        return .string("\(position(member.value["start"]))-\(position(member.value["end"]))")
    case "call":
        return member.value["number"] ?? .null
    default:
        return short(member.value)
    }
}

private func position(_ value: JSONValue?) -> String {
    "\(value?["line"]?.json ?? ""):\(value?["character"]?.json ?? "")"
}

/// The value with the members of all objects sorted by key.
private func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements):
        return .array(elements.map { sorted($0) })
    case .object(let members):
        let sortedMembers = members.map { JSONValue.Member(key: $0.key, value: sorted($0.value)) }
        return .object(sortedMembers.sorted { $0.key < $1.key })
    default:
        return value
    }
}
