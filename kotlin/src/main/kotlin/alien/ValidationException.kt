package alien

/**
 * Thrown when a declaration has errors. The message lists all problems, each with the call that caused it.
 *
 * ```
 * try {
 *     Container("api").port(70000).build()
 * } catch (error: ValidationException) {
 *     for (diagnostic in error.diagnostics) println("${diagnostic.code} ${diagnostic.path}")
 * }
 * ```
 */
public class ValidationException internal constructor(
    override val message: String,
    /** The report on the declaration, as `validate` returns it. */
    public val report: Report,
) : RuntimeException(message) {
    /** All diagnostics (errors, warnings and infos), in the order of the declaration. */
    public val diagnostics: List<Diagnostic> get() = report.diagnostics
}

/** Calls the core, and throws its errors as those of this package. */
internal inline fun <T> native(call: () -> T): T = try {
    call()
} catch (error: NativeException) {
    throw when (error) {
        is NativeException.InvalidDeclaration -> ValidationException(error.reason, error.report)
        is NativeException.WrongArgument -> IllegalArgumentException(error.reason)
    }
}
