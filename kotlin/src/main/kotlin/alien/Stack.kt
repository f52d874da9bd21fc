package alien

/**
 * Declares a stack: resources that are deployed together.
 *
 * As with containers, [build] validates all calls together: first each container, then the relations between resources, such
 * as links. Containers needn't be built before they are added.
 *
 * Each method changes the builder and returns it; it doesn't return a new one. [copy] copies a builder.
 *
 * ```
 * val uploads = Storage("uploads")
 * val api = Container("api")
 *     .code(image("ghcr.io/acme/api:v1"))
 *     .cpu(1)
 *     .memory("1Gi")
 *     .port(8080)
 *     .link(uploads)
 *     .permissions("execution")
 * val stack = Stack("shop")
 *     .permissions(mapOf("profiles" to mapOf("execution" to mapOf<String, Any>())))
 *     .add(uploads, Lifecycle.FROZEN)
 *     .add(api, Lifecycle.LIVE)
 *     .build()
 * ```
 */
@AlienBuilder
public class Stack private constructor(private val calls: Calls, private val id: String?) {
    /**
     * Starts the declaration of a stack. [build] validates it.
     *
     * @param id The ID of the stack: a lowercase DNS label, such as `shop`.
     */
    public constructor(id: String) : this(Calls(), id) {
        record(Method.stack, id)
    }

    public companion object {
        /**
         * Creates a builder from an existing declaration. Adding a resource replaces an existing one with the same ID.
         *
         * ```
         * val larger = Stack.from(stack).add(Queue("jobs"), Lifecycle.FROZEN).build()
         * ```
         *
         * @param config The declaration: a [BuiltStack] or a map.
         */
        @JvmStatic
        public fun from(config: Any?): Stack = Stack(Calls(), null).record(Method.fromStack, config)
    }

    /** Records any call. */
    internal fun record(method: Int, vararg arguments: Any?): Stack {
        calls.record(method, *arguments)
        return this
    }

    /** Records that a builder is added. */
    internal fun recordBuilder(builder: Container, vararg arguments: Any?): Stack {
        calls.recordBuilder(builder.calls, *arguments)
        return this
    }

    /**
     * Returns a copy of this builder. Further calls of one of them don't change the other.
     *
     * ```
     * val larger = stack.copy().add(Queue("jobs"), Lifecycle.FROZEN)
     * ```
     */
    public fun copy(): Stack = Stack(calls.copy(), id)

    /**
     * Sets the permission profiles, which containers refer to by name.
     *
     * ```
     * stack.permissions(mapOf("profiles" to mapOf("execution" to mapOf<String, Any>())))
     * ```
     */
    public fun permissions(permissions: Map<String, Any?>): Stack = record(Method.permissions, permissions)

    /**
     * Adds a resource, or the builder of a container.
     *
     * The calls of a builder are copied, so calls after this one don't change the stack. [build] reports each of its problems at
     * its own call.
     *
     * ```
     * stack.add(keys, Lifecycle.FROZEN).add(api, Lifecycle.LIVE, dependencies = listOf(keys))
     * ```
     *
     * @param lifecycle When the resource is deployed. Containers must be live.
     * @param dependencies The resources that must be deployed before this one.
     */
    @JvmOverloads
    public fun add(resource: Linkable, lifecycle: Lifecycle, dependencies: Collection<Linkable>? = null): Stack =
        when (dependencies) {
            null -> addAny(resource, lifecycle)
            else -> addAny(resource, lifecycle, mapOf("dependencies" to dependencies.map(::referenceOf)))
        }

    /**
     * Adds a resource with options.
     *
     * ```
     * stack.add(api, Lifecycle.LIVE, mapOf("dependencies" to listOf(ResourceRef("vault", "keys"))))
     * ```
     */
    public fun add(resource: Linkable, lifecycle: Lifecycle, options: Map<String, Any?>): Stack =
        addAny(resource, lifecycle, options)

    /**
     * Adds a resource of any type, as its declaration.
     *
     * ```
     * stack.add(mapOf("type" to "database", "id" to "orders"), Lifecycle.FROZEN)
     * ```
     */
    @JvmOverloads
    public fun add(declaration: Map<String, Any?>, lifecycle: Lifecycle, options: Map<String, Any?>? = null): Stack =
        when (options) {
            null -> record(Method.add, declaration, lifecycle)
            else -> record(Method.add, declaration, lifecycle, options)
        }

    private fun addAny(resource: Linkable, vararg arguments: Any?): Stack = when (resource) {
        is Container -> recordBuilder(resource, *arguments)
        is Resource<*> -> record(Method.add, resource, *arguments)
        else -> record(Method.add, referenceOf(resource), *arguments)
    }

    /**
     * Validates all calls and returns the immutable stack. Doesn't change the builder.
     *
     * ```
     * val shop = stack.build()
     * println(shop.config["resources"])
     * ```
     *
     * @throws ValidationException that lists all problems, if there is any error.
     */
    public fun build(): BuiltStack {
        val (json, report) = calls.build(id)
        return BuiltStack(json, report.diagnostics)
    }

    /**
     * Validates all calls as [build] does, but returns a report instead of throwing its errors. Each diagnostic has the
     * source location of its call.
     *
     * ```
     * val report = Stack("shop").add(Storage("Uploads"), Lifecycle.FROZEN).validate()
     * for (diagnostic in report.diagnostics) println("${diagnostic.call?.line}: ${diagnostic.message}")
     * ```
     */
    public fun validate(): Report = calls.validate()

    /** The calls as source code, without values that may be secret. */
    override fun toString(): String = calls.toString()
}

/**
 * Declares a stack in a block, and builds it.
 *
 * ```
 * val shop = stack("shop") {
 *     add(Storage("uploads"), Lifecycle.FROZEN)
 * }
 * ```
 *
 * @throws ValidationException that lists all problems, if there is any error.
 */
public inline fun stack(id: String, declare: Stack.() -> Unit): BuiltStack = Stack(id).apply(declare).build()
