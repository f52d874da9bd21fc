package consumer

import alien.Diagnostic
import alien.DocumentKind
import alien.Format
import alien.StackState
import alien.Syntax
import alien.Units
import alien.ValidateOptions
import alien.ValidationException
import alien.applyFix
import alien.applyFixes
import alien.catalog
import alien.diff
import alien.edit
import alien.explain
import alien.jsonSchema
import alien.normalise
import alien.remove
import alien.render
import alien.validate
import alien.validateUpdate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

private val EXPECTED =
    setOf("valid", "truncated", "diagnostics", "normalised", "outputs", "diff", "fixed", "fixedUnsafe", "result")

/** Runs the vectors of the repository, which have the same results in all languages. */
class VectorTest {
    @TestFactory
    fun vectors(): List<DynamicTest> = cases().map { case ->
        DynamicTest.dynamicTest(case.name) {
            assertEquals(case.content.filterKeys(EXPECTED::contains), numbers(run(case.content)))
        }
    }

    @Test
    fun `there are many vectors`() = assertTrue(cases().size > 300)

    @Test
    fun `almost all calls of the vectors are calls that Kotlin accepts`() {
        val before = Replay.typed to Replay.untyped
        for (case in cases()) case.content["calls"]?.let { Replay.replay(it.asList()) }
        val (typed, untyped) = Replay.typed - before.first to Replay.untyped - before.second
        println("$typed calls of vectors through methods, $untyped with arguments of types that no method takes")
        assertTrue(untyped * 20 < typed, "$untyped of $typed")
    }
}

/** The numbers as Jackson reads them, so that they can be compared. */
private fun numbers(value: Any?): Any? = JSON.readValue(JSON.writeValueAsString(value), Any::class.java)

private fun run(case: Object): Object {
    if ("function" in case) {
        // Without an expected result, the call only has to succeed.
        return mapOf("result" to call(case)).filterKeys(case::containsKey)
    }
    val limits = case["limits"]?.asObject().orEmpty()
    val options = ValidateOptions(
        kind = (case["kind"] as String?)?.let { DocumentKind.valueOf(it.uppercase()) },
        syntax = Syntax.entries.find { inputOf(it) in case },
        maxBytes = (limits["bytes"] as Int?)?.toLong(),
        maxDepth = limits["depth"] as Int?,
        maxDiagnostics = limits["diagnostics"] as Int?,
    )
    case["calls"]?.let {
        val outcome = build(Replay.replay(it.asList()))
        val reported = reported(outcome.json != null, outcome.truncated, outcome.diagnostics)
        return if (outcome.json == null) reported else reported + ("normalised" to normalise(outcome.json))
    }
    case["update"]?.let {
        val (old, new) = listOf("old", "new").map { side -> lines(it.asObject()[side]) }
        val report = validateUpdate(old, new, options)
        val reported = reported(report.valid, report.truncated, report.diagnostics)
        val compared = runCatching { diff(old, new, options).text }.getOrElse { error ->
            assertTrue(error is ValidationException)
            return reported
        }
        return reported + ("diff" to if (compared.isEmpty()) emptyList() else compared.removeSuffix("\n").lines())
    }
    return read(lines(case[inputOf(checkNotNull(options.syntax))]), options)
}

/** The key of a text with this syntax. */
private fun inputOf(syntax: Syntax) = syntax.name.lowercase()

private fun lines(lines: Any?) = lines.asList().joinToString("\n")

private fun read(text: String, options: ValidateOptions): Object {
    val report = validate(text, options)
    assertEquals(report, validate(text.toByteArray(), options))
    val result = reported(report.valid, report.truncated, report.diagnostics).toMutableMap()
    if (report.valid) {
        result["normalised"] = normalise(text, options)
    } else {
        assertThrows(ValidationException::class.java) { normalise(text, options) }
    }
    if ("\"platform\"" in text) {
        val kept = ValidateOptions(
            syntax = options.syntax,
            maxBytes = options.maxBytes,
            maxDepth = options.maxDepth,
            maxDiagnostics = options.maxDiagnostics,
        )
        val state = StackState.parse(text, kept)
        if (state.json.isNotEmpty()) result["outputs"] = state.json
    }
    val fixed = applyFixes(text, options = options)
    if (fixed != text) result["fixed"] = fixed.split("\n")
    val everything = applyFixes(text, unsafe = true, options = options)
    if (everything != fixed) result["fixedUnsafe"] = everything.split("\n")
    return result
}

private fun reported(valid: Boolean, truncated: Boolean, diagnostics: List<Diagnostic>): Object {
    val reported = mapOf("valid" to valid, "diagnostics" to diagnostics.map { short(plain(it).asObject()) })
    return if (truncated) reported + ("truncated" to true) else reported
}

/** A diagnostic in the short form of the vectors. */
private fun short(diagnostic: Object): Object {
    assertEquals("docs/codes.md#${diagnostic["code"]}", diagnostic["docs"])
    val short = diagnostic.filter { (key, value) ->
        key != "docs" && value != emptyList<Any>() && !(key == "target" && value == "value")
    }
    return shorten(short, "").asObject()
}

private fun shorten(value: Any?, key: String): Any? = when {
    value is List<*> -> value.map { shorten(it, key) }
    value !is Map<*, *> -> if (key == "help") javaScript(value as String) else value
    key == "call" -> value["number"]
    "start" in value -> "${position(value["start"])}-${position(value["end"])}"
    else -> value.asObject().mapValues { (key, inner) -> shorten(inner, key) }
}

private fun position(value: Any?) = value.asObject().let { "${it["line"]}:${it["character"]}" }

/** The vectors show calls as JavaScript code. */
private fun javaScript(help: String) = help
    .replace(Regex("^call (Container|Stack)\\("), "call new $1(")
    .replace(Regex("^call \\.code\\(image\\((.*)\\)\\)$"), """call .code({"type": "image", "image": $1})""")

/** Calls a function of the package, with the arguments and options of the npm package. */
private fun call(case: Object): Any? {
    val arguments = case["arguments"]?.asList().orEmpty()
    val options = case["options"]?.asObject().orEmpty()
    val units = when (options["units"]) {
        "utf-8" -> Units.UTF8
        else -> Units.UTF16
    }
    val syntax = Syntax.entries.find { inputOf(it) == options["syntax"] }
    val how = ValidateOptions(syntax = syntax, name = options["name"] as String?, units = units)
    fun text(at: Int) = arguments[at] as String
    return when (val name = case["function"]) {
        "validate" -> plain(validate(arguments[0], how))
        "validateUpdate" -> plain(validateUpdate(arguments[0], arguments[1], how))
        "diff" -> plain(diff(arguments[0], arguments[1], how))
        "normalise" -> normalise(arguments[0], how)
        "applyFixes" -> applyFixes(text(0), options = how)
        "applyFix" -> applyFix(text(0), fixOf(arguments[1].asObject()), units, syntax)
        "edit" -> edit(text(0), text(1), arguments[2], syntax)
        "remove" -> remove(text(0), text(1), syntax)
        "explain" -> plain(explain(text(0)))
        "catalog" -> plain(catalog())
        "jsonSchema" -> jsonSchema(DocumentKind.valueOf(text(0).uppercase()))
        "render" -> render(
            reportOf(arguments[0].asObject()),
            text = options["text"] as String?,
            name = options["name"] as String?,
            format = Format.valueOf((options["format"] as String? ?: "text").uppercase()),
            color = options["color"] as Boolean? ?: false,
            units = units,
            syntax = syntax,
        )
        else -> error("this test doesn't know the function $name")
    }
}
