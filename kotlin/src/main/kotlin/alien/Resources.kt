package alien

/** Anything that a container can link to: a resource or its builder. */
public interface Linkable {
    /** The type and ID of the resource. */
    public fun ref(): ResourceRef
}

/** When a resource of a stack is deployed. */
public enum class Lifecycle {
    /** The resource is deployed again with every release. Containers must be live. */
    LIVE,

    /** The resource is only deployed with the first release. */
    FROZEN,
}

/**
 * A built resource. It is valid and immutable.
 *
 * ```
 * val api: Resource<ContainerConfig> = Container("api").build()
 * println(api.config.ports)
 * ```
 */
public class Resource<out Config : Any> internal constructor(
    /** The type: `container`, `storage`, … */
    public val type: String,
    /** The ID. */
    public val id: String,
    /** The normalised JSON, with all values: this is what is deployed. */
    public val json: String,
    /** The warnings and infos, in the order of the declaration. */
    public val warnings: List<Diagnostic>,
    readConfig: (String) -> Config,
) : Linkable {
    /** The normalised declaration, with all defaults filled in. */
    public val config: Config by lazy { readConfig(json) }

    /** The type and ID of the resource, as used in links. */
    override fun ref(): ResourceRef = ResourceRef(type, id)

    override fun equals(other: Any?): Boolean =
        other is Resource<*> && json == other.json && warnings == other.warnings

    override fun hashCode(): Int = json.hashCode()

    /** The JSON, without values that may be secret. */
    override fun toString(): String = maskSecrets(json)
}

/**
 * A built stack. It is valid and immutable.
 *
 * ```
 * val stack: BuiltStack = Stack("shop").add(Storage("uploads"), Lifecycle.FROZEN).build()
 * println(stack.json)
 * ```
 */
public class BuiltStack internal constructor(
    /** The normalised JSON, with all values: this is what is deployed. */
    public val json: String,
    /** The warnings and infos, in the order of the declaration. */
    public val warnings: List<Diagnostic>,
) {
    /** The normalised declaration, as maps, lists, strings, numbers, booleans and null. */
    public val config: Map<String, Any?> by lazy { readObject(json) }

    /** The ID. */
    public val id: String get() = config["id"] as String

    override fun equals(other: Any?): Boolean =
        other is BuiltStack && json == other.json && warnings == other.warnings

    override fun hashCode(): Int = json.hashCode()

    /** The JSON, without values that may be secret. */
    override fun toString(): String = maskSecrets(json)
}

/** The JSON of a declaration, without values that may be secret. */
internal fun maskSecrets(json: String): String = nativeMaskSecrets(encode(json))

/** A resource that is declared by its ID only. */
public sealed class DeclaredResource(
    /** The type: `storage`, `kv`, … */
    public val type: String,
    /** The ID. It is not validated yet. */
    public val id: String,
) : Linkable {
    /** The type and ID of the resource, as used in links. */
    override fun ref(): ResourceRef = ResourceRef(type, id)

    /** The resource. Its ID is validated when a container links to it or a stack contains it. */
    public fun build(): Resource<ResourceRef> = Resource(type, id, json, emptyList()) { ref() }

    private val json get() = "{\"type\":${quote(type)},\"id\":${quote(id)}}"

    /** The JSON, without values that may be secret. */
    override fun toString(): String = maskSecrets(json)
}

/**
 * File storage.
 *
 * ```
 * val uploads = Storage("uploads")
 * Container("api").link(uploads)
 * ```
 */
public class Storage(id: String) : DeclaredResource("storage", id)

/**
 * A key-value store.
 *
 * ```
 * Container("api").link(Kv("sessions"))
 * ```
 */
public class Kv(id: String) : DeclaredResource("kv", id)

/**
 * A message queue.
 *
 * ```
 * Container("api").link(Queue("jobs"))
 * ```
 */
public class Queue(id: String) : DeclaredResource("queue", id)

/**
 * A vault for secrets.
 *
 * ```
 * Container("api").link(Vault("keys"))
 * ```
 */
public class Vault(id: String) : DeclaredResource("vault", id)
