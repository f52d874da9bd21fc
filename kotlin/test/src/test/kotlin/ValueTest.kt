package consumer

import alien.BuiltStack
import alien.Container
import alien.Diagnostic
import alien.Kv
import alien.Lifecycle
import alien.Linkable
import alien.Protocol
import alien.ResourceRef
import alien.Stack
import alien.StackState
import alien.Storage
import alien.ValidateOptions
import alien.ValidationException
import alien.applyFixes
import alien.edit
import alien.image
import alien.remove
import alien.validate
import java.math.BigDecimal
import java.math.BigInteger
import java.util.concurrent.Callable
import java.util.concurrent.atomic.AtomicInteger
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

fun messages(diagnostics: List<Diagnostic>) = diagnostics.map { listOfNotNull(it.message, it.help).joinToString(" | ") }

/** A builder of a valid container. */
fun small(): Container = Container("api").code(image("api:v1")).cpu(1).memory("1Gi").port(8080).permissions("execution")

private enum class Own {
    FIRST,
    SECOND {
        override fun toString() = error("this must not be called")
    },
}

private fun interface Supply {
    fun get(): String
}

private open class Thing {
    override fun toString() = error("this must not be called")
}

/** Values that a program passes become diagnostics, whatever they are. */
class ValueTest {
    private class Value(val value: Any?, vararg val expected: String)

    private val cyclic = HashMap<String, Any?>().also { it["min"] = it }
    private val deep = generateSequence<Any>(emptyList<Any?>()) { listOf(it) }.elementAt(100_000)
    private val throwing = object : AbstractMap<String, Any?>() {
        override val entries: Set<Map.Entry<String, Any?>> get() = error("no entries")
    }
    private val shared = generateSequence<Any>("x".repeat(64)) { listOf(it, it, it, it) }.elementAt(20)
    private val endless = object : AbstractList<Int>() {
        override val size = Int.MAX_VALUE
        override fun get(index: Int) = index
    }

    /** Each value in an unknown key of a container, where any value has one problem besides the key. */
    @TestFactory
    fun foreign(): List<DynamicTest> = listOf(
        "null" to Value(null, "cpu is required, but is null"),
        "an object" to Value(Thing(), "an instance of Thing"),
        "a constant" to Value(Own.FIRST, "an instance of Own"),
        "a constant with a body" to Value(Own.SECOND, "an instance of Own"),
        "an object of no class" to Value(object : Thing() {}, "an instance of Thing"),
        "an object of an interface" to Value(object : Supply { override fun get() = "x" }, "an instance of Supply"),
        "an object of nothing" to Value(object {}, "a class instance"),
        "an atomic number" to Value(AtomicInteger(1), "an instance of AtomicInteger"),
        "a function" to Value({ 1 }, "a function"),
        "a function of an interface" to Value(Supply { "x" }, "not a function"),
        "a function of Java" to Value(Callable { 1 }, "not a function"),
        "a class" to Value(Thing::class, "the class Thing"),
        "a class of Java" to Value(Thing::class.java, "the class Thing"),
        "bytes" to Value("1".toByteArray(), "bytes"),
        "a builder" to Value(Container("api"), "a Container that was not built", "call build() on it"),
        "a stack" to Value(Stack("shop"), "a Stack that was not built"),
        "a cycle" to Value(cyclic, "a value that contains itself"),
        "a map that throws" to Value(throwing, "a value that throws when it is read"),
        "a deep list" to Value(deep, "nested deeper than 128 levels"),
        "shared parts" to Value(shared, "too large"),
        "an endless list" to Value(endless, "too large"),
        "a long text" to Value("x".repeat((1 shl 26) + 1), "too large"),
        "a key that is a number" to Value(mapOf(1 to 2), "unknown key \"1\""),
        "half of a pair" to Value("\uD83D", "half of a surrogate pair"),
        "half of a pair in a key" to Value(mapOf("\uDE00" to 1), "half of a surrogate pair"),
        "NaN" to Value(Double.NaN, "NaN"),
        "infinity" to Value(Double.NEGATIVE_INFINITY, "-Infinity"),
        "a large integer" to Value(BigInteger.TWO.pow(70), "1.1805916207174113e+21"),
    ).map { (name, case) ->
        DynamicTest.dynamicTest(name) {
            val shown = messages(Container.from(mapOf("id" to "api", "cpu" to case.value)).validate().diagnostics)
            for (expected in case.expected) assertTrue(shown.any { expected in it }, shown.toString())
            // The same value by itself, in a list and as the argument of a function.
            Container.from(case.value).validate()
            Container.from(listOf(case.value)).validate()
            assertTrue(validate(mapOf("id" to case.value)).diagnostics.isNotEmpty())
        }
    }

