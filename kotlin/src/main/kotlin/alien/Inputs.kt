@file:JvmName("Alien")
@file:JvmMultifileClass

package alien

/**
 * What a container runs: an existing image.
 *
 * ```
 * Container("api").code(image("ghcr.io/acme/api:v1"))
 * ```
 */
public fun image(image: String): ContainerCode = ContainerCode.Image(image)

/**
 * What a container runs: an image that a toolchain builds from source code.
 *
 * ```
 * Container("api").code(source("./api", rust()))
 * ```
 *
 * @param src The directory of the source code.
 * @param toolchain The toolchain: [typescript], [rust] or [docker].
 */
public fun source(src: String, toolchain: Toolchain): ContainerCode = ContainerCode.Source(src, toolchain)

/**
 * A toolchain that compiles TypeScript or JavaScript with Bun.
 *
 * ```
 * source("./api", typescript())
 * ```
 *
 * @param binaryName The name of the binary that is built.
 */
@JvmOverloads
public fun typescript(binaryName: String? = null): Toolchain = Toolchain.Typescript(binaryName)

/**
 * A toolchain that compiles Rust with Cargo.
 *
 * ```
 * source("./api", rust("server"))
 * ```
 *
 * @param binaryName The name of the binary that is built.
 */
@JvmOverloads
public fun rust(binaryName: String? = null): Toolchain = Toolchain.Rust(binaryName)

/**
 * A Dockerfile as the toolchain.
 *
 * ```
 * source("./api", docker(target = "release", buildArgs = mapOf("VERSION" to "1.2")))
 * ```
 *
 * @param dockerfile The path of the Dockerfile, relative to the source directory.
 * @param buildArgs The build arguments.
 * @param target The build stage to build.
 */
@JvmOverloads
public fun docker(
    dockerfile: String? = null,
    buildArgs: Map<String, String>? = null,
    target: String? = null,
): Toolchain = Toolchain.Docker(dockerfile, buildArgs, target)
