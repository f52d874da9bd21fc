package consumer

import alien.BuiltStack
import alien.Container
import alien.ContainerConfig
import alien.Lifecycle
import alien.Resource
import alien.Stack
import alien.StackState
import alien.Storage
import alien.ValidationException
import alien.diff
import alien.normalise
import alien.validate
import alien.validateUpdate
import java.io.PrintWriter
import java.io.StringWriter
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

private val FILE = readJson(REPOSITORY.resolve("tests/secrets/places.json"))
private val SECRET = FILE["secret"] as String
private val PLACES = FILE["places"].asList().map { it.asObject() }
private const val EMPTY = """{"id": "shop", "resources": {}}"""

/** No output shows what is written to a place that may contain a secret. */
class SecretTest {
    @TestFactory
    fun places(): List<DynamicTest> = PLACES.map { place ->
        DynamicTest.dynamicTest(place["name"] as String) { checkPlace(place) }
    }

    @Test
    fun `there are many places`() = assertTrue(PLACES.size > 100)

    @Test
    fun `ids of declared resources are masked`() {
        val storage = Storage("https://kim:$SECRET@example.com")
        for (value in listOf(storage, storage.build(), storage.ref(), storage.build().config)) checkHidden(value)
    }
}

private fun checkPlace(place: Object) {
    for (text in texts(place)) {
        val isStack = "\"resources\"" in text
        checkDeclaration(text, isStack)
        for (end in text.indexOf(SECRET)..text.length - SECRET.length step 7) {
            checkHidden(validate(text.take(end + SECRET.length)))
        }
        val value = runCatching { JSON.readValue(text, Any::class.java) }.getOrNull() ?: continue
        checkDeclaration(value, isStack)
        checkBuilder(Container.from(value))
        checkBuilder(Stack.from(value))
    }
    place["calls"]?.let { checkBuilder(Replay.replay(it.asList())) }
    place["update"]?.asObject()?.let { checkUpdate(container(it["old"] as String), container(it["new"] as String)) }
    place["foreign"]?.let {
        val value = withBytes(it)
        checkHidden(validate(value))
        checkBuilder(Container.from(value))
    }
}

/** The JSON text of a container. `members` replace the members that have the same keys. */
private fun container(members: String): String {
    val own = FILE["base"].asObject().filterKeys { "\"$it\"" !in members }
    return (own.map { (key, value) -> "\"$key\": $value" } + members).joinToString(", ", "{", "}")
}

private fun texts(place: Object): List<String> {
    place["text"]?.let { return listOf(it as String) }
    val members = place["members"] as String? ?: return emptyList()
    return listOf(container(members), """{"ports": [{"port": 0}], $members, "replicas": -1}""")
}

private fun checkHidden(value: Any?) = assertFalse(SECRET in value.toString(), value.toString())

private fun checkCall(call: () -> Any) {
    val result = try {
        call()
    } catch (error: ValidationException) {
        val trace = StringWriter().also { error.printStackTrace(PrintWriter(it)) }
        for (shown in listOf(error, error.report, error.diagnostics, trace)) checkHidden(shown)
        return
    }
    // A string is normalised JSON, which contains all values of the declaration.
    if (result !is String) checkHidden(result)
}

private fun checkUpdate(before: Any, after: Any) {
    checkHidden(validateUpdate(before, after))
    checkCall { diff(before, after) }
}

private fun checkBuilder(builder: Any) {
    checkHidden(builder)
    when (builder) {
        is Container -> {
            checkBuilder(Stack("shop").add(builder, Lifecycle.LIVE))
            checkHidden(builder.validate())
            checkCall { builder.build().also(::checkResource) }
        }
        is Stack -> {
            checkHidden(builder.validate())
            checkCall { builder.build().also { built: BuiltStack -> checkHidden(built.warnings) } }
        }
    }
}

private fun checkResource(resource: Resource<ContainerConfig>) {
    val config = resource.config
    val shown = listOf(resource.warnings, config, config.code, config.healthCheck, config.persistentStorage)
    for (value in shown) checkHidden(value)
    (config.code as? alien.ContainerCode.Source)?.let { checkHidden(it.toolchain) }
}

private fun checkDeclaration(declaration: Any, isStack: Boolean) {
    checkHidden(validate(declaration))
    checkCall { normalise(declaration) }
    val other = if (isStack) EMPTY else container("\"stateful\": false")
    checkUpdate(declaration, other)
    checkUpdate(other, declaration)
    val state = StackState.parse(declaration)
    for (value in listOf(state, state.report, state.resources.values)) checkHidden(value)
    for (id in state.ids) {
        checkHidden(state.reason(id))
        checkHidden(state.container(id))
    }
}

/** Replaces each string that is the secret with bytes, which JSON doesn't have. */
private fun withBytes(value: Any?): Any? = when (value) {
    is List<*> -> value.map(::withBytes)
    is Map<*, *> -> value.mapValues { withBytes(it.value) }
    SECRET -> SECRET.toByteArray()
    else -> value
}