    @Test
    fun `numbers are not converted`() {
        fun port(port: Number) = messages(Container("api").port(port).validate().diagnostics).single { "port " in it }
        assertTrue("port 80.7 is not a whole number" in port(80.7), port(80.7))
        assertTrue("port -1 " in port(-1))
        assertTrue("port 4294967376 " in port(4294967376L))
        assertTrue("port 1.1805916207174113e+21 " in port(BigInteger.TWO.pow(70)), port(BigInteger.TWO.pow(70)))
        assertEquals("0.1", small().cpu(0.1f).build().config.cpu.min)
        assertEquals("0.1", small().cpu(BigDecimal("0.1")).build().config.cpu.min)
        assertEquals(4294967295L, small().replicas(4294967295L).build().config.replicas)
    }

    @Test
    fun `texts are passed as they are`() {
        val values = mapOf("NUL" to "a\u0000b", "EMOJI" to "🚀", "QUOTES" to "\"\\\n\u2028")
        assertEquals(values, small().environment(values).build().config.environment)
        val copy = Container.from(small().environment(values).build()).build()
        assertEquals(values, copy.config.environment)
        val diagnostics = small().environment("A" to "a\uDE00").validate().diagnostics
        assertEquals("invalid-unicode", diagnostics.single().code)
    }

    @Test
    fun `texts of functions may contain anything`() {
        val report = validate("{\"id\": \"\uD83D\"}")
        assertTrue(report.diagnostics.any { it.code == "invalid-unicode" }, report.toString())
        val bytes = validate(byteArrayOf('"'.code.toByte(), 0xFF.toByte(), '"'.code.toByte()))
        assertTrue(bytes.diagnostics.any { "not valid UTF-8" in it.message }, bytes.toString())
        assertEquals("{\"memory\": \"\uD83D\"}", applyFixes("{\"memory\": \"\uD83D\"}"))
        assertTrue(validate("x".repeat((1 shl 24) + 1)).diagnostics.any { it.code == "too-large" })
        assertThrows(IllegalArgumentException::class.java) { edit("{", "/a", 1) }
        assertThrows(IllegalArgumentException::class.java) { remove("{}", "/a") }
    }

    @Test
    fun `a high limit of depth is no danger`() {
        val report = validate(mapOf("a" to deep), ValidateOptions(maxDepth = 1_000_000))
        assertTrue(report.diagnostics.any { it.code == "too-deep" }, report.toString())
    }

    @Test
    fun `keys are not converted`() {
        @Suppress("UNCHECKED_CAST")
        val variables = mapOf(1 to "x") as Map<String, Any?>
        val shown = messages(small().environment(variables).validate().diagnostics)
        assertTrue("a value whose key is not a string" in shown.single(), shown.toString())
    }

    @Test
    fun `a link that throws is a problem`() {
        val throwing = object : Linkable {
            override fun ref(): ResourceRef = error("no reference")
        }
        val shown = messages(small().link(throwing).validate().diagnostics)
        assertTrue("throws when it is read" in shown.single(), shown.toString())
        val stack = Stack("shop").add(Kv("a"), Lifecycle.FROZEN, dependencies = listOf(throwing))
        assertTrue("throws when it is read" in messages(stack.validate().diagnostics).single())
    }

