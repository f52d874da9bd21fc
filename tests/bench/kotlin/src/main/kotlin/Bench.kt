/** Measures the speed of the packed jar beside that of Jackson, and prints tables. */
package bench

import alien.Container
import alien.HttpMethod
import alien.Protocol
import alien.Storage
import alien.Vault
import alien.image
import alien.normalise
import alien.trackCalls
import alien.validate
import com.fasterxml.jackson.databind.ObjectMapper

private const val ROUNDS = 201
private const val WARM_UP_NS = 2_000_000_000L
private const val BLOCK_NS = 2_000_000L

/** The number of different inputs. All differ, so no cache of strings makes one competitor faster. */
private const val POOL = 500

private val jackson = ObjectMapper()
private val uploads = Storage("uploads").build()
private val keys = Vault("keys").build()

private fun full(n: Int) = Container("reader-$n")
    .code(image("ghcr.io/acme/reader:v$n"))
    .cpu(min = "0.5", desired = "2")
    .memory(min = "512Mi", desired = "4Gi")
    .gpu("nvidia-t4", 1)
    .exposePort(8080, Protocol.HTTP)
    .port(9090)
    .autoScale(2, 4, 20, targetCpuPercent = 70, targetMemoryPercent = 80, targetHttpInFlightPerReplica = 100)
    .ephemeralStorage("100Gi")
    .healthCheck(path = "/health", port = 8080, method = HttpMethod.GET, timeoutSeconds = 2)
    .environment("LOG_LEVEL" to "info", "RELEASE" to "build-$n", "RUST_LOG" to "reader=debug")
    .link(uploads)
    .link(keys)
    .permissions("execution")
    .cluster("compute")
    .pool("gpu")
    .command("./server", "--port", "8080")

/** A stack of about 1 MB. */
private fun stack(n: Int): String {
    val resources = (0 until 3600).joinToString(",") { i ->
        """"api-$i":{"config":{"type":"container","id":"api-$i","code":{"type":"image","image":"ghcr.io/acme/api:v$n.$i"},""" +
            """"cpu":{"min":"1","desired":"1"},"memory":{"min":"1Gi","desired":"1Gi"},"ports":[{"port":8080}],""" +
            """"environment":{"RELEASE":"build-$n"},"permissions":"execution"},"lifecycle":"live"}"""
    }
    return """{"id":"shop","resources":{$resources}}"""
}

/** What is measured, with a number that selects its input. */
private class Competitor(val name: String, val work: (Int) -> Any?)

/** Keeps results alive, so that the compiler can't leave out the work. */
private var sink: Any? = null

/** A competitor that takes turns with the others. */
private class Runner(private val competitor: Competitor) {
    private var next = 0
    private val count: Int

    init {
        val end = System.nanoTime() + WARM_UP_NS
        var ns = block(1)
        while (System.nanoTime() < end) ns = block(10)
        count = maxOf(1, (BLOCK_NS / ns).toInt())
    }

    /** Works `count` times, and returns the nanoseconds of one time. */
    private fun block(count: Int): Double {
        val start = System.nanoTime()
        repeat(count) { sink = competitor.work(next++ % POOL) }
        return (System.nanoTime() - start).toDouble() / count
    }

    fun run() = block(count)
}

/** Prints the median times of competitors that take turns. */
private fun race(title: String, vararg competitors: Competitor) {
    val runners = competitors.map(::Runner)
    val times = List(runners.size) { DoubleArray(ROUNDS) }
    for (round in 0 until ROUNDS) {
        for (place in runners.indices) {
            // Each round starts with another competitor.
            val who = (place + round) % runners.size
            times[who][round] = runners[who].run()
        }
    }
    val medians = times.map { it.sorted()[ROUNDS / 2] }
    println("\n%-44s  %11s  %7s".format(title, "ns", "ratio"))
    for ((competitor, ns) in competitors.zip(medians)) {
        println("%-44s  %11.0f  %7.2f".format(competitor.name, ns, ns / medians.first()))
    }
}

fun main() {
    trackCalls(false)
    println("Java ${Runtime.version()}. The competitors take turns, for $ROUNDS rounds. Times are medians.")
    val containers = List(POOL) { full(it).build().json }
    race(
        "full container, ${containers[0].length} bytes",
        Competitor("Jackson readTree") { jackson.readTree(containers[it]) },
        Competitor("alien build()") { full(it).build() },
        Competitor("alien validate(text)") { check(validate(containers[it]).valid) },
    )
    // Ten texts that differ: 500 would take half a gigabyte.
    val stacks = List(10) { stack(it) }
    check(normalise(stacks[0]).isNotEmpty())
    race(
        "stack, ${stacks[0].length} bytes",
        Competitor("Jackson readTree") { jackson.readTree(stacks[it % 10]) },
        Competitor("alien validate(text)") { check(validate(stacks[it % 10]).valid) },
    )
}
