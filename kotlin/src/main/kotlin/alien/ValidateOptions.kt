package alien

/**
 * How a declaration is read.
 *
 * ```
 * validate(text, ValidateOptions(kind = DocumentKind.STACK, syntax = Syntax.YAML))
 * ```
 */
public class ValidateOptions @JvmOverloads constructor(
    /** The kind of the declaration. If null, it is determined from the keys. */
    public val kind: DocumentKind? = null,
    /** The syntax of the text. If null, the end of [name] says it: `.jsonc`, `.yaml` or `.yml`; otherwise it is JSON. */
    public val syntax: Syntax? = null,
    /** The name of the file with the text, as error messages show it. */
    public val name: String? = null,
    /** The unit of `character` in positions. */
    public val units: Units = Units.UTF16,
    /** The maximum number of bytes of a text. Default: 16 MiB. */
    public val maxBytes: Long? = null,
    /** The maximum nesting depth of objects and arrays. Default: 128. */
    public val maxDepth: Int? = null,
    /** The maximum number of diagnostics in a report. Default: 1,000. */
    public val maxDiagnostics: Int? = null,
) {
    init {
        require(listOfNotNull(maxBytes, maxDepth, maxDiagnostics).all { it.toLong() >= 0 }) { "a limit is negative" }
    }

    internal fun toNative() = NativeOptions(
        kind = kind,
        syntax = syntax,
        units = units,
        maxBytes = maxBytes?.toULong(),
        maxDepth = maxDepth?.toULong(),
        maxDiagnostics = maxDiagnostics?.toULong(),
        name = name?.let(::encode),
    )
}
