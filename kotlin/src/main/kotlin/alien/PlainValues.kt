package alien

/** The value that an object of this package stands for in a declaration; null for any other object. */
internal fun plainValue(value: Any): Any? = when (value) {
    is Resource<*> -> readObject(value.json)
    is BuiltStack -> value.config
    is ContainerConfig -> readObject(nativeWriteConfig(value))
    is ResourceRef -> mapOf("type" to value.type, "id" to value.id)
    is DeclaredResource -> mapOf("type" to value.type, "id" to value.id)
    is ContainerCode.Image -> mapOf("type" to "image", "image" to value.image)
    is ContainerCode.Source -> mapOf("type" to "source", "src" to value.src, "toolchain" to value.toolchain)
    is Toolchain.Typescript -> options("type" to "typescript", "binaryName" to value.binaryName)
    is Toolchain.Rust -> options("type" to "rust", "binaryName" to value.binaryName)
    is Toolchain.Docker -> options(
        "type" to "docker",
        "dockerfile" to value.dockerfile,
        "buildArgs" to value.buildArgs,
        "target" to value.target,
    )
    is Protocol, is Lifecycle -> (value as Enum<*>).name.lowercase()
    is HttpMethod -> value.name
    else -> null
}

/** An object with the options that are not null. */
internal fun options(vararg options: Pair<String, Any?>): Map<String, Any?> =
    options.filter { it.second != null }.toMap()
