@file:JvmName("Alien")
@file:JvmMultifileClass

package alien

/**
 * Validates a declaration: a container, a stack, or the state of a stack.
 *
 * A string or bytes are read as JSON text, or as YAML if the options say so, and diagnostics then contain ranges. Any other
 * value is the declaration itself. Problems of the declaration are reported, not thrown.
 *
 * ```
 * val report = validate("""{"id": "api", "ports": [{"port": 70000}]}""")
 * for (diagnostic in report.diagnostics) println("${diagnostic.code} ${diagnostic.message}")
 * ```
 *
 * @param declaration JSON or YAML text, as a string or as UTF-8 bytes, or a value.
 * @param options The kind of the declaration, how text is read, and limits.
 */
@JvmOverloads
public fun validate(declaration: Any?, options: ValidateOptions = ValidateOptions()): Report =
    native { nativeValidate(declarationOf(declaration, options), options.toNative()) }

/**
 * Validates an update. Reports the problems of the new declaration, then changes that aren't allowed, such as another ID,
 * and changes that lose data, such as smaller storage.
 *
 * ```
 * val next = Container.from(deployed).memory("2Gi").build()
 * println(validateUpdate(deployed, next).valid)
 * ```
 *
 * @param before The deployed declaration: JSON or YAML text, as a string or as bytes, or a value.
 * @param after The new declaration: JSON or YAML text, as a string or as bytes, or a value.
 * @param options How both declarations are read.
 */
@JvmOverloads
public fun validateUpdate(before: Any?, after: Any?, options: ValidateOptions = ValidateOptions()): Report {
    val (old, new) = declarationOf(before, options) to declarationOf(after, options)
    return native { nativeValidateUpdate(old, new, options.toNative()) }
}

/**
 * Compares two declarations of a container or a stack. Lists every key that differs, whether the platform rejects the
 * change, and whether it loses data. The values of environment variables are never shown.
 *
 * ```
 * println(diff(deployed, next).text)
 * ```
 *
 * @param before The deployed declaration: JSON or YAML text, as a string or as bytes, or a value.
 * @param after The new declaration: JSON or YAML text, as a string or as bytes, or a value.
 * @param options How both declarations are read.
 * @throws ValidationException if one of the declarations has errors.
 */
@JvmOverloads
public fun diff(before: Any?, after: Any?, options: ValidateOptions = ValidateOptions()): Diff {
    val (old, new) = declarationOf(before, options) to declarationOf(after, options)
    return native { nativeDiff(old, new, options.toNative()) }
}

/**
 * Returns the normalised JSON of a declaration: keys in a fixed order, all defaults filled in, no spaces. Declarations that
 * differ only in layout, in the order of keys or in keys with defaults have the same normalised JSON.
 *
 * ```
 * println(normalise("""{"resources": {}, "id": "shop"}"""))
 * ```
 *
 * @param declaration JSON or YAML text, as a string or as bytes, or a value.
 * @param options How the text is read.
 * @throws ValidationException if the declaration has errors.
 */
@JvmOverloads
public fun normalise(declaration: Any?, options: ValidateOptions = ValidateOptions()): String =
    native { nativeReadDeclaration(declarationOf(declaration, options), options.toNative()) }.json

/**
 * Returns a text with all safe fixes applied, which keep its meaning.
 *
 * If a problem has several fixes, the most likely one is applied. Problems without a fix remain. The rest of the text,
 * including comments and whitespace, doesn't change. A text is returned unchanged if it needs no fix, is larger than the
 * limit or contains half of a surrogate pair.
 *
 * ```
 * println(applyFixes("""{"id": "api", "memory": "1Gi"}"""))
 * ```
 *
 * @param text JSON or YAML text.
 * @param unsafe Whether to also apply fixes that may change the meaning.
 * @param options How the text is read.
 */
@JvmOverloads
public fun applyFixes(text: String, unsafe: Boolean = false, options: ValidateOptions = ValidateOptions()): String =
    when {
        hasLoneSurrogate(notNull("text", text)) -> text
        else -> nativeApplyFixes(encode(text), unsafe, notNull("options", options).toNative())
    }

/**
 * Returns a text with one fix of its report applied. The rest of the text doesn't change.
 *
 * ```
 * val fix = validate(text).diagnostics.flatMap { it.fixes }.first()
 * println(applyFix(text, fix))
 * ```
 *
 * @param text The text that was validated.
 * @param fix A fix of a diagnostic of that text.
 * @param units The unit of `character` in the positions of the report.
 * @param syntax The syntax of the text. If null, it is JSON, with or without comments.
 * @throws IllegalArgumentException if the fix doesn't fit the text.
 */
@JvmOverloads
public fun applyFix(text: String, fix: Fix, units: Units = Units.UTF16, syntax: Syntax? = null): String =
    native { nativeApplyFix(textOf("text", text), notNull("fix", fix), notNull("units", units), syntax) }

