import Alien
import AlienReplay
import Foundation
import XCTest

/// A small valid container.
private func valid(_ id: String = "api") -> Container {
    Container(id).code(.image("ghcr.io/acme/api:v1")).cpu(1).memory("1Gi").port(8080).permissions("execution")
}

private func codes(_ report: Report) -> [String] {
    report.diagnostics.map { $0.code }
}

final class BuilderTests: XCTestCase {
    override func setUp() {
        trackCalls(true)
    }

    func testEveryMethodSetsItsField() throws {
        let container = Container("api")
            .code(.source("./api", toolchain: .docker(dockerfile: "Dockerfile", buildArgs: ["A": "b"], target: "run")))
            .cpu(min: "0.5", desired: "2")
            .memory(min: "512Mi", desired: "1Gi")
            .ports([8080, 9090])
            .exposePort(8080, .http)
            .replicas(3)
            .persistentStorage("500Gi", mountPath: "/var/lib/data")
            .ephemeralStorage("100Gi")
            .gpu(type: "nvidia-t4", count: 1)
            .healthCheck(path: "/ready", port: 9090, method: .head, timeoutSeconds: 2, failureThreshold: 5)
            .environment(["LOG_LEVEL": "info"])
            .environment(from: ["REGION": "eu"])
            .link(Storage("uploads"))
            .permissions("execution")
            .cluster("compute")
            .pool("gpu")
            .command(["./server", "--port", "8080"])
        let built = try container.build()
        let config = try XCTUnwrap(built.config)
        XCTAssertEqual(config.cpu, Resources(min: "0.5", desired: "2"))
        XCTAssertEqual(config.ports.map { $0.port }, [8080, 9090])
        XCTAssertEqual(config.ports.map { $0.expose }, [.http, nil])
        XCTAssertEqual(config.replicas, 3)
        XCTAssertEqual(config.persistentStorage?.mountPath, "/var/lib/data")
        XCTAssertEqual(config.healthCheck?.method, .head)
        XCTAssertEqual(config.environment.names, ["LOG_LEVEL", "REGION"])
        XCTAssertEqual(config.environment["REGION"], "eu")
        XCTAssertEqual(config.links, [ResourceRef(type: "storage", id: "uploads")])
        XCTAssertEqual(config.gpu?.count, 1)
        XCTAssertTrue(config.stateful)
        XCTAssertEqual(try normalise(built), built.json)
        XCTAssertEqual(try Container.from(built).build().json, built.json)
    }

    func testScaling() throws {
        let container = valid().autoScale(min: 2, desired: 4, max: 20, targetCpuPercent: 70, maxHttpP95LatencyMs: 250.5)
        XCTAssertEqual(try container.build().config?.autoscaling?.maxHttpP95LatencyMs, 250.5)
        let bounds = try valid().minReplicas(2).maxReplicas(5).stateful(false).expose(.http).build().config
        XCTAssertEqual(bounds?.autoscaling?.min, 2)
        XCTAssertEqual(bounds?.autoscaling?.max, 5)
        XCTAssertEqual(bounds?.ports.first?.expose, .http)
    }

    func testNumbersAreNotConverted() {
        let ports: [any NumberInput] = [70_000, -1, 80.7, UInt64.max, Double.infinity, Double.nan]
        for port in ports {
            let report = valid().port(port).validate()
            XCTAssertFalse(report.valid, "\(port)")
            XCTAssertEqual(report.diagnostics.first?.call?.method, "port", "\(port)")
        }
        XCTAssertEqual(codes(valid().port(JSONValue.string("x")).validate()), ["wrong-type"])
        XCTAssertTrue(valid().port(UInt8(80)).port(Int64(81)).port(82.0).validate().valid)
    }

    func testAProblemHasThePlaceOfItsCall() throws {
        let container = Container("api")
        let line = #line + 1
        container.port(70_000)
        XCTAssertThrowsError(try container.build()) { error in
            let found = (error as? ValidationError)?.diagnostics.first { $0.code == "port-out-of-range" }
            XCTAssertEqual(found?.call?.file, "AlienTests/BuilderTests.swift")
            XCTAssertEqual(found?.call?.line, UInt32(line))
            XCTAssertEqual(found?.call?.text, ".port(70000)")
            XCTAssertTrue("\(error)".contains("AlienTests/BuilderTests.swift:\(line)"))
            XCTAssertEqual(error.localizedDescription, "\(error)")
        }
    }

