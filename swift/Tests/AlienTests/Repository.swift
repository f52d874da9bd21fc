import Foundation
import XCTest

/// A folder of the repository, whose path is in the environment variable `ALIEN_SDK_REPOSITORY`.
func repository(_ path: String) throws -> URL {
    let root = try XCTUnwrap(
        ProcessInfo.processInfo.environment["ALIEN_SDK_REPOSITORY"],
        "set ALIEN_SDK_REPOSITORY to the folder with tests/vectors"
    )
    return URL(fileURLWithPath: root).appendingPathComponent(path)
}

/// Reads a text file.
func text(of file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
}