/**
 * Returns a text in which the value at a path is set. The layout, the comments and the rest of the text don't change.
 * Objects and lists that are missing on the way are added.
 *
 * ```
 * println(edit("""{"id": "api", "replicas": 3} // for now""", "/replicas", 5))
 * ```
 *
 * @param text The text. JSON may contain comments and trailing commas.
 * @param path A JSON Pointer, such as `/ports/0/port`. The index `-` appends to a list.
 * @param value The new value.
 * @param syntax The syntax of the text. If null, it is JSON, with or without comments.
 * @throws IllegalArgumentException if nothing can be set at the path, or if the text has syntax errors.
 */
@JvmOverloads
public fun edit(text: String, path: String, value: Any?, syntax: Syntax? = null): String =
    native { nativeEdit(textOf("text", text), textOf("path", path), tapeOf(value, Size.LIMIT_DEPTH), syntax) }

/**
 * Returns a text without the value at a path, and without its key. The layout, the comments and the rest of the text don't
 * change.
 *
 * ```
 * println(remove("""{"id": "api", "replicas": 3}""", "/replicas"))
 * ```
 *
 * @param text The text. JSON may contain comments and trailing commas.
 * @param path A JSON Pointer, such as `/ports/0`.
 * @param syntax The syntax of the text. If null, it is JSON, with or without comments.
 * @throws IllegalArgumentException if there is nothing at the path, or if the text has syntax errors.
 */
@JvmOverloads
public fun remove(text: String, path: String, syntax: Syntax? = null): String =
    native { nativeRemove(textOf("text", text), textOf("path", path), syntax) }

/**
 * Formats a report for people or for tools.
 *
 * ```
 * println(render(validate(text), text, name = "api.json"))
 * ```
 *
 * @param report The report that [validate] returned, or that of a [ValidationException].
 * @param text The text that was validated. With it, each problem is shown in its line, without values that may be secret.
 * @param name The name of the file, as it is shown.
 * @param format The format.
 * @param color Whether the format for people has ANSI colours.
 * @param units The unit of `character` in the positions of the report.
 * @param syntax The syntax of the text. If null, the end of [name] says it.
 */
@JvmOverloads
public fun render(
    report: Report,
    text: String? = null,
    name: String? = null,
    format: Format = Format.TEXT,
    color: Boolean = false,
    units: Units = Units.UTF16,
    syntax: Syntax? = null,
): String {
    val (shown, file) = text?.let(::encode) to name?.let(::encode)
    val options = RenderOptions(notNull("format", format), shown, file, syntax, color, notNull("units", units))
    return nativeRender(notNull("report", report), options, HostLanguage.KOTLIN)
}

/**
 * Explains a diagnostic code: why it is a problem, an example that has the problem and one that doesn't. Returns null if the
 * code doesn't exist.
 *
 * ```
 * println(explain("no-ports")?.why)
 * ```
 */
public fun explain(code: String): Explanation? = nativeExplain(textOf("code", code))

/**
 * Returns the explanations of all diagnostic codes, sorted by code.
 *
 * ```
 * for (explanation in catalog()) println("${explanation.code}: ${explanation.summary}")
 * ```
 */
public fun catalog(): List<Explanation> = nativeCatalog()

/**
 * Returns the JSON Schema (2020-12) of a container, a stack or a state, as JSON text. Editors can use it, but it finds fewer
 * problems than [validate].
 *
 * ```
 * Path.of("container.schema.json").writeText(jsonSchema())
 * ```
 */
@JvmOverloads
public fun jsonSchema(kind: DocumentKind = DocumentKind.CONTAINER): String = nativeJsonSchema(notNull("kind", kind))

/**
 * Returns the version of the SDK.
 *
 * ```
 * println(version())
 * ```
 */
public fun version(): String = nativeVersion()

/**
 * Returns whether a container is running, has at least the desired number of replicas, and no listed replica is unhealthy.
 *
 * ```
 * println(state.container("api")?.let(::isRunning))
 * ```
 */
public fun isRunning(outputs: ContainerOutputs): Boolean =
    notNull("outputs", outputs).status == "running" &&
        outputs.currentReplicas >= outputs.desiredReplicas &&
        unhealthyReplicas(outputs).isEmpty()

/**
 * Returns the replicas that fail their health check.
 *
 * ```
 * for (replica in unhealthyReplicas(outputs)) println(replica.replicaId)
 * ```
 */
public fun unhealthyReplicas(outputs: ContainerOutputs): List<ReplicaStatus> =
    notNull("outputs", outputs).replicas.filter { !it.healthy }

/**
 * Turns the recording of the file and line of builder calls on or off. Errors that `build()` throws show them.
 *
 * By default, the first 2,000 calls of a process are recorded. `trackCalls(true)` records all further calls, which takes a
 * few microseconds per call, and `trackCalls(false)` none.
 *
 * ```
 * trackCalls(true)
 * ```
 */
public fun trackCalls(enabled: Boolean): Unit = setRemainingSites(if (enabled) Long.MAX_VALUE else 0)
