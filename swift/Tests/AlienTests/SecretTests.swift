import Alien
import AlienReplay
import Foundation
import XCTest

/// Checks that no output shows a secret, for each place in `tests/secrets/places.json` where one may be written.
final class SecretTests: XCTestCase {
    func testNoOutputShowsASecret() throws {
        let file = try JSONValue(json: text(of: repository("tests/secrets/places.json")))
        let secret = try XCTUnwrap(file["secret"]?.text)
        guard case .object(let base)? = file["base"] else { return XCTFail("there is no base") }
        let places = elements(file["places"])
        XCTAssertGreaterThan(places.count, 50)
        for place in places {
            for text in texts(of: place, base) {
                for output in outputs(of: text) {
                    XCTAssertFalse(output.contains(secret), "\(place["name"]?.text ?? ""): \(output)")
                }
            }
        }
    }

    /// The declarations with a secret in a place.
    private func texts(of place: JSONValue, _ base: [JSONValue.Member]) -> [String] {
        if let text = place["text"]?.text { return [text] }
        guard let members = place["members"]?.text else { return [] }
        let own = base.filter { !members.contains("\"\($0.key)\"") }
        let all = own.map { "\"\($0.key)\": \($0.value.text ?? "")" } + [members]
        return ["{\(all.joined(separator: ", "))}", "{\"ports\": [{\"port\": 0}], \(members), \"replicas\": -1}"]
    }

    /// Everything that is shown about a declaration.
    private func outputs(of text: String) -> [String] {
        let report = validate(text)
        var shown = [report.wire.json, "\(report)", dumped(report)]
        for format in [Format.text, .github, .sarif, .json] {
            shown.append(render(report, format: format, text: text, name: "api.json"))
        }
        if let value = try? JSONValue(json: text) {
            let container = Container.from(value)
            shown += ["\(container)", String(reflecting: container), dumped(container), "\(container.validate())"]
            do {
                let built = try container.build()
                shown += ["\(built)", String(reflecting: built), dumped(built), "\(built.warnings)"]
                if let config = built.config {
                    shown += ["\(config)", String(reflecting: config), dumped(config), "\(config.environment)"]
                }
            } catch {
                shown += ["\(error)", error.localizedDescription, dumped(error)]
            }
            let stack = Stack("my-app").add(container, .live)
            shown += ["\(stack)", dumped(stack), "\(stack.validate())"]
        }
        return shown
    }

    private func dumped(_ value: Any) -> String {
        var out = ""
        dump(value, to: &out)
        return out
    }
}
