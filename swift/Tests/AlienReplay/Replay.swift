import Alien

/// A builder that the calls of a vector or of a random program were made on.
package enum Builder {
    case container(Container)
    case stack(Stack)

    /// Builds it. Returns its normalised JSON and its warnings.
    package func build() throws -> (json: String, warnings: [Diagnostic]) {
        switch self {
        case .container(let container):
            let built = try container.build()
            return (built.json, built.warnings)
        case .stack(let stack):
            let built = try stack.build()
            return (built.json, built.warnings)
        }
    }
}

/// Makes calls, each an array of a method and its arguments, on a new builder.
package func replay(_ calls: [JSONValue]) -> Builder {
    var builders: [Builder] = []
    for call in calls {
        guard case .array(let parts) = call, let method = parts.first?.text else {
            preconditionFailure("not a call: \(call.json)")
        }
        let arguments = Array(parts.dropFirst())
        if let builder = start(method, arguments) {
            builders.append(builder)
        } else if method == "addBuilder" {
            guard case .container(let added)? = builders.popLast(), case .stack(let stack)? = builders.last else {
                preconditionFailure("not a builder in a stack: \(call.json)")
            }
            stack.add(added, arguments: arguments)
        } else {
            switch builders.last {
            case .container(let container)?: make(method, arguments, on: container)
            case .stack(let stack)?: make(method, arguments, on: stack)
            case nil: preconditionFailure("a call without a builder: \(call.json)")
            }
        }
    }
    return builders[0]
}

/// Starts a builder, if this is the name of a method that does.
private func start(_ method: String, _ arguments: [JSONValue]) -> Builder? {
    switch (method, arguments.first) {
    case ("container", .string(let id)?):
        return .container(Container(id))
    case ("container", _):
        return .container(Container.start(Method.container, arguments))
    case ("from", let declaration?):
        return .container(Container.from(declaration))
    case ("stack", .string(let id)?):
        return .stack(Stack(id))
    case ("stack", _):
        return .stack(Stack.start(Method.stack, arguments))
    case ("fromStack", let declaration?):
        return .stack(Stack.from(declaration))
    default:
        return nil
    }
}

private let protocols: [String: PortProtocol] = ["http": .http, "tcp": .tcp]
private let lifecycles: [String: Lifecycle] = ["live": .live, "frozen": .frozen]

/// The numbers of the methods of containers.
private let numbers: [String: UInt32] = [
    "autoScale": Method.autoScale,
    "cluster": Method.cluster,
    "code": Method.code,
    "command": Method.command,
    "cpu": Method.cpu,
    "environment": Method.environment,
    "ephemeralStorage": Method.ephemeralStorage,
    "expose": Method.expose,
    "exposePort": Method.exposePort,
    "gpu": Method.gpu,
    "healthCheck": Method.healthCheck,
    "link": Method.link,
    "maxReplicas": Method.maxReplicas,
    "memory": Method.memory,
    "minReplicas": Method.minReplicas,
    "permissions": Method.permissions,
    "persistentStorage": Method.persistentStorage,
    "pool": Method.pool,
    "port": Method.port,
    "ports": Method.ports,
    "replicas": Method.replicas,
    "stateful": Method.stateful,
]

/// Calls a method of a container: the public method if it takes such arguments, and otherwise what it records.
private func make(_ method: String, _ arguments: [JSONValue], on container: Container) {
    let texts = arguments.compactMap { $0.text }
    switch (method, arguments.count, arguments.first) {
    case ("code", 1, let code?):
        container.code(Code(code))
    case ("cpu", 1, let cpu?):
        container.cpu(cpu)
    case ("memory", 1, .string(let size)?):
        container.memory(size)
    case ("port", 1, let port?):
        container.port(port)
    case ("ports", 1, .array(let ports)?):
        container.ports(ports)
    case ("replicas", 1, let count?):
        container.replicas(count)
    case ("minReplicas", 1, let count?):
        container.minReplicas(count)
    case ("maxReplicas", 1, let count?):
        container.maxReplicas(count)
    case ("stateful", 1, .bool(let enabled)?):
        container.stateful(enabled)
    case ("persistentStorage", 1, .string(let size)?):
        container.persistentStorage(size)
    case ("ephemeralStorage", 1, .string(let size)?):
        container.ephemeralStorage(size)
    case ("environment", 1, let variables?):
        container.environment(variables)
    case ("permissions", 1, .string(let profile)?):
        container.permissions(profile)
    case ("cluster", 1, .string(let id)?):
        container.cluster(id)
    case ("pool", 1, .string(let name)?):
        container.pool(name)
    default:
        if method == "expose", texts.count == 1, let known = protocols[texts[0]] {
            container.expose(known)
        } else if method == "exposePort", arguments.count == 2, let name = arguments[1].text, let known = protocols[name] {
            container.exposePort(arguments[0], known)
        } else if let number = numbers[method] {
            container.record(number, arguments)
        } else {
            preconditionFailure("containers have no method \(method)")
        }
    }
}

/// Calls a method of a stack: the public method if it takes such arguments, and otherwise what it records.
private func make(_ method: String, _ arguments: [JSONValue], on stack: Stack) {
    switch (method, arguments.count) {
    case ("permissions", 1):
        stack.permissions(arguments[0])
    case ("permissions", _):
        stack.record(Method.permissions, arguments)
    case ("add", 2):
        if let name = arguments[1].text, let lifecycle = lifecycles[name] {
            stack.add(arguments[0], lifecycle)
        } else {
            stack.record(Method.add, arguments)
        }
    case ("add", _):
        stack.record(Method.add, arguments)
    default:
        preconditionFailure("stacks have no method \(method)")
    }
}
