// swift-tools-version: 5.9

import PackageDescription

/// The folder with the library, which `cargo xtask swift` builds.
let library = Context.environment["ALIEN_NATIVE"] ?? "\(Context.packageDirectory)/Library"

let package = Package(
    name: "alien-sdk",
    products: [
        .library(name: "Alien", targets: ["Alien"])
    ],
    targets: [
        .systemLibrary(name: "AlienNative"),
        .target(
            name: "Alien",
            dependencies: ["AlienNative"],
            linkerSettings: [
                .linkedLibrary("alien_native"),
                .unsafeFlags(["-L\(library)", "-Xlinker", "-rpath", "-Xlinker", library]),
            ]
        ),
        // Makes the calls of vectors and random programs.
        .target(name: "AlienReplay", dependencies: ["Alien"], path: "Tests/AlienReplay"),
        .executableTarget(
            name: "AlienPrograms",
            dependencies: ["Alien", "AlienReplay"],
            path: "Tests/AlienPrograms"
        ),
        .testTarget(name: "AlienTests", dependencies: ["Alien", "AlienReplay"]),
    ]
)
