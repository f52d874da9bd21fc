package alien

/**
 * The state of a deployed stack, with the outputs of its containers.
 *
 * The platform writes the state. Keys and statuses that this version of the SDK doesn't know are kept, since a newer platform
 * may write them.
 *
 * ```
 * val state = StackState.parse(text)
 * println(state.container("api")?.url ?: state.reason("api"))
 * ```
 */
public class StackState private constructor(state: ReadState) {
    /** The problems found in the state. Invalid outputs of one container don't affect the others. */
    public val report: Report = state.report

    /** The platform and the state of each resource as JSON; empty if the state can't be read. */
    public val json: String = state.json

    /** The platform that the stack is deployed to; null if the state can't be read. */
    public val platform: String? = state.platform

    /** The state of each resource, by ID; empty if the state can't be read. */
    public val resources: Map<String, ResourceState> = state.resources.associateBy { it.id }

    public companion object {
        /**
         * Reads a state. Problems of the state are reported, not thrown.
         *
         * ```
         * val state = StackState.parse("""{"platform": "aws", "resources": {}}""")
         * for (diagnostic in state.report.diagnostics) println(diagnostic.message)
         * ```
         *
         * @param state JSON or YAML text, as a string or as bytes, or a value.
         * @param options How the text is read.
         */
        @JvmStatic
        @JvmOverloads
        public fun parse(state: Any?, options: ValidateOptions = ValidateOptions()): StackState =
            StackState(native { nativeReadState(declarationOf(state, options), options.toNative()) })
    }

    /** The IDs of the resources, in the order of the state. */
    public val ids: Set<String> get() = resources.keys

    /**
     * Returns the outputs of a container, or null if there are none; then [reason] says why.
     *
     * ```
     * println(state.container("api")?.url)
     * ```
     */
    public fun container(id: String): ContainerOutputs? = resources[id]?.outputs

    /**
     * Returns the reason why a container has no outputs, or null if it has outputs.
     *
     * ```
     * println(state.reason("api"))
     * ```
     */
    public fun reason(id: String): String? = when {
        id in resources -> resources.getValue(id).reason
        json.isEmpty() -> "this state can't be read: ${report.diagnostics.firstOrNull()?.message ?: "it says nothing"}"
        else -> "this state has no resource ${quote(id)}"
    }

    override fun equals(other: Any?): Boolean = other is StackState && json == other.json && report == other.report

    override fun hashCode(): Int = json.hashCode()

    /** The JSON, without values that may be secret. */
    override fun toString(): String = maskSecrets(json.ifEmpty { "{}" })
}