    func testPlacesCanBeTurnedOff() {
        trackCalls(false)
        let found = valid().port(70_000).validate().diagnostics.first
        XCTAssertEqual(found?.call?.text, ".port(70000)")
        XCTAssertNil(found?.call?.file)
    }

    func testAProblemInAStackHasThePlaceOfItsCall() {
        let api = valid()
        let line = #line + 1
        api.replicas(-1)
        let report = Stack("my-app").permissions(["profiles": ["execution": [:]]]).add(api, .live).validate()
        XCTAssertEqual(report.diagnostics.first?.call?.line, UInt32(line))
    }

    func testCopiesAreIndependent() throws {
        let base = valid()
        let copy = base.clone().replicas(3)
        base.port(9090)
        XCTAssertEqual(try copy.build().config?.replicas, 3)
        XCTAssertEqual(try copy.build().config?.ports.count, 1)
        XCTAssertNil(try base.build().config?.replicas)
        let stack = Stack("my-app").add(Storage("uploads"), .frozen)
        let larger = stack.clone().add(Queue("jobs"), .frozen)
        XCTAssertNil(try stack.build().value["resources"]?["jobs"])
        XCTAssertNotNil(try larger.build().value["resources"]?["jobs"])
    }

    func testAStackCopiesTheCallsOfABuilder() throws {
        let api = valid()
        let stack = Stack("my-app").permissions(["profiles": ["execution": [:]]])
            .add(api, .live, dependencies: [Storage("uploads")])
            .add(Storage("uploads"), .frozen)
            .add(Vault("keys").build(), .frozen)
            .add(["type": "kv", "id": "sessions"] as JSONValue, .frozen)
        api.port(70_000)
        let built = try stack.build()
        XCTAssertEqual(built.value["resources"]?["api"]?["lifecycle"], "live")
        XCTAssertEqual(try Stack.from(built).build().json, built.json)
    }

    func testThreadsMayShareABuilder() throws {
        let container = valid()
        DispatchQueue.concurrentPerform(iterations: 800) { index in
            container.environment(["V\(index)": "x"] as JSONValue)
        }
        XCTAssertEqual(try container.build().config?.environment.names.count, 800)
    }

    func testDeepAndLargeValuesAreReported() {
        var deep: JSONValue = []
        for _ in 0..<1_000 { deep = [deep] }
        XCTAssertTrue(codes(validate(deep)).contains("too-deep"))
        XCTAssertTrue(codes(Container.from(["id": deep]).validate()).contains("too-deep"))
        var large: JSONValue = "x"
        for _ in 0..<30 { large = [large, large] }
        XCTAssertTrue(codes(validate(["id": large] as JSONValue)).contains("too-large"))
    }

    func testTextsOfAllKindsArrive() throws {
        let text = "a\0b\u{1F680}\r\n"
        let built = try valid().environment(["A": .string(text), "B": "x"]).environment(["B": ""]).build()
        XCTAssertEqual(built.config?.environment["A"], text)
        XCTAssertEqual(built.config?.environment["B"], "")
        XCTAssertEqual(try JSONValue(json: #"["\ud83d\ude80\u00e9\n", 1e3, -0.5, null]"#), ["🚀é\n", 1000, -0.5, .null])
        XCTAssertThrowsError(try JSONValue(json: "[1,]"))
    }

    func testArgumentsThatCanNotBeUsedThrow() {
        XCTAssertThrowsError(try remove("{}", "/missing")) { error in
            XCTAssertTrue(error is ArgumentError)
        }
        XCTAssertThrowsError(try diff("{}", "{}")) { error in
            XCTAssertTrue(error is ValidationError)
        }
    }

    func testTheStateOfAStackCanBeRead() {
        let state = StackState.parse(
            [
                "platform": "aws",
                "resources": [
                    "api": [
                        "type": "container", "status": "running",
                        "outputs": [
                            "name": "api", "status": "running", "currentReplicas": 1, "desiredReplicas": 1,
                            "internalDns": "api.my-app", "replicas": [["replicaId": "a", "healthy": true]],
                        ],
                    ],
                    "jobs": ["type": "queue", "status": "running"],
                ],
            ] as JSONValue
        )
        XCTAssertEqual(state.ids, ["api", "jobs"])
        XCTAssertEqual(state.container("api").map { isRunning($0) }, true)
        XCTAssertEqual(state.container("api").map { unhealthyReplicas($0).count }, 0)
        XCTAssertNil(state.container("jobs"))
        XCTAssertNotNil(state.reason("jobs"))
        XCTAssertEqual(state.reason("db"), "this state has no resource \"db\"")
        XCTAssertFalse(version().isEmpty)
    }
}
