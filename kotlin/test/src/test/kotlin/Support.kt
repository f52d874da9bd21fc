package consumer

import alien.Applicability
import alien.BuiltStack
import alien.Call
import alien.Container
import alien.Diagnostic
import alien.Edit
import alien.Fix
import alien.Position
import alien.Related
import alien.Report
import alien.Resource
import alien.Scalar
import alien.Severity
import alien.SourceRange
import alien.Stack
import alien.Target
import alien.TextEdit
import alien.ValidationException
import com.fasterxml.jackson.databind.ObjectMapper
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.nio.file.Path
import kotlin.io.path.name
import kotlin.io.path.readText

/** The repository, in which the vectors are. */
val REPOSITORY: Path = Path.of(System.getProperty("repository") ?: ".")

val JSON = ObjectMapper()

typealias Object = Map<String, Any?>

@Suppress("UNCHECKED_CAST")
fun Any?.asObject(): Object = this as Object

@Suppress("UNCHECKED_CAST")
fun Any?.asList(): List<Any?> = this as List<Any?>

fun readJson(file: Path): Object = JSON.readValue(file.readText(), Map::class.java).asObject()

/** A case of a vector, and its name. */
class Case(val name: String, val content: Object)

/** All cases of all vectors. */
fun cases(): List<Case> = REPOSITORY.resolve("tests/vectors").toFile().walkTopDown()
    .filter { it.extension == "json" }
    .sorted()
    .flatMap { file ->
        readJson(file.toPath())["cases"].asList().map {
            Case("${file.toPath().parent.name}/${file.name}: ${it.asObject()["name"]}", it.asObject())
        }
    }
    .toList()

/** Runs calls in the format of the vectors, through the methods that programs call. */
object Replay {
    /** The calls for which Kotlin has no method, since an argument has a wrong type. They are recorded as they are. */
    var untyped = 0
        private set

    /** The calls through methods of the package. */
    var typed = 0
        private set

    /** Makes the calls on new builders, and returns the last one that is left. */
    fun replay(calls: List<Any?>): Any {
        val builders = ArrayList<Any>()
        for (call in calls) {
            val (name, arguments) = call.asList().let { it.first() as String to it.drop(1) }
            when (name) {
                "container" -> builders.add(start(Container::class.java, name, arguments))
                "stack" -> builders.add(start(Stack::class.java, name, arguments))
                "from" -> builders.add(Container.from(arguments.single()))
                "fromStack" -> builders.add(Stack.from(arguments.single()))
                "addBuilder" -> {
                    val added = builders.removeAt(builders.lastIndex)
                    call(builders.last(), "add", listOf(added) + arguments)
                }
                else -> call(builders.last(), name, arguments)
            }
        }
        return builders.first()
    }

    private fun start(type: Class<*>, name: String, arguments: List<Any?>): Any {
        val argument = arguments.single()
        if (argument is String?) {
            typed++
            return type.getConstructor(String::class.java).newInstance(argument)
        }
        val calls = Class.forName("alien.Calls").getConstructor().newInstance()
        val builder = type.declaredConstructors.first { it.parameterCount == 2 }
        builder.isAccessible = true
        return builder.newInstance(calls, null).also { record(it, name, arguments) }
    }

    private fun call(builder: Any, name: String, arguments: List<Any?>) {
        val methods = builder.javaClass.methods.filter {
            it.name == name && Modifier.isPublic(it.modifiers) && it.parameterCount == arguments.size
        }
        val method = methods.firstOrNull { accepts(it, arguments) }?.takeUnless { isOption(name, arguments) }
            ?: return record(builder, name, arguments)
        typed++
        val converted = arguments.zip(method.parameterTypes) { argument, type -> convert(argument, type) }
        assertSame(builder, method.invoke(builder, *converted.toTypedArray()))
    }

    /** Whether the vectors pass a text or null instead of options, which is an option by itself in Kotlin. */
    private fun isOption(name: String, arguments: List<Any?>) = when (name) {
        "healthCheck" -> arguments.first() !is Map<*, *>
        "persistentStorage" -> arguments.size == 2 && arguments.last() !is Map<*, *>
        else -> false
    }

    private fun accepts(method: Method, arguments: List<Any?>) =
        arguments.zip(method.parameterTypes).all { (argument, type) ->
            val converted = convert(argument, type)
            if (type == Boolean::class.java) argument is Boolean else converted == null || type.isInstance(converted)
        }

    /** A constant of an enum by its name in JSON. */
    private fun convert(argument: Any?, type: Class<*>): Any? =
        type.enumConstants?.firstOrNull { it.toString().lowercase() == argument } ?: argument

