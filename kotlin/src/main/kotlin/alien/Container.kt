package alien

/** Keeps methods of an outer builder out of the block of an inner one. */
@DslMarker
public annotation class AlienBuilder

/**
 * Declares a container.
 *
 * Methods can be called in any order. [build] validates all calls together; before that, nothing is thrown. Arguments are
 * copied, so changing one after the call has no effect. If a setter is called twice, the last call wins.
 *
 * Each method changes the builder and returns it; it doesn't return a new one. To use a builder as a template, copy it with
 * [copy]. A builder can be changed and built again after [build]. Threads may use a builder at the same time.
 *
 * Methods that take several options also take them as a map with the keys of the declaration.
 *
 * ```
 * val api = Container("api")
 *     .code(image("ghcr.io/acme/api:v1"))
 *     .cpu(1)
 *     .memory("1Gi")
 *     .port(8080)
 *     .expose(Protocol.HTTP)
 *     .permissions("execution")
 *     .build()
 * ```
 */
@AlienBuilder
public class Container private constructor(internal val calls: Calls, private val id: String?) : Linkable {
    /**
     * Starts the declaration of a container. [build] validates it.
     *
     * @param id The resource ID: a lowercase DNS label, such as `api` or `vector-reader`.
     */
    public constructor(id: String) : this(Calls(), id) {
        record(Method.container, id)
    }

    public companion object {
        /**
         * Creates a builder from an existing declaration, for example of a container that was built before. [build] reports
         * any problems of the declaration.
         *
         * ```
         * val larger = Container.from(api.config).memory("4Gi").build()
         * ```
         *
         * @param config The declaration: a [ContainerConfig], a [Resource], or a map. Further calls add to it or replace
         * parts of it.
         */
        @JvmStatic
        public fun from(config: Any?): Container = Container(Calls(), idOf(config)).record(Method.from, config)

        private fun idOf(config: Any?): String? = when (config) {
            is ContainerConfig -> config.id
            is Resource<*> -> config.id
            is Map<*, *> -> runCatching { config["id"] as? String }.getOrNull()
            else -> null
        }
    }

    /** Records any call. */
    internal fun record(method: Int, vararg arguments: Any?): Container {
        calls.record(method, *arguments)
        return this
    }

    /**
     * Returns a copy of this builder. Further calls of one of them don't change the other.
     *
     * ```
     * val base = Container("worker").cpu(1).memory("1Gi").permissions("execution")
     * val tests = base.copy().command("./run-tests")
     * ```
     */
    public fun copy(): Container = Container(calls.copy(), id)

    /**
     * Sets what the container runs: an existing [image], or an image that is built from [source] code.
     *
     * ```
     * container.code(image("ghcr.io/acme/api:v1"))
     * container.code(source("./api", docker()))
     * ```
     */
    public fun code(code: ContainerCode): Container = record(Method.code, code)

    /**
     * Sets what the container runs.
     *
     * ```
     * container.code(mapOf("type" to "image", "image" to "ghcr.io/acme/api:v1"))
     * ```
     */
    public fun code(code: Map<String, Any?>): Container = record(Method.code, code)

    /**
     * Sets the CPU in vCPUs, both the minimum and the desired amount.
     *
     * ```
     * container.cpu(0.5)
     * ```
     */
    public fun cpu(cpu: Number): Container = record(Method.cpu, cpu)

    /**
     * Sets the CPU in vCPUs or millicores, both the minimum and the desired amount.
     *
     * ```
     * container.cpu("500m")
     * ```
     */
    public fun cpu(cpu: String): Container = record(Method.cpu, cpu)

    /**
     * Sets the minimum and the desired CPU.
     *
     * ```
     * container.cpu(min = "0.5", desired = "2")
     * ```
     */
    public fun cpu(min: String, desired: String): Container =
        record(Method.cpu, mapOf("min" to min, "desired" to desired))

    /**
     * Sets the minimum and the desired CPU.
     *
     * ```
     * container.cpu(mapOf("min" to "0.5", "desired" to "2"))
     * ```
     */
    public fun cpu(cpu: Map<String, Any?>): Container = record(Method.cpu, cpu)

