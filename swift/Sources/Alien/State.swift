extension StackState {
    /// Reads the state of a deployed stack. Problems of the state are reported, not thrown. Keys and statuses that this version of the
    /// SDK doesn't know are kept, since a newer platform may write them.
    ///
    /// ```swift
    /// let state = StackState.parse(text)
    /// print(state.container("api")?.url ?? state.reason("api") ?? "")
    /// ```
    ///
    /// - Parameters:
    ///   - state: JSON or YAML text, or a value.
    ///   - options: How the text is read.
    public static func parse(_ state: any Declarable, options: ValidateOptions = ValidateOptions()) -> StackState {
        withoutErrors { try nativeReadState(state: state.declared.declaration(options), options: options.native) }
    }

    /// The IDs of the resources, in the order of the state.
    public var ids: [String] {
        resources.map { $0.id }
    }

    /// Returns the outputs of a container, or `nil` if there are none; then ``reason(_:)`` says why.
    ///
    /// ```swift
    /// print(state.container("api")?.url ?? "")
    /// ```
    public func container(_ id: String) -> ContainerOutputs? {
        resources.first { $0.id == id }?.outputs
    }

    /// Returns the reason why a container has no outputs, or `nil` if it has outputs.
    ///
    /// ```swift
    /// print(state.reason("api") ?? "it has outputs")
    /// ```
    public func reason(_ id: String) -> String? {
        if let resource = resources.first(where: { $0.id == id }) {
            return resource.reason
        }
        if json.isEmpty {
            return "this state can't be read: \(report.diagnostics.first?.message ?? "it says nothing")"
        }
        return "this state has no resource \(JSONValue.string(id).json)"
    }
}

extension StackState: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The state, without values that may be secret.
    public var description: String { "StackState(\(nativeMaskSecrets(json: json)))" }

    public var debugDescription: String { description }

    public var customMirror: Mirror {
        Mirror(self, children: ["json": nativeMaskSecrets(json: json), "report": report])
    }
}

/// Returns whether a container is running, has at least the desired number of replicas, and no listed replica is unhealthy.
///
/// ```swift
/// if let api = state.container("api") { print(isRunning(api)) }
/// ```
public func isRunning(_ outputs: ContainerOutputs) -> Bool {
    outputs.status == "running" && outputs.currentReplicas >= outputs.desiredReplicas
        && unhealthyReplicas(outputs).isEmpty
}

/// Returns the replicas that fail their health check.
///
/// ```swift
/// if let api = state.container("api") { print(unhealthyReplicas(api).map(\.replicaId)) }
/// ```
public func unhealthyReplicas(_ outputs: ContainerOutputs) -> [ReplicaStatus] {
    outputs.replicas.filter { !$0.healthy }
}