    /** Calls the method with which all methods record their calls. */
    private fun record(builder: Any, name: String, arguments: List<Any?>) {
        untyped++
        val type = builder.javaClass
        try {
            if (arguments.firstOrNull() is Container) {
                val record = type.methods.single { it.name.startsWith("recordBuilder\$") }
                record.invoke(builder, arguments.first(), arguments.drop(1).toTypedArray())
            } else {
                val record = type.methods.single { it.name.startsWith("record\$") }
                record.invoke(builder, METHODS.getValue(name), arguments.toTypedArray())
            }
        } catch (error: InvocationTargetException) {
            throw error.targetException
        }
    }

    private fun assertSame(expected: Any, actual: Any?) = check(expected === actual) { "the method returned a new builder" }
}

/** The numbers of all methods of the core. */
val METHODS: Map<String, Int> = Class.forName("alien.Method").fields
    .filter { it.type == Int::class.java }
    .associate { it.name to it.getInt(null) }

/** What a builder results in. */
class Outcome(val json: String?, val diagnostics: List<Diagnostic>, val truncated: Boolean = false)

fun build(builder: Any): Outcome = try {
    when (builder) {
        is Container -> builder.build().let { Outcome(it.json, it.warnings) }
        is Stack -> builder.build().let { Outcome(it.json, it.warnings) }
        else -> error("not a builder")
    }
} catch (error: ValidationException) {
    Outcome(null, error.diagnostics, error.report.truncated)
}

/** A result of the package as the npm package returns it: maps without keys that are null. */
fun plain(value: Any?): Any? = when (value) {
    null, is String, is Boolean, is Int, is Long -> value
    is Double -> if (value == Math.rint(value) && Math.abs(value) < 1e15) value.toLong() else value
    is Scalar.Number -> plain(value.value)
    is Scalar.Text -> value.value
    is Enum<*> -> value.name.lowercase()
    is List<*> -> value.map(::plain)
    is Edit -> mapOf("kind" to value.javaClass.simpleName.replaceFirstChar(Char::lowercase)) + members(value)
    is Resource<*>, is BuiltStack -> error("has no plain form")
    else -> members(value)
}

private fun members(value: Any): Map<String, Any?> = value.javaClass.declaredFields
    .filter { !Modifier.isStatic(it.modifiers) }
    .associate { field ->
        val getter = "get" + field.name.replaceFirstChar(Char::uppercase)
        val read = value.javaClass.methods.first { it.name == getter || it.name == "is" + getter.drop(3) }
        field.name to plain(read.invoke(value))
    }
    .filterValues { it != null }

/** Reads what [plain] writes. */
fun reportOf(json: Object) = Report(
    json["valid"] as Boolean,
    json["diagnostics"].asList().map { diagnosticOf(it.asObject()) },
    json["truncated"] as Boolean,
)

private fun diagnosticOf(json: Object) = Diagnostic(
    code = json["code"] as String,
    severity = Severity.valueOf((json["severity"] as String).uppercase()),
    message = json["message"] as String,
    `data` = null,
    path = json["path"] as String,
    target = Target.valueOf((json["target"] as String).uppercase()),
    range = json["range"]?.let { rangeOf(it.asObject()) },
    call = json["call"]?.let { callOf(it.asObject()) },
    help = json["help"] as String?,
    related = json["related"].asList().map {
        val related = it.asObject()
        val (range, call) = related["range"] to related["call"]
        Related(
            related["path"] as String,
            range?.let { rangeOf(it.asObject()) },
            call?.let { callOf(it.asObject()) },
            related["message"] as String,
        )
    },
    fixes = json["fixes"].asList().map { fixOf(it.asObject()) },
    docs = json["docs"] as String,
)

private fun callOf(json: Object) = Call(
    json["method"] as String,
    (json["number"] as Int).toLong(),
    json["text"] as String,
    json["file"] as String?,
    (json["line"] as Int?)?.toLong(),
    (json["column"] as Int?)?.toLong(),
)

private fun rangeOf(json: Object) = SourceRange(positionOf(json["start"].asObject()), positionOf(json["end"].asObject()))

private fun positionOf(json: Object) =
    Position((json["line"] as Int).toLong(), (json["character"] as Int).toLong())

fun fixOf(json: Object) = Fix(
    json["title"] as String,
    Applicability.valueOf((json["applicability"] as String).uppercase()),
    json["edits"].asList().map { editOf(it.asObject()) },
    json["textEdits"]?.asList()?.map {
        TextEdit(rangeOf(it.asObject()["range"].asObject()), it.asObject()["newText"] as String)
    },
)

private fun editOf(json: Object): Edit = when (val kind = json["kind"]) {
    "set" -> Edit.Set(json["path"] as String, json["json"] as String)
    "remove" -> Edit.Remove(json["path"] as String)
    "move" -> Edit.Move(json["path"] as String, json["to"] as String)
    "quote" -> Edit.Quote(json["path"] as String)
    else -> error("no vector has an edit of kind $kind yet")
}