    /**
     * Sets the memory, both the minimum and the desired amount: a number with a unit, `Ki`, `Mi`, `Gi`, `Ti` (powers of 1024)
     * or `k`, `M`, `G`, `T` (powers of 1000).
     *
     * ```
     * container.memory("512Mi")
     * ```
     */
    public fun memory(size: String): Container = record(Method.memory, size)

    /**
     * Sets the minimum and the desired memory.
     *
     * ```
     * container.memory(min = "512Mi", desired = "1Gi")
     * ```
     */
    public fun memory(min: String, desired: String): Container =
        record(Method.memory, mapOf("min" to min, "desired" to desired))

    /**
     * Sets the minimum and the desired memory.
     *
     * ```
     * container.memory(mapOf("min" to "512Mi", "desired" to "1Gi"))
     * ```
     */
    public fun memory(size: Map<String, Any?>): Container = record(Method.memory, size)

    /**
     * Adds a port that the container listens on, 1–65535. A container needs at least one port, added with [port], [ports] or
     * [exposePort].
     *
     * ```
     * container.port(8080)
     * ```
     */
    public fun port(port: Number): Container = record(Method.port, port)

    /**
     * Adds several ports, 1–65535.
     *
     * ```
     * container.ports(8080, 9090)
     * ```
     */
    public fun ports(vararg ports: Number): Container = record(Method.ports, ports)

    /**
     * Adds several ports, 1–65535.
     *
     * ```
     * container.ports(listOf(8080, 9090))
     * ```
     */
    public fun ports(ports: Collection<Number>): Container = record(Method.ports, ports)

    /**
     * Makes the first port public. [build] determines which port is the first. Only one port may be public.
     *
     * ```
     * container.port(8080).expose(Protocol.HTTP)
     * ```
     */
    public fun expose(protocol: Protocol): Container = record(Method.expose, protocol)

    /**
     * Makes the first port public, with a protocol that a program reads: `http` or `tcp`.
     *
     * ```
     * container.port(8080).expose("http")
     * ```
     */
    public fun expose(protocol: String): Container = record(Method.expose, protocol)

    /**
     * Makes a port public, and adds it if it hasn't been added yet. Only one port may be public.
     *
     * ```
     * container.exposePort(8080, Protocol.TCP)
     * ```
     */
    public fun exposePort(port: Number, protocol: Protocol): Container = record(Method.exposePort, port, protocol)

    /**
     * Makes a port public, with a protocol that a program reads: `http` or `tcp`.
     *
     * ```
     * container.exposePort(8080, "tcp")
     * ```
     */
    public fun exposePort(port: Number, protocol: String): Container = record(Method.exposePort, port, protocol)

    /**
     * Sets a fixed number of replicas. It can't be combined with autoscaling.
     *
     * ```
     * container.replicas(3)
     * ```
     */
    public fun replicas(count: Number): Container = record(Method.replicas, count)

    /**
     * Sets the minimum and the desired number of replicas for autoscaling. If no maximum is set, it is 10 times this number.
     *
     * ```
     * container.minReplicas(2)
     * ```
     */
    public fun minReplicas(count: Number): Container = record(Method.minReplicas, count)

    /**
     * Sets the maximum number of replicas for autoscaling. If no minimum is set, it is 1.
     *
     * ```
     * container.maxReplicas(20)
     * ```
     */
    public fun maxReplicas(count: Number): Container = record(Method.maxReplicas, count)

    /**
     * Sets all autoscaling options, and replaces any earlier scaling options.
     *
     * ```
     * container.autoScale(min = 2, desired = 4, max = 20, targetCpuPercent = 70)
     * ```
     *
     * @param targetCpuPercent The target CPU usage, in percent.
     * @param targetMemoryPercent The target memory usage, in percent.
     * @param targetHttpInFlightPerReplica The target number of HTTP requests in flight per replica.
     * @param maxHttpP95LatencyMs The maximum 95th percentile of the HTTP latency, in milliseconds.
     */
    @JvmOverloads
    public fun autoScale(
        min: Number,
        desired: Number,
        max: Number,
        targetCpuPercent: Number? = null,
        targetMemoryPercent: Number? = null,
        targetHttpInFlightPerReplica: Number? = null,
        maxHttpP95LatencyMs: Number? = null,
    ): Container {
        val targets = options(
            "targetCpuPercent" to targetCpuPercent,
            "targetMemoryPercent" to targetMemoryPercent,
            "targetHttpInFlightPerReplica" to targetHttpInFlightPerReplica,
            "maxHttpP95LatencyMs" to maxHttpP95LatencyMs,
        )
        return record(Method.autoScale, mapOf("min" to min, "desired" to desired, "max" to max) + targets)
    }

