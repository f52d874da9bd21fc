package alien

/** A declaration as the core reads it: JSON text, or a value. */
internal fun declarationOf(declaration: Any?, options: ValidateOptions): Declaration = when (declaration) {
    is String -> Declaration.Json(encode(declaration))
    is ByteArray -> Declaration.Json(declaration)
    else -> Declaration.Value(tapeOf(declaration, options.maxDepth ?: Size.LIMIT_DEPTH))
}

/** A value as a tape. `depth` is how deeply it may be nested. */
internal fun tapeOf(value: Any?, depth: Int): Tape = TapeWriter().run {
    writeValue(value, depth)
    toTape()
}