    @Test
    fun `a resource of the program may be added to a stack`() {
        val own = object : Linkable {
            override fun ref() = ResourceRef("database", "orders")
        }
        val stack = Stack("shop").add(own, Lifecycle.FROZEN).build()
        assertEquals(setOf("orders"), (stack.config["resources"] as Map<*, *>).keys)
    }

    @Test
    fun `a link may use the builder that is called`() {
        val container = small()
        val nested = object : Linkable {
            override fun ref(): ResourceRef {
                container.port(9090)
                return ResourceRef("kv", container.ref().id + "-keys")
            }
        }
        val config = container.link(nested).build().config
        assertEquals(listOf(8080, 9090), config.ports.map { it.port })
        assertEquals("api-keys", config.links.single().id)
    }

    @Test
    fun `arguments are copied`() {
        val variables = mutableMapOf("A" to "1")
        val container = small().environment(variables)
        variables["A"] = "2"
        assertEquals(mapOf("A" to "1"), container.build().config.environment)
    }

    @Test
    fun `arrays and collections are lists`() {
        val list = arrayOf("a", 1, 2.5, true, null, listOf(1))
        val values = mapOf("a" to list, "b" to setOf(1), "c" to doubleArrayOf(0.5), "d" to longArrayOf(1L shl 40))
        val stack = Stack.from(mapOf("id" to "shop", "resources" to mapOf<String, Any>(), "extra" to values)).build()
        assertEquals(
            mapOf(
                "a" to listOf("a", 1L, 2.5, true, null, listOf(1L)),
                "b" to listOf(1L),
                "c" to listOf(0.5),
                "d" to listOf(1L shl 40),
            ),
            stack.config["extra"],
        )
    }

    @Test
    fun `what is too large in total is a problem`() {
        val large = List((1 shl 21) + 10) { 1 }
        val shown = messages(small().ports(large).ports(large).ports(large).validate().diagnostics)
        assertTrue(shown.any { "too large" in it }, shown.take(3).toString())
    }

    @Test
    fun `built declarations are values`() {
        val api = small().link(Storage("uploads")).expose(Protocol.HTTP).build()
        assertEquals(api, Container.from(api).build())
        assertEquals(api, Container.from(api.config).build())
        assertEquals(api.json, alien.normalise(api))
        assertEquals("2Gi", Container.from(api.config.copy(memory = alien.Resources("2Gi", "2Gi"))).build().config.memory.min)
        val full = small().autoScale(1, 2, 3, targetCpuPercent = 70).healthCheck(method = alien.HttpMethod.HEAD).build()
        assertEquals(full, Container.from(full.config).build())
        val profiles = mapOf("profiles" to mapOf("execution" to mapOf<String, Any>()))
        val stack: BuiltStack = Stack("shop").permissions(profiles)
            .add(Storage("uploads").build(), Lifecycle.FROZEN)
            .add(api, Lifecycle.LIVE)
            .build()
        assertEquals(stack, Stack.from(stack).build())
        assertEquals(stack.json, JSON.writeValueAsString(stack.config))
        assertEquals("shop", stack.id)
    }

    @Test
    fun `a state says why there are no outputs`() {
        val api = mapOf("type" to "container", "status" to "provisioning")
        val state = StackState.parse(mapOf("platform" to "aws", "resources" to mapOf("api" to api)))
        assertEquals("aws", state.platform)
        assertEquals(setOf("api"), state.ids)
        assertNull(state.container("api"))
        assertTrue("provisioning" in state.reason("api")!!, state.reason("api"))
        assertEquals("this state has no resource \"web\"", state.reason("web"))
        assertTrue(StackState.parse(1).reason("api")!!.startsWith("this state can't be read: "))
    }

    @Test
    fun `an exception has the report`() {
        val error = assertThrows(ValidationException::class.java) { Container("api").port(70000).build() }
        assertTrue("port 70000 is not between 1 and 65535" in error.message, error.message)
        assertEquals(error.report.diagnostics, error.diagnostics)
        assertEquals(error.report, Container("api").port(70000).validate().let { report ->
            // Only the lines differ.
            report.copy(diagnostics = report.diagnostics.zip(error.diagnostics) { one, two -> one.copy(call = two.call) })
        })
    }
}