    /**
     * Sets all autoscaling options, and replaces any earlier scaling options.
     *
     * ```
     * container.autoScale(mapOf("min" to 2, "desired" to 4, "max" to 20))
     * ```
     */
    public fun autoScale(scaling: Map<String, Any?>): Container = record(Method.autoScale, scaling)

    /**
     * Sets whether replicas have a stable identity. Default: true if there is persistent storage, otherwise false.
     *
     * ```
     * container.stateful(true)
     * ```
     */
    public fun stateful(enabled: Boolean): Container = record(Method.stateful, enabled)

    /**
     * Adds persistent storage, which is kept when a replica restarts or moves, and makes the container stateful.
     *
     * ```
     * container.persistentStorage("500Gi", mountPath = "/var/lib/data")
     * ```
     *
     * @param size A number with a unit, as for [memory].
     * @param mountPath The absolute path where the storage is mounted. Default: `/data`.
     */
    @JvmOverloads
    public fun persistentStorage(size: String, mountPath: String? = null): Container = when (mountPath) {
        null -> record(Method.persistentStorage, size)
        else -> record(Method.persistentStorage, size, mapOf("mountPath" to mountPath))
    }

    /**
     * Adds persistent storage with options.
     *
     * ```
     * container.persistentStorage("500Gi", mapOf("mountPath" to "/var/lib/data"))
     * ```
     */
    public fun persistentStorage(size: String, options: Map<String, Any?>): Container =
        record(Method.persistentStorage, size, options)

    /**
     * Requests scratch storage, which may be lost when a replica restarts or moves. The size is a number with a unit, as for
     * [memory].
     *
     * ```
     * container.ephemeralStorage("100Gi")
     * ```
     */
    public fun ephemeralStorage(size: String): Container = record(Method.ephemeralStorage, size)

    /**
     * Requests 1–8 GPUs of one type. The machine pools of the deployment determine where the container can run.
     *
     * ```
     * container.gpu("nvidia-t4", count = 1)
     * ```
     */
    public fun gpu(type: String, count: Number): Container = record(Method.gpu, mapOf("type" to type, "count" to count))

    /**
     * Requests GPUs of one type.
     *
     * ```
     * container.gpu(mapOf("type" to "nvidia-t4", "count" to 1))
     * ```
     */
    public fun gpu(gpu: Map<String, Any?>): Container = record(Method.gpu, gpu)

    /**
     * Sets the health check of the replicas.
     *
     * ```
     * container.healthCheck(path = "/ready", timeoutSeconds = 2)
     * ```
     *
     * @param path The HTTP path. Default: `/health`.
     * @param port The port. Default: the first port of the container.
     * @param method The HTTP method. Default: `GET`.
     * @param timeoutSeconds The timeout of a probe, in seconds. Default: 1.
     * @param failureThreshold The number of consecutive failures after which a replica is unhealthy. Default: 3.
     */
    @JvmOverloads
    public fun healthCheck(
        path: String? = null,
        port: Number? = null,
        method: HttpMethod? = null,
        timeoutSeconds: Number? = null,
        failureThreshold: Number? = null,
    ): Container {
        val check = options(
            "path" to path,
            "port" to port,
            "method" to method,
            "timeoutSeconds" to timeoutSeconds,
            "failureThreshold" to failureThreshold,
        )
        return record(Method.healthCheck, check)
    }

    /**
     * Sets the health check of the replicas.
     *
     * ```
     * container.healthCheck(mapOf("path" to "/ready"))
     * ```
     */
    public fun healthCheck(check: Map<String, Any?>): Container = record(Method.healthCheck, check)

    /**
     * Adds environment variables. If a name is set several times, the last value wins.
     *
     * ```
     * container.environment("LOG_LEVEL" to "info")
     * ```
     */
    public fun environment(vararg variables: Pair<String, String?>): Container =
        // Java may pass null, also in the array.
        record(Method.environment, (variables as Array<out Pair<String, String?>?>?)?.associate { it?.first to it?.second })

