import Foundation

/// Thrown when a declaration has errors. The description lists all problems, each with the call that caused it.
///
/// ```swift
/// do {
///     try Container("api").port(70_000).build()
/// } catch let error as ValidationError {
///     for problem in error.diagnostics { print(problem.code, problem.path, problem.call?.text ?? "") }
/// }
/// ```
public struct ValidationError: Error, LocalizedError, CustomStringConvertible {
    /// Lists every problem with its place.
    public let message: String
    /// The report on the declaration, as ``validate(_:options:)`` returns it.
    public let report: Report

    init(message: String, report: Report) {
        self.message = message
        self.report = report
    }

    /// All diagnostics (errors, warnings and infos), in the order of the declaration.
    public var diagnostics: [Diagnostic] { report.diagnostics }

    /// Whether diagnostics were left out because there were too many.
    public var truncated: Bool { report.truncated }

    public var description: String { message }

    public var errorDescription: String? { message }
}

/// Thrown when an argument can't be used, such as a path that leads nowhere.
public struct ArgumentError: Error, LocalizedError, CustomStringConvertible {
    /// What is wrong with it.
    public let message: String

    init(message: String) {
        self.message = message
    }

    public var description: String { message }

    public var errorDescription: String? { message }
}

/// Runs a function of the library, and throws its error as one of the types above.
func withErrors<T>(_ work: () throws -> T) throws -> T {
    do {
        return try work()
    } catch let error as NativeError {
        switch error {
        case .InvalidDeclaration(let reason, let report):
            throw ValidationError(message: reason, report: report)
        case .WrongArgument(let reason):
            throw ArgumentError(message: reason)
        }
    }
}

/// Runs a function of the library that only fails if this package or the library has a bug.
func withoutErrors<T>(_ work: () throws -> T) -> T {
    do {
        return try work()
    } catch {
        fatalError("bug of the package Alien: \(error)")
    }
}
