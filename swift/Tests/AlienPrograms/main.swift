// Runs random programs: `swift run AlienPrograms < programs.jsonl`; see `tests/programs/README.md`.

import Alien
import AlienReplay

func run(_ program: JSONValue) throws -> JSONValue {
    do {
        let built = try replay(elements(program)).build()
        return [
            "normalised": .string(built.json),
            "diagnostics": .array(built.warnings.map { $0.wire }),
        ]
    } catch let error as ValidationError {
        return ["diagnostics": .array(error.diagnostics.map { $0.wire })]
    }
}

trackCalls(false)
while let line = readLine() {
    print(try run(JSONValue(json: line)).json)
}
