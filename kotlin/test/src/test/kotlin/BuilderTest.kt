package consumer

import alien.Autoscaling
import alien.Container
import alien.ContainerCode
import alien.HealthCheck
import alien.HttpMethod
import alien.Lifecycle
import alien.Protocol
import alien.Stack
import alien.Storage
import alien.Toolchain
import alien.ValidationException
import alien.Vault
import alien.container
import alien.docker
import alien.source
import alien.stack
import alien.trackCalls
import java.lang.reflect.Modifier
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class BuilderTest {
    @Test
    fun `every option is recorded`() {
        val config = Container("reader")
            .code(source("./reader", docker("Dockerfile.prod", mapOf("VERSION" to "1"), "release")))
            .cpu("0.5", "2")
            .memory("512Mi", "4Gi")
            .gpu("nvidia-t4", 1)
            .ports(9090, 9091)
            .exposePort(8080, Protocol.HTTP)
            .replicas(3)
            .ephemeralStorage("100Gi")
            .persistentStorage("500Gi", mountPath = "/var/lib/data")
            .healthCheck(path = "/ready", port = 8080, method = HttpMethod.HEAD, timeoutSeconds = 2, failureThreshold = 4)
            .environment("LOG_LEVEL" to "info")
            .link(Storage("uploads"))
            .link(Vault("keys").ref())
            .permissions("execution")
            .cluster("compute")
            .pool("gpu")
            .command("./server", "--port", "8080")
            .build()
            .config
        assertEquals("reader", config.id)
        assertEquals(
            ContainerCode.Source("./reader", Toolchain.Docker("Dockerfile.prod", mapOf("VERSION" to "1"), "release")),
            config.code,
        )
        assertEquals(listOf("0.5", "2", "512Mi", "4Gi"), listOf(config.cpu, config.memory).flatMap { listOf(it.min, it.desired) })
        assertEquals("nvidia-t4" to 1L, config.gpu!!.type to config.gpu!!.count)
        assertEquals(listOf(9090 to null, 9091 to null, 8080 to Protocol.HTTP), config.ports.map { it.port to it.expose })
        assertEquals(3L, config.replicas)
        assertEquals("/var/lib/data", config.persistentStorage!!.mountPath)
        assertEquals("100Gi", config.ephemeralStorage)
        assertEquals(HealthCheck("/ready", 8080, HttpMethod.HEAD, 2, 4), config.healthCheck)
        assertEquals(mapOf("LOG_LEVEL" to "info"), config.environment)
        assertEquals(listOf("uploads", "keys"), config.links.map { it.id })
        assertEquals(listOf("compute", "gpu", "execution"), listOf(config.cluster, config.pool, config.permissions))
        assertEquals(listOf("./server", "--port", "8080"), config.command)
        assertTrue(config.stateful)
        val scaled = small().autoScale(2, 4, 20, targetCpuPercent = 70, targetHttpInFlightPerReplica = 100).build().config
        assertEquals(Autoscaling(2, 4, 20, 70.0, null, 100, null), scaled.autoscaling)
    }

    @Test
    fun `blocks build what they declare`() {
        val api = container("api") {
            code(source("./api", docker()))
            cpu(1)
            memory("1Gi")
            port(8080)
            expose(Protocol.HTTP)
            permissions("execution")
        }
        assertEquals(Protocol.HTTP, api.config.ports.single().expose)
        val shop = stack("shop") {
            permissions(mapOf("profiles" to mapOf("execution" to mapOf<String, Any>())))
            add(Storage("uploads"), Lifecycle.FROZEN)
            add(api, Lifecycle.LIVE, dependencies = listOf(Storage("uploads")))
        }
        assertEquals(setOf("uploads", "api"), (shop.config["resources"] as Map<*, *>).keys)
    }

    @Test
    fun `copies are independent`() {
        val base = small()
        val copy = base.copy().port(9090)
        assertEquals(1, base.build().config.ports.size)
        assertEquals(2, copy.build().config.ports.size)
        val stack = Stack("shop").add(Storage("a"), Lifecycle.FROZEN)
        val larger = stack.copy().add(Storage("b"), Lifecycle.FROZEN)
        assertNotEquals(stack.build(), larger.build())
        val added = Stack("shop").add(base, Lifecycle.LIVE)
        base.port(0)
        assertTrue(added.validate().diagnostics.none { it.code == "port-out-of-range" })
    }

    @Test
    fun `the place of a call is shown`() {
        trackCalls(true)
        val line = Throwable().stackTrace[0].lineNumber + 3
        val error = assertThrows(ValidationException::class.java) {
            Container("api")
                .port(70000)
                .build()
        }
        trackCalls(false)
        val call = error.diagnostics.first { it.code == "port-out-of-range" }.call!!
        assertEquals(Triple("BuilderTest.kt", line + 0L, 1L), Triple(call.file, call.line, call.number))
        assertTrue(".port(70000)  at BuilderTest.kt:$line" in error.message, error.message)
        assertEquals(null, Container("api").port(0).validate().diagnostics.first().call?.file)
        trackCalls(true)
        val inside = Stack("shop").add(Container("api").port(0), Lifecycle.LIVE).validate()
        trackCalls(false)
        val places = inside.diagnostics.filter { it.code == "port-out-of-range" }.map { it.call!!.line }
        assertEquals(listOf(Throwable().stackTrace[0].lineNumber - 3L), places)
    }

    @Test
    fun `warnings have places too`() {
        trackCalls(true)
        val warnings = small().environment("log level" to "info").build().warnings
        trackCalls(false)
        assertEquals("BuilderTest.kt", warnings.first().call?.file)
    }

    @Test
    fun `threads share a builder`() {
        val container = small()
        val stack = Stack("shop")
        val threads = Executors.newFixedThreadPool(8)
        repeat(8) { thread ->
            threads.submit {
                repeat(500) { at ->
                    container.environment("T${thread}_$at" to "$at")
                    if (at % 50 == 0) stack.add(Container("c$thread-$at").port(at), Lifecycle.LIVE)
                    if (at % 100 == 0) container.build()
                }
            }
        }
        threads.shutdown()
        assertTrue(threads.awaitTermination(120, TimeUnit.SECONDS))
        val variables = container.build().config.environment
        assertEquals(4000, variables.size)
        assertTrue(variables.all { (name, value) -> name.endsWith("_$value") })
        val names = stack.validate().diagnostics.mapNotNull { it.path.split("/").getOrNull(2) }.toSet()
        assertEquals(80, names.size)
    }

    @Test
    fun `builders print their calls`() {
        val container = Container("api").port(8080).stateful(true).environment("A" to "hunter2")
        assertEquals("Container(\"api\")\n  .port(8080)\n  .stateful(true)\n  .environment(…)", container.toString())
        assertEquals("Stack(\"shop\")", Stack("shop").toString())
    }

    @Test
    fun `builders have all methods of the core`() {
        val constructors = setOf("container", "from", "stack", "fromStack", "addBuilder")
        val own = setOf("from", "copy", "build", "validate", "ref")
        val offered = listOf(Container::class.java, Stack::class.java).flatMap { it.declaredMethods.toList() }
            .filter { Modifier.isPublic(it.modifiers) && '$' !in it.name && it.name != "toString" && it.name != "getCalls" }
            .map { it.name }
            .toSet()
        assertEquals(METHODS.keys - constructors, offered - own)
    }

    @Test
    fun `the package has all functions`() {
        val offered = Class.forName("alien.Alien").methods.filter { it.declaringClass.name == "alien.Alien" }
            .map { it.name }
            .filter { '$' !in it }
            .toSet()
        val called = cases().mapNotNull { it.content["function"] as String? }.toSet()
        assertEquals(emptySet<String>(), called - offered)
        // Functions without vectors: those that make values, or have tests of their own.
        val others = setOf(
            "image", "source", "typescript", "rust", "docker",
            "trackCalls", "version", "isRunning", "unhealthyReplicas",
        )
        assertEquals(others, offered - called)
    }
}
