package alien

/** Throws if Java passed null as an argument that is not a declaration. */
internal fun <T> notNull(name: String, argument: T): T = argument ?: throw NullPointerException("$name must not be null")

/** Text that must not be null, as the core takes it. */
internal fun textOf(name: String, text: String): ByteArray = encode(notNull(name, text))

/** A declaration as the core reads it: text, or a value. */
internal fun declarationOf(declaration: Any?, options: ValidateOptions): Declaration {
    val maxDepth = notNull("options", options).maxDepth ?: Size.LIMIT_DEPTH
    return when (declaration) {
        is String -> Declaration.Text(encode(declaration))
        is ByteArray -> Declaration.Text(declaration)
        else -> Declaration.Value(tapeOf(declaration, maxDepth))
    }
}

/** A value as a tape. `depth` is how deeply it may be nested. */
internal fun tapeOf(value: Any?, depth: Int): Tape = TapeWriter().run {
    writeValue(value, depth)
    toTape()
}