    /**
     * Adds environment variables. A value that is null is an error.
     *
     * ```
     * container.environment(mapOf("LOG_LEVEL" to "info"))
     * ```
     */
    public fun environment(variables: Map<String, Any?>): Container = record(Method.environment, variables)

    /**
     * Gives the container access to another resource. `ref()` of that resource is called immediately.
     *
     * ```
     * container.link(Storage("uploads"))
     * ```
     */
    public fun link(resource: Linkable): Container = record(Method.link, referenceOf(resource))

    /**
     * Gives the container access to another resource, by its type and ID.
     *
     * ```
     * container.link(ResourceRef("storage", "uploads"))
     * ```
     */
    public fun link(resource: ResourceRef): Container = record(Method.link, resource)

    /**
     * Gives the container access to another resource, by its type and ID.
     *
     * ```
     * container.link(mapOf("type" to "storage", "id" to "uploads"))
     * ```
     */
    public fun link(resource: Map<String, Any?>): Container = record(Method.link, resource)

    /**
     * Sets the name of the permission profile. Required.
     *
     * ```
     * container.permissions("execution")
     * ```
     */
    public fun permissions(profile: String): Container = record(Method.permissions, profile)

    /**
     * Advanced: sets the container cluster to run on. By default, Alien assigns or creates one.
     *
     * ```
     * container.cluster("compute")
     * ```
     */
    public fun cluster(id: String): Container = record(Method.cluster, id)

    /**
     * Advanced: sets the machine pool of the cluster to run on.
     *
     * ```
     * container.pool("gpu")
     * ```
     */
    public fun pool(name: String): Container = record(Method.pool, name)

    /**
     * Sets the command to run, with its arguments, instead of the image's default command.
     *
     * ```
     * container.command("./server", "--port", "8080")
     * ```
     */
    public fun command(vararg words: String): Container = record(Method.command, words)

    /**
     * Sets the command to run, with its arguments, instead of the image's default command.
     *
     * ```
     * container.command(listOf("./server", "--port", "8080"))
     * ```
     */
    public fun command(words: Collection<String>): Container = record(Method.command, words)

    /**
     * Validates all calls and returns the immutable container. Doesn't change the builder.
     *
     * ```
     * val api = container.build()
     * println(api.config.ports)
     * ```
     *
     * @throws ValidationException that lists all problems, if there is any error.
     */
    public fun build(): Resource<ContainerConfig> {
        val (json, report) = calls.build(id)
        val config = lazy { native { nativeReadConfig(encode(json)) } }
        return Resource("container", id ?: config.value.id, json, report.diagnostics) { config.value }
    }

    /**
     * Validates all calls as [build] does, but returns a report instead of throwing its errors. Each diagnostic has the
     * source location of its call.
     *
     * ```
     * val report = Container("api").port(70_000).validate()
     * for (diagnostic in report.diagnostics) println("${diagnostic.call?.line}: ${diagnostic.message}")
     * ```
     */
    public fun validate(): Report = calls.validate()

    /**
     * Returns the type and ID of the container, as used in links. The container needn't be built yet.
     *
     * ```
     * val db = Container("db")
     * Container("api").link(db)
     * ```
     */
    override fun ref(): ResourceRef = ResourceRef("container", id.orEmpty())

    /** The calls as source code, without values that may be secret. */
    override fun toString(): String = calls.toString()
}

/** The reference to a resource, or what stands for it if `ref()` throws. Java may pass null. */
internal fun referenceOf(resource: Linkable?): Any? = try {
    resource?.ref()
} catch (error: Throwable) {
    if (error is OutOfMemoryError) throw error
    Threw
}

/**
 * Declares a container in a block, and builds it.
 *
 * ```
 * val api = container("api") {
 *     code(image("ghcr.io/acme/api:v1"))
 *     cpu(1)
 *     memory("1Gi")
 *     port(8080)
 *     permissions("execution")
 * }
 * ```
 *
 * @throws ValidationException that lists all problems, if there is any error.
 */
public inline fun container(id: String, declare: Container.() -> Unit): Resource<ContainerConfig> =
    Container(id).apply(declare).build()
