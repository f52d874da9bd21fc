/// Declares a container.
///
/// Methods can be called in any order. `build()` validates all calls together, and nothing throws before that. If a setter is
/// called twice, the last call wins. Numbers of any type are passed on as they are, so `port(70_000)` and `port(80.7)` are reported.
///
/// Each method changes the builder and returns it; it doesn't return a new one. To use a builder as a template, copy it with
/// ``clone()``. Threads may share a builder.
///
/// ```swift
/// let api = try Container("api")
///     .code(.image("ghcr.io/acme/api:v1"))
///     .cpu(1)
///     .memory("1Gi")
///     .port(8080)
///     .expose(.http)
///     .permissions("execution")
///     .build()
/// ```
public final class Container: Linkable, @unchecked Sendable {
    private let calls: Calls
    /// The ID, and whether it was passed to `init`.
    private let id: (text: String, isGiven: Bool)

    /// Starts the declaration of a container. `build()` validates it.
    ///
    /// ```swift
    /// let container = Container("api")
    /// ```
    ///
    /// - Parameter id: The resource ID: a lowercase DNS label, such as `api` or `vector-reader`.
    public init(_ id: String, file: StaticString = #fileID, line: UInt = #line, column: UInt = #column) {
        calls = Calls()
        self.id = (id, true)
        calls.record(Method.container, [.string(id)], at: Place(file: file, line: line, column: column))
    }

    private init(calls: Calls, id: (text: String, isGiven: Bool)) {
        self.calls = calls
        self.id = id
    }

    /// Creates a builder from an existing declaration. `build()` reports any problems of the declaration. Further calls add to it or
    /// replace parts of it.
    ///
    /// ```swift
    /// let larger = try Container.from(JSONValue(json: text)).memory("4Gi").build()
    /// ```
    public static func from(
        _ declaration: JSONValue,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        start(Method.from, [declaration], file: file, line: line, column: column)
    }

    /// Creates a builder from a container that was built before.
    ///
    /// ```swift
    /// let larger = try Container.from(api).memory("4Gi").build()
    /// ```
    public static func from(
        _ resource: Resource,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        from(resource.value, file: file, line: line, column: column)
    }

    /// Returns a copy of this builder. Further calls of one of them don't change the other.
    ///
    /// ```swift
    /// let base = Container("worker").cpu(1).memory("1Gi").permissions("execution")
    /// let tests = base.clone().command(["./run-tests"])
    /// ```
    public func clone() -> Container {
        Container(calls: calls.copy(), id: id)
    }

