package consumer

import alien.trackCalls

/** Runs the random programs of `tests/programs`: a line of standard input is a program, and a line of output its result. */
fun main() {
    trackCalls(false)
    val out = System.out.bufferedWriter()
    for (line in System.`in`.bufferedReader().lineSequence()) {
        val outcome = build(Replay.replay(JSON.readValue(line, List::class.java)))
        val result = linkedMapOf<String, Any?>()
        outcome.json?.let { result["normalised"] = it }
        result["diagnostics"] = plain(outcome.diagnostics)
        out.write(JSON.writeValueAsString(result))
        out.write("\n")
    }
    out.flush()
}
