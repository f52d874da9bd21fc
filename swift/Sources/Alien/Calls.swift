import Foundation

/// Where a call was made.
struct Place {
    let file: StaticString
    let line: UInt
    let column: UInt
}

/// The calls of one builder: their arguments on a tape, and where each call was made. Threads may share it.
final class Calls: @unchecked Sendable {
    private struct Recorded {
        var tape = TapeWriter()
        var places: [Place?] = []

        mutating func finish(_ arguments: [JSONValue], at place: Place?) {
            for argument in arguments {
                tape.write(argument, room: TapeWriter.roomInCall)
            }
            tape.closeCall()
            places.append(place)
        }
    }

    private let lock = NSLock()
    private var recorded: Recorded

    init() {
        recorded = Recorded()
    }

    private init(_ recorded: Recorded) {
        self.recorded = recorded
    }

    /// A copy, to which calls can be added independently.
    func copy() -> Calls {
        Calls(snapshot)
    }

    private var snapshot: Recorded {
        lock.lock()
        defer { lock.unlock() }
        return recorded
    }

    /// Records a call.
    func record(_ method: UInt32, _ arguments: [JSONValue], at place: Place) {
        let place = PlaceRecorder.shared.take(place)
        lock.lock()
        defer { lock.unlock() }
        recorded.tape.openCall(method)
        recorded.finish(arguments, at: place)
    }

    /// Records a builder of a container that is added to a stack: its calls come first.
    func record(builder: Calls, _ arguments: [JSONValue], at place: Place) {
        let place = PlaceRecorder.shared.take(place)
        let added = builder.snapshot
        lock.lock()
        defer { lock.unlock() }
        if recorded.tape.hasRoom(for: added.tape) {
            recorded.tape.append(added.tape)
            recorded.places.append(contentsOf: added.places)
            recorded.tape.openCall(Method.addBuilder)
        } else {
            recorded.tape.openCall(Method.add)
            recorded.tape.writeTooLarge()
        }
        recorded.finish(arguments, at: place)
    }

    /// Builds what the calls describe: its normalised JSON, and its warnings and infos. `id` is used in an error, if it is known.
    func build(id: String?) throws -> (json: String, warnings: [Diagnostic]) {
        let recorded = snapshot
        let tape = recorded.tape.array
        let built = withoutErrors { try nativeBuild(calls: tape, language: .swift) }
        if let json = built.json, built.report.diagnostics.isEmpty {
            return (json, [])
        }
        let failure = Self.failure(tape, recorded.places, id: id)
        guard let json = built.json else {
            throw ValidationError(message: failure.message, report: failure.report)
        }
        return (json, failure.report.diagnostics)
    }

    /// The report that building results in.
    func validate() -> Report {
        let recorded = snapshot
        return Self.failure(recorded.tape.array, recorded.places, id: nil).report
    }

    /// The calls as source code. Only scalar arguments are shown, since others may contain secrets.
    var texts: [String] {
        let tape = snapshot.tape.array
        return withoutErrors { try nativeCallTexts(calls: tape, language: .swift) }
    }

    /// The report with the places of the calls, and the message of an error. This builds again, since most builds have no problem
    /// and need no places.
    private static func failure(_ tape: Tape, _ places: [Place?], id: String?) -> Failure {
        var known: [CallPlace] = []
        for (call, place) in places.enumerated() {
            if let place = place {
                known.append(
                    CallPlace(
                        call: UInt32(call),
                        file: place.file.description,
                        line: UInt32(place.line),
                        column: UInt32(place.column)
                    )
                )
            }
        }
        return withoutErrors { try nativeBuildFailure(calls: tape, language: .swift, places: known, id: id) }
    }
}

/// Decides for how many calls the place is recorded.
final class PlaceRecorder: @unchecked Sendable {
    static let shared = PlaceRecorder()

    private let lock = NSLock()
    /// How many more places are recorded.
    private var remaining = 2_000

    /// Returns the place if it is to be recorded.
    func take(_ place: Place) -> Place? {
        lock.lock()
        defer { lock.unlock() }
        guard remaining > 0 else { return nil }
        remaining -= 1
        return place
    }

    func track(_ enabled: Bool) {
        lock.lock()
        defer { lock.unlock() }
        remaining = enabled ? Int.max : 0
    }
}

/// Turns the recording of the file and line of builder calls on or off. Errors that `build()` throws show them.
///
/// By default, the first 2,000 calls of a process are recorded. `trackCalls(true)` records all further calls, and
/// `trackCalls(false)` none.
///
/// ```swift
/// trackCalls(true)
/// ```
public func trackCalls(_ enabled: Bool) {
    PlaceRecorder.shared.track(enabled)
}