    /// Sets what the container runs: an existing image, or an image that is built from source code.
    ///
    /// ```swift
    /// container.code(.image("ghcr.io/acme/api:v1"))
    /// container.code(.source("./api", toolchain: .rust()))
    /// ```
    @discardableResult
    public func code(
        _ code: Code,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.code, [code.value], at: Place(file: file, line: line, column: column))
    }

    /// Sets the CPU, in vCPUs, or as a text in millicores (`"500m"`), as the minimum and as the desired amount.
    ///
    /// ```swift
    /// container.cpu(1)
    /// container.cpu("500m")
    /// ```
    @discardableResult
    public func cpu(
        _ cpu: any AmountInput,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.cpu, [cpu.jsonValue], at: Place(file: file, line: line, column: column))
    }

    /// Sets the minimum and the desired CPU.
    ///
    /// ```swift
    /// container.cpu(min: "0.5", desired: "2")
    /// ```
    @discardableResult
    public func cpu(
        min: String,
        desired: String,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(
            Method.cpu, [["min": .string(min), "desired": .string(desired)]],
            at: Place(file: file, line: line, column: column)
        )
    }

    /// Sets the memory, as the minimum and as the desired amount: a number with a unit, `Ki`, `Mi`, `Gi`, `Ti` (powers of 1024) or `k`,
    /// `M`, `G`, `T` (powers of 1000).
    ///
    /// ```swift
    /// container.memory("512Mi")
    /// ```
    @discardableResult
    public func memory(
        _ size: String,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.memory, [.string(size)], at: Place(file: file, line: line, column: column))
    }

    /// Sets the minimum and the desired memory.
    ///
    /// ```swift
    /// container.memory(min: "512Mi", desired: "1Gi")
    /// ```
    @discardableResult
    public func memory(
        min: String,
        desired: String,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(
            Method.memory, [["min": .string(min), "desired": .string(desired)]],
            at: Place(file: file, line: line, column: column)
        )
    }

    /// Adds a port that the container listens on, 1–65535. A container needs at least one port, added with `port`, `ports` or
    /// `exposePort`.
    ///
    /// ```swift
    /// container.port(8080)
    /// ```
    @discardableResult
    public func port(
        _ port: any NumberInput,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.port, [port.jsonValue], at: Place(file: file, line: line, column: column))
    }

    /// Adds several ports, 1–65535.
    ///
    /// ```swift
    /// container.ports([8080, 9090])
    /// ```
    @discardableResult
    public func ports(
        _ ports: [any NumberInput],
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.ports, [.array(ports.map { $0.jsonValue })], at: Place(file: file, line: line, column: column))
    }

    /// Makes the first port public. `build()` determines which port is the first. Only one port may be public.
    ///
    /// ```swift
    /// container.port(8080).expose(.http)
    /// ```
    @discardableResult
    public func expose(
        _ portProtocol: PortProtocol,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.expose, [portProtocol.jsonValue], at: Place(file: file, line: line, column: column))
    }

    /// Makes a port public, and adds it if it hasn't been added yet. Only one port may be public.
    ///
    /// ```swift
    /// container.exposePort(8080, .tcp)
    /// ```
    @discardableResult
    public func exposePort(
        _ port: any NumberInput,
        _ portProtocol: PortProtocol,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(
            Method.exposePort, [port.jsonValue, portProtocol.jsonValue],
            at: Place(file: file, line: line, column: column)
        )
    }

    /// Sets a fixed number of replicas. It can't be combined with autoscaling.
    ///
    /// ```swift
    /// container.replicas(3)
    /// ```
    @discardableResult
    public func replicas(
        _ count: any NumberInput,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.replicas, [count.jsonValue], at: Place(file: file, line: line, column: column))
    }

    /// Sets the minimum and the desired number of replicas for autoscaling. If no maximum is set, it is 10 times this number.
    ///
    /// ```swift
    /// container.minReplicas(2)
    /// ```
    @discardableResult
    public func minReplicas(
        _ count: any NumberInput,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.minReplicas, [count.jsonValue], at: Place(file: file, line: line, column: column))
    }

    /// Sets the maximum number of replicas for autoscaling. If no minimum is set, it is 1.
    ///
    /// ```swift
    /// container.maxReplicas(20)
    /// ```
    @discardableResult
    public func maxReplicas(
        _ count: any NumberInput,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.maxReplicas, [count.jsonValue], at: Place(file: file, line: line, column: column))
    }

    /// Sets all autoscaling options, and replaces any earlier scaling options. The CPU and memory targets are percentages, the latency
    /// is in milliseconds.
    ///
    /// ```swift
    /// container.autoScale(min: 2, desired: 4, max: 20, targetCpuPercent: 70)
    /// ```
    @discardableResult
    public func autoScale(
        min: any NumberInput,
        desired: any NumberInput,
        max: any NumberInput,
        targetCpuPercent: (any NumberInput)? = nil,
        targetMemoryPercent: (any NumberInput)? = nil,
        targetHttpInFlightPerReplica: (any NumberInput)? = nil,
        maxHttpP95LatencyMs: (any NumberInput)? = nil,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        let scaling = JSONValue(given: [
            ("min", min.jsonValue),
            ("desired", desired.jsonValue),
            ("max", max.jsonValue),
            ("targetCpuPercent", targetCpuPercent?.jsonValue),
            ("targetMemoryPercent", targetMemoryPercent?.jsonValue),
            ("targetHttpInFlightPerReplica", targetHttpInFlightPerReplica?.jsonValue),
            ("maxHttpP95LatencyMs", maxHttpP95LatencyMs?.jsonValue),
        ])
        return record(Method.autoScale, [scaling], at: Place(file: file, line: line, column: column))
    }

    /// Sets whether replicas have a stable identity. Default: true if there is persistent storage, otherwise false.
    ///
    /// ```swift
    /// container.stateful(true)
    /// ```
    @discardableResult
    public func stateful(
        _ enabled: Bool,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.stateful, [.bool(enabled)], at: Place(file: file, line: line, column: column))
    }

    /// Adds persistent storage, which is kept when a replica restarts or moves, and makes the container stateful. The size is a number
    /// with a unit, as for `memory`. The default mount path is `/data`.
    ///
    /// ```swift
    /// container.persistentStorage("500Gi", mountPath: "/var/lib/data")
    /// ```
    @discardableResult
    public func persistentStorage(
        _ size: String,
        mountPath: String? = nil,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        var arguments: [JSONValue] = [.string(size)]
        if let mountPath = mountPath { arguments.append(["mountPath": .string(mountPath)]) }
        return record(Method.persistentStorage, arguments, at: Place(file: file, line: line, column: column))
    }

    /// Requests scratch storage, which may be lost when a replica restarts or moves. The size is a number with a unit, as for `memory`.
    ///
    /// ```swift
    /// container.ephemeralStorage("100Gi")
    /// ```
    @discardableResult
    public func ephemeralStorage(
        _ size: String,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.ephemeralStorage, [.string(size)], at: Place(file: file, line: line, column: column))
    }

    /// Requests 1–8 GPUs of one type. The machine pools of the deployment determine where the container can run.
    ///
    /// ```swift
    /// container.gpu(type: "nvidia-t4", count: 1)
    /// ```
    @discardableResult
    public func gpu(
        type: String,
        count: any NumberInput,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(
            Method.gpu, [["type": .string(type), "count": count.jsonValue]],
            at: Place(file: file, line: line, column: column)
        )
    }

    /// Sets the health check of the replicas. Defaults: `path` is `/health`, `port` is the first port, `method` is `GET`, `timeoutSeconds`
    /// is 1, and `failureThreshold` is 3 consecutive failures.
    ///
    /// ```swift
    /// container.healthCheck(path: "/health", port: 8080)
    /// ```
    @discardableResult
    public func healthCheck(
        path: String? = nil,
        port: (any NumberInput)? = nil,
        method: HttpMethod? = nil,
        timeoutSeconds: (any NumberInput)? = nil,
        failureThreshold: (any NumberInput)? = nil,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        let check = JSONValue(given: [
            ("path", path.map(JSONValue.string)),
            ("port", port?.jsonValue),
            ("method", method?.jsonValue),
            ("timeoutSeconds", timeoutSeconds?.jsonValue),
            ("failureThreshold", failureThreshold?.jsonValue),
        ])
        return record(Method.healthCheck, [check], at: Place(file: file, line: line, column: column))
    }

    /// Adds environment variables. If a name is set several times, the last value wins.
    ///
    /// ```swift
    /// container.environment(["LOG_LEVEL": "info"])
    /// ```
    @discardableResult
    public func environment(
        _ variables: JSONValue,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.environment, [variables], at: Place(file: file, line: line, column: column))
    }

    /// Adds environment variables from a dictionary, sorted by name.
    ///
    /// ```swift
    /// let variables = ["LOG_LEVEL": "info"]
    /// container.environment(from: variables)
    /// ```
    @discardableResult
    public func environment(
        from variables: [String: String],
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(
            Method.environment, [JSONValue(variables.mapValues(JSONValue.string))],
            at: Place(file: file, line: line, column: column)
        )
    }

    /// Gives the container access to another resource.
    ///
    /// ```swift
    /// container.link(Storage("uploads"))
    /// ```
    @discardableResult
    public func link(
        _ resource: any Linkable,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.link, [resource.ref().jsonValue], at: Place(file: file, line: line, column: column))
    }

    /// Sets the name of the permission profile. Required.
    ///
    /// ```swift
    /// container.permissions("execution")
    /// ```
    @discardableResult
    public func permissions(
        _ profile: String,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.permissions, [.string(profile)], at: Place(file: file, line: line, column: column))
    }

    /// Advanced: sets the container cluster to run on. By default, Alien assigns or creates one.
    ///
    /// ```swift
    /// container.cluster("compute")
    /// ```
    @discardableResult
    public func cluster(
        _ id: String,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.cluster, [.string(id)], at: Place(file: file, line: line, column: column))
    }

    /// Advanced: sets the machine pool of the cluster to run on.
    ///
    /// ```swift
    /// container.pool("gpu")
    /// ```
    @discardableResult
    public func pool(
        _ name: String,
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.pool, [.string(name)], at: Place(file: file, line: line, column: column))
    }

    /// Sets the command to run, with its arguments, instead of the image's default command.
    ///
    /// ```swift
    /// container.command(["./server", "--port", "8080"])
    /// ```
    @discardableResult
    public func command(
        _ words: [String],
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(Method.command, [.array(words.map(JSONValue.string))], at: Place(file: file, line: line, column: column))
    }

    /// Validates all calls and returns the container. Doesn't change the builder.
    ///
    /// ```swift
    /// let api = try container.build()
    /// print(api.json, api.warnings)
    /// ```
    ///
    /// - Throws: A ``ValidationError`` that lists all problems, if there is any error.
    public func build() throws -> Resource {
        let built = try calls.build(id: id.isGiven ? id.text : nil)
        return Resource(type: "container", id: id.text, json: built.json, warnings: built.warnings)
    }

    /// Validates all calls as ``build()`` does, but returns a report instead of throwing its errors. Each diagnostic has the source
    /// location of its call.
    ///
    /// ```swift
    /// for problem in Container("api").port(70_000).validate().diagnostics {
    ///     print(problem.call?.file ?? "", problem.message)
    /// }
    /// ```
    public func validate() -> Report {
        calls.validate()
    }

    /// Returns the type and ID of the container, as used in links. The container needn't be built yet.
    ///
    /// ```swift
    /// let db = Container("db")
    /// container.link(db)
    /// ```
    public func ref() -> ResourceRef {
        ResourceRef(type: "container", id: id.text)
    }

    /// Starts a declaration with any arguments.
    package static func start(
        _ method: UInt32, _ arguments: [JSONValue],
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        let calls = Calls()
        calls.record(method, arguments, at: Place(file: file, line: line, column: column))
        return Container(calls: calls, id: (arguments.first?["id"]?.text ?? "", false))
    }

    /// Records a call with any arguments.
    @discardableResult
    package func record(
        _ method: UInt32, _ arguments: [JSONValue],
        file: StaticString = #fileID, line: UInt = #line, column: UInt = #column
    ) -> Container {
        record(method, arguments, at: Place(file: file, line: line, column: column))
    }

    private func record(_ method: UInt32, _ arguments: [JSONValue], at place: Place) -> Container {
        calls.record(method, arguments, at: place)
        return self
    }
}

extension Container: Addable {
    public var addition: Addition { Addition(.calls(calls)) }
}

extension Container: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The calls, without values that may be secret.
    public var description: String { calls.texts.joined(separator: "\n  ") }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["calls": calls.texts]) }
}
